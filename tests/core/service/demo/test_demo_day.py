"""A day of orders: believable baskets that the shelves can serve."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from core.rules.order import Channel
from core.rules.time import from_datetime
from core.service.demo import DemoNetwork, generate, orders
from core.service.order_records import OrderRecord


def available(network: DemoNetwork) -> dict[str, dict[str, int]]:
    """Units beyond safety stock, by location and article."""
    free: dict[str, dict[str, int]] = {location.code: {} for location in network.locations}
    for row in network.positions():
        free[row.location][row.sku] = max(0, row.sellable - row.safety)
    return free


def test_every_order_can_be_served_after_all_the_others(network: DemoNetwork, day: list[OrderRecord]) -> None:
    free = available(network)
    asked_for: set[str] = set()
    for order in (order for order in day if order.delivery.kind == "pickup"):
        assert order.delivery.location is not None
        for line in order.lines:
            free[order.delivery.location][line.sku] -= line.quantity
            assert free[order.delivery.location][line.sku] >= 0
            asked_for.add(line.sku)
    home: Counter[str] = Counter()
    for order in (order for order in day if order.delivery.kind == "home"):
        for line in order.lines:
            home[line.sku] += line.quantity
    assert not asked_for & set(home)
    assert all(free["ENT-01"][sku] >= units for sku, units in home.items())


def test_the_same_draws_make_the_same_orders(network: DemoNetwork, day: list[OrderRecord]) -> None:
    assert orders(network, 200, np.random.default_rng(1)) == day
    assert orders(network, 200, np.random.default_rng(2)) != day


def test_the_day_is_mixed(network: DemoNetwork, day: list[OrderRecord]) -> None:
    assert len(day) == 200
    pickups = [order for order in day if order.delivery.kind == "pickup"]
    own = [order for order in pickups if order.delivery.location == network.own_store.code]
    assert 0.8 < len(pickups) / len(day) < 0.95
    assert 0.25 < len(own) / len(pickups) < 0.55
    assert {len(order.lines) for order in day} == {1, 2, 3, 4}
    assert {order.payment for order in day} == {"paid", "pay_in_store"}
    assert {order.channel for order in day} == {Channel.WEB, Channel.MARKETPLACE, Channel.TELEPHONE}
    assert sum("cadeau" in order.note.lower() for order in day) >= 5


def test_some_of_the_own_store_s_orders_have_a_watch_or_jewel(
    network: DemoNetwork, day: list[OrderRecord]
) -> None:
    serialised = {article.sku for article in network.articles if article.is_serialised}
    own = [order for order in day if order.delivery.location == network.own_store.code]
    assert sum(any(line.sku in serialised for line in order.lines) for order in own) >= 2


def test_promises_lie_in_opening_hours_and_orders_in_the_past(
    network: DemoNetwork, day: list[OrderRecord]
) -> None:
    for order in day:
        assert order.placed_at is not None
        assert order.placed_at < network.now
        assert (order.promised_at is None) == (order.delivery.kind == "home")
        if order.promised_at is not None:
            promised = datetime.fromtimestamp(order.promised_at / 1000, ZoneInfo("Europe/Paris"))
            assert order.promised_at > network.now
            assert (9, 30) <= (promised.hour, promised.minute) <= (20, 0)


def test_after_closing_the_next_opening_day_is_promised() -> None:
    saturday_night = datetime(2025, 3, 15, 21, 0, tzinfo=ZoneInfo("Europe/Paris"))
    late = generate(now=from_datetime(saturday_night), stores=1, articles=600)
    for order in orders(late, 5, np.random.default_rng(1)):
        if order.promised_at is not None:
            promised = datetime.fromtimestamp(order.promised_at / 1000, ZoneInfo("Europe/Paris"))
            assert promised.date().isoformat() == "2025-03-17"


def test_prices_are_those_of_the_moment(network: DemoNetwork, day: list[OrderRecord]) -> None:
    current: dict[str, int] = {}
    for price in network.prices():
        if price.valid_from <= network.now:
            current[price.sku] = price.price_cents
    assert all(line.unit_price_cents == current[line.sku] for order in day for line in order.lines)


def test_a_basket_is_for_one_person(network: DemoNetwork, day: list[OrderRecord]) -> None:
    families = {
        article.sku: network.catalogue.colourway(index).family
        for index, article in enumerate(network.articles)
    }
    for order in day:
        departments = {families[line.sku].department for line in order.lines} - {"mixte"}
        assert len(departments) <= 1
        assert len({line.sku for line in order.lines}) == len(order.lines)


def test_references_are_unique_and_records_within_bounds(day: list[OrderRecord]) -> None:
    assert len({order.external_reference for order in day}) == len(day)
    lines = msgspec.json.Encoder().encode_lines(day)
    assert msgspec.json.Decoder(OrderRecord).decode_lines(lines) == day


def test_more_orders_than_stock_are_cut_short(tiny_network: DemoNetwork) -> None:
    few = orders(tiny_network, 400, np.random.default_rng(1))
    assert 0 < len(few) < 400


def test_without_a_warehouse_everything_is_picked_up(small_network: DemoNetwork) -> None:
    alone = generate(now=small_network.now, stores=2, warehouses=0, partners=0, articles=600)
    assert {order.delivery.kind for order in orders(alone, 20, np.random.default_rng(1))} == {"pickup"}
