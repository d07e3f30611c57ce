from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QKeySequence
from pytestqt.qtbot import QtBot

from desktop.shell.widgets import Button, DetailCard, IconButton, PrimaryButton, QuietButton, SecondaryButton
from tests.desktop.shell.quick import press_quickly

KINDS = [PrimaryButton, SecondaryButton, QuietButton]


@pytest.mark.parametrize("kind", KINDS)
def test_a_button_is_large_enough_and_named(qtbot: QtBot, kind: type[Button]) -> None:
    button = kind("Ok", name="ok")
    qtbot.addWidget(button)
    assert button.minimumSizeHint().height() >= 44
    assert button.minimumSizeHint().width() >= 44
    assert button.objectName() == "ok"
    assert button.accessibleName() == "Ok"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_what_has_the_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    button = PrimaryButton("Prepare", name="go", key="Enter")
    qtbot.addWidget(button)
    with qtbot.waitActive(button):
        button.show()
        button.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_the_second_of_two_presses_reaches_no_button_that_has_come_there_since(qtbot: QtBot) -> None:
    plus, hand_over = (PrimaryButton(name, name=name) for name in ("plus", "hand_over"))
    pressed: list[str] = []
    for button in (plus, hand_over):
        qtbot.addWidget(button)
        button.show()
        button.clicked.connect(partial(pressed.append, button.objectName()))
    for second in (plus, hand_over):
        qtbot.mouseClick(plus, Qt.MouseButton.LeftButton)
        qtbot.mouseDClick(second, Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(second, Qt.MouseButton.LeftButton)
    assert pressed == ["plus", "plus", "plus"]


def test_quick_presses_count_for_a_button_until_it_says_something_else(qtbot: QtBot) -> None:
    """A pause does not end at once, nor is answered what the first press has asked."""
    button = SecondaryButton("Pause", name="hold")
    qtbot.addWidget(button)
    button.show()
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append(button.text()))
    there = [(button, button.rect().center())] * 3
    press_quickly(*there)
    assert pressed == ["Pause"] * 3
    button.clicked.connect(lambda: button.set_text("Go on"))
    press_quickly(*there)
    assert pressed[3:] == ["Pause"]
    press_quickly(*there[:1])
    assert pressed[4:] == ["Go on"], "later it is meant"


def test_a_drawing_that_cannot_be_pressed_is_not_lit_by_the_pointer(qtbot: QtBot) -> None:
    button = IconButton("minus", "One less", name="less")
    qtbot.addWidget(button)
    button.setEnabled(False)
    before = button.grab().toImage()
    button.is_hot = True
    assert button.grab().toImage() == before


def test_focus_is_shown_for_keys_and_not_for_the_pointer(qtbot: QtBot) -> None:
    button = PrimaryButton("Prepare", name="go")
    qtbot.addWidget(button)
    with qtbot.waitActive(button):
        button.show()
        button.activateWindow()
    button.clearFocus()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not button.shows_focus
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.shows_focus


def test_the_key_goes_before_the_word_is_cut(qtbot: QtBot) -> None:
    with_key = SecondaryButton("Préparer les 4 en une tournée", name="all", key="W")
    without = SecondaryButton("Préparer les 4 en une tournée", name="all")
    for button in (with_key, without):
        qtbot.addWidget(button)
        button.resize(with_key.minimumSizeHint())
    assert with_key.sizeHint().width() > without.sizeHint().width()
    assert with_key.grab().toImage() == without.grab().toImage()


def test_a_button_follows_its_action(qtbot: QtBot) -> None:
    action = QAction("Short")
    action.setShortcut(QKeySequence("F2"))
    action.setEnabled(False)
    button = SecondaryButton("", name="short")
    qtbot.addWidget(button)
    button.follow(action)
    assert (button.text(), button.accessibleName(), button.isEnabled()) == ("Short", "Short", False)
    action.setText("Manquant")
    action.setEnabled(True)
    assert button.text() == "Manquant"
    with qtbot.waitSignal(action.triggered):
        button.click()


def test_a_drawing_says_what_it_means(qtbot: QtBot) -> None:
    button = IconButton("lock", "Lock", name="lock")
    qtbot.addWidget(button)
    assert (button.width(), button.height()) == (44, 44)
    button.set_meaning("Verrouiller")
    assert button.accessibleName() == button.toolTip() == "Verrouiller"


def test_quiet_buttons_of_a_detail_line_up_with_what_stands_above_them(qtbot: QtBot) -> None:
    """Centred each, they and their keys would be ragged at both sides."""
    card = DetailCard(name="detail")
    primary = PrimaryButton("Prepare", name="go", key="Enter")
    quiet = [QuietButton(word, name=word, key=key) for word, key in (("Reject…", "F8"), ("Story", "F11"))]
    for button in (primary, *quiet):
        card.buttons.addWidget(button)
    qtbot.addWidget(card)
    card.resize(340, 400)
    card.show()
    for width in (340, 300, 300):
        card.resize(width, 400)
        for button in quiet:
            begins, ends = button._ends(QRectF(button.rect()), 100)
            assert (button.x() + begins, button.x() + ends) == (primary.x(), primary.geometry().right() + 1)
            assert card.rect().contains(button.geometry())
