"""What is sold beyond stock: within a quota with a date, beyond it refused or told to people."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from order_world import do, furnish, head_at, line_at, notices, order, progress, shares
from sqlalchemy import event, select

from core.commands import ClaimFulfilment, ShortLine
from core.model import Article, Backorder, Location, Order
from core.orchestration import Core, UnitOfWork
from core.orchestration.availability import Question, availability
from core.orchestration.cancellation import LineCancel, cancel
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.errors import Refused
from core.rules.order import Channel, OrderStatus, PaymentState
from core.rules.stock import MovementKind, ShortReason
from core.rules.time import DAY_MS, HOUR_MS, Instant
from core.service.import_policy import PolicyRecord, known_of, write_policy
from core.service.order_attention import waiting_orders
from core.service.order_views import order_answer
from core.service.records import ArrivalRecord, QuotaRecord
from tests.core.builders import move

READY_MS = 2 * HOUR_MS
"""A store is given this long from the goods' arrival."""


def say(core: Core, *records: PolicyRecord) -> None:
    there = core.read(lambda session: known_of(session, records))
    core.transact(lambda unit: write_policy(unit, records, there))


def left(core: Core, sku: str = "SCARF") -> int:
    (answer,) = core.read(lambda s: availability(s, Question([sku]), core.clock.now()))
    assert answer.beyond_stock is not None
    return answer.beyond_stock.quantity


def promised(core: Core, order_id: str) -> list[tuple[int, int]]:
    """Units sold beyond stock, and their date."""
    rows = core.read(lambda s: s.scalars(select(Backorder).where(Backorder.order_id == order_id)).all())
    return [(row.quantity, row.promised_at) for row in rows]


def cancelled(core: Core, order_id: str, *lines: LineCancel) -> None:
    core.transact(lambda unit: cancel(unit, unit.lock(Order, order_id), lines, unit.ids.new()))  # type: ignore[arg-type]


def come(core: Core, code: str, units: int, sku: str = "SCARF") -> None:
    """Goods come to a place."""

    def work(unit: UnitOfWork) -> None:
        article = unit.session.scalars(select(Article).where(Article.sku == sku)).one()
        location = unit.session.scalars(select(Location).where(Location.code == code)).one()
        move(unit, MovementKind.RECEIVED, article, location, units)

    core.transact(work)


def for_people(core: Core) -> list[str]:
    return [one.id for one in core.read(lambda s: waiting_orders(s, "", 99))]


def turn(core: Core) -> dict[str, int]:
    return {name: done for name, done in Timers(core).turn().items() if done}


