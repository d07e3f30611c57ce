"""What may be looked at twice before money goes back: signals for whoever approves, never a verdict.

Each is counted over what is known where it is asked; nobody is refused for one.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from core.rules.time import DAY_MS, Instant

LOOKS_BACK_MS: Final = 90 * DAY_MS
MANY_RETURNS: Final = 4
"""Returns of one customer within `LOOKS_BACK_MS` that are worth a word."""
NEAR_LIMIT_PERCENT: Final = 90
"""An amount from this share of a limit up is close to it."""
MANY_NEAR_LIMIT: Final = 3
"""Other refunds by one person within `LOOKS_BACK_MS` that are close below a limit."""


class SignalKind(StrEnum):
    """What was noticed."""

    MANY_RETURNS = "many_returns"
    RECEIPT_USED = "receipt_used"
    RECEIPT_ELSEWHERE = "receipt_elsewhere"
    STAFF_CARD = "staff_card"
    AT_LIMIT = "at_limit"
    OFTEN_AT_LIMIT = "often_at_limit"
    NO_PROOF = "no_proof"
    SERIAL_WRONG = "serial_wrong"
    PERHAPS_PAID = "perhaps_paid"


class Signal(msgspec.Struct, frozen=True):
    """One of them, with its number: returns, refunds, or cents of the limit or of what may have gone."""

    kind: SignalKind
    number: int = 0


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What is known around a refund.

    Attributes:
        returns_of_customer: their other returns since `LOOKS_BACK_MS`.
        refunds_of_sale: other refunds of the same sale, wherever they were.
        is_staff_card: the card paid a sale that somebody of the staff was the customer of.
        limit_cents: the limit of whoever is to approve.
        receipt_elsewhere: returns at other stores on the same receipt.
        often_at_limit: other refunds of whoever proposes, since `LOOKS_BACK_MS`, close below a limit.
        asked_cents: what may have gone for the same units already.
    """

    cents: int
    limit_cents: int
    returns_of_customer: int = 0
    refunds_of_sale: int = 0
    receipt_elsewhere: int = 0
    often_at_limit: int = 0
    is_staff_card: bool = False
    has_proof: bool = True
    has_other_serial: bool = False
    asked_cents: int = 0


def signals(seen: Seen) -> tuple[Signal, ...]:
    """What is worth a word, the gravest first."""
    found: list[Signal] = []
    if seen.asked_cents:
        found.append(Signal(SignalKind.PERHAPS_PAID, seen.asked_cents))
    if seen.has_other_serial:
        found.append(Signal(SignalKind.SERIAL_WRONG))
    if seen.is_staff_card:
        found.append(Signal(SignalKind.STAFF_CARD))
    if seen.refunds_of_sale:
        found.append(Signal(SignalKind.RECEIPT_USED, seen.refunds_of_sale))
    if seen.receipt_elsewhere:
        found.append(Signal(SignalKind.RECEIPT_ELSEWHERE, seen.receipt_elsewhere))
    if seen.returns_of_customer >= MANY_RETURNS:
        found.append(Signal(SignalKind.MANY_RETURNS, seen.returns_of_customer))
    if not seen.has_proof:
        found.append(Signal(SignalKind.NO_PROOF))
    if seen.cents >= near(seen.limit_cents):
        found.append(Signal(SignalKind.AT_LIMIT, seen.limit_cents))
    if seen.often_at_limit >= MANY_NEAR_LIMIT:
        found.append(Signal(SignalKind.OFTEN_AT_LIMIT, seen.often_at_limit))
    return tuple(found)


class Asked(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question about money that may have gone for the same units: nothing is given for them meanwhile.

    Attributes:
        case_id: whoever may sign for refunds settles it, in the store of `location_id`.
        number, cents: the return or sale that it is about, and how much.
        is_paid: somebody has said that it went.
    """

    case_id: str
    number: str
    cents: int
    location_id: int
    is_paid: bool = False


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the centre has counted over all stores, as it stands with a refund; see `Seen`. `asked` holds back
    what is still to be given for it."""

    returns_of_customer: int = 0
    refunds_of_sale: int = 0
    receipt_elsewhere: int = 0
    often_at_limit: int = 0
    is_staff_card: bool = False
    asked: Asked | None = None


def told_of(value: object) -> Told:
    """What stands with a refund; what only a newer program understands says nothing."""
    try:
        return msgspec.convert(value, Told)
    except msgspec.ValidationError:
        return Told()


def near(limit_cents: int) -> int:
    """From how many cents on an amount is close to a limit."""
    return -(-limit_cents * NEAR_LIMIT_PERCENT // 100)


def since(now: Instant) -> Instant:
    """From when on a customer's returns count."""
    return Instant(now - LOOKS_BACK_MS)
