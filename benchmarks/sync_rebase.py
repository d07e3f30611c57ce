"""A thousand rows from the core meet 500 commands that it has not answered."""

from __future__ import annotations

import statistics
import time
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from benchmarks.chain import opened_workstation
from benchmarks.million import demo_of
from benchmarks.reporting import Figures, say
from benchmarks.sync_device import preparation
from core.commands import Command, PickLine
from core.model import Fulfilment, FulfilmentLine
from core.rules.fulfilment import FulfilmentState
from core.service.folder import CoreFolder
from core.wire import TableDelta, Tail, in_columns
from sync.reading import Reader
from sync.schema import ReplicaState
from sync.workstation import Workstation

PENDING: Final = 500
ROWS: Final = 1_000
RUNS: Final = 5

Rows = dict[str, list[tuple[Any, ...]]]


def rebase(folder: CoreFolder, replica: Path, figures: Figures) -> None:
    """A tail that touches nothing that is pending, and one that touches all of it; medians."""
    author = next(one.id for one in demo_of(folder).staff if one.role == "associate")
    with opened_workstation(replica) as station:
        commands, own = station.read(_work)
        for command in commands:
            station.execute(command, author)
        assert station.waiting() == PENDING, station.waiting()
        say("500 commands are pending")
        foreign = _renamed(own)
        _apply(station, foreign, figures, "rebase_untouched")
        _apply(station, own, figures, "rebase_500")
        assert station.waiting() == PENDING


def _work(reader: Reader) -> tuple[list[Command], Rows]:
    """Five hundred picks and claims, and a thousand rows of the core's: theirs first, then others'."""
    heads = reader.session.scalars(
        select(Fulfilment.id)
        .where(
            Fulfilment.location_id == reader.location_id,
            Fulfilment.state == FulfilmentState.PROPOSED.value,
        )
        .order_by(Fulfilment.id)
    ).all()
    commands = (
        command
        for number, head in enumerate(heads)
        for command in preparation(reader.session, head, f"{number:018d}", "A1")
    )
    chosen = list(islice(commands, PENDING))
    assert len(chosen) == PENDING, f"only {len(chosen)} commands to do"
    assert any(isinstance(command, PickLine) for command in chosen)
    touched = sorted({command.aggregate.partition(":")[2] for command in chosen})
    return chosen, _rows_of(reader, touched)


def _rows_of(reader: Reader, fulfilments: list[str]) -> Rows:
    """The rows as the core last gave them; up to a thousand, with heads that nobody knows."""
    heads = reader.session.execute(
        select(*Fulfilment.__table__.columns).where(Fulfilment.id.in_(fulfilments))
    ).all()
    lines = reader.session.execute(
        select(*FulfilmentLine.__table__.columns).where(FulfilmentLine.fulfilment_id.in_(fulfilments))
    ).all()
    found: Rows = {"fulfilment": [tuple(row) for row in heads], "fulfilment_line": [tuple(r) for r in lines]}
    missing = ROWS - len(heads) - len(lines)
    first = found["fulfilment"][0]
    found["fulfilment"] += [(f"other-{n}", *first[1:]) for n in range(missing)]
    return found


def _renamed(rows: Rows) -> Rows:
    """As many rows of orders that nothing pending knows."""
    lines = [(f"x{row[0]}", f"x{row[1]}", *row[2:]) for row in rows["fulfilment_line"]]
    return {"fulfilment": [(f"x{row[0]}", *row[1:]) for row in rows["fulfilment"]], "fulfilment_line": lines}


def _apply(station: Workstation, rows: Rows, figures: Figures, key: str) -> None:
    tables = [_in_columns(name, found) for name, found in rows.items()]
    took, cpu = [], []
    for _ in range(RUNS):
        tail = _tail(station.replica.state(), tables)
        began, cpu_began = time.perf_counter(), time.process_time()
        station.apply_tail(tail)
        took.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - cpu_began) * 1000)
    figures[f"{key}_ms"], figures[f"{key}_cpu_ms"] = statistics.median(took), statistics.median(cpu)


def _in_columns(name: str, rows: list[tuple[Any, ...]]) -> TableDelta:
    table = {"fulfilment": Fulfilment, "fulfilment_line": FulfilmentLine}[name].__table__
    return in_columns(name, [column.name for column in table.columns], rows)


def _tail(state: ReplicaState, tables: list[TableDelta]) -> Tail:
    return Tail(
        epoch=state.epoch,
        store_from=state.store_version,
        store_to=state.store_version + 1,
        device_from=state.device_version,
        device_to=state.device_version,
        more=False,
        tables=tables,
        outcomes=[],
    )
