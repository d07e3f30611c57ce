"""Settings: its parts and their keys, the scanner's test, the key figures, one's own PIN."""

from __future__ import annotations

from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.actions import Action
from desktop.devices.scanner import Scan, Scanned
from desktop.devices.scanner.wedge import Manner
from desktop.screens.settings import words
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import Part
from desktop.shell.theme import TextRole, font
from desktop.shell.widgets import Button, KeyValueRows, Text
from tests.desktop.desk_double import MARC, PIN, SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.settings_room import dressed, press, said, screen, see

__all__ = ["dressed", "screen"]


BY_HAND = Manner("", "\r", 48, 13)

GTIN = "4006381333931"


def test_everything_that_can_be_scanned_has_a_meaning_in_words() -> None:
    assert set(words._MEANINGS) == set(get_args(Scanned))


def test_the_scanner_s_test_shows_what_came_and_does_nothing(screen: SettingsScreen) -> None:
    scan = Scan(f"01{GTIN.zfill(14)}21A7\x1d10B", "à&…")
    assert not screen.takes(scan, BY_HAND)

    now(screen.presenter.turn_to(Part.SCANNER))
    assert screen.takes(scan, BY_HAND)

    assert said(screen, "scanner_heard").endswith("A  7  GS  1  0  B")
    assert see(screen, "scanner_meaning").sentence() == (  # type: ignore[attr-defined]
        f"One piece of the article with the GTIN {GTIN}: serial number A7."
    )
    rows = see(screen, "scanner_facts")
    assert isinstance(rows, KeyValueRows)
    told = dict(rows.facts())
    assert (told["Ended by"], told["(21) SERIAL"], told["(10) BATCH/LOT"]) == ("Enter", "A7", "B")
    assert told["Speed"] == "4.0 ms from key to key, 48 ms in all"
    assert told["As this keyboard types it"] == "à  &  …"
    now(screen.presenter.turn_to(Part.WINDOW))
    assert not screen.takes(scan, BY_HAND)


