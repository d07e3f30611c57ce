"""The look's own checks: what they must not let pass."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from pytestqt.qtbot import QtBot

from desktop.shell.widgets import SecondaryButton
from tests.desktop.screens.look_checks import shows_focus


class Placed(SecondaryButton):
    """A button that can come to a place in which nothing of it is seen."""

    is_covered = False

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_covered:
            super().paintEvent(event)


def test_a_ring_that_was_seen_once_is_looked_for_in_the_next_place_too(qtbot: QtBot) -> None:
    button = Placed("Print", name="print")
    qtbot.addWidget(button)
    with qtbot.waitActive(button):
        button.show()
        button.activateWindow()
    assert shows_focus(button)
    button.is_covered = True
    assert not shows_focus(button)
