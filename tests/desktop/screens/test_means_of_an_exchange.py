"""A gift card that pays of an exchange: while it is asked again whether it does, and once it is left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from msgspec.structs import replace

from core.commands import HandOutExchange
from core.model import ArticlePrice
from core.rules.errors import Refused
from core.rules.time import DAY_MS, MINUTE_MS, Instant
from desktop.devices.scanner import Article, Credit, OrderNumber
from sync.answers import FoundCredit
from tests.desktop.desk_double import NOW
from tests.desktop.screens.returns_counter import Counter, counter_of_cash
from tests.desktop.screens.store_world import ARTICLES
from tests.desktop.screens.test_means_at_the_counter import CARD, tells

__all__ = ["counter_of_cash"]

HOLD_MS = 2 * MINUTE_MS


async def pays_by_card(counter: Counter) -> None:
    """The dress for 89.00 is taken for the shirt: of 64.00 the card pays 40.00, and is held for it."""
    dress = ARTICLES["dress"]
    counter.desk.add_to_network(
        ArticlePrice(article_id=dress["id"], valid_from=NOW - DAY_MS, price_cents=8_900)
    )
    await counter.opens("T-1")
    counter.grades()
    await counter.presenter.begin_exchange()
    await counter.presenter.scan(Article(dress["gtin"]))
    await counter.presenter.go()
    await counter.presenter.do_next()
    tells(counter.desk, 4_000)
    known = counter.desk.credits_elsewhere
    known[CARD] = replace(known[CARD], hold_ms=HOLD_MS)
    await counter.presenter.scan(Credit(CARD))
    assert counter.state.rest_cents == 2_400


async def test_what_is_taken_back_while_it_is_asked_again_pays_nothing(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pays_by_card(counter)
    counter.desk.clock.at = Instant(NOW + HOLD_MS)
    answer = counter.desk.find_credit

    async def takes_back(number: str, takes_cents: int = 0) -> FoundCredit:
        counter.presenter.take_means_back()
        return await answer(number, takes_cents)

    monkeypatch.setattr(counter.desk, "find_credit", takes_back)
    await counter.presenter.do_next()
    assert not counter.refund().is_exchange_out and counter.face.sounds[-1] is False
    assert (counter.state.rest_cents, counter.state.parts.is_looking) == (6_400, False), (
        "it is asked for anew"
    )
    await counter.presenter.do_next()
    told = counter.desk.done[-1]
    assert isinstance(told, HandOutExchange) and (told.paid_cents, told.also_paid) == (6_400, [])


async def test_of_what_may_not_be_given_nobody_is_asked_whether_it_is_paid(counter: Counter) -> None:
    await pays_by_card(counter)
    counter.desk.clock.at = Instant(NOW + HOLD_MS)
    opened = counter.state.opened
    assert opened is not None
    barred = replace(opened, held_back=Refused("perhaps_paid_here", number="R9", cents=100))
    counter.presenter.state = replace(counter.state, opened=barred)
    asked = len(counter.desk.taking)
    await counter.presenter.do_next()
    assert (counter.said(), len(counter.desk.taking)) == ("perhaps_paid_here", asked)


async def left_by_escape(counter: Counter) -> None:
    counter.presenter.back()


async def left_by_search(counter: Counter) -> None:
    await counter.presenter.search("T-2")


async def left_by_scan(counter: Counter) -> None:
    await counter.presenter.scan(OrderNumber("T-2"))


@pytest.mark.parametrize("leaves", [left_by_escape, left_by_search, left_by_scan])
async def test_what_pays_of_an_exchange_that_is_left_is_free_for_others(
    counter: Counter, leaves: Callable[[Counter], Awaitable[None]]
) -> None:
    await pays_by_card(counter)
    assert counter.desk.let_go == []
    await leaves(counter)
    assert counter.state.opened is None and counter.desk.let_go == [CARD]


async def test_what_is_handed_out_is_not_let_go(counter: Counter) -> None:
    await pays_by_card(counter)
    await counter.presenter.do_next()
    assert counter.refund().is_exchange_out
    counter.presenter.back()
    assert counter.desk.let_go == []
