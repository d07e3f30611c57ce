"""The ways to open the program: on a replica, on the demo network, through the tour.

What takes long to import (Qt, the database) is imported where it is needed: the demo's core starts beside it.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from rich.console import Console

from core.folder_lock import FolderLock
from core.rules.errors import CoulisseError
from core.spoken import spoken
from desktop.core_process import CoreProcess, desktop_command
from desktop.import_order import import_program
from desktop.options import INTERRUPTED, TOUR_WINDOW, Options, WindowSize
from desktop.places import HAS_NO_DISPLAY, replica_lock
from desktop.terminal_words import word

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

OPEN_ALREADY = "already_running"
STARTING_ALREADY = "starting_already"
NOT_A_FOLDER_OF_OURS = (PermissionError, FileExistsError, IsADirectoryError, NotADirectoryError)
"""A folder that is somebody else's, or a thing that stands where another should."""

console = Console(stderr=True, highlight=False)


def open_desktop(options: Options) -> int:
    """Open the desktop on its replica; returns the exit code. Open already, its window comes to the front."""

    def open_it() -> int:
        lock = replica_lock(options.profile)
        if _is_open_already(lock) and _brought_to_front(options.profile):
            console.print(_in_words(CoulisseError(OPEN_ALREADY), options.language))
            return 0
        return _run(options, lock)

    return _in_order(open_it, options.language)


def open_demo(data: Path, language: str, look: str) -> int:
    """Make the demo network if there is none, start its core, open the desktop, close both."""
    if HAS_NO_DISPLAY:
        out = data.parent / "tour"
        console.print(word("no_display", language))
        languages, looks = [language] if language else ["fr", "en"], [look] if look else ["light", "dark"]
        return open_tour(out, languages, looks, language)

    def open_it() -> int:
        profile = data / "workstation"
        lock = replica_lock(profile)
        if _is_open_already(lock):
            is_in_front = _brought_to_front(profile)
            console.print(
                _in_words(CoulisseError(OPEN_ALREADY if is_in_front else STARTING_ALREADY), language)
            )
            return 0 if is_in_front else 1
        core = CoreProcess(data / "core")
        try:
            with _folder_faults(data):
                is_new = _start(core, language)
                options = _demo_options(core, profile, language, look, is_new=is_new)
            return _run(options, lock)
        finally:
            core.stop()
            lock.release()

    return _in_order(open_it, language)


def _start(core: CoreProcess, language: str) -> bool:
    """Start the demo's core, made first where there is none; whether it was."""
    is_new = not core.has_network
    if is_new:
        console.print(word("making", language))
        core.make_network(language=language)
    with console.status(word("starting", language)) as status:

        def still(seconds: int) -> None:
            said = word("still_starting", language, seconds=seconds)
            # Without a terminal a status is not seen.
            if console.is_terminal:
                status.update(said)
            else:
                console.print(said)

        core.begin()
        # What takes the desktop longest, meanwhile.
        import_program()
        core.wait(still)
    return is_new


def _demo_options(core: CoreProcess, profile: Path, language: str, look: str, *, is_new: bool) -> Options:
    demo = core.demo()
    who = next(person for person in demo.staff if person.role == "associate")
    console.print(word("sign_in", language, place=demo.location_name, name=who.name, pin=who.pin))
    # A workstation that was thrown away has used the code that came with the network.
    is_thrown_away = not is_new and not (profile / "store.db").exists()
    code = core.new_code() if is_thrown_away else demo.enrolment_code
    return Options(profile, core.url, code, language, look, device_name="demo")


def open_tour_day(root: Path, out: Path, language: str, look: str, size: WindowSize, steps: int) -> int:
    """One day of the tour, or its first `steps`, on the core that is in `root`."""
    from desktop.tour.day import run_day

    return 1 if run_day(root, out, language, look, size, steps) else 0


def open_tour(
    out: Path, languages: list[str], looks: list[str], told_in: str = "", size: WindowSize = TOUR_WINDOW
) -> int:
    """Run the tour in each language and look; returns 0 if every step held.

    Args:
        told_in: the language of what is said at the terminal meanwhile; empty for the system's.
        size: of the window.
    """

    def tour() -> int:
        from desktop.tour.tours import run_tours

        failures = run_tours(out, languages, looks, console, told_in, size)
        console.print(word("pictures", told_in, folder=out))
        return 1 if failures else 0

    return _in_order(tour, told_in)


def _run(options: Options, lock: FolderLock) -> int:
    """Run the desktop until it is closed, or told to end."""
    import_program()
    from desktop.app import Desktop
    from desktop.loop import run
    from desktop.preferences import scale_window
    from desktop.stop_signals import StopSignals
    from desktop.support.folders import log_folder
    from desktop.support.running import running, stalls_watched
    from sync import system_world

    scale_window(options.profile)

    async def day(application: QApplication) -> int:
        desktop = Desktop(application, options, system_world(program=desktop_command()), lock)
        with StopSignals(desktop.stop) as signals, stalls_watched(log_folder()):
            await desktop.run()
        return signals.exit_code

    with running(log_folder()):
        return run(day)


def _in_order(work: Callable[[], int], language: str) -> int:
    """Do it; an error of ours is told in the person's language, and a word to end ends it without a trace."""
    try:
        with _ended_by_signals():
            return work()
    except KeyboardInterrupt:
        return INTERRUPTED
    except CoulisseError as error:
        console.print(_in_words(error, language))
        return 1


@contextmanager
def _folder_faults(folder: Path) -> Iterator[None]:
    """While the demo's core is made and started there: what disk and folder have against it is told in a
    sentence; any other error of the system is a bug.

    Raises:
        CoulisseError: `folder_unusable`; or what a full or failing disk is called.
    """
    try:
        yield
    except OSError as error:
        from sync.faults import as_ours

        ours = as_ours(error)
        if ours is None and isinstance(error, NOT_A_FOLDER_OF_OURS):
            ours = CoulisseError("folder_unusable", path=str(error.filename or folder))
        if ours is None:
            raise
        raise ours from error


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Before Qt's loop runs and after: what ends the process lets every `finally` do its part."""
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {number: signal.signal(number, _leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _is_open_already(lock: FolderLock) -> bool:
    """Whether another process has the replica. What is the matter with the disk is the window's to say."""
    try:
        return not lock.take()
    except OSError:
        return False


def _brought_to_front(profile: Path) -> bool:
    from desktop.one_window import bring_to_front

    return bring_to_front(profile)


def _in_words(error: CoulisseError, code: str) -> str:
    """The error's sentence, where there is no window to say it."""
    from PySide6.QtCore import QCoreApplication

    from desktop.shell.language import language
    from desktop.shell.sentences import sentence

    application = QCoreApplication.instance() or QCoreApplication([])
    language.use(code or language.code or spoken(""))
    said = sentence(error)
    del application
    return said
