"""Units of which it is asked whether they were paid before headquarters was restored: the counter gives
nothing for them, no article and no cash, and says why and who settles it."""

from __future__ import annotations

import pytest

from core.model import ArticlePrice, ExceptionCase, Location, Refund
from core.rules.time import DAY_MS
from desktop.devices.scanner import Article
from desktop.screens.returns.counter_words import barred_by
from desktop.shell.amounts import money_words
from desktop.shell.sentences import sentence
from tests.desktop.desk_double import NOW, STORE
from tests.desktop.screens.returns_counter import Counter, counter_of_cash
from tests.desktop.screens.store_world import ARTICLES

__all__ = ["counter_of_cash"]

CENTS = 2_500
ELSEWHERE = 77


def ask(counter: Counter) -> None:
    """A case of this store is about the very units."""
    refund = counter.refund()
    counter.desk.add(
        ExceptionCase(
            id="asked",
            location_id=STORE,
            kind="refund_perhaps_paid",
            aggregate=f"sale:{refund.sale_id}",
            data={"number": "R9", "cents": CENTS, "refund": "lost", "units": refund.units},
            raised_at=NOW,
        )
    )


def settle(counter: Counter, resolution: str) -> None:
    with counter.desk.writing() as session:
        case = session.get_one(ExceptionCase, "asked")
        case.settled_at, case.data = NOW, {**case.data, "resolution": resolution}


async def brings_back(counter: Counter, *, exchanges: bool = False) -> None:
    """The shirt that was bought for 25.00, against money or the dress that costs as much."""
    price = {"article_id": ARTICLES["dress"]["id"], "valid_from": NOW - DAY_MS, "price_cents": CENTS}
    counter.desk.add_to_network(ArticlePrice(**price))
    await counter.opens("T-1")
    counter.grades()
    if exchanges:
        await counter.presenter.begin_exchange()
        await counter.presenter.scan(Article(ARTICLES["dress"]["gtin"]))
    await counter.presenter.go()


async def given(counter: Counter, *, exchanges: bool) -> bool:
    """Whether Enter gives it, and if not that it is heard."""
    before = len(counter.face.sounds)
    await counter.presenter.do_next()
    row = counter.refund()
    is_given = row.is_exchange_out if exchanges else row.parts == [["cash", CENTS, CENTS]]
    assert is_given or counter.face.sounds[before:] == [False]
    return bool(is_given)


@pytest.mark.parametrize("is_connected", [True, False])
@pytest.mark.parametrize("exchanges", [True, False])
async def test_nothing_is_given_until_it_is_known_not_to_have_been_paid(
    counter: Counter, exchanges: bool, is_connected: bool
) -> None:
    counter.desk.is_connected = is_connected
    await brings_back(counter, exchanges=exchanges)
    ask(counter)
    await counter.presenter.do_next()
    said = barred_by(counter.state)
    assert said is not None and said.code == "perhaps_paid_here", "it is said before anybody presses"
    assert not await given(counter, exchanges=exchanges)
    assert counter.said() == "perhaps_paid_here"
    words = sentence(said)
    assert money_words(CENTS, "EUR") in words and "R9" in words and "manager" in words

    settle(counter, "close")
    await counter.presenter.refresh()
    assert barred_by(counter.state) is None
    assert await given(counter, exchanges=exchanges)


async def test_what_was_paid_is_not_given_again(counter: Counter) -> None:
    await brings_back(counter)
    ask(counter)
    settle(counter, "went")
    await counter.presenter.do_next()
    assert not await given(counter, exchanges=False)
    assert counter.said() == "units_paid_before_restore"


async def test_a_case_of_another_store_is_known_by_what_headquarters_says(counter: Counter) -> None:
    await brings_back(counter, exchanges=True)
    place = {"latitude": 45.77, "longitude": 4.89, "timezone": "Europe/Paris"}
    counter.desk.add_to_network(Location(id=ELSEWHERE, code="L2", name="Villeurbanne", kind="store", **place))
    asked = {"case_id": "far", "number": "R8", "cents": CENTS, "location_id": ELSEWHERE}
    with counter.desk.writing() as session:
        session.get_one(Refund, counter.refund().id).told = {"asked": asked}
    await counter.presenter.do_next()
    assert not await given(counter, exchanges=True)
    assert counter.said() == "perhaps_paid_elsewhere"
    said = counter.state.said
    assert said is not None and "Villeurbanne" in sentence(said)


async def test_other_units_of_the_sale_are_given(counter: Counter) -> None:
    await brings_back(counter)
    ask(counter)
    with counter.desk.writing() as session:
        case = session.get_one(ExceptionCase, "asked")
        case.data = {**case.data, "units": ["another:0"]}
    await counter.presenter.do_next()
    assert await given(counter, exchanges=False)
