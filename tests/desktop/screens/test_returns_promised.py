"""What a customer is told of an exchange that is not taken along: by whom, by when, at what price and cost to
the climate; and of what no store is known to have."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from core.commands import ProposeRefund
from core.model import Article as ArticleRow
from core.model import ArticlePrice, CarrierService, Location, Position
from core.rules.carbon import PARCEL_G, TONNE_KM_G, UNKNOWN_WEIGHT_G, parcel_carbon_g
from core.rules.exchange_sending import Sending, Way
from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS, Instant
from desktop.devices.scanner import Article
from desktop.screens.returns import exchange_words
from desktop.screens.returns.exchange_state import Offer
from desktop.screens.returns.state import ReturnsState
from desktop.shell.counts import counts
from sync.places import Standing
from sync.reading import Reader
from tests.desktop.desk_double import NOW, STORE
from tests.desktop.screens.exchange_elsewhere import (
    ADDRESS,
    BIGGER,
    ELSEWHERE,
    chooses,
    counter_with_elsewhere,
    nothing_free,
    orders,
)
from tests.desktop.screens.returns_counter import Counter
from tests.desktop.screens.store_world import ARTICLES

__all__ = ["counter_with_elsewhere"]

UNSEEN = 62


def test_a_parcels_carbon_grows_with_its_weight_and_way() -> None:
    assert parcel_carbon_g(0, 500) == PARCEL_G
    assert parcel_carbon_g(1_000_000, 1_000_000) == PARCEL_G + 1_000 * TONNE_KM_G, "a tonne over 1,000 km"
    assert parcel_carbon_g(465_000, 500) == PARCEL_G + 18


def test_what_a_way_costs_the_climate_is_said_in_whole_kilograms() -> None:
    """A figure of a gram's precision would be made up: what a parcel costs is assumed."""
    home = Offer(way=Way.HOME, at=NOW, place="", km=0.0, free=1, carrier="Colivia", carbon_g=PARCEL_G)
    state = ReturnsState(offers=(home,), sending=Sending(Way.HOME, "Ada"))
    assert "Less than 1 kg of CO₂e." in exchange_words.terms_words(state)
    heavy = replace(state, offers=(replace(home, carbon_g=2_400),))
    assert "About 2 kg of CO₂e." in exchange_words.terms_words(heavy)


async def takes_belt_home(counter: Counter) -> None:
    await counter.opens("T-1")
    counter.grades()
    await counter.presenter.begin_exchange()
    await counter.presenter.take_instead(ARTICLES["belt"]["id"])
    counter.presenter.send_by(Way.HOME)


def call(
    counter: Counter,
    carrier: str = "Colivia",
    *,
    place: int = 1,
    rank: int = 1,
    days: int = 0,
    most_g: int = 30_000,
) -> None:
    """A carrier that comes at half past four."""
    counter.desk.add(
        CarrierService(
            id=f"c{place}", location_id=STORE, carrier=carrier[:3], service="DOM", carrier_name=carrier,
            closes_min=16 * 60 + 30, most_g=most_g, rank=rank, delivers_days=days,
        )
    )  # fmt: skip


def proposed(counter: Counter) -> list[ProposeRefund]:
    return [one for one in counter.desk.done if isinstance(one, ProposeRefund)]


@pytest.mark.parametrize("days", [0, 2])
async def test_what_leaves_from_here_is_promised_with_its_carrier_and_its_day(
    counter: Counter, days: int
) -> None:
    call(counter, "Chronovite", place=0, rank=2, days=days)
    call(counter, days=days)
    await takes_belt_home(counter)
    offer = counter.state.offer
    assert offer is not None and offer.carrier == "Colivia", "as its store will choose"
    assert offer.arrives_at == (offer.at + days * DAY_MS if days else 0)
    said = exchange_words.promise_words(counter.state)
    assert "16:30 with Colivia" in said and ("there by" in said) is bool(days)
    terms = exchange_words.terms_words(counter.state)
    assert "Delivery is free." in terms and "Less than 1 kg of CO₂e." in terms
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
    [command] = proposed(counter)
    assert command.sending is not None
    assert (command.sending.way, command.sending.promised_at) == (Way.PICKUP, 0), "no day was told"


async def test_a_promise_that_has_grown_old_is_said_anew_before_it_is_given(counter: Counter) -> None:
    call(counter)
    await takes_belt_home(counter)
    counter.presenter.say_where(ADDRESS)
    told = counter.state.offer
    assert told is not None
    counter.desk.clock.at = Instant(NOW + 4 * HOUR_MS)
    await counter.presenter.go()
    assert (counter.said(), proposed(counter)) == ("exchange_promise_changed", [])
    offer, sending = counter.state.offer, counter.state.sending
    assert offer is not None and offer.at == told.at + DAY_MS, "its carrier has gone"
    assert sending is not None and sending.street == ADDRESS["street"], "nothing is typed twice"
    await counter.presenter.go()
    [command] = proposed(counter)
    assert command.sending is not None and command.sending.promised_at == offer.at


async def test_what_moves_with_the_clock_by_minutes_stands(counter: Counter) -> None:
    await chooses(counter)
    counter.presenter.say_where(ADDRESS)
    told = counter.state.offer
    assert told is not None
    counter.desk.clock.at = Instant(NOW + 10 * MINUTE_MS)
    await counter.presenter.go()
    [command] = proposed(counter)
    assert command.sending is not None and command.sending.promised_at == told.at


