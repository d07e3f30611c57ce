"""What a command did here can be taken back to the byte, and done again to the byte."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from arranged import fresh_pair
from drawn_commands import KINDS, Draft, do_draft, drafts
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session
from sync_world import Names, Pair, Rows, stored_rows

from core.commands import ClaimFulfilment, PickLine, fulfilment_aggregate
from core.model import Fulfilment, FulfilmentLine
from core.rules.fulfilment import FulfilmentState
from core.rules.time import MINUTE_MS
from sync import journal, rerun
from sync.images import PRIVATE_TABLES, write_images
from sync.schema import BeforeImage, PendingCommand, ReplicaState
from tests.support.examples import examples


class Undone(Exception):
    """Ends a transaction that was only to be looked at."""


def in_a_transaction_undone(pair: Pair, work: Callable[[Session], None]) -> None:
    """Run `work` in a write transaction, and roll it back."""
    with pytest.raises(Undone), pair.workstation.replica.writing("look") as session:
        work(session)
        raise Undone


def every_aggregate(session: Session) -> set[str]:
    return set(session.scalars(select(PendingCommand.aggregate)))


def rows_without_pending(pair: Pair) -> Rows:
    """What the rows are when all pending commands are taken back."""
    found: list[Rows] = []

    def work(session: Session) -> None:
        journal.take_back(session, every_aggregate(session))
        session.flush()
        found.append(stored_rows(session))

    in_a_transaction_undone(pair, work)
    return found[0]


def check_there_and_back(pair: Pair, untouched: Rows) -> None:
    done = pair.rows()

    def work(session: Session) -> None:
        pending, _kinds = journal.take_back(session, every_aggregate(session))
        session.flush()
        assert stored_rows(session) == untouched
        assert session.scalar(select(func.count()).select_from(BeforeImage)) == 0
        rerun.run_all_again(session, pending, session.get_one(ReplicaState, 1))
        session.flush()
        assert stored_rows(session) == done

    in_a_transaction_undone(pair, work)
    assert pair.rows() == done


@settings(max_examples=examples(8, 16))
@given(st.lists(drafts, min_size=1, max_size=12))
def test_any_commands_are_taken_back_and_done_again_to_the_byte(drawn: list[Draft]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pair = fresh_pair(Path(folder))
        try:
            untouched = pair.rows()
            for draft in drawn:
                do_draft(pair, draft)
            check_there_and_back(pair, untouched)
        finally:
            pair.close()


STEPS = (
    "ClaimFulfilment",
    "PickLine",
    "ShortLine",
    "UndoShort",
    "PickLine",
    "PackFulfilment",
    "StageFulfilment",
)


class Staged(NamedTuple):
    """A workstation's folder in which a fulfilment was staged step by step, and its rows before that."""

    folder: Path
    names: Names
    untouched: Rows


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    folder = tmp_path_factory.mktemp("staged") / "world"
    pair = fresh_pair(folder)
    untouched = pair.rows()
    for name in STEPS:
        step = next(kind for kind in KINDS if name == kind.NAME)
        do_draft(pair, Draft(step, 0, 0, 1, 0, is_manager=True))
    assert len(pair.pending()) == len(STEPS)
    pair.close()
    return Staged(folder, pair.names, untouched)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_each_kind_is_taken_back_from_where_it_belongs(staged: Staged, kind: type, tmp_path: Path) -> None:
    folder = shutil.copytree(staged.folder, tmp_path / "world")
    # Of another chance than the steps: their ids are not made again.
    pair = Pair(folder, seed=2, names=staged.names)
    pair.clock.advance(MINUTE_MS)
    do_draft(pair, Draft(kind, 0, 0, 1, 0, is_manager=True))
    check_there_and_back(pair, staged.untouched)
    pair.close()


def test_taking_back_one_aggregate_leaves_the_others(pair: Pair) -> None:
    first, second, *_ = pair.names.fulfilments
    untouched = pair.rows()
    pair.do(ClaimFulfilment(fulfilment_id=first))
    with_first = pair.rows()
    pair.do(ClaimFulfilment(fulfilment_id=second))

    def work(session: Session) -> None:
        pending, kinds = journal.take_back(session, [fulfilment_aggregate(second)])
        assert stored_rows(session) == with_first
        assert [row.aggregate for row in pending] == [fulfilment_aggregate(second)]
        assert kinds == {"fulfilment"}
        journal.take_back(session, [fulfilment_aggregate(first)])
        assert stored_rows(session) == untouched

    in_a_transaction_undone(pair, work)


def test_a_row_that_the_command_deleted_comes_back_though_a_column_was_added_since(pair: Pair) -> None:
    before = pair.rows()["fulfilment"]

    def work(session: Session) -> None:
        table = PRIVATE_TABLES["fulfilment"]
        image = dict(session.execute(select(table).limit(1)).mappings().one())
        session.execute(table.delete().where(table.c.id == image["id"]))
        older = {name: value for name, value in image.items() if name not in ("note", "currency")}
        write_images(session, table, [older])
        session.flush()
        assert stored_rows(session)["fulfilment"] == before

    in_a_transaction_undone(pair, work)


