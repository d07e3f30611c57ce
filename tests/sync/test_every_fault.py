"""Each fault of the disk that the sync has a name for, at each thing that it writes: nothing is half written,
nothing is lost, and the same thing goes through once the fault is over."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from arranged import fresh_pair
from sync_world import Pair, core_rows

from core.commands import ClaimFulfilment, PickLine
from core.model import Fulfilment
from core.orchestration import UnitOfWork
from core.rules.errors import Conflict, CoulisseError, Damaged, StorageFull
from sync import faults
from sync.workstation import Workstation


def of_sqlite(code: int) -> sqlcipher.OperationalError:
    """As SQLite says it, with an extended code."""
    error = sqlcipher.OperationalError(f"result code {code}")
    error.sqlite_errorcode = code | (1 << 8)
    return error


NAMED: list[tuple[Exception, type[CoulisseError], str]] = [
    *((of_sqlite(code), Conflict, "replica_busy") for code in sorted(faults._BUSY)),
    *((of_sqlite(code), Damaged, "replica_damaged") for code in sorted(faults._CORRUPT)),
    (of_sqlite(8), Damaged, "disk_read_only"),
    (OSError(errno.EROFS, "system"), Damaged, "disk_read_only"),
    *((of_sqlite(code), Damaged, "disk_error") for code in sorted(faults._DISK)),
    (of_sqlite(faults._FULL), StorageFull, "disk_full"),
    *((OSError(code, "system"), StorageFull, "disk_full") for code in sorted(faults._NO_ROOM)),
    *((OSError(code, "system"), Damaged, "disk_error") for code in sorted(faults._BROKEN)),
]


class Disk:
    """Fails at the commit that it is told to, as long as there is an error to raise."""

    def __init__(self) -> None:
        self.point, self.error = "", None  # type: str, Exception | None

    def __call__(self, name: str) -> None:
        if name == self.point and self.error is not None:
            raise self.error


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def faulty(tmp_path: Path, disk: Disk) -> Iterator[Pair]:
    made = fresh_pair(tmp_path / "world", disk)
    made.do(ClaimFulfilment(fulfilment_id=made.names.first))
    yield made
    made.close()


def pick(pair: Pair) -> None:
    first = pair.names.first
    pair.do(PickLine(fulfilment_id=first, line_id=pair.names.fulfilments[first][0]))


def pull(pair: Pair) -> None:
    pair.workstation.apply_tail(pair.tail())


def push(pair: Pair) -> None:
    assert pair.push() > 0


def start_over(pair: Pair) -> None:
    pair.workstation.start_over()


def rerun(pair: Pair) -> None:
    pair.workstation.rerun_orphans()


def move_pointer(pair: Pair) -> None:
    pair.workstation.replica.move_network_pointer("")


WRITES: dict[str, Callable[[Pair], None]] = {
    "command": pick,
    "pull": pull,
    "push": push,
    "start_over": start_over,
    "rerun": rerun,
    "network.pointer": move_pointer,
}


def kept(workstation: Workstation) -> tuple[object, ...]:
    state = workstation.replica.state()
    signed = workstation.unsent(100)
    return signed, state.last_sequence, state.accepted_through, state.store_version, state.draft_seed


@pytest.mark.parametrize("name", WRITES)
def test_a_fault_at_a_write_leaves_everything_as_it_was_and_passes(
    faulty: Pair, disk: Disk, name: str
) -> None:
    def note(unit: UnitOfWork) -> None:
        unit.session.get_one(Fulfilment, faulty.names.first).note = "from headquarters"

    faulty.at_core(note)
    before = faulty.rows(), faulty.pending(), kept(faulty.workstation)
    copy = faulty.workstation.replica.network_path
    disk.point = f"{name}.before_commit"
    for error, kind, code in NAMED:
        disk.error = error
        with pytest.raises(kind) as raised:
            WRITES[name](faulty)
        assert raised.value.code == code
        disk.error = None
        assert (faulty.rows(), faulty.pending(), kept(faulty.workstation)) == before
        assert faulty.workstation.replica.network_path == copy

    WRITES[name](faulty)
    faulty.pull()
    faulty.workstation.rerun_orphans()
    faulty.push()
    faulty.pull()
    assert faulty.pending() == []
    assert faulty.rows() == core_rows(faulty)
