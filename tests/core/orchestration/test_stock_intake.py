"""Movements from tills and counts: each taken in once, each answered, positions their sum."""

from __future__ import annotations

import random
import threading
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from core.feed.log import MOST_AT_ONCE
from core.model import Movement, Position
from core.orchestration import Core, database, unit
from core.orchestration.bulk_ledger import BulkLedger
from core.orchestration.ledger_check import disagreements
from core.orchestration.stock_intake import LineAnswer, LineStatus, MovementDraft, take_in
from core.rules.availability import Stock
from core.rules.stock import Bucket, MovementKind
from core.rules.time import DAY_MS, Instant
from core.service.movement_stream import take_in_batch
from tests.core.orchestration.order_world import furnish, stock

ACCEPTED = LineStatus.ACCEPTED
CLIENTS, BATCHES, ARTICLES = 8, 4, 20
"""At once, each, and of how many: so that some meet."""


def told(core: Core, movement_id: str = "m1", **changes: Any) -> MovementDraft:
    fields = {
        "at": core.clock.now(),
        "kind": MovementKind.SOLD,
        "sku": "SCARF",
        "location": "LYON",
        "quantity": 1,
    }
    return MovementDraft(id=movement_id, **(fields | changes))


@pytest.fixture(scope="module")
def furnished(shared_core: Core) -> Core:
    """Five scarves in Lyon, of which nothing that is refused takes one."""
    furnish(shared_core, {"LYON": {"SCARF": 5}})
    return shared_core


def tell(core: Core, *drafts: MovementDraft) -> list[LineAnswer]:
    return core.transact(lambda unit: take_in(unit, drafts, "till-3"))


def statuses(answers: list[LineAnswer]) -> list[tuple[str, str]]:
    return [(answer.status.value, answer.code) for answer in answers]


