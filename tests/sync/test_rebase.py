"""What came from the core meets what was done here."""

from __future__ import annotations

import errno
from collections.abc import Callable

import msgspec
import pytest
from rebase_case import made_up_tail, pending_row, picked, set_note, state_of
from sqlalchemy import select
from sync_world import ASSOCIATE, Pair, core_rows

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
from core.model import Capture, Fulfilment
from core.model.capture import image_of
from core.orchestration import UnitOfWork
from core.rules.errors import StorageFull
from core.rules.time import HOUR_MS
from core.wire import in_columns
from sync import Reader, journal
from sync.images import pack
from sync.schema import BeforeImage, PendingCommand


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


# Letting go


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
