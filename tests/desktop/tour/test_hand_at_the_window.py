"""The tour's hand does with a window what a person would: the wheel brings a row into sight."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.widgets import Cell, Column, Row, RowList, Scroll
from desktop.tour.hand import Hand

MANY = 40


def a_list(*, grows: bool) -> RowList:
    rows = RowList((Column(stretch=1),), name="rows", meaning="Rows", grows=grows)
    rows.show_rows(Row(str(n), (Cell(f"Row {n}"),), "Do it") for n in range(MANY))
    return rows


@pytest.mark.parametrize("grows", [False, True], ids=["a list that scrolls", "on a page that scrolls"])
async def test_a_row_out_of_sight_is_scrolled_to_and_pressed(qtbot: QtBot, grows: bool) -> None:
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
    acted: list[str] = []
    rows.acted.connect(acted.append)
    hand = Hand(lambda: window)
    pressed = asyncio.create_task(press(hand))
    while not pressed.done():
        qtbot.wait(1)
        await asyncio.sleep(0)
    await pressed

    assert (acted, rows.current_key()) == ([str(MANY - 1)], "0")


async def press(hand: Hand) -> None:
    await hand.click_action("rows", str(MANY - 1))
    await hand.click_row("rows", "0")
