"""A gift card at the counter while headquarters is asked about it: keys and scans that come meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace

from core.model import Fulfilment
from core.rules.refund import Means
from desktop.devices.scanner import Article, Credit, Unknown, Why
from desktop.screens.handover.state import Trouble
from desktop.screens.part_payments import Parts, scanned_number
from sync.answers import FoundCredit
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.counter_world import OTHER_CODE, Counter, add_counter_orders
from tests.desktop.screens.test_means_at_the_counter import CARD, tells

OTHER_CARD = "GC88120042"


@pytest.fixture
async def counter(desk: SessionDesk) -> Counter:
    """Yvonne's order is open, 153.00 to be paid, its code was given; both cards have 50.00."""
    add_counter_orders(desk)
    with desk.writing() as session:
        session.get_one(Fulfilment, "claire").to_pay_cents = 5_000
    made = Counter(desk)
    await made.presenter.refresh()
    await made.presenter.open("yvonne")
    made.presenter.give_code(OTHER_CODE)
    tells(desk, 5_000)
    tells(desk, 5_000, OTHER_CARD)
    return made


@asynccontextmanager
async def while_asked(counter: Counter, number: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """What is done within is done before headquarters answers about this card."""
    asked, may_answer, answer = asyncio.Event(), asyncio.Event(), counter.desk.find_credit

    async def find(wanted: str, takes_cents: int) -> FoundCredit:
        asked.set()
        await may_answer.wait()
        return await answer(wanted, takes_cents)

    monkeypatch.setattr(counter.desk, "find_credit", find)
    task = asyncio.ensure_future(counter.presenter.scan(Credit(number)))
    await asked.wait()
    monkeypatch.setattr(counter.desk, "find_credit", answer)
    yield
    may_answer.set()
    await task


def parts(counter: Counter) -> Parts:
    assert counter.state.opened is not None
    return counter.state.opened.parts_now


async def test_nothing_leaves_before_it_is_known_what_is_left_to_pay(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with while_asked(counter, CARD, monkeypatch):
        counter.presenter.pay()
        opened = counter.state.opened
        assert opened is not None and not opened.may_leave
        await counter.presenter.hand_over()
        assert counter.desk.done == []
    assert [part.cents for part in parts(counter).paid] == [5_000]
    counter.presenter.pay()
    await counter.presenter.hand_over()
    [told] = counter.desk.done
    assert told.paid_cents == 10_300  # type: ignore[attr-defined]


async def test_what_is_taken_back_meanwhile_stays_so(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    await counter.presenter.scan(Credit(CARD))
    async with while_asked(counter, OTHER_CARD, monkeypatch):
        counter.presenter.take_means_back()
    assert [part.number for part in parts(counter).paid] == [OTHER_CARD]


async def test_an_answer_for_an_order_that_was_put_away_pays_nothing(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with while_asked(counter, CARD, monkeypatch):
        await counter.presenter.open("claire")
        await counter.presenter.open("yvonne")
    assert parts(counter) == Parts()


async def test_a_second_card_meanwhile_is_heard_as_not_taken(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = len(counter.face.sounds)
    async with while_asked(counter, CARD, monkeypatch):
        await counter.presenter.scan(Credit(OTHER_CARD))
        assert counter.face.sounds[heard:] == [False]
    assert counter.face.sounds[heard:] == [False, True]


async def test_whatever_goes_wrong_nobody_is_asked_any_more(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_number: str, _cents: int) -> FoundCredit:
        raise RuntimeError("not ours")

    monkeypatch.setattr(counter.desk, "find_credit", broken)
    with pytest.raises(RuntimeError):
        await counter.presenter.scan(Credit(CARD))
    assert not parts(counter).is_looking


async def test_escape_ends_the_asking_and_then_the_order(counter: Counter) -> None:
    await counter.presenter.scan(Credit(CARD))
    counter.presenter.ask_means()
    counter.presenter.back()
    assert not parts(counter).is_asked
    assert [part.cents for part in parts(counter).paid] == [5_000], "it stays as it was"
    counter.presenter.back()
    assert counter.state.opened is None


async def test_the_key_that_pays_the_rest_ends_the_asking(counter: Counter) -> None:
    counter.presenter.ask_means()
    counter.presenter.pay()
    opened = counter.state.opened
    assert opened is not None and not opened.asks_means and opened.paid_with is Means.CARD
    assert opened.may_leave


async def test_of_an_order_known_by_its_label_alone_no_card_is_taken_and_it_is_said(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:

    opened = counter.state.opened
    assert opened is not None
    counter.presenter.state = replace(counter.state, opened=replace(opened, is_unheard=True))
    await counter.presenter.scan(Credit(CARD))
    said = counter.state.said
    assert said is not None and said.trouble is Trouble.CREDIT_UNHEARD
    assert counter.face.sounds[-1] is False


@pytest.mark.parametrize("make", [lambda n: Unknown(n, Why.NOT_OURS), Article])
def test_a_card_s_number_is_what_stands_under_its_bars(make: Callable[[str], Unknown | Article]) -> None:
    assert scanned_number(make("6035710001234")) == "6035710001234"
