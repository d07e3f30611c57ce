"""What holds for every command: who may, all or nothing, the same everywhere, and only in its aggregate."""

from __future__ import annotations

from typing import Any

import pytest
from command_world import CODE, SCARF, WATCH, World, associate, manager
from hypothesis import given, settings
from hypothesis import strategies as st

from core.commands import (
    ClaimFulfilment,
    CloseEmpty,
    Command,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    PutBack,
    RejectFulfilment,
    ReleaseFulfilment,
    ReopenFulfilment,
    ShortLine,
    StageFulfilment,
    UndoPick,
    UndoShort,
    aggregate_of,
)
from core.commands.definitions import Proof
from core.rules.ids import derive
from core.rules.stock import ShortReason
from tests.support.examples import examples

NUMBER = "034567890000000019"
PICK = PickLine(fulfilment_id="f1", line_id="f1-scarf")


def test_a_fact_told_by_somebody_who_was_revoked_is_kept_aside(world: World) -> None:
    outcome = world.run(PICK, associate(is_revoked=True))
    assert (outcome.status, outcome.code) == ("quarantined", "person_revoked")
    assert world.line().picked == 0


def test_a_request_of_somebody_who_was_revoked_is_refused(world: World) -> None:
    outcome = world.run(ClaimFulfilment(fulfilment_id="f1"), associate(is_revoked=True))
    assert (outcome.status, outcome.code) == ("refused", "person_revoked")


@pytest.mark.parametrize("quantity", [0, -1, 1000])
def test_an_absurd_quantity_is_kept_aside(world: World, quantity: int) -> None:
    command = PickLine(fulfilment_id="f1", line_id="f1-scarf", quantity=quantity)
    assert world.run(command).code == "absurd_quantity"
    assert world.line().picked == 0


def test_an_unknown_fulfilment_refuses_a_request_and_keeps_a_fact_aside(world: World) -> None:
    assert world.run(ClaimFulfilment(fulfilment_id="f9")).status == "refused"
    assert world.run(PickLine(fulfilment_id="f9", line_id="l9")).status == "quarantined"


def test_what_is_turned_down_leaves_no_trace(world: World) -> None:
    before = world.rows()
    assert world.run(PickLine(fulfilment_id="f1", line_id="f2-scarf")).code == "unknown_line"
    assert world.rows() == before
    assert world.capture.drain() == []


def test_an_exception_tells_what_a_person_needs_to_know(world: World) -> None:
    outcome = world.run(PickLine(fulfilment_id="f1", line_id="f1-scarf", quantity=5))
    assert outcome.data == {
        "order_number": "C-20418",
        "name": "Écharpe",
        "by": "staff-nadia",
        "ordered": 2,
        "told": 5,
    }
    assert outcome.has_effect


LINES = st.sampled_from(["f1-scarf", "f1-watch", "f2-scarf"])
UNITS = st.integers(1, 3)


@st.composite
def commands(draw: st.DrawFn) -> Command:
    """Any command on either fulfilment, sensible or not."""
    line_id = draw(LINES)
    head: dict[str, Any] = {"fulfilment_id": line_id[:2]}
    on_line = {**head, "line_id": line_id, "quantity": draw(UNITS)}
    serial = draw(st.sampled_from([None, "W-001", "W-002", "W-999"]))
    undone = derive("command", draw(st.integers(1, 12)))
    return draw(
        st.sampled_from(
            [
                ClaimFulfilment(**head, takes_over=draw(st.booleans())),
                ReleaseFulfilment(**head),
                PickLine(**on_line, serial=serial),
                UndoPick(**on_line, serial=serial),
                ShortLine(**on_line, reason=draw(st.sampled_from(ShortReason))),
                UndoShort(**on_line, undoes=undone),
                CloseEmpty(**head),
                PackFulfilment(**head, parcels=[ParcelDraft(NUMBER, {line_id: draw(UNITS)})]),
                StageFulfilment(**head, bins={NUMBER: "B-01"}),
                HandOver(**head, proof=Proof.CODE, code=CODE),
                PutBack(**head),
                RejectFulfilment(**head, reason="non"),
                ReopenFulfilment(**head, reason="oui"),
            ]
        )
    )


SEQUENCES = st.lists(st.tuples(commands(), st.booleans()), max_size=12)


@pytest.mark.simulate
@settings(max_examples=examples(15, 25))
@given(SEQUENCES)
def test_whatever_is_told_facts_are_kept_claims_add_up_and_each_writes_in_its_own_aggregate(
    sequence: list[tuple[Command, bool]],
) -> None:
    here, there = World("sqlite"), World("postgresql")
    for command, is_manager in sequence:
        actor = manager() if is_manager else associate()
        status = here.run(command, actor).status
        assert not (command.is_fact and status == "refused"), command
        assert here.stock(SCARF).allocated == here.claimed(SCARF), command
        assert here.stock(WATCH).allocated == here.claimed(WATCH), command
        for change in here.capture.drain():
            image = change.after or change.before
            assert image is not None
            if change.table not in ("position", "piece"):
                assert aggregate_of(change.table, image) == command.aggregate
        assert there.run(command, actor).status == status, "the same commands on the other database"
    assert here.rows() == there.rows()
    here.close()
    there.close()