def test_what_a_till_sells_leaves_the_position(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    assert tell(core, told(core, quantity=2)) == [LineAnswer("m1", ACCEPTED)]
    assert stock(core, "SCARF", "LYON").sellable == 3


def test_the_same_movement_sent_again_counts_once(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    tell(core, told(core))
    assert statuses(tell(core, told(core), told(core))) == [("duplicate", ""), ("duplicate", "")]
    assert stock(core, "SCARF", "LYON").sellable == 4


def test_a_feed_that_comes_in_another_order_and_in_part_again_says_the_same(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    feed = [told(core, f"m{number}", quantity=number) for number in range(1, 5)]
    tell(core, *reversed(feed))
    tell(core, *feed[1:3])
    assert stock(core, "SCARF", "LYON").sellable == 5 - (1 + 2 + 3 + 4)
    assert core.read(disagreements) == 0


def test_one_identifier_for_two_movements_is_refused(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    answers = tell(core, told(core), told(core, quantity=2))
    assert statuses(answers) == [("accepted", ""), ("refused", "id_reused")]
    assert stock(core, "SCARF", "LYON").sellable == 4


def test_a_wrong_line_does_not_hold_back_the_others(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    answers = tell(core, told(core, "m1", sku="SCRAF"), told(core, "m2"), told(core, "m3", location="X"))
    assert statuses(answers) == [
        ("refused", "unknown_article"),
        ("accepted", ""),
        ("refused", "unknown_location"),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": MovementKind.ALLOCATED}, "kind_not_accepted"),
        ({"kind": MovementKind.HANDED_OVER}, "kind_not_accepted"),
        ({"quantity": 0}, "absurd_quantity"),
        ({"quantity": -1}, "absurd_quantity"),
        ({"quantity": 2_000_000}, "absurd_quantity"),
        ({"quantity": 2, "serial": "W-001"}, "absurd_quantity"),
        ({"bucket": Bucket.ALLOCATED}, "bucket_not_accepted"),
        ({"to_bucket": Bucket.DAMAGED}, "bucket_not_accepted"),
        ({"kind": MovementKind.CONDITION_CHANGED}, "bucket_not_accepted"),
        ({"at": Instant(0)}, "from_long_ago"),
        ({"at": Instant(1_762_765_200_000 + 2 * DAY_MS)}, "from_the_future"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    furnished: Core, changes: dict[str, Any], code: str
) -> None:
    assert statuses(tell(furnished, told(furnished, **changes))) == [("refused", code)]
    assert stock(furnished, "SCARF", "LYON") == Stock(sellable=5)


def test_a_correction_may_be_downwards_and_below_zero_shows(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    assert statuses(tell(core, told(core, kind=MovementKind.ADJUSTED, quantity=-3, reason="counted"))) == [
        ("accepted", "")
    ]
    assert stock(core, "SCARF", "LYON").sellable == -2


def test_damaged_goods_change_their_bucket(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    tell(core, told(core, kind=MovementKind.CONDITION_CHANGED, to_bucket=Bucket.DAMAGED, quantity=2))
    after = stock(core, "SCARF", "LYON")
    assert (after.sellable, after.damaged) == (3, 2)


def test_an_article_that_a_location_never_had_gets_its_position(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    tell(core, told(core, kind=MovementKind.RECEIVED, location="PARIS", quantity=4))
    assert stock(core, "SCARF", "PARIS").sellable == 4


def test_what_is_refused_leaves_no_position_where_there_was_none(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    tell(core, told(core))
    assert statuses(tell(core, told(core, location="PARIS"))) == [("refused", "id_reused")]
    assert core.read(lambda s: s.scalar(select(func.count()).select_from(Position))) == 1


def test_a_batch_sent_twice_at_once_counts_once(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 50}})
    batch = [told(core, f"m{n}") for n in range(20)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: tell(core, *batch), range(4)))
    accepted = [a for one in answers for a in one if a.status is ACCEPTED]
    assert len(accepted) == 20
    assert stock(core, "SCARF", "LYON").sellable == 30
    assert core.read(lambda s: s.scalar(select(func.count()).select_from(Movement))) == 21


def test_a_large_one_sent_twice_at_once_of_what_a_store_never_had_counts_once(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    batch = [told(core, f"m{n}", location="PARIS") for n in range(MOST_AT_ONCE + 1)]
    _meet_before_the_position_is_made(core, monkeypatch)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: take_in_batch(core, batch, "till-3"), range(2)))
    assert sorted(sorted({answer.status.value for answer in one}) for one in answers) == [
        ["accepted"],
        ["duplicate"],
    ]
    assert stock(core, "SCARF", "PARIS").sellable == -len(batch)
    assert core.read(disagreements) == 0


def _meet_before_the_position_is_made(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two may write at once, neither makes the position before the other wants to."""
    if core.engine.dialect.name != "postgresql":
        return
    both, met = threading.Barrier(2), set[int]()
    lock = BulkLedger.lock

    def together(ledger: BulkLedger, places: Collection[tuple[int, int]]) -> None:
        if threading.get_ident() not in met:
            met.add(threading.get_ident())
            both.wait(60)
        lock(ledger, places)

    monkeypatch.setattr(BulkLedger, "lock", together)


def test_many_that_tell_at_once_of_what_no_store_ever_had_meet_in_no_ring(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(core, {"LYON": {f"S{n:02}": 5 for n in range(ARTICLES)}})
    again: list[str] = []
    is_passing = database.is_passing
    monkeypatch.setattr(unit, "is_passing", lambda error: again.append(str(error.orig)) or is_passing(error))

    def feed(client: int) -> None:
        chance = random.Random(client)
        for number in range(BATCHES):
            told_of = [
                (f"S{article:02}", place)
                for article in chance.sample(range(ARTICLES), 6)
                for place in chance.sample(("LYON", "PARIS", "VIENNE"), 2)
            ]
            tell(
                core,
                *(
                    told(core, f"{client}-{number}-{sku}-{place}", sku=sku, location=place)
                    for sku, place in told_of
                ),
            )

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(feed, range(CLIENTS)))

    assert again == []
    assert core.read(disagreements) == 0
    held = core.read(lambda s: s.scalar(select(func.sum(Position.sellable))))
    assert held == 5 * ARTICLES - CLIENTS * BATCHES * 12
