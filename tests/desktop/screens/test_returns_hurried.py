"""Returns in a hurry: a key is pressed twice, or something else begun, before the first answer is there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from PySide6.QtGui import QImage

from core.commands import DeclareReturn, HandOutExchange, PhotographGoods
from core.model import ArticlePrice, CashPayout, ExceptionCase, Refund, StaffPermission
from core.rules.permissions import Permission
from core.rules.returns import ReturnReason
from core.rules.time import DAY_MS
from desktop.devices.scanner import Article, Credit
from desktop.screens.returns.state import Sight
from tests.desktop.desk_double import MARC, NOW, PIN
from tests.desktop.screens.doubles import SlowDesk
from tests.desktop.screens.returns_counter import Counter, counter_of_cash
from tests.desktop.screens.sales_world import add_manager, add_sale
from tests.desktop.screens.store_world import ARTICLES

__all__ = ["counter_of_cash"]

DRESS = Article(ARTICLES["dress"]["gtin"])
TURNS = 3


async def goods_in(counter: Counter, code: str = "T-1") -> None:
    await counter.opens(code)
    counter.grades()


async def at_its_return(counter: Counter) -> None:
    await goods_in(counter)
    await counter.presenter.go()
    await counter.presenter.do_next()
    assert counter.state.sight is Sight.OPENED


async def exchanged(counter: Counter) -> None:
    price = ArticlePrice(article_id=ARTICLES["dress"]["id"], valid_from=NOW - DAY_MS, price_cents=8_900)
    counter.desk.add_to_network(price)
    await goods_in(counter)
    await counter.presenter.begin_exchange()
    await counter.presenter.scan(DRESS)
    await counter.presenter.go()


async def press_all_along(counter: Counter, press: Callable[[], Awaitable[None]]) -> None:
    """The key once, and once more at every turn of the loop until the first press has done all."""
    counter.desk.turns = TURNS
    first = asyncio.ensure_future(press())
    others = []
    while not first.done():
        await asyncio.sleep(0)
        if not first.done():
            others.append(asyncio.ensure_future(press()))
    assert len(others) > TURNS
    await asyncio.gather(first, *others)


async def test_cash_is_paid_out_once(counter: Counter) -> None:
    await at_its_return(counter)
    await press_all_along(counter, counter.presenter.do_next)
    assert [row.cents for row in counter.desk.rows(CashPayout)] == [2_500]
    assert (counter.said(), counter.desk.rows(ExceptionCase)) == ("", [])


async def test_an_exchange_is_handed_out_once(counter: Counter) -> None:
    await exchanged(counter)
    await counter.presenter.do_next()
    await press_all_along(counter, counter.presenter.do_next)
    assert [type(one) for one in counter.desk.done].count(HandOutExchange) == 1
    assert (counter.said(), counter.desk.rows(ExceptionCase)) == ("", [])


async def test_goods_are_taken_back_once(counter: Counter) -> None:
    await goods_in(counter)
    await press_all_along(counter, counter.presenter.go)
    assert [type(one) for one in counter.desk.done].count(DeclareReturn) == 1


async def test_a_photo_is_kept_with_its_line_whatever_is_pressed_while_it_is_made_smaller(
    counter: Counter,
) -> None:
    add_sale(counter.desk, "c3", "T-3", {"shirt": 1, "belt": 1}, paid_cents=2_500, means=(("cash", 2_500),))
    await counter.opens("T-3")
    assert counter.state.sale is not None
    for line in counter.state.sale.lines:
        counter.presenter.take(line.id, 1)
        counter.grades()
    first, second = (line.id for line in counter.state.sale.lines)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(0)
    counter.desk.turns = TURNS
    shrinking = asyncio.ensure_future(counter.presenter.photograph(image))
    await asyncio.sleep(0)
    await counter.presenter.go()
    counter.presenter.turn_to(first)
    await shrinking
    assert counter.desk.done == []
    assert {one.line.id: bool(one.photo) for one in counter.state.takens} == {first: False, second: True}
    await counter.presenter.go()
    kinds = [type(one) for one in counter.desk.done]
    assert (kinds.count(DeclareReturn), kinds.count(PhotographGoods)) == (1, 1)


@pytest.mark.parametrize("is_beside", [False, True])
async def test_one_gesture_gives_one_credit(counter: Counter, is_beside: bool) -> None:
    await at_its_return(counter)
    if not is_beside:
        counter.desk.me = MARC
    counter.presenter.begin_gesture()
    counter.presenter.say_gesture("5", "attente")
    if is_beside:
        await counter.presenter.do_next()
        await press_all_along(counter, lambda: counter.presenter.sign(PIN))
    else:
        await press_all_along(counter, counter.presenter.do_next)
    given = [row.total_cents for row in counter.desk.rows(Refund) if row.kind == "goodwill"]
    assert given == [500]


async def test_escape_while_the_pin_is_checked_stops_the_refund(counter: Counter) -> None:
    await goods_in(counter, "T-2")
    await counter.presenter.go()
    counter.desk.turns = TURNS
    signing = asyncio.ensure_future(counter.presenter.sign(PIN))
    await asyncio.sleep(0)
    counter.presenter.back()
    await signing
    assert (counter.state.beside, counter.state.sight) == (None, Sight.TAKING)
    assert (counter.desk.rows(Refund), counter.desk.done) == ([], [])


async def test_who_is_chosen_while_a_pin_is_checked_shows_their_own(counter: Counter) -> None:
    add_manager(counter.desk, "s-zoe", "Zoé Blanc")
    await goods_in(counter, "T-2")
    await counter.presenter.go()
    counter.presenter.choose_signer(MARC.staff_id)
    counter.desk.turns = TURNS
    signing = asyncio.ensure_future(counter.presenter.sign(PIN))
    await asyncio.sleep(0)
    counter.presenter.choose_signer("s-zoe")
    await signing
    asked = counter.state.beside
    assert asked is not None and (asked.chosen, asked.is_checking, asked.trouble) == ("s-zoe", False, None)
    assert counter.desk.done == []


async def test_after_an_exchange_an_article_is_looked_for_again(counter: Counter) -> None:
    await exchanged(counter)
    assert (counter.state.is_choosing, counter.state.instead) == (False, ())
    counter.presenter.back()
    assert counter.state.sight is Sight.ASKING
    await counter.presenter.scan(DRESS)
    assert (counter.state.wanted, counter.state.instead) == (DRESS.gtin, ())


async def test_a_gesture_is_signed_by_who_may_give_one(counter: Counter) -> None:
    add_manager(counter.desk, "s-zoe", "Zoé Blanc")
    may_not = StaffPermission(staff_id="s-zoe", permission=Permission.GIVE_GOODWILL.value, is_granted=False)
    counter.desk.add(may_not)
    await at_its_return(counter)
    counter.presenter.begin_gesture()
    counter.presenter.say_gesture("5", "attente")
    await counter.presenter.do_next()
    asked = counter.state.beside
    assert asked is not None and [one.name for one in asked.signers] == [MARC.name]


async def test_what_headquarters_says_of_a_credit_comes_too_late_for_another_part(counter: Counter) -> None:
    await counter.presenter.refresh()
    counter.desk.turns = TURNS
    opening = asyncio.ensure_future(counter.presenter.scan(Credit("A0009999")))
    while counter.state.card is None:
        await asyncio.sleep(0)
    counter.presenter.back()
    await opening
    assert (counter.state.sight, counter.said(), counter.face.sounds) == (Sight.ASKING, "", [])


async def test_goods_that_change_while_the_pin_is_checked_are_signed_anew(counter: Counter) -> None:
    await goods_in(counter, "T-2")
    await counter.presenter.go()
    counter.desk.turns = TURNS
    signing = asyncio.ensure_future(counter.presenter.sign(PIN))
    await asyncio.sleep(0)
    counter.presenter.give_reason(ReturnReason.DEFECTIVE)
    await signing
    assert (counter.said(), counter.state.beside) == ("changed_while_signing", None)
    assert counter.desk.done == [], "nothing of it was done"
    await counter.presenter.go()
    await counter.presenter.sign(PIN)
    assert counter.refund().approved_by == MARC.staff_id


async def test_a_sale_that_is_opened_while_all_is_read_again_stays_open(counter: Counter) -> None:
    desk = SlowDesk(counter.desk)
    hurried = Counter(desk)
    desk.is_slow = False
    await hurried.presenter.refresh()
    await hurried.presenter.search("T-1")
    desk.is_slow = True
    reading = asyncio.ensure_future(hurried.presenter.refresh())
    while not desk.gates:
        await asyncio.sleep(0)
    desk.is_slow = False
    await hurried.presenter.open_chosen()
    desk.gates[0].set()
    await reading
    assert hurried.state.sale is not None and hurried.state.sale.code == "T-1"


async def test_a_return_that_is_opened_while_all_is_read_again_stays_open(counter: Counter) -> None:
    await at_its_return(counter)
    opened = counter.state.opened
    assert opened is not None
    desk = SlowDesk(counter.desk)
    hurried = Counter(desk)
    reading = asyncio.ensure_future(hurried.presenter.refresh())
    while not desk.gates:
        await asyncio.sleep(0)
    desk.is_slow = False
    await hurried.presenter.open_return(opened.id)
    desk.gates[0].set()
    await reading
    assert hurried.state.opened is not None and hurried.state.opened.id == opened.id


async def test_what_is_scanned_in_one_go_is_all_taken_instead(counter: Counter) -> None:
    for name, cents in (("dress", 8_900), ("belt", 2_500)):
        price = ArticlePrice(article_id=ARTICLES[name]["id"], valid_from=NOW - DAY_MS, price_cents=cents)
        counter.desk.add_to_network(price)
    await goods_in(counter)
    await counter.presenter.begin_exchange()
    counter.desk.turns = TURNS
    belt = Article(ARTICLES["belt"]["gtin"])
    await asyncio.gather(*(counter.presenter.scan(one) for one in (DRESS, belt, DRESS)))
    taken = {one.article_id: one.quantity for one in counter.state.instead}
    assert taken == {ARTICLES["dress"]["id"]: 2, ARTICLES["belt"]["id"]: 1}
