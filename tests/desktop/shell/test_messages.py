"""What is said passes over the window; nothing under a finger moves for it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.messages import Message, MessageBar, Messages
from desktop.shell.rail import Section
from desktop.shell.tasks import Tasks
from desktop.shell.theme import GRID, Tone
from desktop.shell.widgets import Page, PrimaryButton, RowList, Text
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
    made.add_page("hand_over", Page(name="hand_over"))
    made.top_bar.offer_camera(True)
    qtbot.addWidget(made)
    made.resize(*request.param)
    made.show()
    made.show_page("today")
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


@pytest.mark.parametrize("tone", [Tone.OK, Tone.BAD])
def test_a_long_message_is_written_smaller_before_it_hangs_over_the_page(window: Window, tone: Tone) -> None:
    """As long as the longest sentence of the translations."""
    window.message_bar.show_message(Message((LONG * 2)[:264], tone))
    QApplication.processEvents()
    rows = places(window)[window.findChild(RowList, "rows")]
    covered = window.message_bar.geometry().bottom() - rows.top()
    assert covered < 0, "it covers nothing of the page"
    sentence = window.message_bar.findChild(Text, "message_sentence")
    assert sentence.visibleRegion().boundingRect().height() >= sentence.heightForWidth(sentence.width())


def test_a_message_without_end_ends_with_the_window_and_can_be_read_to_its_end(window: Window) -> None:
    window.message_bar.show_message(Message(LONG * 60, Tone.BAD, action="Undo", key="Ctrl+Z"))
    QApplication.processEvents()
    bar = window.message_bar
    place = QRect(bar.mapTo(window, QPoint(0, 0)), bar.size())
    assert window.rect().adjusted(0, GRID, 0, -GRID).contains(place)
    sentence = bar.findChild(Text, "message_sentence")
    for button in ("message_action", "message_away"):
        assert bar.rect().contains(bar.findChild(QWidget, button).geometry())
    scrolls = bar.findChild(QScrollArea, "message_scroll").verticalScrollBar()
    scrolls.setValue(scrolls.maximum())
    last = sentence.visibleRegion().boundingRect()
    assert last.bottom() == sentence.rect().bottom(), "the last line is seen"
    assert sentence.height() >= sentence.heightForWidth(sentence.width()), "and no line is lost"
    bar.show_message(Message(SHORT, Tone.BAD))
    assert bar.height() == 56


@pytest.mark.parametrize("words", [SHORT, LONG])
def test_a_message_keeps_a_step_of_the_grid_from_the_window_s_edge(window: Window, words: str) -> None:
    window.message_bar.show_message(Message(words, Tone.BAD))
    assert window.message_bar.y() >= GRID


@pytest.mark.parametrize(
    ("tone", "goes"), [(Tone.OK, True), (Tone.INFO, True), (Tone.WARN, False), (Tone.BAD, False)]
)
def test_what_was_done_on_a_screen_goes_with_it_and_what_was_not_done_stays(
    window: Window, tone: Tone, goes: bool
) -> None:
    window.message_bar.show_message(Message(SHORT, tone))
    window.show_page("today")
    assert window.message_bar.isVisible(), "the same screen, read again"
    window.show_page("hand_over")
    assert window.message_bar.isHidden() is goes


def test_a_press_on_a_message_over_the_search_reaches_the_search(window: Window) -> None:
    window.message_bar.show_message(Message(SHORT, Tone.BAD))
    search = window.top_bar.search.line
    press(window, search.mapTo(window, search.rect().center()))
    assert window.message_bar.isHidden()
    assert window.focusWidget() is search


def test_a_press_on_a_message_beside_the_search_puts_it_away_and_moves_no_keyboard(window: Window) -> None:
    window.message_bar.show_message(Message(SHORT, Tone.BAD))
    before = window.focusWidget()
    press(window, window.message_bar.mapTo(window, window.message_bar.rect().bottomLeft() + QPoint(4, -4)))
    assert window.message_bar.isHidden()
    assert window.focusWidget() is before


@pytest.mark.parametrize(
    ("tone", "politeness"),
    [
        (Tone.OK, QAccessible.AnnouncementPoliteness.Polite),
        (Tone.INFO, QAccessible.AnnouncementPoliteness.Polite),
        (Tone.BAD, QAccessible.AnnouncementPoliteness.Assertive),
    ],
)
def test_a_screen_reader_is_told_what_passes_and_at_once_what_was_not_done(
    window: Window,
    monkeypatch: pytest.MonkeyPatch,
    tone: Tone,
    politeness: QAccessible.AnnouncementPoliteness,
) -> None:
    told: list[tuple[str, str, object]] = []

    def tell(event: QAccessibleAnnouncementEvent) -> None:
        bar = event.object()
        assert isinstance(bar, MessageBar)
        told.append((bar.accessibleName(), event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    window.message_bar.show_message(Message(SHORT, tone))
    assert told == [(SHORT, SHORT, politeness)]


def press(window: Window, at: QPoint) -> None:
    """Press the window as a mouse does: what lies on top has it."""
    handle = window.windowHandle()
    assert handle is not None
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()
