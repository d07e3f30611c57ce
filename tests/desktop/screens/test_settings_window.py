"""Settings, the window: its language, look and size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.preferences import Preferences, keep
from desktop.preferences import load as load_preferences
from desktop.screens.settings.parts import WindowCard
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import Part, SettingsState
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.settings_room import dressed, press, said, screen

__all__ = ["dressed", "screen"]


def test_language_look_and_size_are_applied_and_kept(
    screen: SettingsScreen, desk: SessionDesk, dressed: list[Preferences], qtbot: QtBot
) -> None:
    now(screen.presenter.turn_to(Part.WINDOW))
    QGuiApplication.processEvents()
    press(screen, qtbot, "settings_language_fr")
    press(screen, qtbot, "settings_look_dark")
    assert dressed[0].language == "fr"
    assert dressed[1].look == "dark"
    kept = load_preferences(desk.station.replica.folder.root)
    assert (kept, kept.look) == (dressed[1], "dark")
    assert said(screen, "settings_scale_words")


def test_a_choice_that_is_still_being_kept_is_not_taken_back_by_what_is_shown_meanwhile(
    qtbot: QtBot,
) -> None:
    card, wanted = WindowCard(), list[Preferences]()
    qtbot.addWidget(card)
    card.preferred.connect(wanted.append)
    card.show_state(SettingsState())
    card.looks.chosen.emit("dark")
    card.show_state(SettingsState())
    card.languages.chosen.emit("fr")
    assert wanted == [Preferences(look="dark"), Preferences("fr", "dark")]

    card.show_state(SettingsState(preferences=wanted[0]))
    card.scales.chosen.emit("125")
    assert wanted[-1] == Preferences("fr", "dark", 125)

    card.show_state(SettingsState(preferences=wanted[-1]))
    card.show_state(SettingsState(preferences=Preferences("en")))
    card.looks.chosen.emit("light")
    assert wanted[-1] == Preferences("en", "light"), "once all is kept, what is kept counts"


def test_choosing_a_size_chooses_nothing_else(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    now(screen.presenter.turn_to(Part.WINDOW))
    screen.view.window_card.scales.chosen.emit("125")
    assert load_preferences(desk.station.replica.folder.root) == Preferences(scale_percent=125)


def test_a_window_file_that_is_not_one_is_the_defaults(tmp_path: Path) -> None:
    assert load_preferences(tmp_path) == Preferences()
    keep(tmp_path, Preferences("fr", "dark", 150))
    assert load_preferences(tmp_path) == Preferences("fr", "dark", 150)
    (tmp_path / "window.json").write_bytes(b'{"scale_percent": 9000}')
    assert load_preferences(tmp_path).scale_percent == 100
    (tmp_path / "window.json").write_bytes(b"\xff\x00")
    assert load_preferences(tmp_path) == Preferences()


@pytest.mark.parametrize(("code", "said"), [("en", "100%"), ("fr", "100\u202f%")])
def test_a_size_is_written_as_the_language_writes_it(screen: SettingsScreen, code: str, said: str) -> None:
    with speaking(code):
        screen.view.window_card.show_state(screen.presenter.state)
        buttons = screen.view.window_card.scales.findChildren(QAbstractButton)
        assert buttons[0].text() == said
