"""One day of the tour: a language and a look, in a process of its own."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import structlog
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import Desktop
from desktop.core_process import CoreProcess, desktop_command
from desktop.loop import run
from desktop.options import TOUR_WINDOW, Options, WindowSize
from desktop.support.running import running, stalls_watched
from desktop.tour import (
    contradicting,
    counter,
    differing,
    ends,
    labelling,
    looking,
    managing,
    morning,
    offline,
    outages,
    paying,
    preparing,
    receiving,
    returning,
    rounds,
    settings,
    shipping,
    substituting,
    telling,
)
from desktop.tour.gui_guard import GuiGuard
from desktop.tour.hand import Hand, StepFailed
from desktop.tour.line import Line
from desktop.tour.report import DayReport, StepReport
from desktop.tour.scene import Scene
from desktop.tour.shop import Shop
from desktop.tour.tours import DAY_REPORT
from sync import system_world

Step = Callable[[Scene], Awaitable[None]]

DAY: tuple[Step, ...] = (
    morning.first_start,
    morning.sign_in,
    morning.an_order_arrives,
    telling.goods_that_no_place_has,
    preparing.claim,
    preparing.wrong_scans,
    preparing.pick,
    preparing.pack,
    preparing.print_again,
    preparing.short_and_undo,
    preparing.called_off,
    substituting.ask_the_customer,
    preparing.a_watch,
    rounds.a_round,
    shipping.a_shipment,
    paying.pays_here,
    receiving.the_truck,
    receiving.a_customers_parcel,
    receiving.a_transfer,
    differing.each_difference,
    managing.reject,
    managing.open_again,
    paying.at_the_till,
    managing.back_to_the_associate,
    counter.wrong_code,
    counter.hand_over,
    looking.find_an_article,
    looking.beside_an_article,
    labelling.labels,
    offline.without_the_line,
    returning.over_the_counter,
    returning.left_to_the_manager,
    returning.on_approvals,
    returning.without_the_line,
    returning.without_its_sale,
    contradicting.two_truths,
    telling.free_nowhere,
    ends.both_ends,
    looking.search_everything,
    settings.settings,
    settings.the_machine,
    looking.lock,
)
LOG = "log"
"""The folder of a day's log, beside its pictures."""


log = structlog.get_logger(__name__)


def run_day(
    root: Path, out: Path, language: str, look: str, size: WindowSize = TOUR_WINDOW, steps: int = 0
) -> int:
    """One day, or its first `steps`, on the core in `root`, in a window of this size; its report goes there
    too.

    Returns how much did not hold.
    """
    core = CoreProcess(root / "core")
    report = DayReport(language, look)
    core.start()
    try:
        with running(root / LOG) as bugs:
            bugs.reported.connect(
                lambda number: report.steps.append(StepReport("fault", "A fault", error=f"Fault {number}"))
            )
            run(lambda application: _live(application, core, root / "profile", out, report, size, steps))
    finally:
        core.stop()
        shutil.copytree(root / LOG, out / f"{language}-{look}" / LOG, dirs_exist_ok=True)
    (root / DAY_REPORT).write_bytes(msgspec.json.encode(report))
    return len(report.faults())


async def _live(
    application: QApplication,
    core: CoreProcess,
    profile: Path,
    out: Path,
    report: DayReport,
    size: WindowSize,
    steps: int,
) -> int:
    demo = core.demo()
    shop, line = Shop(core.url, demo.shop_token, demo.admin_token, demo.location), Line(core.url)
    await line.mend()
    code = await shop.enrolment_code(demo.location)
    options = Options(profile, line.url, "", report.language, report.look, "tour", lock_after_s=0)
    with GuiGuard() as guard:
        guard.is_opening = True
        desktop = Desktop(application, options, system_world(program=desktop_command()))
        await desktop.open()
        assert desktop.workstation is not None
        await asyncio.to_thread(outages.remember, desktop.workstation)
        guard.is_opening = False
        try:
            with stalls_watched(profile.parent / LOG):
                scene = Scene(_hand(desktop), line, shop, demo, out, profile / "labels", report, code)
                await _play(scene, size, steps)
        except StepFailed as failure:
            log.warning("step.failed", reason=str(failure))
        finally:
            await desktop.close()
            await line.cut()
            await shop.close()
    report.gui_calls, report.calls_elsewhere = [str(call) for call in guard.caught], guard.elsewhere
    return 0


def _hand(desktop: Desktop) -> Hand:
    """A hand at the window of the moment: the first start's makes room for the one at work."""

    def window() -> QWidget:
        assert desktop.window is not None
        return desktop.window

    return Hand(window)


async def _play(scene: Scene, size: WindowSize, steps: int) -> None:
    scene.hand.window.resize(*size)
    await scene.look_at_the_shelf()
    for step in DAY[: steps or len(DAY)]:
        await step(scene)