def test_the_figures_are_counted_checked_and_copied(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    now(screen.presenter.turn_to(Part.FIGURES))
    figures = screen.presenter.state.figures
    assert figures is not None
    sizes = see(screen, "figures_sizes")
    assert isinstance(sizes, KeyValueRows)
    assert dict(sizes.facts())["Articles"] == str(figures.rows["articles"])
    press(screen, qtbot, "figures_check")
    assert "nothing wrong was found" in said(screen, "figures_checked")
    press(screen, qtbot, "figures_copy")
    copied = QGuiApplication.clipboard().text()
    assert "integrity: sound" in copied
    assert "Inès" not in copied


def test_every_control_has_a_name_and_room_for_a_finger(screen: SettingsScreen) -> None:
    for part in Part:
        now(screen.presenter.turn_to(part))
        QGuiApplication.processEvents()
        for button in screen.view.findChildren(QAbstractButton):
            if button.isVisible():
                assert button.accessibleName(), button.objectName()
                assert button.height() >= 44, button.objectName()


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_part_begins_with_a_title(screen: SettingsScreen, code: str) -> None:
    with speaking(code):
        for part in Part:
            now(screen.presenter.turn_to(part))
            QGuiApplication.processEvents()
            shown = [one for one in screen.view.findChildren(Text) if one.text() and one.isVisible()]
            first = min(shown, key=lambda one: one.mapTo(screen.view, one.rect().topLeft()).y())
            assert first.font() == font(TextRole.TITLE), (part, first.text())


def test_a_pin_is_changed_and_what_stands_in_the_way_is_said(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    now(screen.presenter.turn_to(Part.PIN))
    card = screen.view.pin
    assert [button.key for button in card.findChildren(Button)] == ["Enter"]

    def change(*typed: str) -> str:
        for field, text in zip(card.fields, typed, strict=True):
            field.line.setText(text)
        qtbot.keyClick(card.fields[-1].line, Qt.Key.Key_Return)
        return card._feedback.sentence()

    assert change(PIN, "802531", "802532") == "The two new PINs are not the same. Type them again."
    assert change(PIN, "123456", "123456").startswith("This PIN is too easily guessed")
    assert change("000001", "802531", "802531") == "This PIN is not right."
    desk.is_connected = False
    assert change(PIN, "802531", "802531") != ""
    desk.is_connected = True
    assert change(PIN, "802531", "802531") == "Changed. Use it from now on."
    assert [field.text() for field in card.fields] == ["", "", ""]


def test_the_button_of_a_pin_says_what_it_waits_for_and_enter_leads_there(
    screen: SettingsScreen, qtbot: QtBot
) -> None:
    screen.view.activateWindow()
    now(screen.presenter.turn_to(Part.PIN))
    card, button = screen.view.pin, see(screen, "settings_pin_change")
    asked: list[tuple[str, ...]] = []
    card.change_wanted.disconnect()
    card.change_wanted.connect(lambda *typed: asked.append(typed))
    now_line, new, again = (field.line for field in card.fields)
    every = "Still to be said: the current PIN, the new PIN, the new PIN again."
    assert (said(screen, "settings_pin_lacks"), button.isEnabled()) == (every, False)
    with speaking("fr"):
        now(screen.refresh(None))
        assert said(screen, "settings_pin_lacks") == (
            "Reste à indiquer\u202f: le code actuel, le nouveau code, la répétition du nouveau code."
        )
    now(screen.refresh(None))
    new.setText("802531")
    for missing, lacks in ((now_line, "the current PIN, the new PIN again"), (again, "the new PIN again")):
        assert said(screen, "settings_pin_lacks") == f"Still to be said: {lacks}."
        assert button.accessibleDescription() == said(screen, "settings_pin_lacks")
        qtbot.keyClick(new, Qt.Key.Key_Return)
        assert missing.hasFocus()
        qtbot.keyClicks(missing, "802531")
    assert see(screen, "settings_pin_lacks").isHidden()
    qtbot.keyClick(again, Qt.Key.Key_Return)
    assert asked == [("802531",) * 3]
    card.forget()
    assert not card.change_action.isEnabled()


def test_a_key_turns_to_the_next_part_and_stands_on_it(screen: SettingsScreen) -> None:
    parts = list(Part)
    for _ in parts:
        here = parts.index(screen.presenter.state.part)
        there = parts[(here + 1) % len(parts)]
        keys = {button.choice.key: button.choice.shortcut for button in screen.view.parts._buttons}
        assert {part: key for part, key in keys.items() if key} == {there.value: "F2"}
        screen.view.turn.trigger()
        assert screen.presenter.state.part is there


def test_one_s_own_pin_is_typed_as_soon_as_a_key_turns_to_it(screen: SettingsScreen, qtbot: QtBot) -> None:
    view = screen.view
    view.activateWindow()
    view.setFocus()
    while screen.presenter.state.part is not Part.PIN:
        qtbot.keyClick(view.focusWidget() or view, Qt.Key.Key_F2)
    QGuiApplication.processEvents()
    first = view.pin.fields[0].line
    assert first.hasFocus()
    qtbot.keyClicks(first, PIN)
    qtbot.keyClick(first, Qt.Key.Key_F2)
    QGuiApplication.processEvents()

    assert screen.presenter.state.part is not Part.PIN, "its key turns on from there"
    assert view.hasFocus(), "and nothing that is out of sight has the keyboard"
    assert first.text() == ""


def test_a_pin_that_was_begun_is_gone_once_it_is_out_of_sight(screen: SettingsScreen) -> None:
    """Another person signs in over it, or another screen comes: nobody finds it, masked or not."""
    now(screen.presenter.turn_to(Part.PIN))
    for field in screen.view.pin.fields:
        field.line.setText(PIN)
    screen.view.hide()
    screen.view.show()

    assert [field.text() for field in screen.view.pin.fields] == ["", "", ""]


@pytest.mark.parametrize("code", ["fr", "en"])
def test_figures_under_one_another_begin_at_the_same_place(screen: SettingsScreen, code: str) -> None:
    with speaking(code):
        now(screen.presenter.turn_to(Part.FIGURES))
        QGuiApplication.processEvents()
        begins = [
            values.mapTo(screen.view, values.rect().topLeft()).x()
            for name in ("figures_identity", "figures_streams")
            for values in [see(screen, name).findChildren(Text)[1]]
        ]
    assert begins[0] == begins[1]


def test_what_can_be_done_is_what_the_part_in_front_shows(screen: SettingsScreen) -> None:
    known: set[str] = set()
    for part in Part:
        now(screen.presenter.turn_to(part))
        QGuiApplication.processEvents()
        offered = {action.declared.name for action in screen.actions()}
        buttons = [one for one in screen.view.findChildren(Button) if one.isVisible() and one.key]
        assert {one.text() for one in buttons} | {screen.view.turn.text()} == {
            action.text() for action in screen.actions()
        }
        assert not (known & offered)
        known |= offered - {screen.view.turn.declared.name}
        enabled = {action.declared.name for action in screen.view.findChildren(Action) if action.isEnabled()}
        assert enabled <= offered


def test_what_was_typed_a_moment_ago_can_be_taken_back(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.me = MARC
    now(screen.presenter.turn_to(Part.TEMPLATES))
    editor = screen.view.templates
    text = editor.text.toPlainText()
    assert not editor.revert_action.isEnabled()
    editor.text.setPlainText(f"{text}\n# half a thought\n")
    assert editor.revert_action.text() == "Take back what is typed"
    qtbot.keyClick(editor.text, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert editor.text.toPlainText() == text


def test_the_button_of_a_pin_ends_where_its_fields_end(screen: SettingsScreen) -> None:
    now(screen.presenter.turn_to(Part.PIN))
    QGuiApplication.processEvents()
    card, button = screen.view.pin, see(screen, "settings_pin_change")
    assert card.width() > 600, "the card is wider than a field"
    ends = {part.mapTo(card, part.rect().topRight()).x() for part in (*card.fields, button)}
    assert len(ends) == 1


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_fields_of_a_pin_are_whole_while_it_is_said_what_is_missing(
    screen: SettingsScreen, qtbot: QtBot, code: str
) -> None:
    fields = screen.view.pin.fields
    with speaking(code):
        now(screen.presenter.turn_to(Part.PIN))
        now(screen.refresh(None))
        for typed in ("", "802531"):
            fields[0].line.setText(typed)
            qtbot.wait(50)
            cut = [field.sizeHint().height() - field.height() for field in fields]
            assert cut == [0, 0, 0], typed
