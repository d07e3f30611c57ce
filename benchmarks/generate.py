"""The demo network into a fresh core, its first snapshot, and a workstation's bootstrap from it.

``python -m benchmarks.generate [shop|demo|chain] [postgresql]``; without words, the chain on SQLite. Limits
of the same run: as many bare rows into a bare table, and those of `benchmarks.publish`.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, select

from benchmarks import publish
from benchmarks.databases import database
from benchmarks.processor import busy, postgres_processes, used_s
from benchmarks.reporting import Figures, measured, report, say
from core.model import Movement, Position
from core.orchestration.ledger_check import disagreements
from core.service.demo_core import DemoSize
from core.service.folder import CoreFolder


def main() -> None:
    """Make, check, publish again, bootstrap, and tell."""
    size = DemoSize(sys.argv[1]) if len(sys.argv) > 1 else DemoSize.CHAIN
    kind = sys.argv[2] if len(sys.argv) > 2 else "sqlite"
    figures: Figures = {"size": size, "database": kind}
    with tempfile.TemporaryDirectory(prefix="coulisse-generate-") as name, database(kind) as url:
        folder = Path(name)
        words = ["-m", "core.service", "demo", "--size", size, "--data", str(folder / "core"), "--url", url]
        server_s = used_s(postgres_processes())
        measured(words, figures, "demo")
        figures["demo_server_cpu_s"] = used_s(postgres_processes()) - server_s
        core = CoreFolder(folder / "core")
        _count(core, figures)
        with busy(figures, "bare_rows", [os.getpid()]):
            _bare_rows(folder / "bare.db", int(figures["positions_rows"]) + int(figures["movements_rows"]))
        publish.measure(core, folder, figures)
    report("generate", figures)


def _count(folder: CoreFolder, figures: Figures) -> None:
    with folder.core() as core:
        for kind, key in ((Position, "positions_rows"), (Movement, "movements_rows")):
            figures[key] = core.read(
                lambda s, kind=kind: s.scalars(select(func.count()).select_from(kind)).one()
            )
        with busy(figures, "ledger_check", [os.getpid()]):
            figures["ledger_disagreements_rows"] = core.read(disagreements)
    say(f"{figures['positions_rows']:,} positions, {figures['ledger_disagreements_rows']} against the ledger")


def _bare_rows(path: Path, count: int) -> None:
    """The floor: so many rows of ten numbers, in order, into a table without an index."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE bare (a, b, c, d, e, f, g, h, i, j)")
        rows = ((n, n, n, n, n, n, n, n, n, n) for n in range(count))
        file.executemany("INSERT INTO bare VALUES (?,?,?,?,?,?,?,?,?,?)", rows)


if __name__ == "__main__":
    main()
