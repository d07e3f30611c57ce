"""The tour: one demo core, and on it a day for each language and look."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QApplication, QWidget
from rich.console import Console

from desktop.app import Desktop
from desktop.core_process import CoreProcess, Demo, desktop_command
from desktop.loop import run
from desktop.options import Options
from desktop.tour import counter, looking, morning, offline, preparing
from desktop.tour.hand import Hand, StepFailed
from desktop.tour.line import Line
from desktop.tour.report import DayReport, StepReport, write_report
from desktop.tour.scene import Scene
from desktop.tour.shop import Shop
from sync import system_world

Step = Callable[[Scene], Awaitable[None]]

DAY: tuple[Step, ...] = (
    morning.sign_in,
    morning.an_order_arrives,
    preparing.claim,
    preparing.wrong_scans,
    preparing.pick,
    preparing.pack,
    preparing.short_and_undo,
    preparing.a_watch,
    counter.wrong_code,
    counter.hand_over,
    looking.find_an_article,
    offline.without_the_line,
    looking.search_everything,
    looking.lock,
)
STORES = 12
ARTICLES = 2_000
WINDOW = (1440, 900)
REPORT = "day.json"

console = Console(stderr=True, highlight=False)


def run_tours(out: Path, languages: Sequence[str], looks: Sequence[str]) -> int:
    """Run the day in each language and look on a core of its own; returns how many steps did not hold."""
    out.mkdir(parents=True, exist_ok=True)
    reports: list[DayReport] = []
    with tempfile.TemporaryDirectory(prefix="coulisse-tour-") as folder:
        made = CoreProcess(Path(folder) / "made")
        made.make_network(stores=STORES, articles=ARTICLES)
        for language in languages:
            for look in looks:
                console.print(f"The tour: {language}, {look}")
                reports.append(_one_day(Path(folder), out, language, look))
                write_report(out, reports)
    return sum(not step.holds for report in reports for step in report.steps)


def _one_day(folder: Path, out: Path, language: str, look: str) -> DayReport:
    """A day in a process of its own, as every day of the real program is."""
    root = folder / f"{language}-{look}"
    shutil.copytree(folder / "made", root / "core")
    subprocess.run(
        [
            *desktop_command(),
            "tour-day",
            str(root),
            "--out",
            str(out),
            "--language",
            language,
            "--look",
            look,
        ],
        check=False,
    )
    written = root / REPORT
    if written.exists():
        return msgspec.json.decode(written.read_bytes(), type=DayReport)
    return DayReport(language, look, [StepReport("day", "The day", error="The program ended by itself.")])


def run_day(root: Path, out: Path, language: str, look: str) -> int:
    """One day on the core in `root`; its report goes there too. Returns how many steps did not hold."""
    core = CoreProcess(root / "core")
    report = DayReport(language, look)
    core.start()
    try:
        run(lambda application: _live(application, core, root / "profile", out, report))
    finally:
        core.stop()
    (root / REPORT).write_bytes(msgspec.json.encode(report))
    return sum(not step.holds for step in report.steps)


async def _live(
    application: QApplication, core: CoreProcess, profile: Path, out: Path, report: DayReport
) -> int:
    demo = core.demo()
    shop, line = Shop(core.url, demo.shop_token, demo.admin_token, demo.location), Line(core.url)
    await line.mend()
    code = await shop.enrolment_code(demo.location)
    options = Options(profile, line.url, code, report.language, report.look, "tour", lock_after_s=0)
    desktop = Desktop(application, options, system_world())
    await desktop.open()
    try:
        await _play(desktop, shop, line, demo, profile, out, report)
    except StepFailed as failure:
        console.print(f"[red]{failure}[/red]")
    finally:
        await desktop.close()
        await line.cut()
        await shop.close()
    return 0


async def _play(
    desktop: Desktop, shop: Shop, line: Line, demo: Demo, profile: Path, out: Path, report: DayReport
) -> None:
    def window() -> QWidget:
        assert desktop.window is not None
        return desktop.window

    window().resize(*WINDOW)
    scene = Scene(Hand(window), line, shop, demo, out, profile / "labels", report)
    await scene.look_at_the_shelf()
    for step in DAY:
        await step(scene)
