"""A disk that was copied, or put back as it was yesterday: noticed, held, and everybody's work goes out once
after each machine has been enrolled again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from backed_up import enrol_again, send
from sqlalchemy import select
from sync_world import Pair, core_rows, open_workstation

from core.commands import ClaimFulfilment, PickLine
from core.model import Device, ExceptionCase, FulfilmentLine, KeptEnvelope, OutcomeRow
from core.rules.errors import Conflict
from desktop.shell.sentences import case_sentence, case_title
from sync.workstation import Workstation


def copy_of(pair: Pair, to: Path) -> Path:
    """The disk as it is now, with everything in the main file."""
    pair.workstation.replica.close()
    shutil.copytree(pair.home, to)
    pair.reopen()
    return to


def pick(pair: Pair, workstation: Workstation, place: int = 0) -> None:
    pair.clock.advance(1)
    head = list(pair.names.fulfilments)[2]
    line = pair.names.fulfilments[head][place]
    workstation.execute(PickLine(fulfilment_id=head, line_id=line), pair.names.associate)


def claim(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=list(pair.names.fulfilments)[2]))


def picked(pair: Pair) -> list[int]:
    lines = list(pair.names.fulfilments.values())[2]
    return pair.core.read(lambda s: [s.get_one(FulfilmentLine, line).picked for line in lines])


def held_reason(pair: Pair, device_id: str) -> str:
    return pair.core.read(lambda s: s.get_one(Device, device_id).held_reason)


def test_a_disk_put_back_as_it_was_yesterday_catches_up_and_does_nothing_twice(
    pair: Pair, tmp_path: Path
) -> None:
    claim(pair)
    pick(pair, pair.workstation)
    yesterday = copy_of(pair, tmp_path / "yesterday")
    pick(pair, pair.workstation)
    pair.cycle()
    pair.workstation.replica.close()
    shutil.rmtree(pair.home)
    shutil.copytree(yesterday, pair.home)
    pair.reopen()
    assert len(pair.pending()) == 2

    pair.cycle()
    assert pair.pending() == []
    assert pair.rows() == core_rows(pair)
    assert picked(pair) == [2, 0]
    assert len(pair.core.read(lambda s: s.scalars(select(OutcomeRow.id)).all())) == 3

    # What it does next has a number that is taken: the core cannot tell it from a copy.
    pick(pair, pair.workstation)
    with pytest.raises(Conflict, match="forked"):
        pair.push()
    assert picked(pair) == [2, 0]
    device = enrol_again(pair, pair.workstation)
    send(pair, pair.workstation)
    pair.names.device = device
    pair.cycle()
    pair.workstation.rerun_orphans()
    assert (picked(pair), pair.pending()) == ([3, 0], [])


@pytest.mark.parametrize("first", ["original", "copy"])
def test_two_machines_of_one_disk_are_noticed_and_lose_nothing(
    pair: Pair, tmp_path: Path, first: str
) -> None:
    claim(pair)
    pick(pair, pair.workstation)
    twin = open_workstation(copy_of(pair, tmp_path / "twin"), pair.world)
    machines = [pair.workstation, twin] if first == "original" else [twin, pair.workstation]
    for machine in machines:
        pick(pair, machine)
    old = pair.names.device
    send(pair, machines[0])
    with pytest.raises(Conflict, match="forked"):
        send(pair, machines[1])
    assert held_reason(pair, old) == "forked"
    case = pair.core.read(lambda s: s.scalars(select(ExceptionCase)).one())
    assert case_title(case.kind) == "Two machines under one name"
    assert "Ours" in case_sentence(case.kind, case.data)

    # Neither of them is heard any more, and neither loses what it does meanwhile.
    for machine in machines:
        pick(pair, machine)
        with pytest.raises(Conflict, match="device_held"):
            send(pair, machine)
    for machine in machines:
        enrol_again(pair, machine)
        send(pair, machine)
    # One common pick, and two of each machine; each command once.
    assert picked(pair) == [5, 0]
    assert len(pair.core.read(lambda s: s.scalars(select(OutcomeRow.id)).all())) == 6
    twin.replica.close()


def test_what_a_copy_replays_is_answered_and_not_done_again(pair: Pair, tmp_path: Path) -> None:
    claim(pair)
    pick(pair, pair.workstation)
    twin = open_workstation(copy_of(pair, tmp_path / "twin"), pair.world)
    pair.cycle()
    kept = len(pair.core.read(lambda s: s.scalars(select(KeptEnvelope.sequence)).all()))
    send(pair, twin)
    assert picked(pair) == [1, 0]
    assert len(pair.core.read(lambda s: s.scalars(select(KeptEnvelope.sequence)).all())) == kept
    assert held_reason(pair, pair.names.device) == ""
    twin.replica.close()
