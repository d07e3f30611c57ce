"""A day of orders: web, marketplace and telephone, mostly to be picked up, all of which can be served."""

from __future__ import annotations

import unicodedata
from typing import Literal

import numpy as np
from msgspec.structs import replace

from core.rules.order import Channel
from core.rules.time import HOUR_MS, MINUTE_MS, Instant
from core.service.demo import seeds
from core.service.demo.baskets import LINE_COUNTS, Counter
from core.service.demo.calendar import is_night, open_span, opening_hours
from core.service.demo.draws import chance, one_of
from core.service.demo.network import DemoNetwork
from core.service.demo.prices import price_at
from core.service.demo.staffing import person_name
from core.service.order_records import CustomerRecord, DeliveryRecord, OrderLineRecord, OrderRecord
from core.service.records import LocationRecord

OWN_STORE_SHARE = 0.4
"""The part of the pickups that goes to the demo's own store."""
HOME_SHARE = 0.12
DEEP_ENOUGH_UNITS = 20
"""Home deliveries draw on articles of which a warehouse has at least so many above its safety stock."""
_SLOT_MS = 15 * MINUTE_MS
_LEAD_MS = 45 * MINUTE_MS
_SHORTEST_DAY_MS = 2 * HOUR_MS
_PLACED_WITHIN_MS = 14 * HOUR_MS
_CHANNELS = {
    "pickup": (Channel.WEB,) * 9 + (Channel.TELEPHONE,),
    "home": (Channel.WEB,) * 6 + (Channel.MARKETPLACE,) * 4,
}
_PREFIXES = {Channel.WEB: "W", Channel.MARKETPLACE: "MP", Channel.TELEPHONE: "T"}
_PAY_IN_STORE_SHARES = {Channel.WEB: 0.2, Channel.TELEPHONE: 0.6}
_WOMENS_SHARES = {"femme": 0.9, "homme": 0.25, "mixte": 0.55}
"""How often a customer is a woman, by the department of what they buy."""
_MAIL_HOSTS = ("courriel.example", "messagerie.example", "poste.example")
"""RFC 2606: a top-level domain that nobody has."""
_PHONE_PREFIX = "+3363998"
"""06 39 98 xx xx: numbers that ARCEP keeps for works of fiction (décision n° 2018-0881)."""


def orders(network: DemoNetwork, count: int, rng: np.random.Generator) -> list[OrderRecord]:
    """So many orders, by the time at which they were placed; fewer only when the shelves are empty.

    Each pickup is in stock at its store beyond safety stock, after all the others. Deliveries at home are of
    articles that no pickup asks for and that a warehouse has plenty of, so that wherever they are sourced
    nothing that was said above changes.
    """
    has_warehouse = any(location.kind == "warehouse" for location in network.locations)
    home_count = round(count * HOME_SHARE) if has_warehouse else 0
    drawn, taken = _pickups(network, count - home_count, rng)
    drawn += _deliveries(network, home_count, taken, rng)
    by_time = sorted(enumerate(drawn), key=lambda one: (one[1].placed_at or 0, one[0]))
    number = int(rng.integers(2_000_000, 7_000_000))
    numbered = []
    for _, order in by_time:
        number += int(rng.integers(1, 40))
        numbered.append(replace(order, external_reference=f"{_PREFIXES[order.channel]}{number}"))
    return numbered


def _pickups(
    network: DemoNetwork, count: int, rng: np.random.Generator
) -> tuple[list[OrderRecord], frozenset[int]]:
    """Orders to be picked up, and the articles in them."""
    stores = network.stores
    pace = np.array([store.capacity_per_hour for store in stores], dtype=np.float64)
    pace[0] = pace[1:].sum() * OWN_STORE_SHARE / (1 - OWN_STORE_SHARE) if len(stores) > 1 else 1.0
    counters: dict[int, Counter] = {}
    found: list[OrderRecord] = []
    articles: set[int] = set()
    for index in rng.choice(len(stores), count, p=pace / pace.sum()).tolist():
        if index not in counters:
            counters[index] = Counter(network.catalogue, network.stock(index))
        basket = counters[index].basket(rng, one_of(rng, LINE_COUNTS))
        if basket:
            articles.update(article for article, _ in basket)
            found.append(_order(network, stores[index], "pickup", basket, rng))
    return found, frozenset(articles)


