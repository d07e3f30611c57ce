"""A box that is told of twice: as a parcel that arrives, and as a carton that a truck brings.

Whose its units are, and where they were last, is asked here alone. As long as the parcel is away, a carton of
its number counts as it comes, and the arrival counts the rest. Once the parcel is here, its own word has
counted what it holds, and its carton counts what is beyond that. So the units of one journey count once,
whichever is told first; and what leaves again begins another journey. Journeys are numbered by what has
happened to the parcel, never by the time: it is told by the devices of two stores, whose clocks may be hours
apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from core.commands.aggregates import fulfilment_aggregate
from core.commands.loading import with_parcel_number
from core.model import Carton, Delivery, DeliveryLine, ExceptionCase, Fulfilment, FulfilmentLine, Parcel
from core.model.gathered import rows_of
from core.rules.delivery import CartonState
from core.rules.fulfilment import DEAD_STATES, ON_ITS_WAY, PARCEL_CAME_BACK, FulfilmentKind, FulfilmentState

Units = dict[int, int]
"""By article."""
_WITH_CUSTOMER = (FulfilmentState.DELIVERED, FulfilmentState.CLOSED)


class Box:
    """The box of this number at one place, on its journey of now.

    Attributes:
        journey: the number of that journey; 0 where no parcel has the number.
        on: the journey on which a carton is that comes here now.
        told: the units that the parcel's own word has counted here; none while it is away.
    """

    def __init__(self, session: Session, location_id: int, number: str) -> None:
        self._session = session
        self._location_id = location_id
        self._number = number
        every = with_parcel_number(session, number) if number else []
        known = [one for one in every if location_id in (one[1].location_id, one[1].collect_location_id)]
        away = [one for one in known if _is_away(*one, location_id)]
        here = [] if away else _last([one for one in known if _is_here(session, *one, location_id)])
        self.journey = max((parcel.journey for parcel, _ in away or here), default=0)
        journeys = (_journey_to(*one, location_id) for one in away or here or every)
        self.on = max(journeys, default=0)
        self.told = _sum(held_in(session, parcel, head) for parcel, head in here)

    def uncounted(self, article_id: int) -> int:
        """Units that the parcel's word has counted, and no carton has brought yet: so many more of a carton
        are here already."""
        told = self.told.get(article_id, 0)
        if not told:
            return 0
        # A line that was told just now may not be written yet.
        self._session.flush()
        cartons = cartons_since(self._session, self._location_id, self._number, self.journey)
        return max(0, told - sum(line.received for line in cartons if line.article_id == article_id))

    def has_left_since(self, carton: Carton) -> bool:
        """Whether the carton came on an earlier journey."""
        return carton.received_at is not None and carton.journey < self.on


class Brought:
    """What cartons of trucks have put in the stock here before their parcels arrive: the arrival does not
    count it again."""

    def __init__(self, units: Mapping[int, int], serials: Collection[str]) -> None:
        """`units` by article, without the pieces that were named: those are `serials`."""
        self.serials = serials
        self._left = dict(units)

    def take(self, article_id: int, units: int) -> int:
        """How many of so many units they have brought; each counts once."""
        taken = min(units, self._left.get(article_id, 0))
        self._left[article_id] = self._left.get(article_id, 0) - taken
        return taken


def brought_with(session: Session, location_id: int, head: Fulfilment, arriving: Sequence[Parcel]) -> Brought:
    """What trucks have brought of these parcels, announced or read out piece by piece. Of several each can
    have brought so many units as it holds; what came in a box of its number before was another's."""
    parcels = rows_of(session, Parcel, Parcel.fulfilment_id, [head.id])
    is_whole = len(parcels) == 1 or not any(parcel.contents for parcel in parcels)
    units: Units = {}
    serials: list[str] = []
    for number in sorted({parcel.number for parcel in arriving}):
        own = [parcel for parcel in arriving if parcel.number == number]
        others = [one for one in parcels if one.number == number and one not in own and one.arrived_at]
        most = _sum(held_in(session, parcel, head) for parcel in own)
        before = _sum(held_in(session, parcel, head) for parcel in others)
        for line in cartons_since(session, location_id, number, max(one.journey for one in own)):
            serials += line.received_serials
            article = line.article_id
            came = line.received - len(line.received_serials)
            gone = min(came, before.get(article, 0))
            before[article] = before.get(article, 0) - gone
            taken = came - gone if is_whole else min(came - gone, most.get(article, 0))
            most[article] = most.get(article, 0) - taken
            units[article] = units.get(article, 0) + taken
    return Brought(units, serials)


