"""The ledger of store credits and gift cards: issued, spent, given back, expired; never below zero.

Each entry is named after what caused it, so the same cause never counts twice. The balance is kept beside the
entries, on a row that is locked for each of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.commands.credit_ledger import Taken
from core.model import CreditEntry, StoreCredit
from core.model.kept_statements import kept
from core.orchestration.credit_holds import check_held, let_go
from core.rules.errors import Conflict, Refused
from core.rules.ids import derive
from core.rules.refund import Means
from core.rules.time import Instant

if TYPE_CHECKING:
    # The unit of work hands the ledger on to the handlers that it runs.
    from core.orchestration.unit import UnitOfWork


class EntryKind(StrEnum):
    """What an entry is. Only the first and the third add."""

    ISSUED = "issued"
    SPENT = "spent"
    RESTORED = "restored"
    EXPIRED = "expired"


_REVIVED: Final = "late:"
MOST_ENTRIES: Final = 50
"""Entries of one credit that are shown."""
SIGNS: Final[Mapping[EntryKind, int]] = {
    EntryKind.ISSUED: 1,
    EntryKind.SPENT: -1,
    EntryKind.RESTORED: 1,
    EntryKind.EXPIRED: -1,
}


def issue(
    unit: UnitOfWork,
    number: str,
    cents: int,
    *,
    location_id: int,
    refund_id: str,
    customer_name: str,
    currency: str,
    expires_at: Instant,
    cause: str,
) -> StoreCredit:
    """Add to a refund's credit, which is made with its first part. The same cause again changes nothing.

    Raises:
        Conflict: `credit_number_used`, for another refund.
    """
    credit = credit_of(unit, number)
    if credit is None:
        credit = StoreCredit(
            id=derive(refund_id, "credit"),
            number=number,
            location_id=location_id,
            refund_id=refund_id,
            customer_name=customer_name,
            currency=currency,
            balance_cents=0,
            issued_at=unit.at,
            expires_at=expires_at,
        )
        unit.session.add(credit)
        unit.session.flush()
    elif credit.refund_id != refund_id:
        raise Conflict("credit_number_used", number=number)
    _enter(unit, credit, EntryKind.ISSUED, cents, cause)
    return credit


def sell_card(
    unit: UnitOfWork,
    number: str,
    cents: int,
    *,
    location_id: int,
    currency: str,
    expires_at: Instant,
    cause: str,
) -> StoreCredit:
    """A gift card that a till has sold, or money that was added to it: all of it lasts as long as the latest
    of it. The same cause again changes nothing.

    Raises:
        Conflict: `credit_number_used`, by a store credit; `cause_reused`, with another amount.
        Refused: `credit_expired`: it would be lost at once.
    """
    card = credit_of(unit, number)
    if card is not None and card.kind != Means.GIFT_CARD:
        raise Conflict("credit_number_used", number=number)
    if card is not None and _is_known(unit, card, EntryKind.ISSUED, cents, cause):
        return card
    if expires_at <= unit.at:
        raise Refused("credit_expired", number=number, expires_at=expires_at)
    if card is None:
        card = StoreCredit(
            id=derive("gift_card", number),
            number=number,
            kind=Means.GIFT_CARD.value,
            location_id=location_id,
            currency=currency,
            balance_cents=0,
            issued_at=unit.at,
            expires_at=expires_at,
        )
        unit.session.add(card)
        unit.session.flush()
    card.expires_at = max(card.expires_at, expires_at)
    _enter(unit, card, EntryKind.ISSUED, cents, cause)
    return card


def give_back(unit: UnitOfWork, number: str, cents: int, cause: str) -> bool:
    """What was paid with a gift card goes back to it; returns whether it can. The same cause again changes
    nothing. One that is not of ours, or has expired, takes nothing."""
    card = credit_of(unit, number) if number else None
    if card is None or card.kind != Means.GIFT_CARD:
        return False
    if not _is_known(unit, card, EntryKind.RESTORED, cents, cause) and card.expires_at <= unit.at:
        return False
    _enter(unit, card, EntryKind.RESTORED, cents, cause)
    return True


def entries_of(session: Session, credit_id: str) -> Sequence[CreditEntry]:
    """What has happened to a credit, the newest first."""
    query = select(CreditEntry).where(CreditEntry.credit_id == credit_id)
    return session.scalars(query.order_by(CreditEntry.at.desc(), CreditEntry.id).limit(MOST_ENTRIES)).all()


def spend(unit: UnitOfWork, number: str, cents: int, cause: str) -> StoreCredit:
    """Take from a credit. The same cause again changes nothing.

    Raises:
        Refused: `unknown_credit`, `credit_expired`, `credit_too_small` (with what is left), `credit_held`.
        Conflict: `cause_reused`: the same cause with another amount.
    """
    credit = credit_of(unit, number)
    if credit is None:
        raise Refused("unknown_credit", number=number)
    if _is_known(unit, credit, EntryKind.SPENT, cents, cause):
        return credit
    if credit.expires_at <= unit.at:
        raise Refused("credit_expired", number=number, expires_at=credit.expires_at)
    if credit.balance_cents < cents:
        raise Refused("credit_too_small", number=number, cents=credit.balance_cents)
    check_held(unit, credit, cents)
    _enter(unit, credit, EntryKind.SPENT, cents, cause)
    return credit


class LedgerOfCredits:
    """Implements `core.commands.credit_ledger.Credits` for the handlers that run here.

    Args:
        device_id: the workstation whose deeds they are: what is held for it is held for them.
    """

    def __init__(self, unit: UnitOfWork, device_id: str) -> None:
        self._unit, self._device_id = unit, device_id

    def take(self, number: str, means: Means, cents: int, at: Instant, cause: str, /) -> Taken:
        """As `spend`, as far as it goes, and by the day of the deed: what has left is paid with what there
        was then. The same cause again changes nothing."""
        unit, credit = self._unit, credit_of(self._unit, number)
        if credit is None:
            return Taken(0, means, "unknown_credit")
        is_over = credit.expires_at <= at
        known = unit.session.get(CreditEntry, derive(credit.id, EntryKind.SPENT.value, cause))
        if known is not None:
            taken_cents = known.cents
        elif is_over:
            taken_cents = 0
        else:
            _revive(unit, credit, cents, cause)
            taken_cents = min(cents, credit.balance_cents)
            if taken_cents:
                _enter(unit, credit, EntryKind.SPENT, taken_cents, cause)
        let_go(unit, credit, self._device_id, cents)
        why = "credit_expired" if is_over else "credit_too_small"
        return Taken(taken_cents, Means(credit.kind), why if taken_cents < cents else "")


def _revive(unit: UnitOfWork, credit: StoreCredit, cents: int, cause: str) -> None:
    """What has expired since a deed of a day before is there for it, as far as it needs it."""
    missing_cents = cents - credit.balance_cents
    if missing_cents <= 0:
        return
    is_revived = (CreditEntry.kind == EntryKind.RESTORED.value) & CreditEntry.cause.startswith(_REVIVED)
    query = select(CreditEntry.kind, CreditEntry.cents).where(
        CreditEntry.credit_id == credit.id, (CreditEntry.kind == EntryKind.EXPIRED.value) | is_revived
    )
    expired_cents = -sum(SIGNS[EntryKind(kind)] * entered for kind, entered in unit.session.execute(query))
    back_cents = min(missing_cents, expired_cents)
    if back_cents > 0:
        _enter(unit, credit, EntryKind.RESTORED, back_cents, f"{_REVIVED}{cause}")


@kept
def due_credits(now: Instant, after: str, most: int) -> Select[str]:
    """Credits with something left that have expired, by identifier after a given one."""
    query = select(StoreCredit.id).where(
        StoreCredit.expires_at <= now, StoreCredit.balance_cents > 0, StoreCredit.id > after
    )
    return query.order_by(StoreCredit.id).limit(most)


def expire(unit: UnitOfWork, credit_id: str) -> bool:
    """What is left of an expired credit goes; returns whether it was due."""
    credit = unit.lock(StoreCredit, credit_id)
    if credit is None or credit.expires_at > unit.at or not credit.balance_cents:
        return False
    _enter(unit, credit, EntryKind.EXPIRED, credit.balance_cents, f"expired:{credit.expires_at}")
    return True


def credit_of(unit: UnitOfWork, number: str) -> StoreCredit | None:
    """A credit by its number, locked."""
    credit_id = unit.session.scalar(select(StoreCredit.id).where(StoreCredit.number == number))
    return unit.lock(StoreCredit, credit_id) if credit_id else None


def _is_known(unit: UnitOfWork, credit: StoreCredit, kind: EntryKind, cents: int, cause: str) -> bool:
    entry = unit.session.get(CreditEntry, derive(credit.id, kind.value, cause))
    if entry is not None and entry.cents != cents:
        raise Conflict("cause_reused", number=credit.number)
    return entry is not None


def _enter(unit: UnitOfWork, credit: StoreCredit, kind: EntryKind, cents: int, cause: str) -> None:
    if _is_known(unit, credit, kind, cents, cause):
        return
    entry_id = derive(credit.id, kind.value, cause)
    unit.session.add(
        CreditEntry(
            id=entry_id, credit_id=credit.id, kind=kind.value, cents=cents, at=unit.at, cause=cause[:400]
        )
    )
    credit.balance_cents += SIGNS[kind] * cents
    assert credit.balance_cents >= 0, "a credit is never below zero"
