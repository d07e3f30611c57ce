"""The exchange of core and workstation at a million stock rows, each figure beside a limit of the same run.

``python -m benchmarks.sync [PART...]``; parts: bootstrap, pieces, rebase, live, postgresql. Without words,
all of them. On PostgreSQL the network is a small one (`pg_stock_rows`): what is measured there is one
store's stream, whose cost does not depend on how much stock there is.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from benchmarks.databases import database
from benchmarks.million import SMALL, demo_of, million
from benchmarks.reporting import Figures, report, say
from benchmarks.sync_live import live_and_push
from benchmarks.sync_pieces import RUNS, deltas, floor_s, reads_during_apply
from benchmarks.sync_rebase import rebase
from benchmarks.workstations import bootstrap, enrolment_code, serving_core
from core.model import Position
from core.service.demo_core import make_demo
from core.service.folder import CoreFolder

PARTS: Final = ("bootstrap", "pieces", "rebase", "live", "postgresql")
REPLICA: Final = "workstation"


def main() -> None:
    """Measure and tell."""
    parts = sys.argv[1:] or list(PARTS)
    if parts[0] == "one-bootstrap":
        _one_bootstrap(*parts[1:])
        return
    figures: Figures = {}
    with tempfile.TemporaryDirectory(prefix="coulisse-sync-") as name:
        scratch = Path(name)
        if set(parts) != {"postgresql"}:
            _on_sqlite(scratch, parts, figures)
        if "postgresql" in parts:
            _on_postgresql(scratch, figures)
    report("sync", figures)


def _on_sqlite(scratch: Path, parts: list[str], figures: Figures) -> None:
    core = CoreFolder(scratch / "core")
    shutil.copytree(million(), core.path)
    figures["stock_rows"] = _stock_rows(core)
    _bootstraps(core, scratch, figures, RUNS if "bootstrap" in parts else 1)
    if "pieces" in parts:
        deltas(scratch / REPLICA, scratch, figures)
        reads_during_apply(_copied(scratch, "reading"), figures)
    if "rebase" in parts:
        rebase(core, _copied(scratch, "rebasing"), figures)
    if "live" in parts:
        live_and_push(core, _copied(scratch, "live"), scratch / "live.log", "sqlite", figures)


def _stock_rows(folder: CoreFolder) -> int:
    with folder.core() as core:
        return core.read(lambda session: session.scalars(select(func.count()).select_from(Position)).one())


def _copied(scratch: Path, name: str) -> Path:
    return Path(shutil.copytree(scratch / REPLICA, scratch / name))


def _bootstraps(core: CoreFolder, scratch: Path, figures: Figures, runs: int) -> None:
    """From an empty folder, enrolment and all, until the whole network serves; the floor right after each."""
    pieces = (core.path / "pieces").rglob("*.snapshot")
    piece = max(pieces, key=lambda path: path.stat().st_mtime)
    took_s, peak_mb, floors_s = [], [], []
    with serving_core(core) as url:
        for run in range(runs):
            shutil.rmtree(scratch / REPLICA, ignore_errors=True)
            code = enrolment_code(core, demo_of(core).location)
            words = [sys.executable, "-m", "benchmarks.sync", "one-bootstrap", url, code]
            process = subprocess.Popen([*words, str(scratch / REPLICA)], stdout=subprocess.PIPE)
            assert process.stdout is not None
            took_s.append(float(process.stdout.read()))
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            assert process.returncode == 0
            peak_mb.append(used.ru_maxrss / 1000)
            floors_s.append(floor_s(piece, scratch))
            say(f"bootstrap {run}: {took_s[-1]:.2f} s, floor {floors_s[-1]:.2f} s, {peak_mb[-1]:.0f} MB")
    figures["bootstrap_s"], figures["floor_s"] = statistics.median(took_s), statistics.median(floors_s)
    ratios = [took / floor for took, floor in zip(took_s, floors_s, strict=True)]
    figures["bootstrap_vs_floor"] = statistics.median(ratios)
    figures["bootstrap_rows_per_s"] = int(figures["stock_rows"]) / float(figures["bootstrap_s"])
    figures["bootstrap_mb"] = piece.stat().st_size / 1e6
    figures["sync_rss_mb"] = max(peak_mb)


def _one_bootstrap(url: str, code: str, folder: str) -> None:
    began = time.perf_counter()
    bootstrap(url, code, Path(folder))
    sys.stdout.write(str(time.perf_counter() - began))


def _on_postgresql(scratch: Path, figures: Figures) -> None:
    with database("postgresql") as address:
        core = CoreFolder(scratch / "pg-core")
        make_demo(core, SMALL, url=address)
        figures["pg_stock_rows"] = _stock_rows(core)
        replica = scratch / "pg-workstation"
        with serving_core(core) as url:
            bootstrap(url, enrolment_code(core, demo_of(core).location), replica)
        live_and_push(core, replica, scratch / "pg.log", "postgresql", figures)


if __name__ == "__main__":
    main()
