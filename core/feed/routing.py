"""Which streams a row goes to: where its rule says, and nowhere else.

The network's rows go to every store. A store's rows go to that store; an order and its customer go to each
store that has a share of the order. What a store has sent to another, to be collected there, goes to both.
What the stores of a region know of each other's sales goes to each of them. A device's outcomes and number
blocks go to that device. A fulfilment that is closed leaves its store, and the order with the last share of
it: the core alone keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.feed import label_routing, region_routing
from core.feed.return_routing import goes_along, knowing_shares, of_return, stores_of_sale, with_sale
from core.model import (
    Base,
    Carton,
    Customer,
    Delivery,
    DeliveryLine,
    Fulfilment,
    FulfilmentLine,
    Order,
    OrderLine,
    Parcel,
    RowChange,
    Staff,
    StaffPermission,
    Transfer,
    TransferLine,
)
from core.model.capture import Image, image_of, key_of
from core.model.gathered import rows_of
from core.rules.fulfilment import FulfilmentState

NETWORK = "network"
CLOSED = FulfilmentState.CLOSED.value
ON_ITS_WAY = (FulfilmentState.DISPATCHED.value, FulfilmentState.LOST.value)
"""Has left its sender; given up for lost it may come all the same."""
_KNOWN_STORES = "known_stores"
"""Where the session keeps what one routing has found out."""

RowKey = tuple[str, tuple[Any, ...]]
"""A table and a primary key."""
Routed = dict[str, dict[RowKey, Image | None]]
"""By stream, the last image of each row; None for a row that is gone."""
Rule = Callable[[Session, Image], set[str]]


def store_stream(location_id: int) -> str:
    """The private stream of one location."""
    return f"store:{location_id}"


def sales_stream(region: str) -> str:
    """What the stores of a region know of each other's sales."""
    return f"sales:{region}"


def device_stream(device_id: str) -> str:
    """The private stream of one device."""
    return f"device:{device_id}"


def _network(_session: Session, _image: Image) -> set[str]:
    return {NETWORK}


def _own_location(_session: Session, image: Image) -> set[str]:
    return {store_stream(image["location_id"])}


def _own_device(_session: Session, image: Image) -> set[str]:
    return {device_stream(image["device_id"])}


def _until_closed(_session: Session, image: Image) -> set[str]:
    return set() if image["state"] == CLOSED else {store_stream(image["location_id"])}


def _of_fulfilment_itself(_session: Session, image: Image) -> set[str]:
    return _stores_at(image["state"], image["location_id"], image.get("collect_location_id"))


def _stores_at(state: str, location_id: int, collect_location_id: int | None) -> set[str]:
    """Whose a fulfilment is: who prepares it or has it, and while it is on its way, who waits for it."""
    if state == CLOSED:
        return set()
    stores = {location_id}
    if state in ON_ITS_WAY and collect_location_id is not None:
        stores.add(collect_location_id)
    return {store_stream(one) for one in stores}


def _of_fulfilment(session: Session, image: Image) -> set[str]:
    row = session.get(Fulfilment, image["fulfilment_id"])
    return _stores_of([row]) if row else set()


def _of_delivery(session: Session, image: Image) -> set[str]:
    row = session.get(Delivery, image["delivery_id"])
    return {store_stream(row.location_id)} if row and row.state != CLOSED else set()


def _of_transfer(session: Session, image: Image) -> set[str]:
    row = session.get(Transfer, image["transfer_id"])
    return {store_stream(row.location_id)} if row and row.state != CLOSED else set()


def _of_staff(session: Session, image: Image) -> set[str]:
    row = session.get(Staff, image["staff_id"])
    return {store_stream(row.location_id)} if row else set()


def _at(locations: Iterable[int]) -> set[str]:
    return {store_stream(location_id) for location_id in locations}


def _with_return(session: Session, image: Image) -> set[str]:
    return_id = image["return_id"]
    return _at(of_return(session, return_id) | region_routing.of_return(session, return_id))


def _of_refund(session: Session, image: Image) -> set[str]:
    """Where it was made, where its sale is, and where somebody sits whose word it waits for."""
    return _of_claim(session, image) | _at(region_routing.of_refund(session, image))


