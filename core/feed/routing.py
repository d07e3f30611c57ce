"""Sends what has changed to the streams that its rules name (see `routing_rules`), and what goes along."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.feed import label_routing, region_routing
from core.feed.return_routing import goes_along, knowing_shares
from core.feed.routing_rules import (
    CLOSED,
    KNOWN_STORES,
    RULES,
    Rule,
    of_customer,
    of_fulfilment_itself,
    of_staff,
    stores_of_order,
)
from core.feed.streams import store_stream
from core.model import (
    Base,
    Carton,
    Customer,
    DeliveryLine,
    FulfilmentLine,
    Order,
    OrderLine,
    Parcel,
    RowChange,
    StaffPermission,
    TransferLine,
)
from core.model.capture import Image, image_of, key_of
from core.model.gathered import rows_of

RowKey = tuple[str, tuple[Any, ...]]
"""A table and a primary key."""
Routed = dict[str, dict[RowKey, Image | None]]
"""By stream, the last image of each row; None for a row that is gone."""


def route(session: Session, changes: Collection[RowChange]) -> Routed:
    """Send each change to its streams. The session is flushed, so its rows can be asked."""
    session.info.pop(KNOWN_STORES, None)
    routed: Routed = {}
    moved: dict[str, str] = {}
    with knowing_shares(session, changes):
        for change in changes:
            rule = RULES.get(change.table)
            if rule is not None:
                _send(session, rule, change, routed)
            if change.table == "fulfilment" and change.after is not None:
                _send_along(session, change, routed)
            if change.table in _PARTS and _is_closed(change.before) != _is_closed(change.after):
                _send_parts(session, change, routed)
            if change.table == "staff" and _has_moved(change):
                moved[change.key[0]] = store_stream((change.before or {})["location_id"])
    _send_grants(session, changes, moved, routed)
    along = [*goes_along(session, changes)]
    for location_id, row in region_routing.moved_along(session, changes):
        rule = RULES[row.__tablename__]
        along.append((location_id, row, store_stream(location_id) in rule(session, image_of(row))))
    along += label_routing.for_new_places(session, changes)
    for location_id, row, goes in along:
        rows = routed.setdefault(store_stream(location_id), {})
        rows[(row.__tablename__, key_of(row))] = image_of(row) if goes else None
    return routed


def _send(session: Session, rule: Rule, change: RowChange, routed: Routed) -> None:
    place = (change.table, change.key)
    before = rule(session, change.before) if change.before is not None else set()
    after = rule(session, change.after) if change.after is not None else set()
    for stream in before - after:
        routed.setdefault(stream, {})[place] = None
    for stream in after:
        routed.setdefault(stream, {})[place] = change.after


def _has_moved(change: RowChange) -> bool:
    before, after = change.before, change.after
    return before is not None and after is not None and before["location_id"] != after["location_id"]


def _send_grants(
    session: Session, changes: Iterable[RowChange], moved: Mapping[str, str], routed: Routed
) -> None:
    """What a person may do goes along to another store, and is forgotten where they were.

    Args:
        moved: by person, the stream of the store that they have left.
    """
    if not moved:
        return
    for change in changes:
        staff_id = change.key[0]
        if change.table == StaffPermission.__tablename__ and change.before and staff_id in moved:
            routed.setdefault(moved[staff_id], {})[(change.table, change.key)] = None
    for row in session.scalars(select(StaffPermission).where(StaffPermission.staff_id.in_(moved))):
        place, image = (row.__tablename__, key_of(row)), image_of(row)
        routed.setdefault(moved[row.staff_id], {})[place] = None
        for stream in of_staff(session, image):
            routed.setdefault(stream, {})[place] = image


def _is_closed(image: Image | None) -> bool:
    return image is not None and image["state"] == CLOSED


def _send_along(session: Session, change: RowChange, routed: Routed) -> None:
    """A store that gets a fulfilment gets what belongs to it; one that it leaves lets go of that."""
    assert change.after is not None
    after = of_fulfilment_itself(session, change.after)
    before = of_fulfilment_itself(session, change.before) if change.before is not None else set()
    for stream in sorted(after - before):
        _send_order(session, change.after, stream, routed)
        if change.before is not None:
            rows = routed.setdefault(stream, {})
            for kind in (FulfilmentLine, Parcel):
                for row in rows_of(session, kind, kind.fulfilment_id, [change.key[0]]):
                    rows[(row.__tablename__, key_of(row))] = image_of(row)
    for stream in sorted(before - after):
        _take_away(session, change.after, stream, routed)


_PARTS: Mapping[str, tuple[tuple[Any, Any], ...]] = MappingProxyType(
    {
        "delivery": ((Carton, Carton.delivery_id), (DeliveryLine, DeliveryLine.delivery_id)),
        "transfer": ((TransferLine, TransferLine.transfer_id),),
    }
)
"""Rows that leave a store with the one that they are parts of, and come back with it."""


def _send_parts(session: Session, change: RowChange, routed: Routed) -> None:
    rows = routed.setdefault(store_stream((change.after or {})["location_id"]), {})
    for kind, column in _PARTS[change.table]:
        for row in session.scalars(select(kind).where(column == change.key[0])):
            rows[(row.__tablename__, key_of(row))] = None if _is_closed(change.after) else image_of(row)


def _take_away(session: Session, fulfilment: Image, stream: str, routed: Routed) -> None:
    """What belonged to a fulfilment leaves a store, and what nothing else there needs of its order."""
    gone: list[Base] = []
    for kind in (FulfilmentLine, Parcel):
        gone += session.scalars(select(kind).where(kind.fulfilment_id == fulfilment["id"]))
    order = session.get(Order, fulfilment["order_id"])
    if order is not None and stream not in stores_of_order(session, order.id):
        gone += [order, *session.scalars(select(OrderLine).where(OrderLine.order_id == order.id))]
        customer = session.get(Customer, order.customer_id)
        if customer is not None and stream not in of_customer(session, image_of(customer)):
            gone.append(customer)
    rows = routed.setdefault(stream, {})
    for row in gone:
        rows[(row.__tablename__, key_of(row))] = None


def _send_order(session: Session, fulfilment: Image, stream: str, routed: Routed) -> None:
    """A store that gets a share of an order gets to know the order."""
    order = session.get(Order, fulfilment["order_id"])
    if order is None:
        return
    lines = rows_of(session, OrderLine, OrderLine.order_id, [order.id])
    customer = session.get(Customer, order.customer_id)
    rows = routed.setdefault(stream, {})
    for row in (customer, order, *lines):
        if row is not None:
            rows[(row.__tablename__, key_of(row))] = image_of(row)
