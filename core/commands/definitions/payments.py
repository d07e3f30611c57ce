"""What leaves is paid with: several means for one amount, each with what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Protocol

import msgspec

from core.commands.definitions.base import PaymentName
from core.rules.refund import Means
from core.rules.return_policy import MAX_CENTS

MAX_PARTS = 20
"""More means than one amount is paid with."""


class PaidPart(msgspec.Struct, frozen=True):
    """So many cents by one means. `reference` is what the payment service calls a card's payment, or the
    number of the store credit or gift card that pays: it is taken from that, unless a till has taken it (then
    nobody has told a number). `is_offline`: headquarters was not asked what is left on it."""

    means: Means
    cents: Annotated[int, msgspec.Meta(ge=1, le=MAX_CENTS)]
    reference: PaymentName = ""
    is_offline: bool = False


AlsoPaid = Annotated[list[PaidPart], msgspec.Meta(max_length=MAX_PARTS)]


class Paying(Protocol):
    """A command that tells what was paid."""

    @property
    def paid_cents(self) -> int: ...

    @property
    def paid_with(self) -> Means: ...

    @property
    def paid_reference(self) -> str: ...

    @property
    def also_paid(self) -> Sequence[PaidPart]: ...


def paid_parts(command: Paying) -> list[PaidPart]:
    """All that was paid, by means."""
    cents = command.paid_cents
    first = [PaidPart(command.paid_with, cents, command.paid_reference)] if cents else []
    return [*first, *command.also_paid]
