"""The tour's hand does with a window what a person would: the wheel brings what it presses into sight."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.widgets import Cell, Column, PrimaryButton, Row, RowList, Scroll
from desktop.tour import hand as hand_module
from desktop.tour.hand import Hand, StepFailed

MANY = 40


@pytest.fixture(autouse=True)
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two turns of the wheel nothing happens here that a person would wait for."""
    monkeypatch.setattr(hand_module, "LOOK_AGAIN_S", 0.0)


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


@pytest.mark.parametrize("place", [0, MANY - 1])
async def test_a_button_out_of_sight_on_a_page_is_scrolled_to_and_pressed(qtbot: QtBot, place: int) -> None:
    window, buttons = a_page_of_buttons(qtbot)
    pressed: list[str] = []
    for n, button in enumerate(buttons):
        button.clicked.connect(lambda _on=False, n=n: pressed.append(f"do_{n}"))
    hand = Hand(lambda: window)
    await worked(qtbot, hand.click(f"do_{MANY // 2}"))
    await worked(qtbot, hand.click(f"do_{place}"))

    assert pressed == [f"do_{MANY // 2}", f"do_{place}"]


async def test_a_button_that_something_lies_over_is_not_pressed_before_it_is_gone(qtbot: QtBot) -> None:
    window, buttons = a_page_of_buttons(qtbot)
    over = QWidget(window)
    over.setGeometry(window.rect())
    over.show()
    pressed: list[bool] = []
    buttons[0].clicked.connect(lambda _on=False: pressed.append(over.isVisible()))
    click = asyncio.create_task(Hand(lambda: window).click("do_0"))
    for _turn in range(20):
        await asyncio.sleep(0)
        qtbot.wait(1)
    over.hide()
    while not click.done():
        qtbot.wait(1)
        await asyncio.sleep(0)
    await click

    assert pressed == [False]


def a_page_of_buttons(qtbot: QtBot) -> tuple[QWidget, list[PrimaryButton]]:
    window = QWidget()
    qtbot.addWidget(window)
    page = Scroll(name="page")
    buttons = [PrimaryButton(f"Do {n}", name=f"do_{n}") for n in range(MANY)]
    for button in buttons:
        page.body.addWidget(button)
    QVBoxLayout(window).addWidget(page)
    window.resize(400, 300)
    window.show()
    return window, buttons


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