def _deliveries(
    network: DemoNetwork, count: int, taken: frozenset[int], rng: np.random.Generator
) -> list[OrderRecord]:
    """Orders to be sent to customers who live near some store."""
    if count == 0:
        return []
    index = next(place for place, location in enumerate(network.locations) if location.kind == "warehouse")
    stock = network.stock(index)
    is_scarce = stock.sellable - stock.safety < max(DEEP_ENOUGH_UNITS, 2 * count)
    counter = Counter(network.catalogue, stock, taken | frozenset(stock.article[is_scarce].tolist()))
    found = []
    for _ in range(count):
        basket = counter.basket(rng, one_of(rng, LINE_COUNTS))
        if basket:
            found.append(_order(network, one_of(rng, network.stores), "home", basket, rng))
    return found


def _order(
    network: DemoNetwork,
    store: LocationRecord,
    kind: Literal["pickup", "home"],
    basket: list[tuple[int, int]],
    rng: np.random.Generator,
) -> OrderRecord:
    channel = one_of(rng, _CHANNELS[kind])
    pays_in_store = kind == "pickup" and chance(rng, _PAY_IN_STORE_SHARES[channel])
    return OrderRecord(
        channel=channel,
        external_reference="-",
        customer=_customer(rng, _WOMENS_SHARES[_department(network, basket)]),
        delivery=_delivery(store, kind),
        lines=tuple(_line(network, article, units) for article, units in basket),
        note=_note(rng, any(network.catalogue.is_serialised[article] for article, _ in basket)),
        payment="pay_in_store" if pays_in_store else "paid",
        placed_at=_placed_at(rng, network.now),
        promised_at=_promised_at(rng, store, network.now) if kind == "pickup" else None,
    )


def _line(network: DemoNetwork, article: int, units: int) -> OrderLineRecord:
    return OrderLineRecord(
        sku=network.articles[article].sku,
        quantity=units,
        unit_price_cents=price_at(network.catalogue.colourway(article).prices, network.now),
    )


def _delivery(store: LocationRecord, kind: Literal["pickup", "home"]) -> DeliveryRecord:
    return DeliveryRecord(
        kind=kind,
        location=store.code if kind == "pickup" else None,
        postcode=store.postcode,
        city=store.city,
        latitude=store.latitude,
        longitude=store.longitude,
    )


def _department(network: DemoNetwork, basket: list[tuple[int, int]]) -> str:
    """The department that a basket comes from; "mixte" if nothing in it says."""
    found = {network.catalogue.colourway(article).family.department for article, _ in basket}
    return next(iter(sorted(found - {"mixte"})), "mixte")


def _customer(rng: np.random.Generator, womens_share: float) -> CustomerRecord:
    name = person_name(rng, womens_share)
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    first, _, last = plain.replace("'", "").partition(" ")
    return CustomerRecord(
        name=name,
        email=f"{first}.{last.replace(' ', '')}@{one_of(rng, _MAIL_HOSTS)}",
        phone=f"{_PHONE_PREFIX}{int(rng.integers(10_000)):04d}",
    )


def _note(rng: np.random.Generator, has_precious: bool) -> str:
    people = seeds.people()
    if has_precious and chance(rng, 0.5):
        return one_of(rng, people.watch_notes)
    if chance(rng, 0.1):
        return one_of(rng, people.gift_notes)
    return one_of(rng, people.notes) if chance(rng, 0.1) else ""


def _placed_at(rng: np.random.Generator, now: Instant) -> Instant:
    """Some time in the last hours, not at night."""
    while is_night(at := Instant(now - int(rng.integers(5 * MINUTE_MS, _PLACED_WITHIN_MS)))):
        pass
    return at


def _promised_at(rng: np.random.Generator, store: LocationRecord, now: Instant) -> Instant:
    """A quarter of an hour within the day's opening (or the next day's), with time left to prepare."""
    begins, ends = open_span(opening_hours(store.opening), now, _SHORTEST_DAY_MS)
    first_slot = -(-(begins + _LEAD_MS) // _SLOT_MS)
    return Instant(int(rng.integers(first_slot, ends // _SLOT_MS + 1)) * _SLOT_MS)
