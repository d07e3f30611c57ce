"""The demo network into a fresh core, its first snapshot, and a workstation's bootstrap from it.

``python -m benchmarks.generate [shop|demo|chain] [postgresql]``; without words, the chain on SQLite. Limits
of the same run: as many bare rows into a bare table, copying the copy of the network, unpacking its piece.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.databases import database
from benchmarks.reporting import Figures, measured, report, say, timed
from core.model import Movement, Position
from core.orchestration.ledger_check import disagreements
from core.service.demo_core import DemoSize
from core.service.folder import CoreFolder
from core.wire import unpack_snapshot


def main() -> None:
    """Make, check, publish again, bootstrap, and tell."""
    size = DemoSize(sys.argv[1]) if len(sys.argv) > 1 else DemoSize.CHAIN
    kind = sys.argv[2] if len(sys.argv) > 2 else "sqlite"
    figures: Figures = {"size": size, "database": kind}
    with tempfile.TemporaryDirectory(prefix="coulisse-generate-") as name, database(kind) as url:
        folder = Path(name)
        words = ["-m", "core.service", "demo", "--size", size, "--data", str(folder / "core"), "--url", url]
        measured(words, figures, "demo")
        core = CoreFolder(folder / "core")
        _count(core, figures)
        with timed(figures, "bare_rows_s"):
            _bare_rows(folder / "bare.db", int(figures["positions_rows"]) + int(figures["movements_rows"]))
        measured(["-m", "benchmarks.publish", str(core.path)], figures, "publish")
        measured(["-m", "benchmarks.workstations", str(core.path), str(folder / "ws")], figures, "bootstrap")
        _limits_of_bootstrap(folder, figures)
    figures["bootstrap_per_copy_ratio"] = float(figures["bootstrap_s"]) / float(figures["copy_s"])
    report("generate", figures)


def _count(folder: CoreFolder, figures: Figures) -> None:
    with folder.core() as core:
        for kind, key in ((Position, "positions_rows"), (Movement, "movements_rows")):
            figures[key] = core.read(
                lambda s, kind=kind: s.scalars(select(func.count()).select_from(kind)).one()
            )
        with timed(figures, "ledger_check_s"):
            figures["ledger_disagreements_rows"] = core.read(disagreements)
    say(f"{figures['positions_rows']:,} positions, {figures['ledger_disagreements_rows']} against the ledger")


def _bare_rows(path: Path, count: int) -> None:
    """The floor: so many rows of ten numbers, in order, into a table without an index."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE bare (a, b, c, d, e, f, g, h, i, j)")
        rows = ((n, n, n, n, n, n, n, n, n, n) for n in range(count))
        file.executemany("INSERT INTO bare VALUES (?,?,?,?,?,?,?,?,?,?)", rows)


def _limits_of_bootstrap(folder: Path, figures: Figures) -> None:
    copies = sorted((folder / "ws").glob("network-*.db"), key=lambda path: path.stat().st_size)
    piece = max((folder / "core" / "pieces").rglob("*.snapshot"), key=lambda path: path.stat().st_mtime)
    figures["network_copy_bytes"] = copies[-1].stat().st_size
    figures["snapshot_bytes"] = piece.stat().st_size
    with timed(figures, "copy_s"):
        shutil.copyfile(copies[-1], folder / "copied.db")
    with timed(figures, "unpack_s"), piece.open("rb") as source, (folder / "unpacked.db").open("wb") as out:
        for chunk in unpack_snapshot(source, 2**40):
            out.write(chunk)


if __name__ == "__main__":
    main()