async def test_of_an_open_return_it_is_said_anew_as_well(counter: Counter) -> None:
    await orders(counter)
    await nothing_free(counter)
    await counter.presenter.begin_exchange()
    await counter.presenter.take_instead(BIGGER)
    counter.presenter.say_where(ADDRESS)
    before = len(proposed(counter))
    counter.desk.clock.at = Instant(NOW + HOUR_MS)
    await counter.presenter.do_next()
    assert (counter.said(), len(proposed(counter))) == ("exchange_promise_changed", before)
    await counter.presenter.do_next()
    assert len(proposed(counter)) == before + 1


async def test_what_is_scanned_while_the_promise_is_looked_at_does_not_go_unseen(counter: Counter) -> None:
    await chooses(counter)
    counter.presenter.say_where(ADDRESS)
    counter.desk.turns = 3
    going = asyncio.ensure_future(counter.presenter.go())
    await asyncio.sleep(0)
    counter.desk.turns = 0
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    await going
    assert len(counter.state.instead) == 2 and proposed(counter) == []


async def test_what_goes_in_one_parcel_goes_with_who_takes_all_of_its_weight(counter: Counter) -> None:
    call(counter, "Legera", place=1, rank=1, most_g=UNKNOWN_WEIGHT_G)
    call(counter, "Fortia", place=2, rank=2)
    dress = ARTICLES["dress"]
    counter.desk.add_to_network(
        ArticlePrice(article_id=dress["id"], valid_from=NOW - DAY_MS, price_cents=8_900)
    )
    await takes_belt_home(counter)
    assert counter.state.offer is not None and counter.state.offer.carrier == "Legera"
    await counter.presenter.scan(Article(dress["gtin"]))
    assert counter.state.offer is not None and counter.state.offer.carrier == "Fortia"


FARTHER, SOLE = 78, 63


def put_sole_in(counter: Counter, place: int) -> None:
    """The shoe in 40 is in one other place, for 19.00."""
    like = counter.desk.station.read(
        lambda reader: reader.session.get_one(ArticleRow, ARTICLES["shirt"]["id"])
    )
    counter.desk.add_to_network(
        Location(
            id=FARTHER, code="L3", name="Valence", kind="store", latitude=44.93, longitude=4.89,
            timezone="Europe/Paris",
        ),
        ArticleRow(
            id=SOLE, sku="SOLE-40", gtin="3614271005557", style="sole", name="Semelle",
            category=like.category, size="40", colour=like.colour,
        ),
        Position(article_id=SOLE, location_id=place, sellable=4, allocated=0),
        ArticlePrice(article_id=SOLE, valid_from=NOW - DAY_MS, price_cents=1_900),
    )  # fmt: skip


def offer_of(counter: Counter, way: Way) -> Offer:
    return next(one for one in counter.state.offers if one.way is way)


async def test_what_one_store_has_of_two_articles_goes_in_one_parcel(counter: Counter) -> None:
    put_sole_in(counter, ELSEWHERE)
    await chooses(counter)
    alone = offer_of(counter, Way.PICKUP)
    await counter.presenter.take_instead(SOLE)
    both = offer_of(counter, Way.PICKUP)
    assert (both.parcels, both.place) == (1, "Villeurbanne")
    assert PARCEL_G <= alone.carbon_g <= both.carbon_g < 2 * PARCEL_G, "one last mile, and not two"
    assert counts.parcels(1) not in exchange_words.terms_words(counter.state)


async def test_what_two_stores_have_goes_in_two_parcels_and_is_there_with_the_last(counter: Counter) -> None:
    put_sole_in(counter, FARTHER)
    await chooses(counter)
    alone = offer_of(counter, Way.HOME)
    await counter.presenter.take_instead(SOLE)
    both = offer_of(counter, Way.HOME)
    assert (both.parcels, both.free) == (2, 4 if both.place == "Valence" else 3)
    assert both.carbon_g >= 2 * PARCEL_G and both.at >= alone.at
    counter.presenter.send_by(Way.HOME)
    assert f"In {counts.parcels(2)}." in exchange_words.terms_words(counter.state)


async def test_what_is_here_is_in_the_order_too_and_goes_nowhere_to_be_collected(counter: Counter) -> None:
    await chooses(counter)
    alone = {one.way: one for one in counter.state.offers}
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    pickup, home = offer_of(counter, Way.PICKUP), offer_of(counter, Way.HOME)
    assert (pickup.parcels, pickup.carbon_g) == (1, alone[Way.PICKUP].carbon_g), "the belt waits here"
    assert (home.parcels, home.carbon_g) == (2, alone[Way.HOME].carbon_g + PARCEL_G)
    assert home.place == "Villeurbanne", "where it comes from that is not here"


async def test_what_is_free_and_where_it_comes_from_are_one_look(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    before = Standing.__init__

    def counted(self: Standing, reader: Reader, article_id: int) -> None:
        made.append(article_id)
        before(self, reader, article_id)

    await counter.opens("T-1")
    counter.grades()
    await counter.presenter.begin_exchange()
    monkeypatch.setattr(Standing, "__init__", counted)
    await counter.presenter.take_instead(BIGGER)
    assert made == [BIGGER]
