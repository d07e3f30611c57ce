"""A burst of scans, as a scanner sends that was out of reach: each is dealt with after the one before."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import cast

from pytestqt.qtbot import QtBot

from core.model import DeliveryLine
from desktop.devices.scanner import parse
from desktop.screens.receive import ReceiveScreen
from desktop.screens.returns.screen import ReturnsScreen
from desktop.shell.tasks import Tasks
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OneBesideTheOther, OpenDoors
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.store_world import ARTICLES
from tests.desktop.screens.truck_world import FIRST, announce

TURNS = 3
DRESS = ARTICLES["dress"]["gtin"]


async def test_an_article_that_follows_its_carton_at_once_is_counted(
    desk: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    announce(desk)
    tasks = OneBesideTheOther()
    screen = ReceiveScreen(replace(opened.doors, tasks=cast(Tasks, tasks)), desk.station.world.ids)
    qtbot.addWidget(screen.view)
    await screen.refresh(None)
    desk.turns = TURNS
    for text in (FIRST, DRESS):
        assert screen.scanned(parse(text))
    await asyncio.gather(*tasks.started)
    assert desk.row(DeliveryLine, "l2").received == 2


async def test_an_article_that_follows_its_receipt_at_once_is_of_that_sale(
    desk: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    add_sale(desk, "s1", "C-10777", {"shirt": 1, "dress": 1}, paid_cents=11_400, means=(("cash", 11_400),))
    tasks = OneBesideTheOther()
    screen = ReturnsScreen(replace(opened.doors, tasks=cast(Tasks, tasks)))
    qtbot.addWidget(screen.view)
    await screen.refresh(None)
    desk.turns = TURNS
    for text in ("C-10777", DRESS):
        assert screen.scanned(parse(text))
    await asyncio.gather(*tasks.started)
    assert screen.presenter.state.sale is not None
    assert [one.line.name for one in screen.presenter.state.takens] == [ARTICLES["dress"]["name"]]
