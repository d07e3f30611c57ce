"""Which payments of a sale a refund goes back to: claimed once, in their order, under the sale's lock.

A claim is made when the refund is to be executed, or when its exchange is handed out, and stays what it is:
who tries again tries the same payments. What was nameless at first is looked at anew each time, for its name
may have come since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.commands.money_asked import gone_by_cases
from core.feed.settings import restored_at
from core.model import PaymentClaim, Refund, RefundPart, Sale, SalePayment
from core.model.gathered import rows_of
from core.model.kept_statements import kept
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.payment_parts import NAMELESS, Payment, spread_over
from core.rules.refund import LIVING, Means
from core.rules.refund_part import OPEN, PartState

MOST_PARTS: Final = 4
"""Means are no more than that."""
MOST_ROUNDS: Final = 8
"""Rounds of a part that are looked for by their keys."""
BACK: Final = "back"
KEPT: Final = "kept"


def payments_of(session: Session, sale_id: str) -> list[SalePayment]:
    """A sale's payments that have a name, in their order."""
    rows = rows_of(session, SalePayment, SalePayment.sale_id, [sale_id])
    return sorted(rows, key=lambda row: row.place)


def payment_for(session: Session, refund: Refund, part: RefundPart) -> SalePayment | None:
    """The payment that this part goes back to, if one is known by name."""
    if not refund.sale_id or part.payment_place == NAMELESS:
        return None
    return session.get(SalePayment, (refund.sale_id, part.payment_place))


def key_of(refund_id: str, place: int, payment_place: int, round_no: int) -> str:
    """What makes an execution happen once. Of the sale's first payment it is as it was while a refund went
    back to that alone: what was sent then is known by it."""
    payment = (payment_place,) if payment_place else ()
    return derive(refund_id, "part", place, round_no, *payment)


def keys_of(refund_id: str, payments: Sequence[SalePayment]) -> set[str]:
    """What an execution of a refund to these payments may be called, by whichever core."""
    return {
        key_of(refund_id, place, row.place, round_no)
        for place in range(MOST_PARTS)
        for row in payments
        for round_no in range(MOST_ROUNDS)
    }


def is_of(part: RefundPart, claimed: PaymentClaim) -> bool:
    """Whether an execution is one of what was claimed."""
    return (part.place, part.payment_place) == (claimed.place, claimed.payment_place)


def claims_of(session: Session, refund: Refund, use: str) -> list[PaymentClaim]:
    """What a refund has claimed, by part and payment, the nameless last."""
    rows = _claimed(session, refund.id, use)
    return sorted(rows, key=lambda row: (row.place, row.payment_place == NAMELESS, row.payment_place))


@kept
def _claimed(refund_id: str, use: str) -> Select[PaymentClaim]:
    return select(PaymentClaim).where(PaymentClaim.refund_id == refund_id, PaymentClaim.use == use)


def claim(
    unit: UnitOfWork, refund: Refund, use: str, wanted: Sequence[tuple[str, int]]
) -> list[PaymentClaim]:
    """Claim what is wanted of each means, as [means, cents] by place; what is claimed already stays.

    Args:
        refund: locked.
    """
    session = unit.session
    if refund.sale_id:
        unit.lock(Sale, refund.sale_id)
    known = claims_of(session, refund, use)
    named = payments_of(session, refund.sale_id) if refund.sale_id else []
    payments = [Payment(row.place, Means(row.means), row.cents) for row in named]
    for place, (means, cents) in enumerate(wanted):
        mine = {row.payment_place: row for row in known if row.place == place}
        if NAMELESS in mine and means != Means.CARD:
            # Our own ledger has paid it, or will.
            continue
        left = cents - sum(row.cents for row in mine.values() if row.payment_place != NAMELESS)
        shares = spread_over(Means(means), left, payments, _taken(session, refund, use))
        if NAMELESS in mine and NAMELESS not in shares:
            session.delete(mine[NAMELESS])
        for at, share in shares.items():
            _add(session, refund, use, place, at, share, mine.get(at))
        session.flush()
    return claims_of(session, refund, use)


def claim_told(unit: UnitOfWork, refund: Refund, place: int, shares: Mapping[int, int]) -> list[Refund]:
    """Claim for a part of a refund, of each payment, what is known to have gone back to it. Claims of which
    nothing was sent from here give way; returns the other refunds that had some, locked.

    Args:
        refund: locked, and its sale.
        shares: cents by the payment's place.
    """
    session = unit.session
    _drop(unit, [row for row in claims_of(session, refund, BACK) if row.place == place])
    took = {row.place: row.cents for row in payments_of(session, refund.sale_id)}
    moved: dict[str, Refund] = {}
    for at, cents in shares.items():
        kept = next((row for row in claims_of(session, refund, BACK) if _at(row) == (place, at)), None)
        missing_cents = cents - (kept.cents if kept is not None else 0)
        if missing_cents <= 0:
            continue
        if _taken(session, refund, BACK)[at] + missing_cents > took[at]:
            moved.update(_give_way(unit, refund, at))
        _add(session, refund, BACK, place, at, missing_cents, kept)
        session.flush()
    return list(moved.values())


