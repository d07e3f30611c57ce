"""A burst of scans, as a scanner sends that was out of reach: each is dealt with after the one before."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import replace
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from core.model import DeliveryLine, Fulfilment, Parcel
from desktop.devices.scanner import parse
from desktop.screens.handover import HandOverScreen
from desktop.screens.receive import ReceiveScreen
from desktop.screens.returns.screen import ReturnsScreen
from desktop.screens.stock.screen import StockScreen
from desktop.shell.tasks import Tasks
from sync.answers import FoundCredit
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OneBesideTheOther, OpenDoors
from tests.desktop.screens.counter_world import OTHER_CODE, add_counter_orders
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.store_world import ARTICLES
from tests.desktop.screens.test_means_at_the_counter import CARD, tells
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


async def test_of_two_articles_scanned_on_stock_the_second_stays_open(
    desk: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    tasks = OneBesideTheOther()
    screen = StockScreen(replace(opened.doors, tasks=cast(Tasks, tasks)), desk.station.world.ids)
    qtbot.addWidget(screen.view)
    desk.turns = 9
    assert screen.scanned(parse(ARTICLES["shirt"]["gtin"]))
    await asyncio.sleep(0)
    desk.turns = TURNS
    assert screen.scanned(parse(DRESS))
    await asyncio.gather(*tasks.started)
    page = screen.presenter.state.page
    assert page is not None
    assert page.name == ARTICLES["dress"]["name"]


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


class Burst:
    """Hand over, where Claire's parcel and Yvonne's two wait, both to be paid, and headquarters takes its
    time."""

    def __init__(self, desk: SessionDesk, opened: OpenDoors, qtbot: QtBot) -> None:
        add_counter_orders(desk)
        with desk.writing() as session:
            session.get_one(Fulfilment, "claire").to_pay_cents = 5_000
        tells(desk, 20_000)
        self.desk, self.opened = desk, opened
        self.tasks = OneBesideTheOther()
        self.screen = HandOverScreen(replace(opened.doors, tasks=cast(Tasks, self.tasks)))
        qtbot.addWidget(self.screen.view)
        desk.turns = TURNS
        self.may_answer = asyncio.Event()
        self.answer = desk.find_credit
        desk.find_credit = self.find  # type: ignore[method-assign]

    async def find(self, number: str, takes_cents: int = 0) -> FoundCredit:
        await self.may_answer.wait()
        return await self.answer(number, takes_cents)

    def scan(self, *texts: str) -> None:
        for text in texts:
            assert self.screen.scanned(parse(text))

    async def ends(self) -> None:
        """All that was begun is done, and what that has begun."""
        self.may_answer.set()
        while not all(one.done() for one in self.tasks.started):
            await asyncio.gather(*self.tasks.started)


@pytest.fixture
async def burst(desk: SessionDesk, opened: OpenDoors, qtbot: QtBot) -> Burst:
    made = Burst(desk, opened, qtbot)
    await made.screen.refresh(None)
    return made


async def test_a_gift_card_that_follows_its_order_at_once_pays_of_it(burst: Burst) -> None:
    parcel = next(one.number for one in burst.desk.rows(Parcel) if one.fulfilment_id == "yvonne")
    burst.scan(parcel, CARD)
    await burst.ends()
    opened = burst.screen.presenter.state.opened
    assert opened is not None and [part.cents for part in opened.parts.paid] == [15_300]
    assert burst.opened.led == []


async def test_what_follows_a_gift_card_does_not_wait_for_headquarters(burst: Burst) -> None:
    parcel = next(one.number for one in burst.desk.rows(Parcel) if one.fulfilment_id == "yvonne")
    burst.scan(parcel, CARD, OTHER_CODE)
    for _ in range(10 * TURNS):
        await asyncio.sleep(0)
    opened = burst.screen.presenter.state.opened
    assert opened is not None and opened.parts.is_looking and opened.is_proved
    await burst.ends()
    assert burst.opened.sounds == [True, True, True]


async def test_what_turns_out_to_be_nothing_here_leads_on_in_its_turn(burst: Burst) -> None:
    parcel = next(one.number for one in burst.desk.rows(Parcel) if one.fulfilment_id == "yvonne")
    burst.scan(parcel, DRESS)
    await burst.ends()
    assert burst.screen.presenter.state.opened is not None
    assert burst.opened.led == [parse(DRESS)]


async def test_with_nothing_before_it_what_is_nothing_here_is_not_taken(burst: Burst) -> None:
    assert not burst.screen.scanned(parse(DRESS)) and not burst.screen.scanned(parse(CARD))
    assert not burst.screen.scanned(parse("TOTE-2")) and burst.opened.led == []


@pytest.mark.filterwarnings("error")
async def test_what_waits_for_its_turn_is_not_begun_once_the_window_is_closed(
    desk: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    tasks = Tasks()
    screen = HandOverScreen(replace(opened.doors, tasks=tasks))
    qtbot.addWidget(screen.view)
    for text in ("C-20377", "C-20365"):
        assert screen.scanned(parse(text))
    tasks.cancel()
    await tasks.finish()
    gc.collect()
    assert screen.presenter.state.wanted == ""
