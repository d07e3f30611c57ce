"""The card slip's reference at a counter: its form, and that no other payment of the day has it."""

from __future__ import annotations

from sqlalchemy import String, cast, or_, select

from core.model import Fulfilment, Refund
from core.rules.approval import day_of
from core.rules.errors import Refused
from core.rules.fulfilment import OPEN_STATES
from core.rules.slip import check_slip
from core.rules.time import Instant
from desktop.desk import Desk
from sync.reading import Reader


async def look_at_slip(desk: Desk, reference: str) -> None:
    """Say nothing about a reference that may be right, or that nobody has typed.

    Raises:
        Refused: as `check_slip`; `slip_known_today`: another payment at this store has it, with its number.
    """
    if not reference:
        return
    check_slip(reference)
    now = desk.clock.now()
    number = await desk.read(lambda reader: _paid_today(reader, reference, now))
    if number:
        raise Refused("slip_known_today", number=number)


def _paid_today(reader: Reader, reference: str, now: Instant) -> str:
    """The order or return that was paid by it on this day; what is handed over in parts counts while it is
    open."""
    since = day_of(now)
    orders = select(Fulfilment.order_number, Fulfilment.paid_here).where(
        Fulfilment.location_id == reader.location_id,
        or_(Fulfilment.state_at >= since, Fulfilment.state.in_([state.value for state in OPEN_STATES])),
        cast(Fulfilment.paid_here, String).contains(reference, autoescape=True),
    )
    exchanges = select(Refund.number, Refund.paid_here).where(
        Refund.location_id == reader.location_id,
        Refund.state_at >= since,
        cast(Refund.paid_here, String).contains(reference, autoescape=True),
    )
    for query in (orders, exchanges):
        for number, paid in reader.session.execute(query):
            if any(reference in names for _means, _cents, *names in paid):
                return str(number)
    return ""
