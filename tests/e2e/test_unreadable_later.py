"""A file that turns out to be unreadable after it was opened has the way out that it has at the start: it is
set aside, what waited in it is told and kept, and this machine enrols again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from core.model import Device
from core.rules.time import Instant
from desktop.app import Desktop
from desktop.options import Options
from desktop.places import TRANSLATIONS
from desktop.shell.connection_view import UNREADABLE
from desktop.shell.first_start import FirstStartPage
from desktop.shell.language import language
from desktop.shell.strip import Strip, StripAction
from desktop.shell.trouble import TroublePage
from desktop.shell.widgets import EmptyState, SecondaryButton, Text
from sync import ConnectionKind, system_world
from sync.schema import PendingCommand
from tests.e2e.enrolled_stories import arrange, until
from tests.support.live_core import LiveCore, running_core
from tests.support.window_leftovers import windows_as_found

SAID = {
    "damaged": (
        "Sentences",
        "This workstation’s file is damaged. Restore it from a backup, or enrol again.",
    ),
    "anew": ("TroublePage", "Set aside and enrol again"),
    "strip": ("ConnectionView", "This workstation’s file cannot be read"),
    "act": ("ConnectionView", "What to do"),
    "kept": (
        "FirstStart",
        "The file from before is in the folder {0} beside the new one, with what was not sent from it.",
    ),
}
SALT_BYTES = 16
"""A file of SQLCipher begins with what is its alone."""
WAITS = {
    "en": "1 action in it still waits for headquarters.",
    "fr": "1 envoi qu’il contient attend encore le siège.",
}


def said_in(spoken: str) -> dict[str, str]:
    """What is to be read, in this language."""
    if spoken == "en":
        return {name: words for name, (_context, words) in SAID.items()}
    french = QTranslator()
    assert french.load("coulisse_fr", str(TRANSLATIONS))
    found = {name: french.translate(context, words) for name, (context, words) in SAID.items()}
    assert all(found[name] not in ("", words) for name, (_context, words) in SAID.items()), found
    return found


class Story:
    """One run of the desktop, whose file is spoilt meanwhile."""

    def __init__(self, desktop: Desktop, live: LiveCore, profile: Path) -> None:
        self.desktop, self.live, self.profile = desktop, live, profile
        self.spoken = desktop._options.language
        self.said = said_in(self.spoken)
        self.file = 0

    def spoil(self) -> None:
        """The disk gives back other bytes than were written, from now on."""
        workstation = self.desktop.workstation
        assert workstation is not None
        store = self.profile / "store.db"
        with store.open("r+b") as file:
            # By its number, not by what it begins with: a connection that closes may still write that.
            self.file = store.stat().st_ino
            size = file.seek(0, 2)
            file.seek(SALT_BYTES)
            file.write(bytes(size - SALT_BYTES))
        for log in self.profile.glob("store.db-wal"):
            log.write_bytes(b"")
        workstation.replica._engine.dispose()

    @property
    def first_start(self) -> FirstStartPage:
        assert isinstance(self.desktop.window, FirstStartPage)
        return self.desktop.window

    async def is_first_start(self) -> None:
        await until(lambda: isinstance(self.desktop.window, FirstStartPage))

    async def at_work(self) -> None:
        await until(
            lambda: (
                self.desktop.exchange is not None
                and self.desktop.exchange.state.kind is ConnectionKind.CONNECTED
                and self.desktop.frame is not None
                and self.desktop.window is self.desktop.frame.window
            )
        )

    async def one_waits(self) -> None:
        """An action that headquarters has, and has not answered; the window has read so."""
        workstation, frame = self.desktop.workstation, self.desktop.frame
        assert workstation is not None
        assert frame is not None
        # Whatever is being read would say afterwards that nothing waits.
        await until(lambda: not frame._tasks.running)
        row = {"sequence": 0, "aggregate": "fulfilment:f", "name": "PickLine", "body": b"", "signature": b""}
        with workstation.replica.writing("test.waits") as session:
            session.add(PendingCommand(id="c", author="s", made_at=Instant(1), **row))
        frame._hear(frozenset({PendingCommand.__tablename__}))
        await until(lambda: frame._connection.waiting == 1)

    async def out_by_the_page(self, *, waits: bool) -> None:
        """The page says what is the matter and what waits; its button leads to the first start."""
        await until(lambda: isinstance(self.desktop.window, TroublePage))
        page = self.desktop.window
        assert isinstance(page, TroublePage)
        assert page.findChild(EmptyState, "trouble_state").sentence() == self.said["damaged"]
        told = page.findChild(Text, "trouble_anew_words").text()
        assert (WAITS[self.spoken] in told) is waits, told
        button = page.findChild(SecondaryButton, "trouble_anew")
        assert button.text() == self.said["anew"]
        button.click()
        await self.is_first_start()
        [aside] = self.profile.glob("set-aside-*")
        assert (aside / "store.db").stat().st_ino == self.file
        assert (self.profile / "store.db").stat().st_ino != self.file
        note = self.first_start.findChild(Text, "first_start_note").text()
        assert self.said["kept"].format(aside.name) in note

    async def enrols(self) -> None:
        self.first_start.address.line.setText(self.live.base_url)
        self.first_start.take_code(self.live.enrolment_code("S1"))
        await until(lambda: self.desktop.exchange is not None)
        await until(lambda: self.desktop.workstation is not None and self.desktop.workstation.is_enrolled)


@contextmanager
def desktop_on(
    qapp: QApplication, folder: Path, spoken: str, *, is_enrolled: bool
) -> Iterator[tuple[Story, Callable[[Awaitable[None]], None]]]:
    qapp.setQuitOnLastWindowClosed(False)
    profile = folder / "workstation"
    with running_core(folder, arrange) as live:
        known = (live.base_url, live.enrolment_code("S1")) if is_enrolled else ("", "")
        desktop = Desktop(qapp, Options(profile, *known, spoken), system_world())

        def run(telling: Awaitable[None]) -> None:
            async def whole() -> None:
                running = asyncio.create_task(desktop.run())
                try:
                    await telling
                finally:
                    desktop.stop()
                    await running

            with windows_as_found(), qasync.QEventLoop(qapp, set_running_loop=False) as loop:
                loop.run_until_complete(whole())

        yield Story(desktop, live, profile), run
        language.use("en")
        assert (
            live.core.read(lambda session: len(session.scalars(select(Device.id)).all())) == 1 + is_enrolled
        )


@pytest.mark.parametrize("spoken", WAITS)
def test_it_is_met_as_the_machine_enrols(spoken: str, qapp: QApplication, tmp_path: Path) -> None:
    with desktop_on(qapp, tmp_path, spoken, is_enrolled=False) as (story, run):

        async def telling() -> None:
            await story.is_first_start()
            story.spoil()
            story.first_start.address.line.setText(story.live.base_url)
            story.first_start.take_code(story.live.enrolment_code("S1"))
            await story.out_by_the_page(waits=False)
            await story.enrols()

        run(telling())


@pytest.mark.parametrize("spoken", WAITS)
def test_it_is_met_at_work(spoken: str, qapp: QApplication, tmp_path: Path) -> None:
    with desktop_on(qapp, tmp_path, spoken, is_enrolled=True) as (story, run):

        async def telling() -> None:
            await story.at_work()
            frame = story.desktop.frame
            assert frame is not None
            frame.window.show_work()
            await story.one_waits()
            story.spoil()
            await until(lambda: UNREADABLE in [one.key for one in frame.window.strips.conditions()])
            strip = frame.window.strips.findChild(Strip, f"strip_{UNREADABLE}")
            assert strip is not None
            assert strip.sentence() == f"{story.said['strip']} {story.said['damaged']} {WAITS[spoken]}"
            [action] = strip.findChildren(StripAction)
            assert action.text() == story.said["act"]
            action.click()
            await story.out_by_the_page(waits=True)
            await story.enrols()

        run(telling())


def test_it_is_met_where_nobody_is_at_work(qapp: QApplication, tmp_path: Path) -> None:
    with desktop_on(qapp, tmp_path, "en", is_enrolled=True) as (story, run):

        async def telling() -> None:
            await story.at_work()
            story.spoil()
            await story.out_by_the_page(waits=False)
            await story.enrols()

        run(telling())
