"""Today and Stock in a hurry: a key pressed twice before the first press has done all does it once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from msgspec.structs import replace

from core.commands import PutBack
from core.model import CountTask, Location, Transfer
from core.rules.errors import CoulisseError, Refused, StorageFull
from desktop.screens import Section
from desktop.screens.stock.asking import AskingFor
from desktop.screens.stock.state import Asking, StockState
from desktop.screens.today.presenter import TodayPresenter
from desktop.screens.today.state import TodayState
from tests.desktop.desk_double import NOW, STORE, SessionDesk
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.store_world import ARTICLES, add_order

PARIS = 2
TURNS = 3


async def press_twice(desk: SessionDesk, press: Callable[[], Awaitable[None]]) -> None:
    """The key, and once more while the first press waits."""
    desk.turns = TURNS
    first = asyncio.ensure_future(press())
    await asyncio.sleep(0)
    assert not first.done()
    await asyncio.gather(first, press())
    desk.turns = 0


@pytest.fixture
def today(desk: SessionDesk) -> TodayPresenter:
    face: HeardFace[TodayState] = HeardFace()
    return TodayPresenter(desk, face)


async def test_a_count_that_is_far_off_is_done_again_by_another_look(
    today: TodayPresenter, desk: SessionDesk
) -> None:
    desk.add(
        CountTask(
            id="c1", location_id=STORE, article_id=1, aggregate="count:1", reason="planned", state="asked",
            name="Foulard", gtin="4006381333931", zone="Z", asked_by="s-marc", asked_at=NOW,
        )
    )  # fmt: skip
    await today.refresh()
    await today.act("count:c1")
    await press_twice(desk, lambda: today.count_article("count:c1", "50"))
    [task] = desk.rows(CountTask)
    assert (task.state, task.counted, today.state.asked) == ("recount", 50, "")
    await today.act("count:c1")
    await today.count_article("count:c1", "50")
    assert desk.row(CountTask, "c1").state == "counted"


async def test_goods_are_put_back_once(today: TodayPresenter, desk: SessionDesk) -> None:
    add_order(desk, "f1", "C-1", "A B", {"shirt": 2}, state="uncollected", bins=("BIN-1",))
    await today.refresh()
    await today.act("f1")
    await press_twice(desk, lambda: today.act("f1"))
    assert desk.done == [PutBack(fulfilment_id="f1")]
    assert (today.state.works, today.state.asked) == ((), "")


class Asked:
    """Somebody who asks Paris for a dress."""

    def __init__(self, desk: SessionDesk) -> None:
        self.face: HeardFace[StockState] = HeardFace()
        self.asking = Asking(
            article_id=ARTICLES["dress"]["id"], article="Robe", location_id=PARIS, name="Paris", available=3,
            quantity=1,
        )  # fmt: skip
        self.state = StockState(asking=self.asking)
        self.request = AskingFor(desk, self.face, desk.station.world.ids, lambda: self.state, self.show)

    def show(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)


async def test_another_store_is_asked_once(desk: SessionDesk) -> None:
    desk.add_to_network(
        Location(
            id=PARIS, code="L2", name="Paris", kind="store", timezone="Europe/Paris", latitude=48.86,
            longitude=2.35,
        )
    )  # fmt: skip
    asked = Asked(desk)
    await press_twice(desk, asked.request.send)
    [transfer] = desk.rows(Transfer)
    assert asked.face.gone == [(Section.RECEIVE, f"transfer:{transfer.id}")]
    assert (asked.state.asking, asked.state.listed.lines) == (None, ())


@pytest.mark.parametrize("error", [Refused("same_location"), StorageFull("disk_full")])
async def test_what_was_not_asked_is_there_to_be_asked_again(
    desk: SessionDesk, monkeypatch: pytest.MonkeyPatch, error: CoulisseError
) -> None:
    asked = Asked(desk)
    await asked.request.put_on_list()
    asked.show(asking=asked.asking)
    listed = asked.state.listed

    async def fails(_command: object) -> None:
        raise error

    monkeypatch.setattr(desk, "do", fails)
    if isinstance(error, Refused):
        await asked.request.send()
        assert asked.face.refusals == [error.code]
    else:
        with pytest.raises(StorageFull):
            await asked.request.send()
    assert (asked.state.asking, asked.state.listed) == (asked.asking, listed)
    assert asked.face.gone == []
