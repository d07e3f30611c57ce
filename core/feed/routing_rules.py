"""The rule of each table: to which streams a row of it goes.

The network's rows go to every store. A store's rows go to that store; an order and its customer go to each
store that has a share of the order. What a store has sent to another, to be collected there, goes to both.
What the stores of a region know of each other's sales goes to each of them. A device's outcomes and number
blocks go to that device. A fulfilment that is closed leaves its store, and the order with the last share of
it: the core alone keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from sqlalchemy.orm import Session

from core.feed import label_routing, region_routing
from core.feed.return_routing import of_return, stores_of_sale, with_sale
from core.feed.streams import NETWORK, device_stream, sales_stream, store_stream
from core.model import (
    Delivery,
    Fulfilment,
    Order,
    Staff,
    Transfer,
)
from core.model.capture import Image
from core.model.gathered import rows_of
from core.rules.fulfilment import ON_ITS_WAY, FulfilmentState

CLOSED = FulfilmentState.CLOSED.value
KNOWN_STORES = "known_stores"
"""Where the session keeps what one routing has found out."""

Rule = Callable[[Session, Image], set[str]]


def _network(_session: Session, _image: Image) -> set[str]:
    return {NETWORK}


def _own_location(_session: Session, image: Image) -> set[str]:
    return {store_stream(image["location_id"])}


def _own_device(_session: Session, image: Image) -> set[str]:
    return {device_stream(image["device_id"])}


def _until_closed(_session: Session, image: Image) -> set[str]:
    return set() if image["state"] == CLOSED else {store_stream(image["location_id"])}


def of_fulfilment_itself(_session: Session, image: Image) -> set[str]:
    """Whose a fulfilment is, by its own row."""
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


def of_staff(session: Session, image: Image) -> set[str]:
    """Where the person works that a row is of."""
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


def stores_of_order(session: Session, order_id: str) -> set[str]:
    """An order's own row and each of its lines ask the same: within one routing it is read once."""
    known: dict[str, set[str]] = session.info.setdefault(KNOWN_STORES, {})
    if order_id not in known:
        known[order_id] = _stores_of(rows_of(session, Fulfilment, Fulfilment.order_id, [order_id]))
    return known[order_id]


def of_customer(session: Session, image: Image) -> set[str]:
    """Whoever has a share of one of a customer's orders."""
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
        "fulfilment": of_fulfilment_itself,
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
        "staff_permission": of_staff,
        "approval_key": _own_location,
        "fulfilment_line": _of_fulfilment,
        "parcel": _of_fulfilment,
        "orders": lambda session, image: stores_of_order(session, image["id"]),
        "order_line": lambda session, image: stores_of_order(session, image["order_id"]),
        "customer": of_customer,
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
        "credit_use": _own_location,
        "region_sale": lambda _session, image: {sales_stream(image["region"])},
        "return_policy": lambda session, image: _at(
            {image["location_id"]} | region_routing.signers_places(session, image["location_id"])
        ),
        "signs_for": lambda session, image: _at(region_routing.of_signer(session, image)),
        "preparation_policy": _own_location,
        "label_template": lambda session, _image: _at(label_routing.everywhere(session)),
        "carbon_figures": lambda session, _image: _at(label_routing.everywhere(session)),
    }
)
"""Tables without a rule stay on the core."""
