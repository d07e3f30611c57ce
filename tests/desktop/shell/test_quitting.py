from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
import qasync
import shiboken6
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.rules.errors import Damaged
from desktop.places import TRANSLATIONS
from desktop.shell import quitting
from desktop.shell.messages import Messages
from desktop.shell.quitting import Quitting
from desktop.shell.rail import Section
from desktop.shell.tasks import Tasks
from desktop.shell.widgets import Button, Page, ProgressThin
from desktop.shell.window import Window

T = TypeVar("T")


class AtOnce(Executor):
    """No thread: what is counted is counted now."""

    def submit(self, work: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(work(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


class Counter:
    """A signed-in window over an outbox.

    Attributes:
        unsent: what the outbox holds, or what stands in the way of counting it.
    """

    def __init__(
        self, app: QApplication, unsent: int | Exception, is_connected: bool = False, shown: int = 0
    ) -> None:
        self.unsent = unsent
        self.is_connected = is_connected
        self.is_closed = False
        self.explained: list[Exception] = []
        self.tasks = Tasks(AtOnce(), expected=(Damaged,), explain=self.explained.append)
        self.window = Window([Section("today", "Today", "today")], messages=Messages(), tasks=self.tasks)
        self.window.add_page("today", Page(name="today"))
        self.window.show_work()
        self.window.closed.connect(self._close)
        self.window.show()
        self._loop = qasync.QEventLoop(app, set_running_loop=False)
        self.quitting = Quitting(
            self.window, self.tasks, self._count, lambda: self.is_connected, lambda: shown
        )

    def run(self, story: Callable[[], Awaitable[object]]) -> None:
        async def bounded() -> None:
            async with asyncio.timeout(30):
                await story()
            self.quitting.leave()
            await self.tasks.finish()

        with self._loop:
            self._loop.run_until_complete(bounded())
        shiboken6.delete(self.window)

    def said(self) -> str:
        return self.window.quit_page.sentence()

    def button(self, name: str) -> Button:
        return self.window.quit_page.findChild(Button, name)

    async def until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            await asyncio.sleep(0)

    async def asked(self, words: str) -> None:
        await self.until(lambda: self.window.quit_page.isVisible() and words in self.said())

    def now_unsent(self, unsent: int) -> None:
        self.unsent = unsent
        self.quitting.hear()

    def _count(self) -> int:
        if isinstance(self.unsent, Exception):
            raise self.unsent
        return self.unsent

    def _close(self) -> None:
        self.is_closed = True


@contextmanager
def spoken(code: str) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load(f"coulisse_{code}", str(TRANSLATIONS))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.fixture(params=["en", "fr"])
def code(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    with spoken(request.param):
        yield request.param


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    with spoken("en"):
        yield


@pytest.fixture(autouse=True)
def stays_open(qapp: QApplication) -> Iterator[None]:
    qapp.setQuitOnLastWindowClosed(False)
    yield
    qapp.setQuitOnLastWindowClosed(True)


WORDS = {
    "en": (
        "4 actions are only on this computer",
        "1 action is only",
        "this disk is lost",
        "Stay",
        "Quit anyway",
    ),
    "fr": (
        "4 envois ne sont que sur ce poste",
        "1 envoi n’est que",
        "ce disque est perdu",
        "Rester",
        "Quitter quand même",
    ),
}


def test_what_is_only_here_is_told_before_the_window_closes(qapp: QApplication, code: str) -> None:
    many, one, what_it_means, stay, leave = WORDS[code]
    counter = Counter(qapp, 4)

    async def story() -> None:
        assert not counter.window.close()
        await counter.asked(many)
        assert what_it_means in counter.said()
        assert not counter.window.quit_page.findChild(ProgressThin).isVisible()
        assert counter.button("quit_stay").text() == stay
        assert counter.button("quit_anyway").text() == leave
        counter.now_unsent(1)
        await counter.asked(one)
        assert not counter.is_closed
        assert QApplication.activeModalWidget() is None

    counter.run(story)


def test_a_screen_reader_hears_it_on_the_button_that_has_the_keyboard(
    qapp: QApplication, english: None
) -> None:
    counter = Counter(qapp, 4)

    async def story() -> None:
        counter.window.close()
        await counter.asked("4 actions")
        stay = counter.button("quit_stay")
        assert counter.window.focusWidget() is stay
        assert (stay.accessibleName(), stay.accessibleDescription()) == ("Stay", counter.said())
        assert counter.window.quit_page.accessibleName() == counter.said()

    counter.run(story)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_stay(qapp: QApplication, english: None, key: Qt.Key) -> None:
    counter = Counter(qapp, 4)

    async def story() -> None:
        counter.window.close()
        await counter.asked("4 actions")
        counter.window.activateWindow()
        QTest.keyClick(counter.window.focusWidget(), key)
        await counter.until(lambda: not counter.window.is_covered())
        counter.now_unsent(0)
        await asyncio.sleep(0)
        assert not counter.is_closed

    counter.run(story)


def test_tab_leads_to_quitting_anyway(qapp: QApplication, english: None) -> None:
    counter = Counter(qapp, 4)

    async def story() -> None:
        counter.window.close()
        await counter.asked("4 actions")
        QTest.keyClick(counter.window.focusWidget(), Qt.Key.Key_Tab)
        assert counter.window.focusWidget() is counter.button("quit_anyway")
        QTest.keyClick(counter.window.focusWidget(), Qt.Key.Key_Return)
        await counter.until(lambda: counter.is_closed)

    counter.run(story)


def test_nothing_is_asked_where_nothing_waits(qapp: QApplication, english: None) -> None:
    counter = Counter(qapp, 0)

    async def story() -> None:
        counter.window.close()
        await counter.until(lambda: counter.is_closed)
        assert not counter.window.is_covered()

    counter.run(story)


def test_while_the_line_is_up_what_waits_is_sent_first_and_the_window_closes_by_itself(
    qapp: QApplication, english: None
) -> None:
    counter = Counter(qapp, 4, is_connected=True)

    async def story() -> None:
        counter.window.close()
        await counter.asked("4 actions are still on their way")
        counter.now_unsent(1)
        await counter.asked("1 action is still on its way")
        bar = counter.window.quit_page.findChild(ProgressThin)
        assert bar.isVisible()
        assert not counter.is_closed
        counter.now_unsent(0)
        await counter.until(lambda: counter.is_closed)

    counter.run(story)


def test_a_line_that_takes_nothing_is_not_waited_for_without_end(
    qapp: QApplication, english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quitting, "SENDING_S", 0.0)
    counter = Counter(qapp, 4, is_connected=True)

    async def story() -> None:
        counter.window.close()
        await counter.asked("4 actions are only on this computer")
        assert not counter.is_closed

    counter.run(story)


def test_a_line_that_goes_turns_sending_into_the_question(qapp: QApplication, english: None) -> None:
    counter = Counter(qapp, 4, is_connected=True)

    async def story() -> None:
        counter.window.close()
        await counter.asked("on their way")
        counter.is_connected = False
        counter.quitting.hear()
        await counter.asked("only on this computer")

    counter.run(story)


def test_over_the_sign_in_page_it_is_asked_too_and_staying_leads_back_there(
    qapp: QApplication, english: None
) -> None:
    counter = Counter(qapp, 4)
    counter.window.show_sign_in()

    async def story() -> None:
        counter.window.close()
        await counter.asked("4 actions")
        counter.button("quit_stay").click()
        assert counter.window.is_at_sign_in()

    counter.run(story)


def test_what_cannot_be_counted_holds_nobody_up(qapp: QApplication, english: None) -> None:
    counter = Counter(qapp, Damaged("disk_error", reason="gone"))

    async def story() -> None:
        counter.window.close()
        await counter.until(lambda: counter.is_closed)
        assert [error.code for error in counter.explained] == ["disk_error"]

    counter.run(story)


def test_a_count_that_takes_too_long_is_no_bug(qapp: QApplication, english: None) -> None:
    counter = Counter(qapp, TimeoutError())
    crashes: list[BaseException] = []
    counter.tasks._crash = lambda _kind, error, _trace: crashes.append(error)

    async def story() -> None:
        counter.window.close()
        await counter.until(lambda: counter.is_closed)

    counter.run(story)
    assert crashes == []


def test_what_the_window_said_to_wait_is_asked_about_where_a_count_takes_too_long(
    qapp: QApplication, english: None
) -> None:
    counter = Counter(qapp, TimeoutError(), shown=4)

    async def story() -> None:
        counter.window.close()
        await counter.asked("4 actions are only on this computer")
        assert not counter.is_closed

    counter.run(story)


def test_a_word_to_end_does_not_ask(qapp: QApplication, english: None) -> None:
    counter = Counter(qapp, 4)

    async def story() -> None:
        counter.quitting.leave()
        assert counter.is_closed

    counter.run(story)