def cartons_since(session: Session, location_id: int, number: str, journey: int) -> list[DeliveryLine]:
    """The lines of the cartons of this number that came to the place on this journey or a later one, on
    whichever truck; of those that nobody has received as a whole, what was read out of them."""
    cartons = [
        carton
        for carton in rows_of(session, Carton, Carton.number, [number])
        if (carton.state != CartonState.MISSING if carton.received_at is None else carton.journey >= journey)
    ]
    ids = {carton.delivery_id for carton in cartons}
    trucks = [truck for truck in (session.get(Delivery, key) for key in sorted(ids)) if truck is not None]
    here = [truck.id for truck in trucks if truck.location_id == location_id]
    if not here:
        return []
    lines = rows_of(session, DeliveryLine, DeliveryLine.delivery_id, here)
    held = {carton.id for carton in cartons}
    return sorted((line for line in lines if line.carton_id in held), key=lambda line: line.id)


def held_in(session: Session, parcel: Parcel, head: Fulfilment) -> Units:
    """What a parcel holds, by article: what was told packed in it, or what was in it when it came back alone;
    of an order's only one, or where nobody has told, all that left."""
    lines = rows_of(session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id])
    alone = _came_back_with(session, parcel, head)
    if alone is not None:
        articles = {line.order_line_id: line.article_id for line in lines}
        return _sum({articles[key]: units} for key, units in alone.items() if key in articles)
    parcels = rows_of(session, Parcel, Parcel.fulfilment_id, [head.id])
    is_whole = len(parcels) == 1 and head.kind != FulfilmentKind.TRANSFER
    if is_whole or not any(one.contents for one in parcels):
        return _sum({line.article_id: left_of(line)} for line in lines)
    return _sum({line.article_id: parcel.contents.get(line.id, 0)} for line in lines)


def left_of(line: FulfilmentLine) -> int:
    """Units of a line that left with it, as far as anybody has told."""
    return line.handed_over or line.picked or max(0, line.quantity - line.short)


def _came_back_with(session: Session, parcel: Parcel, head: Fulfilment) -> Mapping[str, int] | None:
    """By order line what was in one that came back alone: the case that asks about it says so."""
    if parcel.contents or parcel.arrived_at is None:
        return None
    session.flush()
    cases = rows_of(session, ExceptionCase, ExceptionCase.aggregate, [fulfilment_aggregate(head.id)])
    told = (case.data for case in cases if case.kind == PARCEL_CAME_BACK)
    return next((data["units"] for data in told if data.get("parcel_id") == parcel.id), None)


def _journey_to(parcel: Parcel, head: Fulfilment, here: int) -> int:
    """The journey on which it comes here: of what stands somewhere else, as far as is known, the next."""
    return parcel.journey + (parcel.arrived_at is not None and head.location_id != here)


def _is_away(parcel: Parcel, head: Fulfilment, here: int) -> bool:
    """Whether it has yet to come here, or back here."""
    if head.location_id != here:
        return head.state in ON_ITS_WAY or head.state not in DEAD_STATES | {FulfilmentState.CLOSED}
    return head.state in ON_ITS_WAY and parcel.arrived_at is None


def _is_here(session: Session, parcel: Parcel, head: Fulfilment, here: int) -> bool:
    """Whether its arrival here has been told, and its units are counted with it; or will be with its last
    one, if it was one of several for another store."""
    if head.location_id != here:
        return False
    if head.collect_location_id == here:
        # The first one has brought in all of it.
        parcels = rows_of(session, Parcel, Parcel.fulfilment_id, [head.id])
        return any(one.arrived_at is not None for one in parcels)
    # That something arrived which its customer has is told a person, and counted by nobody.
    return parcel.arrived_at is not None and not (parcel.contents and head.state in _WITH_CUSTOMER)


def _last(known: Sequence[tuple[Parcel, Fulfilment]]) -> list[tuple[Parcel, Fulfilment]]:
    """Those of the fulfilment that came last: a number may have been given twice."""
    if not known:
        return []
    _, last = max(known, key=lambda one: (one[0].arrived_at or 0, one[0].id))
    return [(parcel, head) for parcel, head in known if head.id == last.id]


def _sum(parts: Iterable[Mapping[int, int]]) -> Units:
    units: Units = {}
    for part in parts:
        for article, count in part.items():
            units[article] = units.get(article, 0) + count
    return units
