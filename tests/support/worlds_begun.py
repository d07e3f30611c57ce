"""How many simulated worlds a run begins: numbers beside the worlds, which nothing in them reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

MEANT = 200
"""At least so many in a run of the tests."""


class WorldsBegun:
    """The worlds that have begun in this process.

    Attributes:
        plans: what each was made of, by a short name: one plan's worlds have the same.
        steps: further worlds, which only were to make a failing one smaller.
    """

    def __init__(self) -> None:
        self.plans: list[str] = []
        self.steps = 0
        self._is_shrinking = False

    def note(self, plan: object) -> None:
        """A world of this plan begins."""
        if self._is_shrinking:
            self.steps += 1
        else:
            self.plans.append(hashlib.sha256(repr(plan).encode()).hexdigest()[:16])

    @contextmanager
    def as_steps(self) -> Iterator[None]:
        """What begins meanwhile is tried to make a failing world smaller."""
        before, self._is_shrinking = self._is_shrinking, True
        try:
            yield
        finally:
            self._is_shrinking = before


begun = WorldsBegun()
"""This process's."""
