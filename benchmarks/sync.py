"""The exchange of core and workstation at a million stock rows, each figure beside a limit of the same run.

``python -m benchmarks.sync [PART...]``; parts: bootstrap, pieces, rebase, live, window, postgresql.
Without words, all of them. With `chain` among the words the network is the one of 5 million stock rows
(`benchmarks.chain`), with `large` one of 25 million. On PostgreSQL the network is a small one
(`pg_stock_rows`): what is measured there is one store's stream, whose cost does not depend on how much stock
there is.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from benchmarks.chain import chain
from benchmarks.databases import database
from benchmarks.million import LARGE, SMALL, demo_of, large, million
from benchmarks.reporting import Figures, report, say
from benchmarks.sync_live import live_and_push
from benchmarks.sync_pieces import deltas, deltas_in_place, floor_s, reads_during_apply, ready_file
from benchmarks.sync_rebase import rebase
from benchmarks.workstations import bootstrap, enrolment_code, serving_core
from core.model import Position
from core.service.demo_core import make_demo
from core.service.folder import CoreFolder

PARTS: Final = ("bootstrap", "pieces", "rebase", "live", "window", "postgresql")
CHAIN: Final = "chain"
REPLICA: Final = "workstation"
BOOTSTRAPS: Final = 9
"""A tenth of a second each: the machine's own work moves one of them by half."""


def main() -> None:
    """Measure and tell."""
    words = sys.argv[1:]
    parts = [word for word in words if word in PARTS] or list(PARTS)
    figures: Figures = {}
    with tempfile.TemporaryDirectory(prefix="coulisse-sync-") as name:
        scratch = Path(name)
        if set(parts) != {"postgresql"}:
            made = chain().core if CHAIN in words else large() if LARGE in words else million()
            _on_sqlite(scratch, made, parts, figures)
        if "postgresql" in parts:
            _on_postgresql(scratch, figures)
    report("sync", figures)


def _on_sqlite(scratch: Path, made: Path, parts: list[str], figures: Figures) -> None:
    core = CoreFolder(scratch / "core")
    shutil.copytree(made, core.path)
    figures["stock_rows"] = _stock_rows(core)
    _bootstraps(core, scratch, figures, BOOTSTRAPS if "bootstrap" in parts else 1)
    if "pieces" in parts:
        deltas(scratch / REPLICA, scratch, figures)
        reads_during_apply(_copied(scratch, "reading"), figures)
    if "rebase" in parts:
        rebase(core, _copied(scratch, "rebasing"), figures)
    if "live" in parts:
        live_and_push(core, _copied(scratch, "live"), scratch / "live.log", "sqlite", figures)
    if "window" in parts:
        _in_the_window(core, _copied(scratch, "behind"), figures)


def _stock_rows(folder: CoreFolder) -> int:
    with folder.core() as core:
        return core.read(lambda session: session.scalars(select(func.count()).select_from(Position)).one())


def _copied(scratch: Path, name: str) -> Path:
    return Path(shutil.copytree(scratch / REPLICA, scratch / name))


def _bootstraps(core: CoreFolder, scratch: Path, figures: Figures, runs: int) -> None:
    """The network taken by an enrolled workstation that has none, until the whole of it serves; the floor
    right after each. See `benchmarks.bootstrapping`."""
    first, taken, floors_s = [], [], []
    with serving_core(core) as (url, _):
        packed, in_place = ready_file(core, scratch), scratch / "in-place"
        for run in range(runs):
            shutil.rmtree(scratch / REPLICA, ignore_errors=True)
            first.append(_in_a_process(scratch / REPLICA, url, enrolment_code(core, demo_of(core).location)))
            if not in_place.exists():
                in_place.mkdir()
                for place, delta in enumerate(deltas_in_place(scratch / REPLICA)):
                    (in_place / f"{place}.delta").write_bytes(delta)
            taken.append(_in_a_process(scratch / REPLICA, in_place))
            floors_s.append(floor_s(packed, scratch))
            say(f"bootstrap {run}: first start {first[-1]}, then {taken[-1]}, floor {floors_s[-1]}")
    took_s = [one["took_s"] for one in taken]
    figures["first_start_s"] = statistics.median(one["took_s"] for one in first)
    figures["bootstrap_s"] = statistics.median(took_s)
    figures["bootstrap_cpu_s"] = statistics.median(one["cpu_s"] for one in taken)
    figures["floor_s"], figures["floor_cpu_s"] = map(statistics.median, zip(*floors_s, strict=True))
    ratios = [one / floor for one, (floor, _) in zip(took_s, floors_s, strict=True)]
    figures["bootstrap_vs_floor"] = statistics.median(ratios)
    figures["bootstrap_rows_per_s"] = int(figures["stock_rows"]) / float(figures["bootstrap_s"])
    figures["bootstrap_mb"] = packed.stat().st_size / 1e6
    figures["sync_rss_mb"] = max(one["peak_mib"] for one in taken) * 2**20 / 1e6
    for name in ("delta", "large_delta", "articles"):
        figures[f"sync_rss_{name}_mb"] = max(one[f"peak_{name}_mib"] for one in taken) * 2**20 / 1e6
    figures["first_start_rss_mb"] = max(one["peak_mib"] for one in first) * 2**20 / 1e6


def _in_a_process(*arguments: object) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.bootstrapping", *map(str, arguments)]
    told: dict[str, float] = json.loads(subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout)
    return told


def _in_the_window(core: CoreFolder, replica: Path, figures: Figures) -> None:
    """In a process of its own: Qt is no part of what else is measured here."""
    words = [sys.executable, "-m", "benchmarks.sync_window", str(core.path), str(replica)]
    said = subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout
    *stalls, told = said.decode().splitlines()
    for stall in stalls:
        say(stall)
    figures |= json.loads(told)


def _on_postgresql(scratch: Path, figures: Figures) -> None:
    with database("postgresql") as address:
        core = CoreFolder(scratch / "pg-core")
        make_demo(core, SMALL, url=address)
        figures["pg_stock_rows"] = _stock_rows(core)
        replica = scratch / "pg-workstation"
        with serving_core(core) as (url, _):
            bootstrap(url, enrolment_code(core, demo_of(core).location), replica)
        live_and_push(core, replica, scratch / "pg.log", "postgresql", figures)


if __name__ == "__main__":
    main()
