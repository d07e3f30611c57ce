"""The program around its parts: what stands in the way of opening, trying again, parts begun anew."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import qasync
import shiboken6
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from core.rules.errors import CoulisseError
from desktop import app, going_on
from desktop.app import Desktop
from desktop.options import Options
from desktop.places import TRANSLATIONS, replica_lock
from desktop.preferences import Preferences, keep
from desktop.shell.first_start import FirstStartPage
from desktop.shell.trouble import TroublePage
from desktop.shell.widgets import EmptyState, SecondaryButton
from sync import system_world


class Machine:
    """A machine on which a replica's folder is in use already by another process."""

    def __init__(self, application: QApplication, profile: Path) -> None:
        application.setQuitOnLastWindowClosed(False)
        self.other = replica_lock(profile)
        assert self.other.take()
        self.opened = 0
        self.desktop = Desktop(application, Options(profile, language="en"), system_world())
        self._open = self.desktop._open_workstation
        self.desktop._open_workstation = self._count  # type: ignore[method-assign]
        self._loop = qasync.QEventLoop(application, set_running_loop=False)

    def run(self, story: Callable[[], Awaitable[object]]) -> None:
        async def bounded() -> None:
            async with asyncio.timeout(30):
                await story()

        with self._loop:
            self._loop.run_until_complete(bounded())
        shiboken6.delete(self.page)

    @property
    def page(self) -> TroublePage:
        assert isinstance(self.desktop.window, TroublePage)
        return self.desktop.window

    async def another_page(self, than: TroublePage) -> TroublePage:
        while self.page is than:
            await asyncio.sleep(0)
        return self.page

    async def _count(self) -> None:
        self.opened += 1
        await self._open()


@pytest.fixture
def machine(qapp: QApplication, tmp_path: Path) -> Machine:
    return Machine(qapp, tmp_path / "workstation")


def test_closing_the_page_of_what_stands_in_the_way_ends_the_program(machine: Machine) -> None:
    async def story() -> None:
        running = asyncio.create_task(machine.desktop.run())
        while machine.desktop.window is None:
            await asyncio.sleep(0)
        machine.page.close()
        await running

    machine.run(story)


def test_trying_again_opens_once_and_ends_nothing(machine: Machine) -> None:
    async def story() -> None:
        running = asyncio.create_task(machine.desktop.run())
        while machine.desktop.window is None:
            await asyncio.sleep(0)
        first = machine.page
        button = first.findChild(SecondaryButton, "trouble_state_action")
        button.click()
        button.click()
        second = await machine.another_page(first)
        assert (machine.opened, running.done()) == (2, False)
        second.close()
        await running

    machine.run(story)


def test_a_file_whose_key_is_gone_is_set_aside_and_the_first_start_asks(machine: Machine) -> None:
    machine.other.release()
    profile = machine.desktop._options.profile
    (profile / "store.db").write_bytes(b"what nobody can read")

    async def story() -> None:
        running = asyncio.create_task(machine.desktop.run())
        while machine.desktop.window is None:
            await asyncio.sleep(0)
        page = machine.page
        assert page.error.code == "key_missing"
        button = page.findChild(SecondaryButton, "trouble_anew")
        button.click()
        while not isinstance(machine.desktop.window, FirstStartPage):
            await asyncio.sleep(0)
        machine.desktop.stop()
        await running

    with machine._loop:
        machine._loop.run_until_complete(asyncio.wait_for(story(), 30))
    [aside] = profile.glob("set-aside-*")
    assert (aside / "store.db").read_bytes() == b"what nobody can read"
    assert (profile / "store.db").exists()
    shiboken6.delete(machine.desktop.window)


def test_a_word_to_end_ends_it_whatever_is_shown(machine: Machine) -> None:
    async def story() -> None:
        running = asyncio.create_task(machine.desktop.run())
        while machine.desktop.window is None:
            await asyncio.sleep(0)
        machine.desktop.stop()
        await running

    machine.run(story)


def test_what_the_first_start_left_open_comes_to_the_front(machine: Machine) -> None:
    async def story() -> None:
        await machine.desktop.open()
        machine.page.showMinimized()
        machine.desktop.come_to_front()
        assert machine.page.isVisible()
        assert not machine.page.isMinimized()
        await machine.desktop.close()

    machine.run(story)


def test_what_a_person_chose_wins_over_the_command_line(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    dressed: list[Preferences] = []
    monkeypatch.setattr(app, "dress", lambda _application, chosen: dressed.append(chosen))
    profile = machine.desktop._options.profile
    keep(profile, Preferences(language="fr", scale_percent=125))
    machine.desktop._options = Options(profile, language="en", look="dark")

    async def story() -> None:
        await machine.desktop.open()
        await machine.desktop.close()

    machine.run(story)
    assert dressed == [Preferences("fr", "dark", 125)]


@pytest.mark.parametrize(
    ("trouble", "code", "sentence", "hint"),
    [
        ("already_running", "en", "Coulisse is open already", "Its window does not answer"),
        ("already_running", "fr", "Coulisse est déjà ouvert", "Sa fenêtre ne répond pas"),
        ("disk_read_only", "en", "Nothing can be written here", "Nothing was lost. Make it writable"),
        ("disk_read_only", "fr", "Rien ne peut être écrit ici", "Rien n’est perdu. Permettez d’y écrire"),
    ],
)
def test_what_keeps_it_from_starting_is_told_with_what_helps(
    qtbot, trouble: str, code: str, sentence: str, hint: str
) -> None:
    translator = QTranslator()
    assert translator.load(f"coulisse_{code}", str(TRANSLATIONS))
    QCoreApplication.installTranslator(translator)
    page = TroublePage(CoulisseError(trouble))
    qtbot.addWidget(page)
    said = page.findChild(EmptyState)
    QCoreApplication.removeTranslator(translator)
    assert said.sentence().startswith(sentence)
    assert said.hint().startswith(hint)


async def test_a_part_that_ends_by_itself_is_begun_again_and_a_bug_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ends: list[Exception | None] = [CoulisseError("held"), ValueError("a bug"), None]
    reported: list[BaseException] = []
    begun_again = asyncio.Event()
    monkeypatch.setattr(going_on, "RESTART_S", 0.0)
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: reported.append(error))

    async def part() -> None:
        if not ends:
            begun_again.set()
            await asyncio.Event().wait()
        end = ends.pop(0)
        if end is not None:
            raise end

    going = asyncio.create_task(going_on.keep_going(part))
    await asyncio.wait_for(begun_again.wait(), 10)
    going.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going
    assert [str(error) for error in reported] == ["a bug"]
