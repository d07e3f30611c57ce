"""What is said passes over the window; nothing under a finger moves for it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.messages import Message, Messages
from desktop.shell.rail import Section
from desktop.shell.tasks import Tasks
from desktop.shell.theme import GRID, Tone
from desktop.shell.widgets import Page, PrimaryButton, RowList
from desktop.shell.window import Window

SHORT = "C-20418 is put back."
LONG = "The label of C-20418 was not printed, because the printer at the counter has no more paper. " * 2


@pytest.fixture(params=[(1024, 768), (1440, 900), (3840, 2160)])
def window(qtbot: QtBot, request: pytest.FixtureRequest) -> Window:
    made = Window([Section("today", "Today", "today")], messages=Messages(), tasks=Tasks())
    page = Page(name="today")
    page.body.addWidget(RowList((), name="rows", meaning="Orders"))
    page.body.addWidget(PrimaryButton("Prepare", name="go", key="Enter"))
    made.add_page("today", page)
    made.top_bar.offer_camera(True)
    qtbot.addWidget(made)
    made.resize(*request.param)
    made.show()
    made.show_work()
    QApplication.processEvents()
    return made


def places(window: Window) -> dict[QWidget, QRect]:
    """Where each thing stands that can be seen, beside the message itself."""
    bar = window.message_bar
    return {
        widget: QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget is not bar and not bar.isAncestorOf(widget)
    }


@pytest.mark.parametrize("tone", [Tone.OK, Tone.INFO, Tone.WARN, Tone.BAD])
@pytest.mark.parametrize("words", [SHORT, LONG])
def test_no_message_moves_what_is_under_the_finger(window: Window, tone: Tone, words: str) -> None:
    before = places(window)
    window.message_bar.show_message(Message(words, tone, action="Undo", key="Ctrl+Z"))
    QApplication.processEvents()
    assert window.message_bar.isVisible()
    assert places(window) == before
    window.message_bar.put_away()
    QApplication.processEvents()
    assert places(window) == before


def test_a_message_covers_neither_the_page_s_buttons_nor_the_line_nor_the_lock(window: Window) -> None:
    window.message_bar.show_message(Message(LONG, Tone.BAD, action="Undo", key="Ctrl+Z"))
    QApplication.processEvents()
    bar = QRect(window.message_bar.mapTo(window, QPoint(0, 0)), window.message_bar.size())
    assert window.rect().contains(bar)
    named = {widget.objectName(): place for widget, place in places(window).items()}
    for name in ("go", "lock", "camera", "connection_words", "location_name"):
        assert not bar.intersects(named[name]), name


def test_whoever_searches_puts_the_message_away(window: Window) -> None:
    window.message_bar.show_message(Message(SHORT, Tone.BAD))
    window.top_bar.search.focus_all()
    assert window.message_bar.isHidden()


@pytest.mark.parametrize("words", [SHORT, LONG])
def test_a_message_keeps_a_step_of_the_grid_from_the_window_s_edge(window: Window, words: str) -> None:
    window.message_bar.show_message(Message(words, Tone.BAD))
    assert window.message_bar.y() >= GRID
