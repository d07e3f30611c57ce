"""What came from the core meets what was done here."""

from __future__ import annotations

import errno
from collections.abc import Callable

import msgspec
import pytest
from restored_core import back_up, restore
from sqlalchemy import select
from sync_world import ASSOCIATE, MANAGER, OTHER_KEY, Pair, core_rows

from core.commands import (
    ClaimFulfilment,
    Command,
    Context,
    Outcome,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ReleaseFulfilment,
    fulfilment_aggregate,
)
from core.model import Capture, Device, Fulfilment, FulfilmentLine, Movement, NumberBlock
from core.model.capture import image_of
from core.orchestration import UnitOfWork
from core.orchestration.command_intake import receive
from core.orchestration.reactions import after
from core.rules.errors import Conflict, StorageFull
from core.rules.time import DAY_MS, HOUR_MS
from core.wire import OutcomeRow, OutcomeStatus, TableDelta, Tail, in_columns
from sync import Reader, journal
from sync.images import pack
from sync.numbers import NUMBER_KINDS
from sync.pruning import EVERY_MS, KEEP_MS
from sync.schema import BeforeImage, PendingCommand, SpoolJob
from sync.workstation import Print
from tests.support.sender import Sender


@pytest.fixture
def theirs(pair: Pair) -> Callable[[Command], None]:
    """Lets the colleague at the store's other device do something, at the core."""
    found = select(Device.id).where(Device.name == "Theirs")
    device_id = pair.core.read(lambda session: session.scalars(found).one())
    sender = Sender(device_id, OTHER_KEY, MANAGER, pair.clock.now())

    def do(command: Command) -> None:
        receive(pair.core, device_id, [sender.seal(command, at=pair.clock.now())], after)

    return do


def pending_row(pair: Pair, command_id: str) -> PendingCommand:
    def load(reader: Reader) -> PendingCommand:
        row = reader.session.get_one(PendingCommand, command_id)
        reader.session.expunge(row)
        return row

    return pair.workstation.read(load)


def state_of(pair: Pair, head: str) -> str:
    return pair.workstation.read(lambda reader: reader.session.get_one(Fulfilment, head).state)


def picked(pair: Pair, line: str) -> int:
    return pair.workstation.read(lambda reader: reader.session.get_one(FulfilmentLine, line).picked)


def set_note(head: str, note: str) -> Callable[[UnitOfWork], None]:
    def work(unit: UnitOfWork) -> None:
        row = unit.lock(Fulfilment, head)
        assert row is not None
        row.note = note

    return work


def test_a_request_that_the_core_refuses_is_undone_here_and_told(
    pair: Pair, theirs: Callable[[Command], None]
) -> None:
    first = pair.names.first
    theirs(ClaimFulfilment(fulfilment_id=first))
    pair.do(ClaimFulfilment(fulfilment_id=first))
    [command_id] = pair.pending()
    pair.push()
    pair.told.clear()

    pair.pull()

    row = pending_row(pair, command_id)
    assert (row.status, row.code) == ("refused", "claimed_by_another")
    assert row.answered_at == pair.clock.now()
    assert pair.rows() == core_rows(pair)
    assert {"fulfilment", "pending_command"} <= set().union(*pair.told)


def test_only_the_refusal_comes_and_the_screens_are_told_what_it_undid(
    pair: Pair, theirs: Callable[[Command], None]
) -> None:
    first = pair.names.first
    theirs(ClaimFulfilment(fulfilment_id=first))
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.push()
    whole = pair.tail()
    pair.told.clear()

    pair.workstation.apply_tail(msgspec.structs.replace(whole, tables=[], store_to=whole.store_from))

    assert pair.told == [frozenset({"fulfilment", "pending_command"})]
    assert state_of(pair, first) == "proposed"


def test_what_the_core_changed_and_what_was_done_here_are_both_seen(pair: Pair) -> None:
    first = pair.names.first
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.at_core(set_note(first, "ring the bell"))

    pair.pull()

    note = pair.workstation.read(lambda reader: reader.session.get_one(Fulfilment, first).note)
    assert (note, state_of(pair, first)) == ("ring the bell", "claimed")
    assert len(pair.pending()) == 1