def test_a_row_that_is_there_keeps_what_an_older_image_does_not_tell(pair: Pair) -> None:
    def work(session: Session) -> None:
        table = PRIVATE_TABLES["fulfilment"]
        image = dict(session.execute(select(table).limit(1)).mappings().one())
        session.execute(table.update().values(note="by the core"))
        write_images(session, table, [{"state": "picked"} | {k: image[k] for k in image if k != "note"}])
        row = session.get_one(Fulfilment, image["id"])
        assert (row.note, row.state) == ("by the core", image["state"])

    in_a_transaction_undone(pair, work)


def test_what_a_refused_command_touched_is_not_written(pair: Pair) -> None:
    untouched = pair.rows()
    do_draft(pair, Draft(PickLine, 0, 0, 1, 0, is_manager=False))
    picked = pair.rows()
    assert picked != untouched
    for kind in KINDS:
        if kind.NAME in ("RejectFulfilment", "ReopenFulfilment", "SettleException"):
            do_draft(pair, Draft(kind, 0, 0, 1, 0, is_manager=False))

    assert pair.rows() == picked
    assert len(pair.pending()) == 1


changes = st.fixed_dictionaries(
    {
        "fulfilment": st.integers(0, 2),
        "state": st.sampled_from([state.value for state in FulfilmentState]),
        "holder": st.sampled_from([None, "another-device"]),
        "picked": st.integers(0, 2),
    }
)
Rerun = Callable[[Session, list[PendingCommand], ReplicaState], set[str]]


def _one_by_one(session: Session, pending: list[PendingCommand], state: ReplicaState) -> set[str]:
    return {kind for row in pending for kind in rerun.run_again(session, row, state)}


def _after(pair: Pair, changed: dict[str, Any], run: Rerun) -> tuple[Any, ...]:
    """What it comes to when everything is taken back, the core changes an order, and it is done again."""
    found: list[tuple[Any, ...]] = []

    def work(session: Session) -> None:
        pending, _kinds = journal.take_back(session, every_aggregate(session))
        head = list(pair.names.fulfilments)[changed["fulfilment"]]
        theirs = {
            "state": changed["state"],
            "claimed_device": changed["holder"],
            "claimed_at": pair.clock.now(),
        }
        session.execute(update(Fulfilment).where(Fulfilment.id == head).values(theirs))
        lines = update(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head)
        session.execute(lines.values(picked=changed["picked"]))
        journal.forget_loaded(session)
        kinds = run(session, pending, session.get_one(ReplicaState, 1))
        session.flush()
        stuck = session.execute(select(PendingCommand.id, PendingCommand.stuck_code)).all()
        images = session.execute(
            select(BeforeImage.command_id, BeforeImage.table_name, BeforeImage.row_key, BeforeImage.image)
        ).all()
        found.append((kinds, sorted(stuck), stored_rows(session), sorted(images, key=repr)))

    in_a_transaction_undone(pair, work)
    return found[0]


@settings(max_examples=examples(8, 16))
@given(st.lists(drafts, min_size=3, max_size=12), changes)
def test_in_one_go_comes_to_what_one_by_one_comes_to(drawn: list[Draft], changed: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(rerun, "WORTH_IT", 1)
        pair = fresh_pair(Path(folder))
        try:
            for draft in drawn:
                do_draft(pair, draft)
            assert _after(pair, changed, rerun.run_all_again) == _after(pair, changed, _one_by_one)
        finally:
            pair.close()


def test_what_does_not_apply_any_more_does_not_make_the_rest_slow(pair: Pair) -> None:
    first, second, third = pair.names.fulfilments
    for head in (first, second, third):
        pair.do(ClaimFulfilment(fulfilment_id=head))
    lines = pair.names.fulfilments[third]
    pair.do(PickLine(fulfilment_id=third, line_id=lines[0], quantity=1))
    said: list[str] = []

    def work(session: Session) -> None:
        pending, _kinds = journal.take_back(session, every_aggregate(session))
        session.execute(update(Fulfilment).where(Fulfilment.id == second).values(state="handed_over"))
        event.listen(session.connection(), "before_cursor_execute", lambda *what: said.append(what[2]))
        rerun.run_all_again(session, pending, session.get_one(ReplicaState, 1))
        session.flush()
        assert [row.stuck_code for row in pending] == ["", "not_in_this_state", "", ""]

    in_a_transaction_undone(pair, work)
    assert sum("SAVEPOINT" in statement for statement in said) == 2


@pytest.mark.parametrize("how", ["in one go", "one by one"])
def test_what_stays_stuck_is_not_written_again(pair: Pair, how: str) -> None:
    run = rerun.run_all_again if how == "in one go" else _one_by_one
    for head in pair.names.fulfilments:
        pair.do(ClaimFulfilment(fulfilment_id=head))
    said: list[str] = []

    def work(session: Session) -> None:
        state = session.get_one(ReplicaState, 1)
        for _ in range(2):
            said.clear()
            pending, _kinds = journal.take_back(session, every_aggregate(session))
            session.execute(
                update(Fulfilment).where(Fulfilment.id == pair.names.first).values(state="handed_over")
            )
            event.listen(session.connection(), "before_cursor_execute", lambda *what: said.append(what[2]))
            run(session, pending, state)
            session.flush()
            assert sorted(row.stuck_code for row in pending) == ["", "", "not_in_this_state"]

    in_a_transaction_undone(pair, work)
    assert said and not [one for one in said if one.startswith("UPDATE pending_command")]
