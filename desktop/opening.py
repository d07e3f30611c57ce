"""The ways to open the program: on a replica, on the demo network, through the tour."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from rich.console import Console

from core.rules.errors import CoulisseError
from desktop.app import Desktop
from desktop.core_process import CoreProcess
from desktop.loop import HAS_NO_DISPLAY, run
from desktop.options import Options
from desktop.tour.day import run_day, run_tours
from sync import system_world

console = Console(stderr=True, highlight=False)


def open_desktop(options: Options) -> int:
    """Open the desktop on its replica; returns the exit code."""

    async def day(application: QApplication) -> int:
        await Desktop(application, options, system_world()).run()
        return 0

    return run(day)


def open_demo(data: Path, language: str, look: str) -> int:
    """Make the demo network if there is none, start its core, open the desktop, close both."""
    if HAS_NO_DISPLAY:
        out = data.parent / "tour"
        console.print("There is no display here: the tour runs offscreen instead.")
        return open_tour(out, [language] if language else ["fr", "en"], [look] if look else ["light", "dark"])
    core = CoreProcess(data / "core")
    try:
        if not core.has_network:
            core.make_network()
        core.start()
        return open_desktop(_demo_options(core, data, language, look))
    except CoulisseError as error:
        console.print(str(error))
        return 1
    finally:
        core.stop()


def _demo_options(core: CoreProcess, data: Path, language: str, look: str) -> Options:
    demo = core.demo()
    who = next(person for person in demo.staff if person.role == "associate")
    console.print(f"{demo.location_name}: {who.name}, PIN {who.pin}")
    profile = data / "workstation"
    code = "" if (profile / "store.db").exists() else demo.enrolment_code
    return Options(profile, core.url, code, language, look, device_name="demo")


def open_tour_day(root: Path, out: Path, language: str, look: str) -> int:
    """One day of the tour, on the core that is in `root`."""
    return 1 if run_day(root, out, language, look) else 0


def open_tour(out: Path, languages: list[str], looks: list[str]) -> int:
    """Run the tour in each language and look; returns 0 if every step held."""
    failures = run_tours(out, languages, looks)
    console.print(f"Pictures and report: {out}")
    return 1 if failures else 0
