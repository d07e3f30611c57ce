"""Cash that has left the till: written down for each time, and summed up by the day."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.commands.context import Context
from core.commands.return_reading import currency_of, policy_of, sale_of
from core.model import CashPayout, Return
from core.rules.approval import CashToday, check_cash, day_of
from core.rules.errors import Refused
from core.rules.time import DAY_MS, Instant


def cash_today(session: Session, location_id: int, staff_id: str, at: Instant) -> CashToday:
    """What has left a store's tills on the day of an instant, as far as it is known here."""
    return CashToday(
        store_cents=_left(session, location_id, at),
        person_cents=_left(session, location_id, at, CashPayout.paid_by == staff_id),
        offline_cents=_left(session, location_id, at, CashPayout.is_offline.is_(True)),
    )


def _left(session: Session, location_id: int, at: Instant, *which: ColumnElement[bool]) -> int:
    since = day_of(at)
    query = select(func.sum(CashPayout.cents)).where(
        CashPayout.location_id == location_id, CashPayout.at >= since, CashPayout.at < since + DAY_MS, *which
    )
    return int(session.scalar(query) or 0)


def may_pay_cash(
    session: Session, head: Return, staff_id: str, cents: int, at: Instant, *, is_offline: bool
) -> None:
    """Say nothing if so much cash may leave for a return.

    Raises:
        Refused: as `core.rules.approval.check_cash`.
    """
    sale = sale_of(session, head.sale_id)
    is_own = sale is not None and sale.location_id == head.location_id
    today = cash_today(session, head.location_id, staff_id, at)
    limits = policy_of(session, head.location_id).limits
    check_cash(limits, cents, today, is_offline=is_offline, is_own_sale=is_own)


def note_payout(context: Context, head: Return, refund_id: str, cents: int, *, is_offline: bool) -> None:
    """Write down cash that has left. Beyond a limit it has left all the same: a person is told."""
    staff_id, session = context.actor.staff_id, context.session
    try:
        may_pay_cash(session, head, staff_id, cents, context.at, is_offline=is_offline)
    except Refused as refusal:
        _tell(context, refusal.code, head, cents)
    session.add(
        CashPayout(
            id=context.child("payout"),
            return_id=head.id,
            refund_id=refund_id,
            location_id=head.location_id,
            cents=cents,
            at=context.at,
            paid_by=staff_id,
            device_id=context.actor.device_id,
            is_offline=is_offline,
        )
    )


def _tell(context: Context, code: str, head: Return, cents: int) -> None:
    about = {"number": head.number, "cents": cents, "currency": currency_of(context.session, head)}
    if code == "cash_beyond_store_day":
        context.contradiction("cash_beyond_store_day", **about)
    elif code == "cash_beyond_person_day":
        context.contradiction("cash_beyond_person_day", **about)
    else:
        context.contradiction("cash_beyond_offline_limit", **about)
