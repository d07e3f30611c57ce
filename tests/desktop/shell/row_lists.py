"""Lists of rows as tests have them: some orders in two groups, and the list that shows them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.shell.widgets import Cell, Column, Group, PillLook, Row, RowList

COLUMNS = (Column(), Column(stretch=1), Column(align_right=True), Column(width=40, hide_below=600))


def row(key: str, action: str = "Prepare", number: str = "1", pill: str = "late") -> Row:
    cells = (Cell(pill=PillLook(pill)), Cell(key, "Collect"), Cell(number), Cell("Paul"))
    return Row(key, cells, action)


def made(qtbot: QtBot, *groups: Group, width: int = 800, grows: bool = False) -> RowList:
    rows = RowList(COLUMNS, name="rows", meaning="What to do", grows=grows)
    qtbot.addWidget(rows)
    rows.resize(width, 500)
    rows.show_groups(groups)
    rows.show()
    return rows


def two_groups() -> tuple[Group, Group]:
    return Group((row("A"), row("B")), "Prepare", "2 orders"), Group((row("C"),), "Hand over")


def double_click(qtbot: QtBot, rows: RowList, key: str, *, on_action: bool = False) -> None:
    """Press a row twice, as quickly as one does it: on its words, or on its button."""
    area = rows.action_rect(key).center() if on_action else rows.row_rect(key).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=area)
    qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=area)
    qtbot.mouseRelease(rows.viewport(), Qt.MouseButton.LeftButton, pos=area)


def keys(rows: RowList) -> list[str]:
    return [shown.key for shown in rows.rows()]
