"""Every sample screen in both languages, both themes and the sizes that must look right.

With COULISSE_GALLERY set to a folder the pictures are kept there.
"""

from __future__ import annotations

import os
from pathlib import Path

import gallery
import pytest
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


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", gallery.SCREENS)
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
