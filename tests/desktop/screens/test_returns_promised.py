"""What a customer is told of an exchange that is not taken along: by whom, by when, at what price and cost to
the climate; and of what no store is known to have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.commands import ProposeRefund
from core.model import Article as ArticleRow
from core.model import ArticlePrice, CarrierService
from core.rules.carbon import PARCEL_G, TONNE_KM_G, parcel_carbon_g
from core.rules.exchange_sending import Way
from core.rules.time import DAY_MS
from desktop.screens.returns import exchange_words
from tests.desktop.desk_double import NOW, STORE
from tests.desktop.screens.returns_counter import Counter, counter_at, sold_for_cash
from tests.desktop.screens.store_world import ARTICLES
from tests.desktop.screens.test_returns_elsewhere import ADDRESS, chooses, put_elsewhere

UNSEEN = 62


@pytest.fixture(scope="module")
def sold(furnished_replica: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sold_for_cash(furnished_replica, tmp_path_factory.mktemp("sold") / "store")


@pytest.fixture
def counter(sold: Path, tmp_path: Path) -> Iterator[Counter]:
    with counter_at(sold, tmp_path / "replica") as counter:
        put_elsewhere(counter.desk)
        yield counter


def test_a_parcels_carbon_grows_with_its_weight_and_way() -> None:
    assert parcel_carbon_g(0, 500) == PARCEL_G
    assert parcel_carbon_g(1_000_000, 1_000_000) == PARCEL_G + 1_000 * TONNE_KM_G, "a tonne over 1,000 km"
    assert parcel_carbon_g(465_000, 500) == PARCEL_G + 18


async def takes_belt_home(counter: Counter) -> None:
    await counter.opens("T-1")
    counter.grades()
    await counter.presenter.begin_exchange()
    await counter.presenter.take_instead(ARTICLES["belt"]["id"])
    counter.presenter.send_by(Way.HOME)


@pytest.mark.parametrize("days", [0, 2])
async def test_what_leaves_from_here_is_promised_with_its_carrier_and_its_day(
    counter: Counter, days: int
) -> None:
    for place, (carrier, rank) in enumerate((("Chronovite", 2), ("Colivia", 1))):
        counter.desk.add(
            CarrierService(
                id=f"c{place}", location_id=STORE, carrier=carrier[:3], service="DOM", carrier_name=carrier,
                closes_min=16 * 60 + 30, most_g=30_000, rank=rank, delivers_days=days,
            )
        )  # fmt: skip
    await takes_belt_home(counter)
    offer = counter.state.offer
    assert offer is not None and offer.carrier == "Colivia", "as its store will choose"
    assert offer.arrives_at == (offer.at + days * DAY_MS if days else 0)
    said = exchange_words.promise_words(counter.state)
    assert "16:30 with Colivia" in said and ("there by" in said) is bool(days)
    terms = exchange_words.terms_words(counter.state)
    assert "Delivery is free." in terms and "About 0.3 kg of CO₂e." in terms
    assert "chooses the carrier" not in terms


async def test_what_leaves_from_elsewhere_goes_by_whom_headquarters_chooses(counter: Counter) -> None:
    await chooses(counter)
    assert "chooses the carrier" not in exchange_words.terms_words(counter.state), "no carrier is waited for"
    counter.presenter.send_by(Way.HOME)
    offer = counter.state.offer
    assert offer is not None and (offer.carrier, offer.carbon_g) == ("", PARCEL_G)
    assert "Headquarters chooses the carrier." in exchange_words.terms_words(counter.state)


async def test_what_no_store_is_known_to_have_is_asked_of_headquarters_while_there_is_a_line(
    counter: Counter,
) -> None:
    """Its quotas are headquarters' own: a workstation cannot say that there is none."""
    like = counter.desk.station.read(
        lambda reader: reader.session.get_one(ArticleRow, ARTICLES["shirt"]["id"])
    )
    counter.desk.add_to_network(
        ArticleRow(
            id=UNSEEN, sku="SHIRT-42", gtin="3614271004444", style=like.style, name=like.name,
            category=like.category, size="42", colour=like.colour,
        ),
        ArticlePrice(article_id=UNSEEN, valid_from=NOW - DAY_MS, price_cents=2_500),
    )  # fmt: skip
    await counter.opens("T-1")
    counter.grades()
    await counter.presenter.begin_exchange()
    counter.desk.is_connected = False
    await counter.presenter.take_instead(UNSEEN)
    assert (counter.said(), counter.state.instead) == ("exchange_unseen", ())
    counter.desk.is_connected = True
    await counter.presenter.take_instead(UNSEEN)
    assert exchange_words.promise_words(counter.state).startswith("No store is known to have it")
    assert "Nothing is held before" in exchange_words.terms_words(counter.state)
    counter.presenter.say_where(ADDRESS)
    await counter.presenter.go()
    [command] = [one for one in counter.desk.done if isinstance(one, ProposeRefund)]
    assert command.sending is not None
    assert (command.sending.way, command.sending.promised_at) == (Way.PICKUP, 0), "no day was told"
