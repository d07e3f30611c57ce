"""Which payments of a sale a refund goes back to: claimed once, in their order, under the sale's lock.

A claim is made when the refund is to be executed, or when its exchange is handed out, and stays what it is:
who tries again tries the same payments. What was nameless at first is looked at anew each time, for its name
may have come since.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import PaymentClaim, Refund, RefundPart, Sale, SalePayment
from core.model.gathered import rows_of
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.payment_parts import NAMELESS, Payment, spread_over
from core.rules.refund import LIVING, Means
from core.rules.refund_part import OPEN

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
    query = select(PaymentClaim).where(PaymentClaim.refund_id == refund.id, PaymentClaim.use == use)
    rows = session.scalars(query)
    return sorted(rows, key=lambda row: (row.place, row.payment_place == NAMELESS, row.payment_place))


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
        shares = spread_over(Means(means), left, payments, _taken(session, refund.sale_id))
        if NAMELESS in mine and NAMELESS not in shares:
            session.delete(mine[NAMELESS])
        for at, share in shares.items():
            _add(session, refund, use, place, at, share, mine.get(at))
        session.flush()
    return claims_of(session, refund, use)


def _add(
    session: Session, refund: Refund, use: str, place: int, at: int, cents: int, row: PaymentClaim | None
) -> None:
    if row is None:
        ids = {"refund_id": refund.id, "use": use, "place": place, "payment_place": at}
        session.add(PaymentClaim(**ids, sale_id=refund.sale_id, cents=cents))
    else:
        row.cents = cents if at == NAMELESS else row.cents + cents


def _taken(session: Session, sale_id: str) -> dict[int, int]:
    """What of each payment is a refund's: all that a living one has claimed, of one that was given up what
    went all the same, or may have."""
    query = select(PaymentClaim, Refund.state).join(Refund, Refund.id == PaymentClaim.refund_id)
    taken: dict[int, int] = {}
    for row, state in session.execute(query.where(PaymentClaim.sale_id == sale_id)) if sale_id else ():
        cents = row.cents if state in LIVING or row.use == KEPT else _gone(session, row)
        taken[row.payment_place] = taken.get(row.payment_place, 0) + cents
    return taken


def _gone(session: Session, row: PaymentClaim) -> int:
    parts = session.scalars(
        select(RefundPart).where(
            RefundPart.refund_id == row.refund_id,
            RefundPart.place == row.place,
            RefundPart.payment_place == row.payment_place,
        )
    )
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
