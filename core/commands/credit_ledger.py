"""What store credits and gift cards have to give, where a handler runs."""

from __future__ import annotations

from typing import Protocol

import msgspec

from core.rules.refund import Means
from core.rules.time import Instant


class Taken(msgspec.Struct, frozen=True):
    """What a credit has given, in cents, and by which means that is; `why` it did not give all."""

    cents: int
    means: Means
    why: str = ""


class Credits(Protocol):
    """The ledger of credits.

    The core takes what there is; a workstation believes what its screen has shown, until the core has heard.
    """

    def take(self, number: str, means: Means, cents: int, at: Instant, cause: str, /) -> Taken:
        """Take so much, or what was left then: each cause once."""


class Believed:
    """A workstation's."""

    def take(self, _number: str, means: Means, cents: int, _at: Instant, _cause: str, /) -> Taken:
        """All of it."""
        return Taken(cents, means)
