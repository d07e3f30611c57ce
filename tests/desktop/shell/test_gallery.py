"""Every sample screen in both languages, both themes and the sizes that must look right.

With COULISSE_GALLERY set to a folder the pictures are kept there.
"""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import gallery
import pytest
from _pytest.mark import ParameterSet
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sample_words import english, french

from desktop.shell.theme import theme
from desktop.shell.widgets import Button, Pill, Text

SIZES = [(1024, 768), (1440, 900), (2560, 1440)]
LANGUAGES = {"en": english, "fr": french}
KEPT_IN = os.environ.get("COULISSE_GALLERY")


def too_small(widget: QWidget) -> bool:
    """Whether a widget has less room than its words need."""
    if isinstance(widget, Text) and widget._elide:
        return widget.height() < widget.fontMetrics().height()
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.height() < widget.heightForWidth(widget.width())
        return widget.width() < widget.sizeHint().width() or widget.height() < widget.fontMetrics().height()
    if isinstance(widget, Button):
        return widget.width() < widget.minimumSizeHint().width() or widget.height() < 44
    return isinstance(widget, Pill) and widget.width() < widget.sizeHint().width()


def dressed() -> list[ParameterSet]:
    """Every screen in each language at each size, in one of the looks by turns: no look changes the room."""
    cases = []
    turns = product(enumerate(gallery.SCREENS), enumerate(LANGUAGES), enumerate(SIZES))
    for (number, screen), (place, language), (step, size) in turns:
        for turn, mode in enumerate(("light", "dark")):
            marks = () if (number + place + step) % 2 == turn else (pytest.mark.full,)
            name = f"{screen}-{language}-{size[0]}x{size[1]}-{mode}"
            cases.append(pytest.param(screen, language, size, mode, id=name, marks=marks))
    return cases


def test_the_sample_has_each_screen_in_both_looks_and_each_language_in_each_size() -> None:
    sample = [case.values for case in dressed() if not case.marks]
    for with_look in range(3):
        pairs = {(case.values[with_look], case.values[3]) for case in dressed()}
        assert {(case[with_look], case[3]) for case in sample} == pairs
    assert {case[:3] for case in sample} == {case.values[:3] for case in dressed()}


@pytest.mark.parametrize(("screen", "language", "size", "mode"), dressed())
def test_nothing_is_cut_off(
    qtbot: QtBot, qapp: QApplication, screen: str, language: str, size: tuple[int, int], mode: str
) -> None:
    theme.apply(qapp, "dark" if mode == "dark" else "light")
    window = gallery.SCREENS[screen](LANGUAGES[language])
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    qapp.processEvents()
    assert (window.width(), window.height()) == size
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    cut = [widget for widget in shown if too_small(widget)]
    assert not [
        (type(widget).__name__, widget.accessibleName(), getattr(widget, "text", str)()) for widget in cut
    ]
    picture = window.grab()
    assert not picture.isNull()
    if KEPT_IN:
        Path(KEPT_IN).mkdir(parents=True, exist_ok=True)
        picture.save(str(Path(KEPT_IN) / f"{screen}-{mode}-{language}-{size[0]}x{size[1]}.png"))