def test_what_no_longer_applies_is_stuck_stays_in_the_outbox_and_is_decided_by_the_core(
    pair: Pair, theirs: Callable[[Command], None]
) -> None:
    first = pair.names.first
    pair.do(ClaimFulfilment(fulfilment_id=first))
    [command_id] = pair.pending()
    theirs(ClaimFulfilment(fulfilment_id=first))

    pair.pull()
    assert pending_row(pair, command_id).stuck_code == "claimed_by_another"
    assert pair.pending() == [command_id]

    pair.at_core(lambda unit: theirs_lapses(unit, first))
    pair.pull()
    assert pending_row(pair, command_id).stuck_code == ""
    assert state_of(pair, first) == "claimed"

    pair.cycle()
    assert pending_row(pair, command_id).status == "applied"


def theirs_lapses(unit: UnitOfWork, head: str) -> None:
    row = unit.lock(Fulfilment, head)
    assert row is not None
    row.claimed_at = row.claimed_at - HOUR_MS


def test_within_one_aggregate_the_order_is_kept(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.do(ReleaseFulfilment(fulfilment_id=first))
    done = state_of(pair, first)
    pair.at_core(set_note(first, "rebase"))

    pair.pull()

    assert (state_of(pair, first), picked(pair, line)) == (done, 1)
    pair.cycle()
    assert pair.rows() == core_rows(pair)


def test_another_aggregate_is_not_run_again(pair: Pair) -> None:
    first, second, *_ = pair.names.fulfilments
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(ClaimFulfilment(fulfilment_id=second))

    def numbers(reader: Reader) -> list[int]:
        return list(
            reader.session.scalars(
                select(BeforeImage.no)
                .join(PendingCommand, PendingCommand.id == BeforeImage.command_id)
                .where(PendingCommand.aggregate == fulfilment_aggregate(second))
            )
        )

    before = pair.workstation.read(numbers)
    pair.at_core(set_note(first, "only the first"))
    pair.pull()
    assert pair.workstation.read(numbers) == before != []


def test_a_row_that_the_core_deleted_takes_the_effects_of_pending_commands_with_it(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.do(PackFulfilment(fulfilment_id=first, parcels=[ParcelDraft("P1", {line: 1})]))
    pair.cycle()
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    [command_id] = pair.pending()
    gone = in_columns("fulfilment_line", ["id"], [], [[line]])

    pair.workstation.apply_tail(made_up_tail(pair, [gone]))

    assert pending_row(pair, command_id).stuck_code == "unknown_line"
    assert pair.pending() == [command_id]


def test_a_row_that_only_a_pending_command_knows_may_be_deleted_too(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.do(PackFulfilment(fulfilment_id=first, parcels=[ParcelDraft("P1", {line: 1})]))
    made = pair.rows()["parcel"]
    key = made[0][0]

    with pair.workstation.replica.writing("test") as session:
        session.connection().exec_driver_sql("DELETE FROM parcel")
    pair.workstation.apply_tail(made_up_tail(pair, [in_columns("parcel", ["id"], [], [[key]])]))

    assert pair.rows()["parcel"] == made


def made_up_tail(pair: Pair, tables: list[TableDelta], **changes: object) -> Tail:
    """A tail that follows, with these tables."""
    state = pair.workstation.replica.state()
    fields = {
        "epoch": state.epoch,
        "store_from": state.store_version,
        "store_to": state.store_version + 1,
        "device_from": state.device_version,
        "device_to": state.device_version,
        "more": False,
        "tables": tables,
        "outcomes": [],
    }
    return Tail(**(fields | changes))


def test_effects_that_come_before_their_outcome_are_not_done_twice(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.do(PackFulfilment(fulfilment_id=first, parcels=[ParcelDraft("P1", {line: 1})]))
    waiting = pair.pending()
    pair.push()
    whole = pair.tail()
    early = msgspec.structs.replace(whole, outcomes=[], device_to=whole.device_from, more=True)

    pair.workstation.apply_tail(early)
    assert picked(pair, line) == 1
    assert len(pair.rows()["parcel"]) == 1
    assert pair.pending() == waiting

    pair.pull()
    assert pair.pending() == []
    assert pair.rows() == core_rows(pair)


def test_a_tail_that_does_not_follow_changes_nothing(pair: Pair) -> None:
    before = pair.rows()
    tail = made_up_tail(pair, [], store_from=99, store_to=100)

    with pytest.raises(Conflict) as conflict:
        pair.workstation.apply_tail(tail)

    assert conflict.value.code == "tail_does_not_follow"
    assert pair.rows() == before


def test_a_tail_of_another_epoch_changes_nothing(pair: Pair) -> None:
    with pytest.raises(Conflict) as conflict:
        pair.workstation.apply_tail(made_up_tail(pair, [], epoch="another"))

    assert conflict.value.code == "stream_restarted"


def test_what_travels_never_reaches_the_workstation_s_own_tables(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    waiting = pair.pending()
    own = in_columns("replica_state", ["id", "token"], [[1, "stolen"]], [])
    outbox = in_columns("pending_command", ["id"], [], [[waiting[0]]])
    unknown = in_columns("table_of_tomorrow", ["id"], [[1]], [])

    pair.workstation.apply_tail(made_up_tail(pair, [own, outbox, unknown]))

    assert pair.workstation.replica.state().token == "token"
    assert pair.pending() == waiting


def test_two_rows_may_exchange_what_is_unique_at_the_core(pair: Pair) -> None:
    columns = ["id", "location_id", "code"]
    pair.workstation.apply_tail(
        made_up_tail(pair, [in_columns("bin", columns, [["b1", 1, "A1"], ["b2", 1, "A2"]], [])])
    )
    pair.workstation.apply_tail(
        made_up_tail(pair, [in_columns("bin", columns, [["b1", 1, "A2"], ["b2", 1, "A1"]], [])])
    )

    assert pair.rows()["bin"] == [("b1", 1, "A2"), ("b2", 1, "A1")]


def test_a_tail_without_news_is_not_written(pair: Pair) -> None:
    points: list[str] = []
    pair.workstation.replica._at = points.append

    assert pair.workstation.apply_tail(pair.tail()) == frozenset()
    assert points == []


def test_the_time_of_the_core_s_last_word_is_written_now_and_then(pair: Pair) -> None:
    pair.workstation.heard()
    first = pair.workstation.replica.state().heard_at
    pair.clock.advance(29_999)
    pair.workstation.heard()
    assert pair.workstation.replica.state().heard_at == first == pair.clock.now() - 29_999
    pair.clock.advance(1)
    pair.workstation.heard()
    assert pair.workstation.read(lambda reader: reader.heard_at) == pair.clock.now()


def test_starting_over_keeps_what_waits_and_runs_it_on_what_comes_back(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    rows, waiting = pair.rows(), pair.pending()

    pair.workstation.start_over()
    assert pair.pending() == waiting
    assert pair.rows()["fulfilment"] == []

    pair.pull(most_rows=3)
    pair.workstation.rerun_orphans()
    assert pair.pending() == waiting
    assert pair.rows() == rows


def test_what_does_not_come_back_leaves_its_commands_stuck_and_not_lost(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    [command_id] = pair.pending()
    pair.workstation.start_over()
    pair.workstation.apply_tail(made_up_tail(pair, [], epoch="e"))

    pair.workstation.rerun_orphans()

    assert pending_row(pair, command_id).stuck_code == "person_revoked"
    assert pair.pending() == [command_id]


def test_orphans_run_in_their_place_among_the_others(pair: Pair, theirs: Callable[[Command], None]) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    theirs(ClaimFulfilment(fulfilment_id=first))
    pair.pull()
    claim, _pick = pair.pending()
    assert pending_row(pair, claim).stuck_code == "claimed_by_another"
    rows = pair.rows()

    pair.workstation.rerun_orphans()

    assert pair.rows() == rows
    assert pending_row(pair, claim).stuck_code == "claimed_by_another"


def test_a_core_that_was_restored_gets_again_what_it_lost(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    backup = (pair.folder / "core.db").with_suffix(".backup")
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.cycle()
    back_up(pair, backup)
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.cycle()
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    restore(pair, backup)

    with pytest.raises(Conflict) as gap:
        pair.push()
    assert gap.value.data["expected"] == 2
    with pytest.raises(Conflict):
        pair.pull()
    pair.workstation.start_over()
    pair.pull()
    pair.workstation.rerun_orphans()
    assert picked(pair, line) == 1, "what the core lost is not on the screen until it has it again"
    pair.push()
    pair.pull()

    assert picked(pair, line) == 2
    assert pair.pending() == []
    assert pair.rows() == core_rows(pair)


def test_sending_again_begins_where_the_core_says(pair: Pair) -> None:
    for head in pair.names.fulfilments:
        pair.do(ClaimFulfilment(fulfilment_id=head))
    pair.cycle()
    assert pair.workstation.unsent(10) == []

    assert pair.workstation.resend_from(2)
    assert len(pair.workstation.unsent(10)) == 2
    assert not pair.workstation.resend_from(2)
    with pytest.raises(Conflict) as conflict:
        pair.workstation.resend_from(9)
    assert conflict.value.code == "envelopes_gone"
    assert len(pair.workstation.unsent(10)) == 2


def test_the_core_cannot_accept_more_than_was_made(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    assert pair.workstation.accepted(1_000) is True
    assert pair.workstation.replica.state().accepted_through == 1
    assert pair.workstation.accepted(0) is False
    assert pair.workstation.replica.state().accepted_through == 1


# Letting go


def test_answered_commands_and_absorbed_movements_go_after_their_time_and_nothing_else_does(
    pair: Pair, theirs: Callable[[Command], None]
) -> None:
    first, second, third = pair.names.fulfilments
    line = pair.names.fulfilments[first][0]
    theirs(ClaimFulfilment(fulfilment_id=second))
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.do(ClaimFulfilment(fulfilment_id=second))
    applied, refused = pair.pending()
    pair.cycle()
    pair.cycle()
    pair.do(PickLine(fulfilment_id=third, line_id=pair.names.fulfilments[third][0]))
    [waiting] = pair.pending()
    pair.clock.advance(KEEP_MS + DAY_MS)
    pair.at_core(set_note(first, "a month later"))

    pair.pull()

    kept = pair.workstation.read(lambda reader: list(reader.session.scalars(select(PendingCommand.id))))
    movements = pair.workstation.read(
        lambda reader: list(reader.session.scalars(select(Movement.command_id)))
    )
    assert applied not in kept
    assert {refused, waiting} <= set(kept), "unseen refusals and what has no answer stay"
    assert set(movements) == {waiting}

    pair.workstation.mark_seen(refused)
    pair.clock.advance(EVERY_MS)
    pair.at_core(set_note(first, "an hour later"))
    pair.pull()
    kept = pair.workstation.read(lambda reader: list(reader.session.scalars(select(PendingCommand.id))))
    assert kept == [waiting]


def test_a_movement_that_the_copy_does_not_contain_stays_however_old(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.push()
    pair.pull()
    pair.clock.advance(2 * KEEP_MS)
    pair.at_core(set_note(first, "much later"))
    pair.pull()

    kinds = pair.workstation.read(lambda reader: list(reader.session.scalars(select(Movement.kind))))
    assert "picked" in kinds


def test_finished_prints_go_and_others_stay(pair: Pair) -> None:
    prints = [Print("parcel", {}), Print("parcel", {})]
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first), prints=lambda _reader: prints)
    [command_id] = pair.pending()
    pair.workstation.mark_spool(f"{command_id}:0", "confirmed")
    pair.clock.advance(KEEP_MS + 1)
    pair.at_core(set_note(pair.names.first, "a month later"))

    pair.pull()

    kept = pair.workstation.read(lambda reader: list(reader.session.scalars(select(SpoolJob.id))))
    assert kept == [f"{command_id}:1"]


def test_the_device_s_numbers_come_back_after_a_start_from_nothing(pair: Pair) -> None:
    drawn = [pair.workstation.draw_sscc() for _ in range(3)]
    pair.workstation.start_over()
    pair.pull()

    assert pair.workstation.draw_sscc() not in drawn
    blocks = pair.workstation.read(lambda reader: list(reader.session.scalars(select(NumberBlock.id))))
    assert len(blocks) == len(NUMBER_KINDS)


def test_a_command_in_a_form_that_this_program_does_not_know_is_stuck(pair: Pair) -> None:
    first = pair.names.first
    pair.do(ClaimFulfilment(fulfilment_id=first))
    [command_id] = pair.pending()
    with pair.workstation.replica.writing("test") as session:
        row = session.get_one(PendingCommand, command_id)
        envelope = msgspec.msgpack.decode(row.body) | {"name": "CommandOfTomorrow"}
        row.body = pack(envelope)
    pair.at_core(set_note(first, "rebase"))

    pair.pull()

    assert pending_row(pair, command_id).stuck_code == "unknown_command"


def test_a_bug_in_a_handler_stops_its_own_command_alone(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *_ = pair.names.fulfilments
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(ClaimFulfilment(fulfilment_id=second))
    broken, sound = pair.pending()
    real = journal.run

    def run(context: Context, command: Command, capture: Capture) -> Outcome:
        outcome = real(context, command, capture)
        if context.command_id == broken:
            raise KeyError("a bug")
        return outcome

    monkeypatch.setattr(journal, "run", run)
    pair.at_core(set_note(first, "rebase"))
    pair.at_core(set_note(second, "rebase"))

    pair.pull()

    assert (pending_row(pair, broken).stuck_code, pending_row(pair, sound).stuck_code) == (
        "internal_error",
        "",
    )
    assert (state_of(pair, first), state_of(pair, second)) == ("proposed", "claimed")
    assert pair.pending() == [broken, sound]


def test_a_disk_that_is_full_in_the_middle_of_it_is_no_bug(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    before, waiting = pair.rows(), pair.pending()

    def full(*_arguments: object) -> Outcome:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal, "run", full)
    pair.at_core(set_note(pair.names.first, "rebase"))

    with pytest.raises(StorageFull):
        pair.pull()

    assert (pair.rows(), pair.pending()) == (before, waiting)


def test_a_person_who_left_meanwhile_leaves_what_was_done_stuck(pair: Pair) -> None:
    first = pair.names.first
    pair.do(ClaimFulfilment(fulfilment_id=first))
    [command_id] = pair.pending()
    heads = pair.workstation.read(lambda reader: image_of(reader.session.get_one(Fulfilment, first)))
    gone = in_columns("staff", ["id"], [], [[ASSOCIATE]])
    touched = in_columns("fulfilment", list(heads), [list((heads | {"claimed_device": None}).values())], [])

    pair.workstation.apply_tail(made_up_tail(pair, [gone, touched]))

    assert pending_row(pair, command_id).stuck_code == "person_revoked"
    assert pair.pending() == [command_id]


def test_an_outcome_of_a_command_that_is_not_kept_any_more_changes_nothing(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    pair.cycle()
    [kept] = pair.workstation.read(lambda reader: list(reader.session.scalars(select(PendingCommand.id))))
    before = pair.rows()
    outcome = OutcomeRow(
        id="a-command-of-long-ago",
        sequence=7,
        status=OutcomeStatus.APPLIED,
        code="",
        data={},
        store_version=1,
        network_version=1,
        decided_at=pair.clock.now(),
    )
    state = pair.workstation.replica.state()

    pair.workstation.apply_tail(
        made_up_tail(pair, [], outcomes=[outcome], device_to=state.device_version + 1)
    )

    assert pair.rows() == before
    assert pair.workstation.read(lambda reader: list(reader.session.scalars(select(PendingCommand.id)))) == [
        kept
    ]
