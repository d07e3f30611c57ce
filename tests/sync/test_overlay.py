"""Stock on a workstation: each movement once, whatever the order in which its two halves are read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sync_world import SERIALS, Pair

from core.commands import ClaimFulfilment, HandOver, PackFulfilment, ParcelDraft, PickLine, Proof, ShortLine
from core.model import Article, Location, Movement, Position
from core.orchestration import UnitOfWork
from core.rules.availability import Stock
from core.rules.stock import MovementKind, ShortReason
from sync import Reader
from sync.overlay import ReplicaLedger, stock_at
from sync.places import Showing, Sorting, places_of
from tests.core.builders import PICKUP_CODE, move


def scarves(pair: Pair) -> Stock:
    return pair.workstation.read(lambda reader: reader.stock_here([pair.names.scarf]))[pair.names.scarf]


def at_the_core(pair: Pair) -> Stock:
    place = (pair.names.scarf, pair.names.store)
    return pair.core.read(lambda session: session.get_one(Position, place).stock())


def hand_over_two(pair: Pair) -> None:
    """All that it takes until two scarves and a watch have left."""
    first = pair.names.first
    scarf_line, watch_line = pair.names.fulfilments[first]
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(PickLine(fulfilment_id=first, line_id=scarf_line, quantity=2))
    pair.do(PickLine(fulfilment_id=first, line_id=watch_line, serial=SERIALS[0]))
    parcel = ParcelDraft("P1", {scarf_line: 2, watch_line: 1})
    pair.do(PackFulfilment(fulfilment_id=first, parcels=[parcel]))
    pair.do(HandOver(fulfilment_id=first, proof=Proof.CODE, code=PICKUP_CODE))


def test_what_left_here_is_gone_at_once_and_once(pair: Pair) -> None:
    before = scarves(pair)
    hand_over_two(pair)
    gone = scarves(pair)
    assert (gone.sellable, gone.allocated) == (before.sellable - 2, before.allocated - 2)

    version = pair.published()
    pair.push()
    assert scarves(pair) == gone
    pair.pull()
    assert scarves(pair) == gone, "answered, and not in the copy yet"
    pair.follow(version)
    assert scarves(pair) == gone, "an older manifest leads to a copy without it"
    pair.follow(pair.published())
    assert scarves(pair) == gone == at_the_core(pair)


def test_a_reading_that_began_before_the_answer_counts_it_once(pair: Pair) -> None:
    hand_over_two(pair)
    gone = scarves(pair)

    with ThreadPoolExecutor(1) as line:

        def work(session: Session) -> Stock:
            assert session.scalars(select(Movement.id).where(Movement.network_version.is_(None))).first()
            line.submit(pair.cycle).result()
            line.submit(pair.cycle).result()
            return stock_at(session, pair.names.store, [pair.names.scarf])[pair.names.scarf]

        assert pair.workstation.replica.read(work) == gone
    assert scarves(pair) == gone


def test_a_reading_that_began_before_the_answer_and_looks_late_counts_it_once(pair: Pair) -> None:
    hand_over_two(pair)
    gone = scarves(pair)

    with ThreadPoolExecutor(1) as line:

        def work(session: Session) -> Stock:
            line.submit(pair.cycle).result()
            line.submit(pair.cycle).result()
            return stock_at(session, pair.names.store, [pair.names.scarf])[pair.names.scarf]

        assert pair.workstation.replica.read(work) == gone


def test_what_another_till_sold_is_seen_by_tail_or_by_copy_and_once(pair: Pair) -> None:
    before = scarves(pair)

    def sell(unit: UnitOfWork) -> None:
        scarf = unit.session.get_one(Article, pair.names.scarf)
        move(unit, MovementKind.SOLD, scarf, unit.session.get_one(Location, pair.names.store), 1)

    pair.at_core(sell)
    pair.pull()
    assert scarves(pair).sellable == before.sellable - 1
    pair.follow(pair.published())
    assert scarves(pair) == at_the_core(pair)


def test_the_stock_of_other_places_is_the_copy_s(pair: Pair) -> None:
    hand_over_two(pair)

    def everywhere(reader: Reader) -> dict[bool, Stock]:
        found = places_of(reader, pair.names.scarf, Sorting.MOST, Showing.WITH_STOCK)
        return {place.is_here: place.stock for place in found}

    stocks = pair.workstation.read(everywhere)
    assert stocks[True] == scarves(pair)
    assert stocks[False].sellable == 20
    assert pair.workstation.read(lambda reader: reader.stock_here([99_999])) == {99_999: Stock()}


def test_a_piece_that_left_here_is_not_here_any_more(pair: Pair) -> None:
    def is_here(serial: str) -> bool:
        return pair.workstation.replica.read(
            lambda session: ReplicaLedger(session).piece(pair.names.watch, serial) is not None
        )

    assert is_here(SERIALS[0])
    hand_over_two(pair)
    assert (is_here(SERIALS[0]), is_here(SERIALS[1])) == (False, True)
    assert not is_here("W-999")


def test_a_piece_that_was_thought_to_be_elsewhere_is_where_it_came(pair: Pair) -> None:
    watch, here = pair.names.watch, pair.names.store
    told = {"article_id": watch, "serial": SERIALS[0], "at": pair.clock.now(), "quantity": 1}

    def place() -> int | None:
        known = pair.workstation.replica.read(lambda s: ReplicaLedger(s).piece(watch, SERIALS[0]))
        return known.location_id if known is not None else None

    assert place() == here
    with pair.workstation.replica.writing("test") as session:
        session.add(Movement(id="m-1", kind="received", location_id=here + 1, **told))
        session.add(Movement(id="m-2", kind="adjusted", location_id=here, **(told | {"quantity": -1})))
    assert place() == here + 1


def test_a_short_reads_the_stock_with_what_was_done_here(pair: Pair) -> None:
    hand_over_two(pair)
    second = list(pair.names.fulfilments)[1]
    [line] = pair.names.fulfilments[second]
    free = scarves(pair)

    pair.do(ShortLine(fulfilment_id=second, line_id=line, quantity=1, reason=ShortReason.NOT_FOUND))

    assert scarves(pair).sellable < free.sellable
    pair.cycle()
    pair.cycle()
    assert scarves(pair) == at_the_core(pair)


@pytest.mark.parametrize(
    "changes", [{"kind": "beamed_up"}, {"bucket": "moon"}, {"to_bucket": "moon", "kind": "condition_changed"}]
)
def test_a_movement_that_only_a_newer_core_understands_waits_for_the_copy(
    pair: Pair, changes: dict[str, str]
) -> None:
    before = scarves(pair)
    fields = {
        "id": "m-1",
        "at": pair.clock.now(),
        "kind": "sold",
        "article_id": pair.names.scarf,
        "location_id": pair.names.store,
        "quantity": 1,
    }
    with pair.workstation.replica.writing("test") as session:
        session.add(Movement(**(fields | changes)))

    assert scarves(pair) == before
    pair.workstation.replica.read(lambda session: ReplicaLedger(session).piece(pair.names.watch, SERIALS[0]))


def test_prices_and_articles_are_found(pair: Pair) -> None:
    def look(reader: Reader) -> tuple[str, str | None, object, int | None]:
        found, none = reader.article_by_gtin("0003012345678900"), reader.article_by_gtin("4006381333931")
        assert found is not None
        return found.sku, found.gtin, none, reader.price_cents(found.id, pair.clock.now())

    assert pair.workstation.read(look) == ("SCARF", "03012345678900", None, None)
    assert pair.workstation.read(lambda reader: reader.network_made_at) == pair.clock.now()
