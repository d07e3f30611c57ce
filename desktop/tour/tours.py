"""The tour: one demo core, and on it a day for each language and look.

It is made in a folder beside what an earlier tour has left, and takes its place at the end: a tour that is
interrupted leaves the former report whole.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
from rich.console import Console

from desktop.core_process import CoreProcess, desktop_command
from desktop.options import TOUR_WINDOW, WindowSize, said_size
from desktop.terminal_words import word
from desktop.tour.hour import DAY_BEGINS, NETWORK_IS_MADE, living_at
from desktop.tour.report import DayReport, StepReport, write_report

STORES = 12
ARTICLES = 2_000
DAY_REPORT = "day.json"
DAY_LOG = "day.log"
UNDER_WAY = ".under-way-"
"""How the folder begins in which a tour is made."""


def run_tours(
    out: Path,
    languages: Sequence[str],
    looks: Sequence[str],
    console: Console,
    told_in: str = "",
    size: WindowSize = TOUR_WINDOW,
) -> int:
    """Run the day in each language and look on a core of its own; returns how much did not hold.

    What is said meanwhile is said in `told_in`, or in the system's language.
    """
    out.mkdir(parents=True, exist_ok=True)
    reports: list[DayReport] = []
    with (
        tempfile.TemporaryDirectory(prefix="coulisse-tour-", ignore_cleanup_errors=True) as folder,
        tempfile.TemporaryDirectory(prefix=UNDER_WAY, dir=out, ignore_cleanup_errors=True) as under_way,
    ):
        console.print(word("tour_network", told_in))
        with living_at(NETWORK_IS_MADE):
            CoreProcess(Path(folder) / "made").make_network(
                stores=STORES, articles=ARTICLES, language=told_in
            )
        for language in languages:
            for look in looks:
                console.print(word("tour_day", told_in, language=language, look=look))
                reports.append(_one_day(Path(folder), Path(under_way), language, look, told_in, size))
                for fault in reports[-1].faults():
                    console.print(fault, style="red", markup=False)
        write_report(Path(under_way), reports)
        _take_place(Path(under_way), out)
    return sum(len(report.faults()) for report in reports)


def _one_day(folder: Path, out: Path, language: str, look: str, told_in: str, size: WindowSize) -> DayReport:
    """A day in a process of its own, as every day of the real program is. What it says goes to a file."""
    root = folder / f"{language}-{look}"
    shutil.copytree(folder / "made", root / "core")
    words = ["--out", str(out), "--language", language, "--look", look, "--size", said_size(size)]
    said = out / f"{language}-{look}" / DAY_LOG
    said.parent.mkdir(parents=True)
    with said.open("wb") as log, living_at(DAY_BEGINS):
        subprocess.run(
            [*desktop_command(), "tour-day", str(root), *words],
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    written = root / DAY_REPORT
    if written.exists():
        return msgspec.json.decode(written.read_bytes(), type=DayReport)
    error = word("tour_ended", told_in, log=f"{language}-{look}/{DAY_LOG}")
    return DayReport(language, look, [StepReport("day", "The day", error=error)])


def _take_place(made: Path, out: Path) -> None:
    """Move what was made to where it belongs, over what an earlier tour has left there; the page last."""
    for entry in sorted(made.iterdir(), key=lambda path: path.is_file()):
        place = out / entry.name
        if place.is_dir():
            shutil.rmtree(place)
        entry.replace(place)
