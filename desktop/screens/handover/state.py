"""What the screen Hand over shows."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from core.commands import Proof
from core.rules.time import Instant
from desktop.screens.fulfilments import FALLBACK_TIMEZONE, Head


class Mode(StrEnum):
    """Looking for an order, with one at the counter, or just done."""

    FIND = "find"
    ORDER = "order"
    DONE = "done"


class Matter(StrEnum):
    """What is the matter with an order at the counter; nothing is when it is ready in its bin."""

    NONE = ""
    NOT_IN_BIN = "not_in_bin"
    UNCOLLECTED = "uncollected"
    NOT_PREPARED = "not_prepared"
    BEING_PREPARED = "being_prepared"
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"
    NOT_HERE = "not_here"
    NOT_FOR_THE_COUNTER = "not_for_the_counter"


class Said(msgspec.Struct, frozen=True):
    """What came of the last gesture, as a code with its data."""

    is_good: bool
    code: str
    data: dict[str, Any] = msgspec.field(default_factory=dict)


class Found(msgspec.Struct, frozen=True):
    """An order that fits what was typed, and what is the matter with it."""

    head: Head
    matter: Matter


class HandOverState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        text: what was typed to find an order.
        found: the orders that fit it; all that wait in bins while nothing is typed.
        proof: how the right to the parcels is shown.
        is_code_right: the code was checked.
        fetched: numbers of the parcels that were scanned at the counter.
        due_cents: to be paid before anything leaves; `is_paid` once the till has it.
        waiting: how many orders wait in bins.
    """

    mode: Mode = Mode.FIND
    now: Instant = Instant(0)
    timezone: str = FALLBACK_TIMEZONE
    text: str = ""
    found: tuple[Found, ...] = ()
    waiting: int = 0
    said: Said | None = None
    head: Head | None = None
    matter: Matter = Matter.NONE
    may_leave: bool = False
    proof: Proof = Proof.CODE
    is_code_right: bool = False
    proxy_name: str = ""
    fetched: frozenset[str] = frozenset()
    due_cents: int = 0
    is_paid: bool = False
    is_read: bool = False

    @property
    def is_proven(self) -> bool:
        """Whether the right to the parcels has been shown."""
        if self.proof is Proof.CODE:
            return self.is_code_right
        return self.proof is Proof.IDENTITY or bool(self.proxy_name.strip())

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to pay."""
        return self.due_cents == 0 or self.is_paid
