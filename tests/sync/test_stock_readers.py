"""What was read off the shelf is read again when the shelf has changed, whoever changed it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sync_world import SERIALS, Pair, stored_rows
from test_take_back import every_aggregate, in_a_transaction_undone

from core.commands import (
    AskCount,
    ClaimFulfilment,
    Command,
    KeepPlace,
    PickLine,
    ProposeSubstitute,
    ReceiveCarton,
    ReceivePieces,
    ShortLine,
    ToCount,
)
from core.commands.aggregates import count_aggregate, fulfilment_aggregate
from core.model import Article, CountTask, ExceptionCase, Fulfilment, FulfilmentLine, Location, Piece
from core.orchestration import UnitOfWork
from core.orchestration.deliveries import AnnouncedCarton, AnnouncedLine, Announcement, announce
from core.rules.errors import StorageFull
from core.rules.fulfilment import FulfilmentState
from core.rules.stock import MovementKind, ShortReason
from sync import journal, rebase, rerun
from sync.exchange_side import MENDS
from sync.schema import PendingCommand, ReplicaState
from tests.core.builders import move


def is_what_is_pending_on_top(pair: Pair) -> None:
    """All that is pending, taken back and done again, changes nothing."""
    shown = pair.rows()

    def work(session: Session) -> None:
        pending, _kinds = journal.take_back(session, every_aggregate(session))
        rerun.run_all_again(session, pending, session.get_one(ReplicaState, 1))
        session.flush()
        assert stored_rows(session) == shown

    in_a_transaction_undone(pair, work)


def short(pair: Pair, which: int, reason: ShortReason = ShortReason.NOT_FOUND) -> None:
    """A scarf of that fulfilment is told short here, and waits to be sent."""
    head = list(pair.names.fulfilments)[which]
    pair.do(ClaimFulfilment(fulfilment_id=head))
    line = pair.names.fulfilments[head][0]
    pair.do(ShortLine(fulfilment_id=head, line_id=line, quantity=1, reason=reason))


def sell(pair: Pair, units: int) -> None:
    """So many scarves leave at a till of this store."""

    def work(unit: UnitOfWork) -> None:
        store = unit.session.get_one(Location, pair.names.store)
        move(unit, MovementKind.SOLD, unit.session.get_one(Article, pair.names.scarf), store, units)

    pair.at_core(work)


def free(pair: Pair) -> int:
    scarf = pair.names.scarf
    return pair.workstation.read(lambda reader: reader.stock_here([scarf]))[scarf].sellable


def test_what_was_not_found_takes_off_what_a_till_has_left(pair: Pair) -> None:
    short(pair, 1)
    left = free(pair)
    sell(pair, 1)
    pair.pull()

    assert free(pair) == left, "what was free then was taken off then; less is now, as one of it was sold"
    is_what_is_pending_on_top(pair)


def test_a_short_before_it_that_no_longer_stands_changes_what_it_takes_off(pair: Pair) -> None:
    short(pair, 0, ShortReason.RESERVED_FOR_ANOTHER)
    short(pair, 1)

    def end(unit: UnitOfWork) -> None:
        head = unit.lock(Fulfilment, pair.names.first)
        assert head is not None
        head.state = FulfilmentState.CANCELLED.value

    pair.at_core(end)
    pair.pull()

    is_what_is_pending_on_top(pair)


def test_one_that_runs_again_does_not_see_what_was_done_after_it(pair: Pair) -> None:
    short(pair, 0)
    short(pair, 1, ShortReason.RESERVED_FOR_ANOTHER)

    def note(unit: UnitOfWork) -> None:
        head = unit.lock(Fulfilment, pair.names.first)
        assert head is not None
        head.note = "ring the bell"

    pair.at_core(note)
    pair.pull()

    is_what_is_pending_on_top(pair)


def test_one_that_lost_its_effects_does_not_see_what_was_done_after_it_either(pair: Pair) -> None:
    short(pair, 0)
    short(pair, 1, ShortReason.RESERVED_FOR_ANOTHER)
    with pair.workstation.replica.writing("test") as session:
        journal.take_back(session, [fulfilment_aggregate(pair.names.first)])

    with pair.workstation.replica.writing("test") as session:
        rebase.rerun_orphans(session)

    is_what_is_pending_on_top(pair)


def test_a_substitute_of_which_none_is_left_is_told(pair: Pair) -> None:
    head = pair.names.first
    _scarf_line, watch_line = pair.names.fulfilments[head]
    pair.do(ClaimFulfilment(fulfilment_id=head))
    offered = ProposeSubstitute(
        fulfilment_id=head, line_id=watch_line, article_id=pair.names.scarf, quantity=1
    )
    pair.do(offered)
    sell(pair, free(pair))
    pair.pull()

    is_what_is_pending_on_top(pair)
    stuck = pair.workstation.replica.read(
        lambda session: {row.name: row.stuck_code for row in session.query(PendingCommand)}
    )
    assert stuck == {"ClaimFulfilment": "", "ProposeSubstitute": "substitute_not_free"}


def test_what_was_not_found_before_the_network_was_here_takes_off_what_it_says(pair: Pair) -> None:
    replica = pair.workstation.replica
    copy = replica.network_path.name
    left = free(pair)
    replica.move_network_pointer("")
    short(pair, 1)

    pair.workstation.serve_network(copy, replica.state().epoch)

    assert free(pair) < left, "nothing was free where no copy was; there is some now, and it was not found"
    is_what_is_pending_on_top(pair)


def test_a_copy_that_cannot_serve_changes_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    replica = pair.workstation.replica
    copy = replica.network_path
    replica.move_network_pointer("")
    empty = replica.network_path
    short(pair, 1)
    shown = pair.rows()

    def no_room(_session: Session) -> frozenset[str]:
        raise StorageFull("disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(rebase, "rerun_all", no_room)
        with pytest.raises(StorageFull):
            pair.workstation.serve_network(copy.name, replica.state().epoch)
    assert (replica.network_path, pair.rows()) == (empty, shown)

    pair.workstation.serve_network(copy.name, replica.state().epoch)
    assert replica.network_path == copy


def ask_count(pair: Pair, count_id: str) -> AskCount:
    """Somebody has the scarf counted."""
    scarf = pair.workstation.read(lambda reader: reader.session.get_one(Article, pair.names.scarf).name)
    wanted = ToCount(article_id=pair.names.scarf, gtin="", name=scarf)
    return AskCount(count_id=count_id, location_id=pair.names.store, articles=[wanted])


def tasks(pair: Pair) -> list[str]:
    """Over what the scarf is to be counted."""
    return pair.workstation.read(
        lambda reader: list(reader.session.scalars(select(CountTask.aggregate).order_by(CountTask.id)))
    )


def test_what_a_colleague_has_counted_already_is_not_asked_for_twice(
    pair: Pair, theirs: Callable[[Command], None]
) -> None:
    short(pair, 1)
    pair.do(ask_count(pair, "ours"))
    assert len(tasks(pair)) == 1
    theirs(ask_count(pair, "theirs"))
    pair.pull()

    assert tasks(pair) == [count_aggregate("theirs")]
    is_what_is_pending_on_top(pair)


def test_a_count_that_a_short_asked_for_is_asked_for_by_the_next_where_the_short_no_longer_stands(
    pair: Pair,
) -> None:
    short(pair, 0)
    pair.do(ask_count(pair, "ours"))

    def found_after_all(unit: UnitOfWork) -> None:
        line = unit.session.get_one(FulfilmentLine, pair.names.fulfilments[pair.names.first][0])
        line.picked = line.quantity

    pair.at_core(found_after_all)
    pair.pull()

    assert tasks(pair) == [count_aggregate("ours")]
    is_what_is_pending_on_top(pair)


def test_an_article_is_counted_where_a_colleague_has_found_it(
    pair: Pair, theirs: Callable[[Command], None]
) -> None:
    short(pair, 1)
    theirs(KeepPlace(location_id=pair.names.store, article_id=pair.names.scarf, shelf="B2"))
    pair.pull()

    is_what_is_pending_on_top(pair)


def test_one_that_runs_again_does_not_see_where_the_article_was_put_after_it(pair: Pair) -> None:
    short(pair, 1)
    pair.do(KeepPlace(location_id=pair.names.store, article_id=pair.names.scarf, shelf="A1"))
    sell(pair, 1)
    pair.pull()

    is_what_is_pending_on_top(pair)


FROM_ELSEWHERE = "W-900"


def truck_with_a_piece(pair: Pair) -> str:
    """A delivery that is on its way here, known here: with a piece that the core knows in another store."""

    def work(unit: UnitOfWork) -> str:
        watch, away = (
            unit.session.get_one(Article, pair.names.watch),
            unit.session.get_one(Location, pair.names.elsewhere),
        )
        move(unit, MovementKind.RECEIVED, watch, away, 1, serial=FROM_ELSEWHERE)
        lines = (AnnouncedLine("WATCH", 1, (FROM_ELSEWHERE,)),)
        told = Announcement("ASN-1", "S1", pair.clock.now(), (AnnouncedCarton("C-1", lines),))
        return announce(unit, told)[0].id

    key = pair.at_core(work)
    pair.cycle()
    return str(key)


def leaves_elsewhere(pair: Pair) -> None:
    """The other store has sent it: this store's stream has no word of that."""

    def work(unit: UnitOfWork) -> None:
        away = unit.session.get_one(Location, pair.names.elsewhere)
        watch = unit.session.get_one(Article, pair.names.watch)
        move(unit, MovementKind.TRANSFERRED_OUT, watch, away, 1, serial=FROM_ELSEWHERE)

    pair.at_core(work)