def _of_claim(session: Session, image: Image) -> set[str]:
    return _at(of_return(session, image["return_id"]) | with_sale(session, image["sale_id"]))


def _of_return_itself(session: Session, image: Image) -> set[str]:
    own = {image["location_id"]} if image["is_with_store"] else set()
    return _at(own | region_routing.of_return(session, image["id"]))


def _stores_of_order(session: Session, order_id: str) -> set[str]:
    """An order's own row and each of its lines ask the same: within one routing it is read once."""
    known: dict[str, set[str]] = session.info.setdefault(_KNOWN_STORES, {})
    if order_id not in known:
        known[order_id] = _stores_of(rows_of(session, Fulfilment, Fulfilment.order_id, [order_id]))
    return known[order_id]


def _of_customer(session: Session, image: Image) -> set[str]:
    orders = [order.id for order in rows_of(session, Order, Order.customer_id, [image["id"]])]
    return _stores_of(rows_of(session, Fulfilment, Fulfilment.order_id, orders))


def _stores_of(fulfilments: Iterable[Fulfilment]) -> set[str]:
    return {
        stream
        for one in fulfilments
        for stream in _stores_at(one.state, one.location_id, one.collect_location_id)
    }


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "location": _network,
        "article": _network,
        "article_price": _network,
        "position": _network,
        "piece": _network,
        "fulfilment": _of_fulfilment_itself,
        "delivery": _until_closed,
        "carton": _of_delivery,
        "delivery_line": _of_delivery,
        "transfer": _until_closed,
        "transfer_line": _of_transfer,
        "exception_case": _own_location,
        "movement": _own_location,
        "bin": _own_location,
        "carrier_service": _own_location,
        "count_task": _own_location,
        "intake_limit": _own_location,
        "article_place": _own_location,
        "staff": _own_location,
        "staff_permission": _of_staff,
        "approval_key": _own_location,
        "fulfilment_line": _of_fulfilment,
        "parcel": _of_fulfilment,
        "orders": lambda session, image: _stores_of_order(session, image["id"]),
        "order_line": lambda session, image: _stores_of_order(session, image["order_id"]),
        "customer": _of_customer,
        "outcome": _own_device,
        "number_block": _own_device,
        "sale": lambda session, image: _at(stores_of_sale(session, image)),
        "sale_line": lambda session, image: _at(with_sale(session, image["sale_id"])),
        "goods_return": _of_return_itself,
        "return_line": _with_return,
        "return_photo": _with_return,
        "refund": _of_refund,
        "refund_claim": _of_claim,
        "cash_payout": lambda session, image: _at(of_return(session, image["return_id"])),
        "store_credit": _own_location,
        "region_sale": lambda _session, image: {sales_stream(image["region"])},
        "return_policy": lambda session, image: _at(
            {image["location_id"]} | region_routing.signers_places(session, image["location_id"])
        ),
        "signs_for": lambda session, image: _at(region_routing.of_signer(session, image)),
        "preparation_policy": _own_location,
        "label_template": lambda session, _image: _at(label_routing.everywhere(session)),
    }
)
"""Tables without a rule stay on the core."""


def route(session: Session, changes: Collection[RowChange]) -> Routed:
    """Send each change to its streams. The session is flushed, so its rows can be asked."""
    session.info.pop(_KNOWN_STORES, None)
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
        for stream in _of_staff(session, image):
            routed.setdefault(stream, {})[place] = image


def _is_closed(image: Image | None) -> bool:
    return image is not None and image["state"] == CLOSED


def _send_along(session: Session, change: RowChange, routed: Routed) -> None:
    """A store that gets a fulfilment gets what belongs to it; one that it leaves lets go of that."""
    assert change.after is not None
    after = _of_fulfilment_itself(session, change.after)
    before = _of_fulfilment_itself(session, change.before) if change.before is not None else set()
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
    if order is not None and stream not in _stores_of_order(session, order.id):
        gone += [order, *session.scalars(select(OrderLine).where(OrderLine.order_id == order.id))]
        customer = session.get(Customer, order.customer_id)
        if customer is not None and stream not in _of_customer(session, image_of(customer)):
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
