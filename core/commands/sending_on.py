"""Where what came back goes on to: the same at the centre, which makes its transfer, and on the workstation,
which prints its label."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands.return_reading import policy_of
from core.model import Location
from core.rules.disposition import SENT_ON, Disposition
from core.rules.geo import distance_km


def place_onward(session: Session, location_id: int, disposition: Disposition) -> Location | None:
    """As the chain says, else the nearest warehouse, which sees to vendors as well. None for what does not go
    on, and where that is the place itself: there it stays aside."""
    if disposition not in SENT_ON:
        return None
    policy = policy_of(session, location_id)
    code = policy.vendor if disposition is Disposition.RETURN_TO_VENDOR else policy.warehouse
    code = code or policy.warehouse
    if code:
        named = select(Location).where(Location.code == code, Location.id != location_id)
        return session.scalars(named).one_or_none()
    here = session.get(Location, location_id)
    if here is None:
        # A workstation to which the network has not come yet.
        return None
    latitude, longitude = here.latitude, here.longitude
    others = Location.is_open.is_(True), Location.id != location_id
    open_ones = select(Location).where(Location.kind == "warehouse", *others)

    def away(there: Location) -> tuple[float, int]:
        return distance_km(latitude, longitude, there.latitude, there.longitude), there.id

    return min(session.scalars(open_ones), key=away, default=None)
