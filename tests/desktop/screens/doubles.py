"""Doubles of what presenters and screens speak to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from core.rules.errors import CoulisseError
from desktop.screens import Section

S = TypeVar("S")
T = TypeVar("T")


class HeardFace(Generic[S]):
    """Keeps what a presenter says.

    Attributes:
        states: everything that was shown, oldest first.
        gone: where the person was sent: (section, fulfilment).
        refusals: codes of what was not done.
        sounds: good and bad, in order.
    """

    def __init__(self) -> None:
        self.states: list[Any] = []
        self.gone: list[tuple[Section, str]] = []
        self.refusals: list[str] = []
        self.sounds: list[bool] = []

    def show(self, state: S) -> None:
        self.states.append(state)

    def go(self, section: Section, fulfilment_id: str) -> None:
        self.gone.append((section, fulfilment_id))

    def refused(self, error: CoulisseError) -> None:
        self.refusals.append(error.code)

    def heard(self, is_good: bool) -> None:
        self.sounds.append(is_good)

    async def run(self, op: Callable[[], T]) -> T:
        return op()
