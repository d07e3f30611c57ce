from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.messages import Message, Messages
from desktop.shell.rail import RAIL_FOLDED, RAIL_WIDTH, Rail, RailItem, Section
from desktop.shell.sign_in import Person
from desktop.shell.strip import Condition, StripAction, StripArea
from desktop.shell.tasks import Tasks
from desktop.shell.theme import Tone
from desktop.shell.top_bar import TopBar, initials
from desktop.shell.widgets import IconButton, Page, QuietButton, Text
from desktop.shell.window import Window

SECTIONS = [
    Section("today", "Today", "today", "Ctrl+1"),
    Section("prepare", "Prepare", "prepare"),
    Section("stock", "Stock", "stock"),
]


def window(qtbot: QtBot, width: int = 1440) -> Window:
    made = Window(SECTIONS, messages=Messages(), tasks=Tasks())
    for section in SECTIONS:
        made.add_page(section.key, Page(name=section.key))
    qtbot.addWidget(made)
    made.resize(width, 900)
    made.show()
    return made


def item(rail: Rail, key: str) -> RailItem:
    return rail.findChild(RailItem, f"rail_{key}")


# the rail


def test_pressing_a_section_asks_for_it_and_moves_nothing(qtbot: QtBot) -> None:
    rail = Rail(SECTIONS)
    qtbot.addWidget(rail)
    rail.set_current("today")
    with qtbot.waitSignal(rail.chosen) as chosen:
        item(rail, "stock").click()
    assert chosen.args == ["stock"]
    assert rail.current() == "today"


def test_counts_are_told_in_words(qtbot: QtBot) -> None:
    rail = Rail(SECTIONS)
    qtbot.addWidget(rail)
    rail.set_counts({"prepare": 4, "unknown": 1})
    assert item(rail, "prepare").accessibleName() == "Prepare, 4"
    assert item(rail, "today").accessibleName() == "Today"


def test_new_names_keep_place_and_counts(qtbot: QtBot) -> None:
    rail = Rail(SECTIONS)
    qtbot.addWidget(rail)
    rail.set_counts({"prepare": 4})
    rail.set_current("prepare")
    rail.set_sections([Section("prepare", "Préparer", "prepare"), Section("sync", "Envois", "sync")])
    assert rail.current() == "prepare"
    assert rail.findChildren(RailItem, "rail_prepare")[-1].accessibleName() == "Préparer, 4"


@pytest.mark.parametrize(
    ("width", "rail_width"), [(1024, RAIL_FOLDED), (1179, RAIL_FOLDED), (1180, RAIL_WIDTH)]
)
def test_the_rail_folds_in_a_narrow_window(qtbot: QtBot, width: int, rail_width: int) -> None:
    made = window(qtbot, width)
    made.show_work()
    assert made.rail.width() == rail_width
    assert item(made.rail, "stock").height() >= 44
    assert bool(item(made.rail, "stock").toolTip()) is (rail_width == RAIL_FOLDED)


# the top bar


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Inès Martin", "IM"), ("Inès", "I"), ("Jean-Baptiste de La Tour", "JT"), ("", ""), ("Inès M.", "IM")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_the_top_bar_says_where_and_who_and_how_old(qtbot: QtBot) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.show_location("Lyon Part-Dieu")
    bar.show_connection(Tone.OK, "Connected", "4 s ago")
    bar.show_person("Inès M.", "Associate")
    said = {
        name: bar.findChild(Text, name).text()
        for name in ("location_name", "connection_words", "person_role")
    }
    assert said == {
        "location_name": "Lyon Part-Dieu",
        "connection_words": "Connected · 4 s ago",
        "person_role": "Associate",
    }


def test_lock_and_search_are_intents(qtbot: QtBot) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    with qtbot.waitSignal(bar.lock_wanted):
        bar.findChild(IconButton, "lock").click()
    with qtbot.waitSignal(bar.search_entered) as entered:
        line = bar.findChild(QLineEdit, "search_everything")
        qtbot.keyClicks(line, "mistral")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert entered.args == ["mistral"]


