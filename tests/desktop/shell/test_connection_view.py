"""The window's top bar says how old the core's last answer is, and goes on saying it while nothing comes."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.ports import SimulatedClock
from core.rules.time import HOUR_MS, MINUTE_MS, SECOND_MS, Instant
from desktop.devices.printers.job import PrinterFault
from desktop.labels import PrintKind
from desktop.shell import connection_view
from desktop.shell.connection_view import ConnectionView
from desktop.shell.messages import Messages
from desktop.shell.tasks import Tasks
from desktop.shell.widgets import Text
from desktop.shell.window import Window
from sync import Cause, ConnectionKind, ConnectionState

NINE_O_CLOCK = Instant(1_772_697_600_000)
NEVER = Instant(0)


class TopBar:
    """The top bar of a window, and a clock that a test moves."""

    def __init__(self, qtbot: QtBot) -> None:
        self.clock = SimulatedClock(NINE_O_CLOCK)
        self._qtbot = qtbot
        self._window = Window([], messages=Messages(), tasks=Tasks())
        qtbot.addWidget(self._window)
        self._window.show()
        self._window.show_work()
        bar, strips = self._window.top_bar, self._window.strips
        starting = ConnectionState(ConnectionKind.STARTING, NINE_O_CLOCK, NEVER)
        self.view = ConnectionView(bar, strips, self.clock, starting, "Europe/Paris")
        self._words = bar.findChild(Text, "connection_words")

    def answered(self) -> None:
        """The core has answered, now."""
        self.view.show_state(self.view.state.answered(self.clock.now()))

    def conditions(self) -> list[str]:
        """What the strips say."""
        return [condition.title for condition in self._window.strips.conditions()]

    def strips(self) -> list[tuple[str, str]]:
        """What the strips say, with what they go on with."""
        return [(condition.title, condition.text) for condition in self._window.strips.conditions()]

    def until(self, words: str) -> None:
        """Nothing is told to the view; it looks at the clock itself."""
        self._qtbot.waitUntil(lambda: self._words.text() == words)
        assert self._words.isVisible()
        assert self._words.accessibleName() == words


@pytest.fixture
def bar(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> TopBar:
    monkeypatch.setattr(connection_view, "REFRESH_MS", 1)
    return TopBar(qtbot)


def test_connected_is_said_with_its_age_which_grows_until_the_next_answer(bar: TopBar) -> None:
    bar.until("Connecting · never connected")
    bar.answered()
    bar.until("Connected · just now")
    for passed_ms, age in (
        (4 * SECOND_MS, "4 s ago"),
        (8 * SECOND_MS, "12 s ago"),
        (3 * MINUTE_MS, "3 min ago"),
    ):
        bar.clock.advance(passed_ms)
        bar.until(f"Connected · {age}")
    bar.answered()
    bar.until("Connected · just now")


def test_a_fault_of_one_s_own_makes_the_age_no_younger(bar: TopBar) -> None:
    bar.answered()
    bar.clock.advance(9 * SECOND_MS)
    bar.view.show_state(bar.view.state.answered(NINE_O_CLOCK, "disk_full"))
    bar.until("Connected · 9 s ago")


def test_offline_says_of_when_the_data_are(bar: TopBar) -> None:
    bar.answered()
    bar.clock.advance(2 * HOUR_MS)
    bar.view.show_state(bar.view.state.failed(bar.clock.now(), Cause.OLD_ANSWER))
    bar.until("Offline · data from 09:00")


def test_what_nothing_proves_is_neither_called_connected_nor_offline(bar: TopBar) -> None:
    bar.answered()
    bar.clock.advance(2 * HOUR_MS)
    bar.view.show_state(bar.view.state.unproven(bar.clock.now()))
    bar.until("Not proven · proven at 09:00")
    assert not bar.conditions()
    bar.clock.advance(MINUTE_MS)
    bar.view.show_state(bar.view.state.unproven(bar.clock.now()))
    [title] = bar.conditions()
    assert title == "Whether headquarters answers is not proven"


def test_the_strip_names_the_printer_that_does_not_print(bar: TopBar) -> None:
    bar.view.show_printer(PrinterFault("paper_out", PrintKind.DOCUMENT))
    waits = "What is to be printed waits and comes out by itself."
    assert bar.strips() == [
        ("The printer of documents does not print", f"The printer has no paper. {waits}"),
    ]
    titles = []
    for kind in PrintKind:
        bar.view.show_printer(PrinterFault("paper_out", kind))
        titles += bar.conditions()
    assert len(titles) == len(set(titles)) == len(PrintKind)
    bar.view.show_printer(None)
    assert not bar.conditions()


def test_what_was_never_proven_is_not_said_to_have_been_never_connected(bar: TopBar) -> None:
    bar.view.show_state(bar.view.state.unproven(bar.clock.now()))
    bar.until("Not proven")
