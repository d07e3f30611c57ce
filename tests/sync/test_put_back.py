"""A core that is put back to an older day, and what a workstation still holds of what it had answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from restored_core import back_up, restore
from sqlalchemy import select
from sync_world import Pair, core_rows

from core.commands import ClaimFulfilment, PickLine
from core.feed.settings import Setting, setting
from core.feed.tail import read_tail
from core.model import Device, FulfilmentLine
from core.orchestration.command_intake import receive
from core.orchestration.enrolment import enrol, make_code
from core.orchestration.reactions import after
from core.wire import Tail
from sync.answers import Enrolment
from sync.schema import PendingCommand


@pytest.fixture
def backup(pair: Pair) -> Path:
    """The core as it was before anybody did anything."""
    back_up(pair, pair.folder / "core.backup")
    return pair.folder / "core.backup"


def work(pair: Pair) -> None:
    """A claim and a pick, which the core answers."""
    first, line = pair.names.first, line_of(pair)
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.cycle()
    assert pair.pending() == []


def line_of(pair: Pair) -> str:
    return pair.names.fulfilments[pair.names.first][0]


def picked_here(pair: Pair) -> int:
    return pair.workstation.read(lambda reader: reader.session.get_one(FulfilmentLine, line_of(pair)).picked)


def from_nothing(pair: Pair) -> Tail:
    """All of the private streams."""
    return pair.core.read(lambda s: read_tail(s, s.get_one(Device, pair.names.device), 0, 0, 2_000))


def enrol_again(pair: Pair, core_id: str = "core") -> str:
    """As a person does with a fresh code; returns the new device."""
    key = pair.workstation.new_key()
    code = pair.at_core(lambda unit: make_code(unit, "S1")).code
    device = pair.at_core(lambda unit: enrol(unit, code, "Again", key.public, f"digest {code}"))
    epoch = pair.core.read(lambda s: setting(s, Setting.EPOCH))
    told = Enrolment(device.id, "token", pair.names.store, "Store S1", core_id, bytes(32).hex(), epoch)
    pair.workstation.adopt(told, "http://127.0.0.1:1", key.seed)
    return device.id


def send(pair: Pair) -> None:
    device_id = pair.workstation.replica.state().device_id
    while batch := pair.workstation.unsent(100):
        assert pair.workstation.accepted(receive(pair.core, device_id, batch, after).accepted_through)


def kept(pair: Pair) -> list[tuple[int, str]]:
    rows = select(PendingCommand.sequence, PendingCommand.status).order_by(PendingCommand.sequence)
    return [tuple(row) for row in pair.workstation.replica.read(lambda s: s.execute(rows).all())]


def core_id_of(pair: Pair) -> str:
    return pair.workstation.replica.state().core_id


def test_what_a_core_has_lost_still_reads_as_done_until_it_has_it_again(pair: Pair, backup: Path) -> None:
    work(pair)
    restore(pair, backup)

    pair.workstation.start_over([from_nothing(pair)])

    assert picked_here(pair) == 1
    assert len(pair.pending()) == 2
    pair.cycle()
    assert pair.pending() == []
    assert pair.rows() == core_rows(pair)


def test_what_the_core_has_answered_by_the_older_day_stays_answered(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    pair.cycle()
    back_up(pair, pair.folder / "core.backup")
    pair.do(PickLine(fulfilment_id=pair.names.first, line_id=line_of(pair)))
    pair.cycle()
    restore(pair, pair.folder / "core.backup")

    pair.workstation.start_over([from_nothing(pair)])

    assert kept(pair) == [(1, "applied"), (2, "")]


def test_what_was_answered_before_the_machine_was_enrolled_again_is_there_for_a_core_that_is_put_back(
    pair: Pair, backup: Path
) -> None:
    work(pair)
    enrol_again(pair, core_id_of(pair))
    pair.pull()
    assert kept(pair) == [(-1, "applied"), (0, "applied")]
    assert pair.workstation.unsent(10) == []
    # Once more within the same epoch, with something of its own in between.
    pair.do(PickLine(fulfilment_id=pair.names.first, line_id=line_of(pair)))
    send(pair)
    pair.pull()
    enrol_again(pair, core_id_of(pair))
    pair.pull()
    assert [status for _, status in kept(pair)] == ["applied"] * 3

    restore(pair, backup)
    enrol_again(pair, core_id_of(pair))
    assert kept(pair) == [(1, ""), (2, ""), (3, "")]
    send(pair)
    pair.pull()
    pair.workstation.rerun_orphans()
    assert (picked_here(pair), pair.pending()) == (2, [])


def test_another_core_is_given_nothing_that_this_one_has_answered(pair: Pair) -> None:
    work(pair)
    enrol_again(pair, "another core")
    assert kept(pair) == []