def claim_gone(unit: UnitOfWork, refund: Refund) -> list[Refund]:
    """Claim first of each card what it has got for this very refund, as somebody has said: it goes by the
    keys that have paid. Returns the other refunds whose claims gave way.

    Args:
        refund: locked, and its sale.
    """
    session = unit.session
    card = next((place for place, (means, *_) in enumerate(refund.parts) if means == Means.CARD), None)
    if card is None or not refund.sale_id or claims_of(session, refund, BACK):
        return []
    places = {row.reference: row.place for row in payments_of(session, refund.sale_id)}
    shares, left = Counter[int](), refund.parts[card][1]
    for refund_id, name, cents in gone_by_cases(session, refund.sale_id):
        if refund_id == refund.id and name in places:
            shares[places[name]] += min(cents, left)
            left -= min(cents, left)
    return claim_told(unit, refund, card, shares)


def _at(row: PaymentClaim | RefundPart) -> tuple[int, int]:
    return (row.place, row.payment_place)


def _give_way(unit: UnitOfWork, refund: Refund, at: int) -> dict[str, Refund]:
    """What others have claimed of a payment is not theirs any more, where nothing of them was sent from here:
    they claim all of that part anew."""
    query = select(PaymentClaim).where(
        PaymentClaim.sale_id == refund.sale_id, PaymentClaim.payment_place == at, PaymentClaim.use == BACK
    )
    found: dict[str, Refund] = {}
    for row in unit.session.scalars(query.order_by(PaymentClaim.refund_id)).all():
        other = unit.lock(Refund, row.refund_id) if row.refund_id != refund.id else None
        if other is None or other.id in found:
            continue
        claims = [one for one in claims_of(unit.session, other, BACK) if one.place == row.place]
        if _drop(unit, claims):
            found[other.id] = other
    return found


def _drop(unit: UnitOfWork, claims: Sequence[PaymentClaim]) -> bool:
    """Give claims up, with what was to be sent for them; not if anything of it was. Returns whether they
    are."""
    parts = [part for one in claims for part in _executions(unit.session, one)]
    if any(part.tries or part.done_cents for part in parts):
        return False
    for part in parts:
        part.state, part.due_at, part.is_unsure = PartState.VOID.value, None, False
    for one in claims:
        unit.session.delete(one)
    unit.session.flush()
    return True


def _add(
    session: Session, refund: Refund, use: str, place: int, at: int, cents: int, row: PaymentClaim | None
) -> None:
    if row is None:
        ids = {"refund_id": refund.id, "use": use, "place": place, "payment_place": at}
        session.add(PaymentClaim(**ids, sale_id=refund.sale_id, cents=cents))
    else:
        row.cents = cents if at == NAMELESS else row.cents + cents


def _taken(session: Session, refund: Refund, use: str) -> Counter[int]:
    """As `taken_of` has it, for a refund that wants to claim more. What was paid for this very one is its own
    to claim, to go `BACK`."""
    return taken_of(session, refund.sale_id, mine=refund.id if use == BACK else None)


def taken_of(
    session: Session, sale_id: str, *, mine: str | None = None, before: int | None = None
) -> Counter[int]:
    """What of each payment is a refund's: all that a living one has claimed, of one that was given up what
    went all the same, or may have; and what a core that was lost has paid.

    Args:
        mine: a refund for which that core has paid nothing, as far as it matters.
        before: without claims of what was proposed then or later.
    """
    query = select(PaymentClaim, Refund.state).join(Refund, Refund.id == PaymentClaim.refund_id)
    query = query.where(PaymentClaim.sale_id == sale_id)
    if before is not None:
        query = query.where(Refund.proposed_at < before)
    taken, back = Counter[int](), Counter[tuple[str, int]]()
    for row, state in session.execute(query) if sale_id else ():
        cents = row.cents if state in LIVING or row.use == KEPT else _gone(session, row)
        taken[row.payment_place] += cents
        if row.use == BACK:
            back[row.refund_id, row.payment_place] += cents
    if sale_id and restored_at(session):
        places = {row.reference: row.place for row in payments_of(session, sale_id)}
        gone = Counter[tuple[str, int]]()
        for refund_id, name, cents in gone_by_cases(session, sale_id):
            if name in places and (mine is None or refund_id != mine):
                gone[refund_id, places[name]] += cents
        for (refund_id, place), cents in gone.items():
            # What that one has claimed of the card itself is counted already.
            taken[place] += max(0, cents - back[refund_id, place])
    return taken


def _executions(session: Session, row: PaymentClaim) -> list[RefundPart]:
    query = select(RefundPart).where(
        RefundPart.refund_id == row.refund_id,
        RefundPart.place == row.place,
        RefundPart.payment_place == row.payment_place,
    )
    return list(session.scalars(query))


def _gone(session: Session, row: PaymentClaim) -> int:
    parts = _executions(session, row)
    return sum(part.cents if part.state in OPEN or part.is_unsure else part.done_cents for part in parts)


def name_payments(session: Session, sale_id: str, told: Sequence[tuple[Means, int, str]]) -> None:
    """Keep what a sale's payments are called, as (means, cents, reference); each has its place for good, and
    what it took is what was told last."""
    known = payments_of(session, sale_id)
    by_name = {(row.means, row.reference): row for row in known}
    place = max((row.place for row in known), default=-1) + 1
    sums: dict[tuple[str, str], int] = {}
    for means, cents, reference in told:
        if reference and cents > 0:
            key = (means.value, reference)
            sums[key] = sums.get(key, 0) + cents
    for (code, reference), cents in sums.items():
        row = by_name.get((code, reference))
        if row is not None:
            row.cents = cents
            continue
        session.add(SalePayment(sale_id=sale_id, place=place, means=code, cents=cents, reference=reference))
        place += 1
