"""What a test reads on the morning board."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.screens.today.screen import TodayScreen
from desktop.shell.widgets import Text


def part(screen: TodayScreen, kind: type[QWidget], name: str) -> QWidget:
    found = screen.view.findChild(kind, name)
    assert found is not None, name
    return found


def text(screen: TodayScreen, name: str) -> str:
    found = part(screen, Text, name)
    assert isinstance(found, Text)
    return found.text()