def cases(pair: Pair) -> list[str]:
    """What is asked about here."""
    return pair.workstation.read(
        lambda reader: list(reader.session.scalars(select(ExceptionCase.kind).order_by(ExceptionCase.id)))
    )


def is_brought_on(pair: Pair) -> None:
    """The network's copy is led on, and nothing else comes."""
    version = pair.published()
    pair.knows_all(version)
    pair.follow(version)


@pytest.mark.parametrize("is_scanned", [True, False])
def test_a_piece_that_has_left_the_other_store_meanwhile_was_nowhere_else(
    pair: Pair, is_scanned: bool
) -> None:
    truck = truck_with_a_piece(pair)
    if is_scanned:
        pair.do(ReceivePieces(delivery_id=truck, article_id=pair.names.watch, serial=FROM_ELSEWHERE))
    else:
        pair.do(ReceiveCarton(delivery_id=truck, number="C-1"))
    assert cases(pair) == ["serial_elsewhere"]
    leaves_elsewhere(pair)
    is_brought_on(pair)

    assert cases(pair) == []
    is_what_is_pending_on_top(pair)
    assert pair.workstation.setting(MENDS) == ""


def test_a_piece_that_was_picked_before_its_place_was_known_is_where_it_says(pair: Pair) -> None:
    head = pair.names.first
    line = pair.names.fulfilments[head][1]
    pair.do(ClaimFulfilment(fulfilment_id=head))
    pair.do(PickLine(fulfilment_id=head, line_id=line, serial=SERIALS[0]))
    assert cases(pair) == []

    def is_elsewhere(unit: UnitOfWork) -> None:
        unit.session.query(Piece).filter_by(serial=SERIALS[0]).one().location_id = pair.names.elsewhere

    pair.at_core(is_elsewhere)
    is_brought_on(pair)

    assert cases(pair) == ["serial_not_here"]
    is_what_is_pending_on_top(pair)


def test_who_ends_before_a_piece_s_place_was_read_again_reads_it_at_the_next_start(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    truck = truck_with_a_piece(pair)
    pair.do(ReceivePieces(delivery_id=truck, article_id=pair.names.watch, serial=FROM_ELSEWHERE))
    leaves_elsewhere(pair)

    def ends(_session: Session) -> frozenset[str]:
        raise StorageFull("disk_full")

    monkeypatch.setattr(rebase, "rerun_piece_readers", ends)
    with pytest.raises(StorageFull):
        is_brought_on(pair)
    assert cases(pair) == ["serial_elsewhere"]
    pair.reopen()
    pair.workstation.network_mended()

    assert cases(pair) == []
    is_what_is_pending_on_top(pair)
