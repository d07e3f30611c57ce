"""What the demo network is made of: who is where, what is sold, what is in stock."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import islice

import msgspec
import pytest
from stdnum import ean

from core.rules.time import DAY_MS, Instant
from core.service.demo import DemoNetwork, generate, seeds
from core.service.demo.draws import Part, stream
from core.service.demo.sites import largest_store_count
from core.service.demo.styles import namings
from core.service.records import KINDS, PriceRecord

PINNED = {
    "locations": "a079bd8267af5c295e4875dc33b45d05ec5b3dad07292c4de5260731caf70c66",
    "articles": "5e0964a2540e1c08f331d33e993e3f87bd99aa34ad1fc3e442669bc5d92eb03b",
    "positions": "02e804f083dc0b33e21de115588d24dedf54299b6cf423181be27f7fec50be0b",
    "pieces": "ee4b6e134f51126d811ff1c858ddf8cc43e5d520e85ffdeb2dff5412e024e29b",
    "places": "858c297bfdb17f7ce8cd5b37477affbdc0109f5c37f917ea6d622eac722aaa78",
    "staff": "838d6585213c2fedfe5b0ff5762b2b831df5e4a355f1af74fd285ed7c219f57c",
}
"""SHA-256 over the first 50 records of a kind: as long as they hold, the demo is the same."""


def digest(network: DemoNetwork, kind: str) -> str:
    records = list(islice(network.kinds()[kind], 50))
    return hashlib.sha256(msgspec.json.Encoder().encode_lines(records)).hexdigest()


def test_two_runs_make_the_same_network(small_network: DemoNetwork) -> None:
    again = generate(now=small_network.now, stores=3, warehouses=1, articles=600)
    for kind, records in small_network.kinds().items():
        assert list(records) == list(again.kinds()[kind]), kind


@pytest.mark.parametrize("kind", PINNED)
def test_the_first_rows_are_pinned(network: DemoNetwork, kind: str) -> None:
    assert digest(network, kind) == PINNED[kind]


def test_another_seed_makes_another_network(small_network: DemoNetwork) -> None:
    other = generate(now=small_network.now, seed=7, stores=3, warehouses=1, articles=600)
    assert other.articles != small_network.articles


def test_a_later_day_moves_dates_alone(small_network: DemoNetwork) -> None:
    later = generate(now=Instant(small_network.now + DAY_MS), stores=3, warehouses=1, articles=600)
    assert later.articles == small_network.articles
    assert later.locations == small_network.locations
    assert list(later.places()) == list(small_network.places())


def test_it_has_the_size_that_was_asked_for(network: DemoNetwork) -> None:
    kinds = Counter(location.kind for location in network.locations)
    assert kinds == {"store": 40, "warehouse": 2, "partner": 1}
    assert len(network.articles) == 20_000
    per_store = [len(network.stock(index)) for index in range(40)]
    assert all(0.10 < count / 20_000 < 0.22 for count in per_store)
    assert len(network.stock(40)) > 0.9 * 20_000


def test_every_record_is_within_the_bounds_of_its_kind(small_network: DemoNetwork) -> None:
    for kind, records in small_network.kinds().items():
        lines = msgspec.json.Encoder().encode_lines(list(records))
        decoded = msgspec.json.Decoder(KINDS[kind]).decode_lines(lines)
        assert decoded == list(small_network.kinds()[kind])


def test_locations_lie_in_france_and_have_unique_codes_and_names(network: DemoNetwork) -> None:
    for location in network.locations:
        assert 41 < location.latitude < 51.2, location
        assert -5.2 < location.longitude < 9.7, location
    assert len({location.code for location in network.locations}) == 43
    assert len({location.name for location in network.locations}) == 43


def test_the_towns_of_rhone_are_where_they_should_be(network: DemoNetwork) -> None:
    names = {location.name: location for location in network.locations}
    assert network.own_store is names["Lyon Part-Dieu"]
    assert {"Villeurbanne", "Lyon Bellecour", "Entrepôt Saint-Priest", "Entrepôt Gonesse"} <= set(names)
    assert names["Villeurbanne"].latitude == pytest.approx(45.766, abs=0.01)


def test_codes_and_names_stay_unique_at_the_largest_number_of_stores(friday_morning: Instant) -> None:
    count = largest_store_count()
    large = generate(now=friday_morning, stores=count, warehouses=4, partners=3, articles=10)
    assert count >= 1000
    assert len({location.code for location in large.locations}) == count + 7
    assert len({location.name for location in large.locations}) == count + 7
    assert len({person.badge for person in large.staff}) == 5 * count


@pytest.mark.parametrize("wrong", [{"stores": 0}, {"stores": 99_999}, {"warehouses": 9}, {"partners": 9}])
def test_more_locations_than_the_lists_suffice_for_are_refused(
    friday_morning: Instant, wrong: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match="not"):
        generate(now=friday_morning, articles=10, **wrong)


def test_gtins_are_valid_restricted_and_unique(network: DemoNetwork) -> None:
    gtins = [article.gtin for article in network.articles]
    assert len(set(gtins)) == len(gtins)
    assert all(len(gtin) == 13 and gtin.startswith("20") and ean.is_valid(gtin) for gtin in gtins)


def test_skus_and_style_names_are_unique(network: DemoNetwork) -> None:
    assert len({article.sku for article in network.articles}) == len(network.articles)
    names = {article.style: article.name for article in network.articles}
    assert len(set(names.values())) == len(names)
    assert {(article.style, article.name) for article in network.articles} == set(names.items())


def test_names_are_short_and_french(network: DemoNetwork) -> None:
    names = {article.name for article in network.articles}
    assert max(len(name) for name in names) <= 60
    assert sum(any(letter in "àâçèéêëîïôöûü" for letter in name.lower()) for name in names) > 200
    assert {"Robes", "Montres", "Bijoux", "Sacs", "Ceintures", "Vestes femme"} <= {
        article.category for article in network.articles
    }


def test_watches_have_a_piece_for_each_unit(small_network: DemoNetwork) -> None:
    serialised = {article.sku for article in small_network.articles if article.is_serialised}
    pieces = list(small_network.pieces())
    counted = Counter((piece.location, piece.sku, piece.bucket) for piece in pieces)
    for position in small_network.positions():
        for bucket in ("sellable", "display", "damaged"):
            expected = getattr(position, bucket) if position.sku in serialised else 0
            assert counted[position.location, position.sku, bucket] == expected
    assert len({piece.serial for piece in pieces}) == len(pieces) > 0


def test_stock_is_skewed_with_some_on_display_and_some_damaged(network: DemoNetwork) -> None:
    stock = network.stock(0)
    assert 0.05 < (stock.sellable == 0).mean() < 0.25
    assert (stock.sellable <= 3).mean() > 0.5
    assert stock.sellable.max() > 12
    assert stock.display.sum() > 0
    assert stock.damaged.sum() > 0
    assert (stock.safety <= stock.sellable).all()
    assert (stock.counted_at < network.now).all()


def test_every_position_of_a_store_has_one_place(small_network: DemoNetwork) -> None:
    stores = {store.code for store in small_network.stores}
    placed = Counter((place.location, place.sku) for place in small_network.places())
    stocked = {(row.location, row.sku) for row in small_network.positions() if row.location in stores}
    assert set(placed) == stocked
    assert set(placed.values()) == {1}


def test_prices_begin_with_a_regular_one_and_markdowns_are_lower(network: DemoNetwork) -> None:
    by_sku: dict[str, list[PriceRecord]] = {}
    for price in network.prices():
        by_sku.setdefault(price.sku, []).append(price)
    assert len(by_sku) == len(network.articles)
    for prices in by_sku.values():
        begins = [price.valid_from for price in prices]
        assert begins == sorted(set(begins))
        assert prices[0].kind == "regular"
        assert prices[0].valid_from < network.now
        assert all(price.price_cents < prices[0].price_cents for price in prices if price.kind == "markdown")
    assert sum(len(prices) > 1 for prices in by_sku.values()) > 1000


def test_books_have_the_reduced_rate_and_one_price(network: DemoNetwork) -> None:
    books = {article.sku for article in network.articles if article.category == "Livres"}
    assert books
    assert {article.tax_rate_bp for article in network.articles if article.sku in books} == {550}
    assert all(price.kind == "regular" for price in network.prices() if price.sku in books)


def test_some_things_are_sold_by_measure_as_their_size_says(network: DemoNetwork) -> None:
    measured = [article for article in network.articles if article.content]
    assert {(one.category, one.content_unit, one.content, one.size) for one in measured} == {
        ("Parfums", "ml", 50, "50 ml"),
        ("Bougies", "g", 190, "190 g"),
    }
    assert all(one.colour == "" for one in measured)


def test_each_store_has_five_people_one_of_them_manager(network: DemoNetwork) -> None:
    for store in network.stores:
        team = [person for person in network.staff if person.location == store.code]
        assert [person.role for person in team].count("manager") == 1
        assert len({person.name for person in team}) == 5
    own = {person.name: person for person in network.staff if person.location == network.own_store.code}
    assert (own["Inès Morel"].role, own["Inès Morel"].pin) == ("associate", "482615")
    assert (own["Samira Benali"].role, own["Samira Benali"].pin) == ("manager", "739204")


def test_each_store_has_24_bins(network: DemoNetwork) -> None:
    bins = [bin_.code for bin_ in network.bins() if bin_.location == network.own_store.code]
    assert bins == [f"BIN-{number}" for number in range(1, 25)]


def test_progress_is_told_by_location(small_network: DemoNetwork) -> None:
    told: list[tuple[str, int, int]] = []
    list(small_network.positions(lambda kind, done, total: told.append((kind, done, total))))
    assert told == [("positions", done, 5) for done in range(1, 6)]


def test_names_go_on_with_numerals_when_all_combinations_are_used() -> None:
    family = next(family for family in seeds.styles().family if family.code == "LUN")
    names = [naming.name for naming in islice(namings(stream(1, Part.CATALOGUE), family), 600)]
    assert len(set(names)) == 600
    assert any(name.endswith(" III") for name in names)