def test_ctrl_k_leads_to_the_search(qtbot: QtBot) -> None:
    made = window(qtbot)
    made.show_work()
    with qtbot.waitActive(made):
        made.activateWindow()
    qtbot.keyClick(made, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert made.top_bar.search.line.hasFocus()


# strips


def test_a_condition_stays_until_it_is_over(qtbot: QtBot) -> None:
    area = StripArea()
    qtbot.addWidget(area)
    area.show_condition(Condition("offline", Tone.WARN, "Offline since 10:42", "6 actions wait.", "Details"))
    area.show_condition(Condition("offline", Tone.WARN, "Offline since 10:42", "7 actions wait.", "Details"))
    area.show_condition(Condition("printer", Tone.BAD, "Printer out"))
    assert [condition.text for condition in area.conditions()] == ["7 actions wait.", ""]
    with qtbot.waitSignal(area.acted) as acted:
        area.findChild(StripAction).click()
    assert acted.args == ["offline"]
    area.clear_condition("offline")
    area.clear_condition("offline")
    assert [condition.key for condition in area.conditions()] == ["printer"]


# messages


def test_good_news_goes_and_bad_news_stays(qtbot: QtBot) -> None:
    made = window(qtbot)
    made.show_work()
    bar = made.message_bar
    bar.show_message(Message("Done.", Tone.OK))
    assert bar.isVisible()
    assert bar._gone.isActive()
    bar.show_message(Message("Not done.", Tone.BAD))
    assert bar.accessibleName() == "Not done."
    assert not bar._gone.isActive()
    bar.findChild(IconButton, "message_away").click()
    assert not bar.isVisible()


def test_a_message_can_be_undone(qtbot: QtBot) -> None:
    made = window(qtbot)
    undone = []
    made.message_bar.show_message(Message("C-1 is yours.", action="Undo", act=lambda: undone.append(1)))
    made.message_bar.findChild(QuietButton, "message_action").click()
    assert undone == [1]
    assert made.message_bar.message is None


def test_presenters_speak_through_one_door(qtbot: QtBot) -> None:
    messages = Messages()
    made = Window(SECTIONS, messages=messages, tasks=Tasks())
    qtbot.addWidget(made)
    messages.bad("The core does not answer.")
    assert made.message_bar.accessibleName() == "The core does not answer."


# the window


def test_the_sign_in_page_covers_everything_at_first(qtbot: QtBot) -> None:
    made = window(qtbot)
    assert made.is_covered()
    made.show_work()
    assert not made.is_covered()


def test_pages_keep_what_was_typed(qtbot: QtBot) -> None:
    made = Window(SECTIONS, messages=Messages(), tasks=Tasks())
    qtbot.addWidget(made)
    line = QLineEdit()
    made.add_page("today", line)
    made.add_page("stock", QWidget())
    made.show_page("today")
    line.setText("half a word")
    made.show_page("stock")
    assert (made.page(), made.rail.current()) == ("stock", "stock")
    made.show_page("today")
    assert line.text() == "half a word"


def test_a_page_that_is_in_front_is_opened_under_the_hands_of_whoever_types_on_it(qtbot: QtBot) -> None:
    made = window(qtbot)
    made.show_work()
    page = made.findChild(Page, "stock")
    line = QLineEdit()
    page.body.addWidget(line)
    made.show_page("stock")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    line.setFocus()
    made.show_page("stock")
    assert made.focusWidget() is line


@pytest.mark.parametrize(
    "goes",
    [
        lambda button: button.setEnabled(False),
        lambda button: button.hide(),
        lambda button: button.parentWidget().hide(),
    ],
)
def test_the_keyboard_of_a_button_that_goes_stays_on_the_page(
    qtbot: QtBot, goes: Callable[[QWidget], None]
) -> None:
    made = window(qtbot)
    made.show_work()
    page = made.findChild(Page, "stock")
    button = QuietButton("Go", name="go")
    part = QWidget()
    QVBoxLayout(part).addWidget(button)
    page.body.addWidget(part)
    made.show_page("stock")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    button.setFocus()
    assert made.focusWidget() is button
    goes(button)
    assert made.focusWidget() is page


def test_closing_the_window_is_told(qtbot: QtBot) -> None:
    made = window(qtbot)
    with qtbot.waitSignal(made.closed):
        made.close()


def test_what_was_said_in_another_language_goes_with_it(qtbot: QtBot) -> None:
    made = window(qtbot)
    for tone, stays in ((Tone.OK, False), (Tone.INFO, False), (Tone.BAD, True)):
        made.message_bar.show_message(Message("C-1 est prête.", tone))
        QApplication.sendEvent(made.message_bar, QEvent(QEvent.Type.LanguageChange))
        assert (made.message_bar.message is not None) is stays


def test_a_screen_that_comes_to_the_front_behind_the_sign_in_takes_no_key_of_the_pin(qtbot: QtBot) -> None:
    made = window(qtbot)
    made.show_work()
    made.sign_in.show_people([Person("s-1", "Samira Benali", "")])
    made.show_sign_in()
    assert made.sign_in.choose("s-1")
    pin = made.focusWidget()
    assert pin is not None and made.sign_in.isAncestorOf(pin)
    made.show_page(made.page())
    assert made.focusWidget() is pin
