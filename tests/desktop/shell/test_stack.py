"""A stack that fills its room asks nothing of the pages that are behind."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.widgets import Stack


class Asked(QWidget):
    """A page that counts how often it is asked how high it would be."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self.times += 1
        return width // 2


def test_pages_are_not_asked_how_high_they_would_be_and_the_one_in_front_has_all_the_room(
    qtbot: QtBot,
) -> None:
    window, stack, front, behind = QWidget(), Stack(), Asked(), Asked()
    qtbot.addWidget(window)
    stack.addWidget(front)
    stack.addWidget(behind)
    column = QVBoxLayout(window)
    column.addWidget(stack)
    window.resize(400, 300)
    window.show()
    QApplication.processEvents()
    window.resize(500, 300)
    QApplication.processEvents()

    assert (front.times, behind.times) == (0, 0)
    assert front.size() == stack.size() == column.contentsRect().size()