def test_a_quota_is_locked_before_the_sequence_of_numbers_that_all_orders_wait_for(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    say(core, QuotaRecord("SCARF", "backorder", 5))
    said: list[str] = []
    event.listen(core.engine, "before_cursor_execute", lambda *what: said.append(what[2]))
    placed = order(core, ("SCARF", 2))
    assert placed.order.number == "C-20001"
    quotas = [place for place, words in enumerate(said) if "FROM quota" in words]
    numbers = [place for place, words in enumerate(said) if words.startswith("UPDATE core_setting")]
    assert quotas and numbers and max(quotas) < min(numbers)


def test_within_a_quota_it_is_taken_with_the_day_on_which_its_goods_come(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    first, second = clock.now() + DAY_MS, clock.now() + 3 * DAY_MS
    say(
        core,
        QuotaRecord("SCARF", "backorder", 5),
        ArrivalRecord("A-1", "SCARF", "LYON", 2, first),
        ArrivalRecord("A-2", "SCARF", "LYON", 9, second),
    )
    early, late = order(core, ("SCARF", 3)).order_id, order(core, ("SCARF", 1)).order_id
    assert promised(core, early) == [(2, first + READY_MS)]
    # Those who wait longer are served first: the second one's goods come with the next delivery.
    assert promised(core, late) == [(1, second + READY_MS)]
    assert progress(core, early).status is OrderStatus.BACKORDERED
    answer = core.read(lambda s: order_answer(s, s.get_one(Order, early)))
    assert (answer.promised_at, answer.lines[0].backordered) == (first + READY_MS, 2)
    assert answer.lines[0].expected_at == first + READY_MS
    assert left(core) == 2
    assert for_people(core) == []


@pytest.mark.parametrize("payment", [PaymentState.PAID, PaymentState.PENDING])
def test_beyond_it_a_channel_that_asks_is_refused_and_nothing_is_left_behind(
    core: Core, payment: PaymentState
) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    say(core, QuotaRecord("SCARF", "backorder", 2))
    with pytest.raises(Refused, match="beyond_quota") as refused:
        order(core, ("SCARF", 2), ("SCARF", 2), payment=payment)
    assert refused.value.data == {"line": 2, "short": 2, "left": 1}
    assert left(core) == 2
    assert core.read(lambda s: s.scalars(select(Order)).all()) == []
    # What is there, and what the quota covers, is not refused.
    assert progress(core, order(core, ("SCARF", 3), payment=payment).order_id).by_line != {}


def test_what_a_marketplace_has_sold_is_taken_and_the_rest_waits_for_people(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    say(core, QuotaRecord("SCARF", "preorder", 2))
    placed = order(core, ("SCARF", 5), channel=Channel.MARKETPLACE).order_id
    (done,) = progress(core, placed).by_line.values()
    assert (done.sourced, done.unfillable, done.backordered) == (1, 4, 2)
    assert progress(core, placed).status is OrderStatus.UNFILLABLE
    assert for_people(core) == [placed]


def test_an_article_without_a_quota_is_taken_as_before_and_waits_for_people(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    placed = order(core, ("SCARF", 2)).order_id
    assert progress(core, placed).status is OrderStatus.UNFILLABLE
    assert for_people(core) == [placed]


def test_a_quota_of_none_refuses_what_is_not_there(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    say(core, QuotaRecord("SCARF", "backorder", 0))
    with pytest.raises(Refused, match="beyond_quota"):
        order(core, ("SCARF", 2))
    assert progress(core, order(core, ("SCARF", 1)).order_id).status is OrderStatus.SOURCED


def test_a_channel_s_own_quota_is_its_own(core: Core) -> None:
    furnish(core, {"LYON": {"COAT": 1}})
    say(core, QuotaRecord("SCARF", "backorder", 9), QuotaRecord("SCARF", "backorder", 1, channel="web"))
    order(core, ("SCARF", 4), channel=Channel.TELEPHONE)
    order(core, ("SCARF", 1))
    with pytest.raises(Refused, match="beyond_quota"):
        order(core, ("SCARF", 1))


def test_what_is_cancelled_may_be_sold_to_somebody_else(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    say(core, QuotaRecord("SCARF", "backorder", 3))
    placed = order(core, ("SCARF", 4)).order_id
    assert left(core) == 0
    cancelled(core, placed, LineCancel(1, 2))
    assert left(core) == 2
    cancelled(core, placed)
    assert (left(core), promised(core, placed)) == (3, [])


def test_goods_that_come_end_the_wait_by_themselves(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 0}})
    say(core, QuotaRecord("SCARF", "backorder", 3), ArrivalRecord("A-1", "SCARF", "LYON", 3, clock.now() + 9))
    placed = order(core, ("SCARF", 2)).order_id
    come(core, "LYON", 3)
    assert turn(core)["backorder"] == 1
    assert shares(core, placed) == {"LYON": ("proposed", {"SCARF": 2})}
    assert (left(core), promised(core, placed)) == (3, [])
    assert notices(core) == ["available_again"]


def test_goods_that_are_put_off_are_promised_again_and_the_customer_told_once(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 0}})
    due, later = Instant(clock.now() + DAY_MS), Instant(clock.now() + 5 * DAY_MS)
    say(core, QuotaRecord("SCARF", "backorder", 3), ArrivalRecord("A-1", "SCARF", "LYON", 3, due))
    placed = order(core, ("SCARF", 2)).order_id
    say(core, ArrivalRecord("A-1", "SCARF", "LYON", 3, later))
    assert turn(core) == {"promise": 1}
    assert turn(core) == {}
    assert promised(core, placed) == [(2, later + READY_MS)]
    assert notices(core) == ["promised_again"]


def test_goods_that_are_late_without_a_new_date_are_for_people(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 0}})
    due = Instant(clock.now() + DAY_MS)
    say(core, QuotaRecord("SCARF", "backorder", 3), ArrivalRecord("A-1", "SCARF", "LYON", 3, due))
    placed = order(core, ("SCARF", 2)).order_id
    clock.advance(DAY_MS + READY_MS)
    assert turn(core) == {"promise": 1, "free_nowhere": 1}
    assert turn(core) == {}
    assert promised(core, placed) == [(2, 0)]
    assert notices(core) == ["delayed"]
    assert for_people(core) == [placed]


def test_what_a_store_does_not_find_is_promised_within_the_quota(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    due = Instant(clock.now() + DAY_MS)
    say(core, QuotaRecord("SCARF", "backorder", 1), ArrivalRecord("A-1", "SCARF", "LYON", 3, due))
    placed = order(core, ("SCARF", 2)).order_id
    head = head_at(core, placed)
    line = line_at(core, head, "SCARF")
    short = ShortLine(fulfilment_id=head.id, line_id=line.id, quantity=2, reason=ShortReason.NOT_FOUND)
    do(core, head, ClaimFulfilment(fulfilment_id=head.id), short)
    assert promised(core, placed) == [(1, due + READY_MS)]
    assert sorted(notices(core)) == ["promised_again", "unfillable"]


def test_the_last_of_a_quota_is_sold_once_however_many_ask(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 0}})
    say(core, QuotaRecord("SCARF", "backorder", 4))
    together = threading.Barrier(6)

    def ask(_: int) -> int:
        together.wait(timeout=30)
        got = 0
        for _ in range(2):
            try:
                order(core, ("SCARF", 1))
            except Refused:
                continue
            got += 1
        return got

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(ask, range(6))) == 4
    assert left(core) == 0
