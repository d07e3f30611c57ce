"""How a list of rows is drawn: in one go, no more than is seen, and whatever comes over one row."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from desktop.shell.widgets import Group, row_painter
from desktop.shell.widgets.row_data import Item, RowModel
from desktop.shell.widgets.row_painter import RowPainter
from tests.desktop.shell.row_lists import made, row, two_groups


def test_hundreds_of_rows_paint_only_what_is_in_sight(qtbot: QtBot, monkeypatch: MonkeyPatch) -> None:
    rows = made(qtbot, Group(tuple(row(f"C-{n}") for n in range(800))))
    painted = lines_painted(monkeypatch)
    rows.viewport().grab()
    assert 0 < len(painted) <= 12
    rows.choose("C-400")
    painted.clear()
    rows.viewport().grab()
    places = [rows.row_rect(item.row.key) for item, _ in painted if item.row]
    assert places == [rect for _, rect in painted]
    assert places[0].top() <= 0 and places[-1].bottom() >= rows.viewport().height() - 1


def test_qt_asks_nothing_for_each_row_that_it_paints(qtbot: QtBot, monkeypatch: MonkeyPatch) -> None:
    """Each time it enters Python it waits for a thread that is busy there."""
    few, many = (made(qtbot, Group(tuple(row(str(n)) for n in range(count)))) for count in (2, 6))
    asked: list[str] = []
    for kind, name in ((RowModel, "flags"), (RowModel, "rowCount"), (RowPainter, "sizeHint")):
        monkeypatch.setattr(kind, name, noted(getattr(kind, name), asked))
    counts = []
    for rows in (few, many):
        rows.viewport().grab()
        asked.clear()
        rows.viewport().grab()
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_row_under_the_pointer_is_the_one_that_is_hot(qtbot: QtBot, monkeypatch: MonkeyPatch) -> None:
    rows, hot = made(qtbot, *two_groups()), []
    original = RowPainter.paint_line

    def paint(one: RowPainter, painter: QPainter, rect: QRect, item: Item, **looks: bool) -> None:
        hot.extend(item.row.key for _ in range(looks["is_hot"]) if item.row)
        original(one, painter, rect, item, **looks)

    monkeypatch.setattr(RowPainter, "paint_line", paint)
    rows.viewport().grab()
    assert hot == []
    qtbot.mouseMove(rows.viewport(), rows.row_rect("B").center())
    rows.viewport().grab()
    assert set(hot) == {"B"}
    hot.clear()
    # The list itself is not left where the pointer goes to the bar that lies over it.
    QApplication.sendEvent(rows.viewport(), QEvent(QEvent.Type.Leave))
    rows.viewport().grab()
    assert hot == []


def test_only_rows_with_a_corner_are_drawn_with_one(qtbot: QtBot, monkeypatch: MonkeyPatch) -> None:
    """A rounded ground takes five times as long as a plain one, and in a list nearly all have none."""
    shapes: list[object] = []
    monkeypatch.setattr(row_painter, "rounded", lambda _painter, rect, *_what, **_how: shapes.append(rect))
    counts = []
    for count in (3, 7):
        rows = made(qtbot, Group(tuple(row(str(n), action="") for n in range(count))))
        rows.viewport().grab()
        shapes.clear()
        rows.viewport().grab()
        counts.append(len(shapes))
    assert counts == [2, 2]


def test_a_fault_in_a_row_s_painting_costs_that_painting_alone(
    qtbot: QtBot, monkeypatch: MonkeyPatch
) -> None:
    """Python keeps the fault's frames, and with them the painter: left open, nothing in its window would be
    drawn after it, or Qt falls over it."""
    rows = made(qtbot, *two_groups())
    with qtbot.waitExposed(rows):
        pass
    before = rows.grab().toImage()

    def fails(*_line: object, **_look: object) -> None:
        raise ValueError("it cannot be drawn")

    with monkeypatch.context() as broken, pytest.raises(ValueError) as fault:
        broken.setattr(RowPainter, "paint_line", fails)
        rows.viewport().repaint()
    rows.viewport().repaint()
    assert rows.grab().toImage() == before
    assert fault.tb.tb_next, "its frames are still here"


def noted(original: Callable[..., object], asked: list[str]) -> Callable[..., object]:
    def ask(*what: object, **how: object) -> object:
        asked.append(original.__name__)
        return original(*what, **how)

    return ask


def lines_painted(monkeypatch: MonkeyPatch) -> list[tuple[Item, QRect]]:
    painted: list[tuple[Item, QRect]] = []
    original = RowPainter.paint_line

    def paint(one: RowPainter, painter: QPainter, rect: QRect, item: Item, **looks: bool) -> None:
        painted.append((item, QRect(rect)))
        original(one, painter, rect, item, **looks)

    monkeypatch.setattr(RowPainter, "paint_line", paint)
    return painted
