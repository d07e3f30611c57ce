"""The tour's hand does with a window what a person would: the wheel brings a row into sight."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.widgets import Cell, Column, Row, RowList, Scroll
from desktop.tour import hand as hand_module
from desktop.tour.hand import Hand, StepFailed

MANY = 40


def a_list(*, grows: bool) -> RowList:
    rows = RowList((Column(stretch=1),), name="rows", meaning="Rows", grows=grows)
    rows.show_rows(Row(str(n), (Cell(f"Row {n}"),), "Do it") for n in range(MANY))
    return rows


@pytest.mark.parametrize("grows", [False, True], ids=["a list that scrolls", "on a page that scrolls"])
async def test_a_row_out_of_sight_is_scrolled_to_and_pressed(qtbot: QtBot, grows: bool) -> None:
    window, rows = a_window(qtbot, grows=grows)
    acted: list[str] = []
    rows.acted.connect(acted.append)
    await worked(qtbot, press(Hand(lambda: window)))

    assert (acted, rows.current_key()) == ([str(MANY - 1)], "0")


@pytest.mark.parametrize("grows", [False, True], ids=["a list that scrolls", "on a page that scrolls"])
async def test_a_row_that_the_wheel_does_not_reach_is_not_pressed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, grows: bool
) -> None:
    monkeypatch.setattr(hand_module, "MOST_TURNS", 1)
    window, rows = a_window(qtbot, grows=grows)
    acted: list[str] = []
    rows.acted.connect(acted.append)
    with pytest.raises(StepFailed, match="out of sight"):
        await worked(qtbot, press(Hand(lambda: window)))

    assert acted == []


def a_window(qtbot: QtBot, *, grows: bool) -> tuple[QWidget, RowList]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    rows = a_list(grows=grows)
    if grows:
        page = Scroll(name="page")
        page.body.addWidget(rows)
        column.addWidget(page)
    else:
        column.addWidget(rows)
    window.resize(400, 300)
    window.show()
    return window, rows


async def worked(qtbot: QtBot, work: Coroutine[Any, Any, None]) -> None:
    """Let Qt work until it is done."""
    task = asyncio.create_task(work)
    while not task.done():
        qtbot.wait(1)
        await asyncio.sleep(0)
    await task


async def press(hand: Hand) -> None:
    await hand.click_action("rows", str(MANY - 1))
    await hand.click_row("rows", "0")
