"""A sale is found by what its customer has in the hand, and the screen says why it is taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import pytest

from core.model import Order
from core.rules.exchange_sending import Way
from core.rules.return_policy import Ground, Verdict
from core.rules.time import DAY_MS, Instant
from desktop.devices.scanner import Parcel
from desktop.screens.returns import counter_words, exchange_words, finding, words
from desktop.screens.returns.counter_state import Opened, Sent
from desktop.screens.returns.exchange_state import Offer
from sync.reading import Reader
from tests.desktop.desk_double import NOW, copied_desk
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.returns_counter import Counter
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.store_world import add_order

LYON = "Europe/Paris"
SSCC = "034567890000004711"


@pytest.fixture
def counter(furnished_replica: Path, tmp_path: Path) -> Iterator[Counter]:
    """An order of a marketplace went out in a parcel, and is a sale."""
    desk = copied_desk(furnished_replica, tmp_path / "replica")
    add_order(desk, "m", "C-31002", "Amélie Roux", {"belt": 1}, state="handed_over", bins=("BIN-1",))
    desk.add(
        Order(
            id="order-m", number="C-31002", channel="marketplace", reference="MKP-403-77", customer_id="c",
            placed_at=NOW,
        )
    )  # fmt: skip
    add_sale(desk, "e1", "C-31002", {"belt": 1}, is_web=True, order_id="order-m", channel="marketplace")
    yield Counter(desk)
    desk.close()


def found(counter: Counter) -> list[str]:
    return [counter.state.sale.id] if counter.state.sale is not None else []


@pytest.mark.parametrize("label", ["ours", "carrier"])
async def test_by_the_label_of_its_parcel(counter: Counter, label: str) -> None:
    number = counter.desk.station.read(
        lambda reader: reader.raw.execute("SELECT number FROM parcel WHERE fulfilment_id = 'm'").fetchone()[0]
    )
    await counter.presenter.refresh()
    assert await counter.presenter.scan(Parcel(number, "m" if label == "ours" else None))
    assert found(counter) == ["e1"]


async def test_a_label_that_leads_to_no_sale_is_said(counter: Counter) -> None:
    await counter.presenter.refresh()
    await counter.presenter.scan(Parcel(SSCC))
    assert (found(counter), counter.state.nothing_found) == ([], True)


@pytest.mark.parametrize("typed", ["MKP-403-77", "mkp-403-77"])
async def test_by_the_number_that_the_marketplace_has_given_it(counter: Counter, typed: str) -> None:
    await counter.presenter.refresh()
    await counter.presenter.search(typed)
    [sale] = counter.state.found
    assert sale.id == "e1"
    assert "marketplace" in words.sale_title(sale)


@pytest.mark.parametrize(
    ("ground", "why", "pill", "reason"),
    [
        (Ground.WITHDRAWAL, "withdrawal", "withdrawal until Thu 26 Nov", "14 days from delivery by law"),
        (Ground.CONFORMITY, "conformity", "guaranteed until Thu 26 Nov", "two years by law"),
        (Ground.POLICY, "policy", "taken back until Thu 26 Nov", "the chain’s own rule"),
        (Ground.NONE, "period_over", "not covered", "over since Thu 26 Nov"),
        (Ground.NONE, "excluded_final_sale", "not covered", "Sold without return"),
    ],
)
def test_the_screen_says_why_and_until_when(ground: Ground, why: str, pill: str, reason: str) -> None:
    verdict = Verdict(ground, why, Instant(NOW + 4 * DAY_MS))
    assert words.verdict_look(verdict, NOW, LYON).word == pill
    assert reason in words.verdict_words(verdict, NOW, LYON)


def test_of_another_year_the_year_is_said() -> None:
    """Two years of guarantee end on a day of the same name."""
    until = Instant(NOW + 731 * DAY_MS)
    verdict = Verdict(Ground.CONFORMITY, "conformity", until)
    assert words.verdict_look(verdict, NOW, LYON).word == "guaranteed until 22 Nov 2028"
    over = Verdict(Ground.NONE, "period_over", Instant(NOW - 365 * DAY_MS))
    assert words.verdict_words(over, NOW, LYON) == "The period is over since 22 Nov 2025."


@pytest.mark.parametrize(("days", "said"), [(30, "Tue 22 Dec"), (60, "21 Jan 2027")])
def test_of_an_exchange_and_its_return_too_the_year_is_said_where_it_is_another(days: int, said: str) -> None:
    at = Instant(NOW + days * DAY_MS)
    offer = Offer(way=Way.PICKUP, at=at, place="", km=0.0, free=0)
    assert exchange_words.offer_words(offer, NOW, LYON).startswith(f"Here from {said}, ")
    gone = msgspec.structs.replace(offer, way=Way.HOME, carrier="Colissimo", arrives_at=at)
    assert exchange_words.offer_words(gone, NOW, LYON).endswith(f", there by {said}.")
    sent = Sent(order_number="E-1", name="Amélie Roux", way=Way.HOME, promised_at=at)
    assert f"Leaves by {said}, " in exchange_words.sent_words(sent, NOW, LYON)
    opened = Opened(id="r", number="R0000001", declared_at=Instant(NOW - 331 * DAY_MS))
    assert counter_words.opened_hint(opened, NOW, LYON) == "26 Dec 2025"


def test_a_month_that_ends_with_a_full_stop_brings_the_sentence_no_second_one() -> None:
    over = Verdict(Ground.NONE, "period_over", Instant(NOW - 50 * DAY_MS))
    with speaking("fr"):
        assert words.verdict_words(over, NOW, LYON) == "Le délai est passé depuis le sam. 3 oct."


NAMING = "desktop.screens.returns.finding.find_named"
RETURNS_NAMING = "desktop.screens.returns.finding.find_returns_named"


async def test_of_what_is_typed_while_names_are_looked_through_the_last_alone_is_looked_for(
    counter: Counter,
) -> None:
    """Each goes through all names of the store: one a key would keep the machine from answering."""
    may_answer, read = asyncio.Event(), counter.desk.read
    with (
        mock.patch(NAMING, wraps=finding.find_named) as names,
        mock.patch(RETURNS_NAMING, wraps=finding.find_returns_named) as returns,
    ):

        async def slow_read(query: Callable[[Reader], Any]) -> Any:
            before, answer = names.call_count, await read(query)
            if names.call_count > before:
                await may_answer.wait()
            return answer

        counter.desk.read = slow_read  # type: ignore[method-assign]
        await counter.presenter.refresh()
        texts = ["Amé", "Amél", "Amélie", "Amélie R"]
        typed = []
        for text in texts:
            typed.append(asyncio.ensure_future(counter.presenter.search(text)))
            await asyncio.sleep(0)
        may_answer.set()
        await asyncio.gather(*typed)
    for looked in (names, returns):
        assert [call.args[1].words for call in looked.call_args_list] == [texts[0], texts[-1]]
    assert [sale.id for sale in counter.state.found] == ["e1"]


@pytest.mark.parametrize("typed", ["C-310", "T-5", "417", "4417 12/11"])
async def test_the_beginning_of_a_number_is_not_looked_for_among_the_names(
    counter: Counter, typed: str
) -> None:
    await counter.presenter.refresh()
    with mock.patch(NAMING, side_effect=AssertionError) as names:
        await counter.presenter.search(typed)
    assert not names.called and counter.state.nothing_found
