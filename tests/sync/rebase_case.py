"""What tests of the rebase ask and do."""

from __future__ import annotations

from collections.abc import Callable

from sync_world import Pair

from core.model import Fulfilment, FulfilmentLine
from core.orchestration import UnitOfWork
from core.wire import TableDelta, Tail
from sync import Reader
from sync.schema import PendingCommand


def pending_row(pair: Pair, command_id: str) -> PendingCommand:
    """What this workstation keeps of a command of its own."""

    def load(reader: Reader) -> PendingCommand:
        row = reader.session.get_one(PendingCommand, command_id)
        reader.session.expunge(row)
        return row

    return pair.workstation.read(load)


def state_of(pair: Pair, head: str) -> str:
    """Where a fulfilment stands, as screens read it."""
    return pair.workstation.read(lambda reader: reader.session.get_one(Fulfilment, head).state)


def picked(pair: Pair, line: str) -> int:
    """Units picked of a line, as screens read it."""
    return pair.workstation.read(lambda reader: reader.session.get_one(FulfilmentLine, line).picked)


def set_note(head: str, note: str) -> Callable[[UnitOfWork], None]:
    """The core changes a fulfilment's note."""

    def work(unit: UnitOfWork) -> None:
        row = unit.lock(Fulfilment, head)
        assert row is not None
        row.note = note

    return work


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
