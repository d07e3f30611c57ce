"""An order is taken in whole: checked, sourced, written with its fulfilments; or not at all."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from core.feed.log import version_of
from core.feed.streams import store_stream
from core.model import ArticlePlace, Fulfilment, Location, Movement, Order, Position
from core.orchestration import Core, UnitOfWork
from core.orchestration.order_draft import DraftLine
from core.rules.errors import BadInput
from core.rules.order import Channel, OrderStatus, PaymentState, SaleType
from core.rules.pickup import is_right_code
from core.rules.time import DAY_MS, HOUR_MS, Instant
from tests.core.orchestration.order_world import (
    claims,
    furnish,
    head_at,
    line_at,
    order,
    progress,
    shares,
    stock,
)


def test_the_store_it_is_collected_at_serves_when_it_has_everything(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3, "COAT": 1}, "VIENNE": {"SCARF": 9, "COAT": 9}})
    placed = order(core, ("SCARF", 2), ("COAT", 1))
    assert shares(core, placed.order_id) == {"LYON": ("proposed", {"SCARF": 2, "COAT": 1})}
    assert progress(core, placed.order_id).status is OrderStatus.SOURCED
    assert stock(core, "SCARF", "LYON").allocated == 2
    assert claims(core) == [("allocated", 1), ("allocated", 2)]


def test_otherwise_the_nearest_that_has_everything_sends_it_to_the_store(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 2}, "PARIS": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    head = head_at(core, placed.order_id, "VIENNE")
    assert shares(core, placed.order_id) == {"VIENNE": ("proposed", {"SCARF": 2})}
    assert (head.kind, head.destination) == ("shipment", "Lyon, 69003 Lyon")


def test_a_delivery_at_home_comes_from_the_nearest(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "PARIS": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1), location=None, postcode="75004", city="Paris")
    head = head_at(core, placed.order_id, "PARIS")
    assert (head.kind, head.destination) == ("shipment", "Camille Royer, 75004 Paris")
    assert placed.pickup_code is None


def test_coordinates_say_more_than_a_postcode(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "PARIS": {"SCARF": 1}})
    placed = order(
        core, ("SCARF", 1), location=None, postcode="75004", city="Paris", latitude=45.7, longitude=4.8
    )
    assert list(shares(core, placed.order_id)) == ["LYON"]


def test_what_is_free_nowhere_is_kept_and_said_to_be_unfillable(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    placed = order(core, ("SCARF", 3))
    done = progress(core, placed.order_id)
    assert shares(core, placed.order_id) == {"LYON": ("proposed", {"SCARF": 1})}
    assert done.lines[0].unfillable == 2
    assert done.status is OrderStatus.UNFILLABLE


def test_safety_stock_and_shut_locations_are_not_sold(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}, "VIENNE": {"SCARF": 2}, "PARIS": {"SCARF": 2}})

    def work(unit: UnitOfWork) -> None:
        position = unit.session.scalars(select(Position).join(Location).where(Location.code == "LYON")).one()
        position.safety = 2
        vienne = unit.session.scalars(select(Location).where(Location.code == "VIENNE")).one()
        vienne.is_open = False

    core.transact(work)
    placed = order(core, ("SCARF", 1))
    assert list(shares(core, placed.order_id)) == ["PARIS"]


def test_a_fulfilment_carries_all_that_preparing_needs(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})

    def shelve(unit: UnitOfWork) -> None:
        unit.session.add(ArticlePlace(location_id=1, article_id=2, zone="A", aisle="3", shelf="2"))

    core.transact(shelve)
    placed = order(core, ("SCARF", 2), note="Cadeau", payment=PaymentState.PAY_IN_STORE)
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    assert (head.order_number, head.customer_name, head.note) == ("C-20001", "Camille Royer", "Cadeau")
    assert (head.to_pay_cents, head.kind, head.destination) == (25_800, "pickup", "")
    assert placed.pickup_code is not None
    assert is_right_code(placed.order_id, placed.pickup_code, head.pickup_code_digest)
    assert (line.name, line.gtin, line.size, line.price_cents) == ("Scarf", "03012345678900", "40", 12_900)
    assert (line.zone, line.aisle, line.shelf) == ("A", "3", "2")


def test_what_is_paid_is_not_to_be_paid_again(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 1))
    assert head_at(core, placed.order_id).to_pay_cents == 0


def test_the_deadline_is_two_opening_hours_later_or_what_the_customer_was_told(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    first = order(core, ("SCARF", 1))
    told = Instant(core.clock.now() + 5 * HOUR_MS)
    second = order(core, ("SCARF", 1), promised_at=told)
    assert head_at(core, first.order_id).promised_at == core.clock.now() + 2 * HOUR_MS
    assert head_at(core, second.order_id).promised_at == told


def test_numbers_follow_each_other(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    ids = [order(core, ("SCARF", 1)).order_id for _ in range(3)]
    numbers = core.read(lambda s: [s.get_one(Order, one).number for one in ids])
    assert numbers == ["C-20001", "C-20002", "C-20003"]


def test_the_store_hears_of_the_order_and_others_do_not(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    before = core.read(lambda s: version_of(s, store_stream(3)))
    order(core, ("SCARF", 1))
    assert core.read(lambda s: version_of(s, store_stream(1)))[0] > 0
    assert core.read(lambda s: version_of(s, store_stream(3))) == before


@pytest.mark.parametrize(
    ("lines", "changes", "code"),
    [
        ([], {}, "empty_order"),
        ([("SCARF", 1), ("SCRAF", 1)], {}, "unknown_article"),
        ([("SCARF", 1000)], {}, "absurd_quantity"),
        ([("SCARF", 0)], {}, "absurd_quantity"),
        ([("SCARF", 1)], {"location": "LUTECE"}, "unknown_location"),
        ([("SCARF", 1)], {"placed_at": Instant(1_762_765_200_000 + 2 * DAY_MS)}, "from_the_future"),
    ],
)
def test_an_order_that_makes_no_sense_leaves_nothing_behind(
    core: Core, lines: list[tuple[str, int]], changes: dict[str, object], code: str
) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    with pytest.raises(BadInput, match=code):
        order(core, *lines, **changes)  # type: ignore[arg-type]
    assert core.read(lambda s: s.scalar(select(func.count()).select_from(Order))) == 0
    assert stock(core, "SCARF", "LYON").allocated == 0


def test_an_unknown_article_is_named_with_its_line(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    with pytest.raises(BadInput) as bad:
        order(core, ("SCARF", 1), ("SCRAF", 1))
    assert bad.value.data == {"sku": "SCRAF", "line": 2}


def test_what_is_allocated_is_in_the_ledger(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 2))
    head = head_at(core, placed.order_id)
    rows = core.read(lambda s: s.scalars(select(Movement).where(Movement.kind == "allocated")).all())
    assert [(row.quantity, row.aggregate) for row in rows] == [(2, f"fulfilment:{head.id}")]


def test_no_fulfilment_is_made_for_nothing(core: Core) -> None:
    furnish(core, {})
    placed = order(core, ("SCARF", 1))
    assert core.read(lambda s: s.scalar(select(func.count()).select_from(Fulfilment))) == 0
    assert progress(core, placed.order_id).status is OrderStatus.UNFILLABLE


@pytest.mark.by_turns
@pytest.mark.parametrize(
    ("channel", "told", "kept"),
    [
        (Channel.WEB, None, "distance"),
        (Channel.TELEPHONE, None, "distance"),
        (Channel.MARKETPLACE, None, "distance"),
        (Channel.STORE, None, "in_store"),
        # A pure reservation is sold in the store, and what an associate orders for home is not.
        (Channel.WEB, SaleType.IN_STORE, "in_store"),
        (Channel.STORE, SaleType.DISTANCE, "distance"),
    ],
)
def test_each_line_keeps_how_it_was_sold(
    core: Core, channel: Channel, told: SaleType | None, kept: str
) -> None:
    furnish(core, {"LYON": {"SCARF": 2, "COAT": 1}})
    lines = [DraftLine("SCARF", 1, 100, told), DraftLine("COAT", 1, 100)]
    placed = order(core, channel=channel, lines=lines)
    usual = "in_store" if channel is Channel.STORE else "distance"
    assert [line.sale_type for line in placed.lines] == [kept, usual]
