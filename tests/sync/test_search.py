"""Search as one types: whatever is typed, in any order, with accents or none; what is here comes first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from core.model import Article, ArticlePrice, Fulfilment, Location, Movement, Piece, Position, network_file
from core.rules.time import Instant
from sync.reading import Reader
from sync.schema import store_metadata
from sync.search import articles_by_id, search_articles, search_everything
from sync.search_orders import search_orders
from sync.search_words import agreeing, words_of

HERE, AWAY, SHUT = 1, 2, 3
NOW = Instant(1_795_343_880_000)


def article(id_: int, name: str, **changes: Any) -> Article:
    known = {
        "sku": f"SKU{id_}",
        "gtin": f"20000000{id_:05d}",
        "style": f"S{id_}",
        "size": "38",
        "colour": "Marine",
        "category": "Robes",
        "brand": "Orvane",
    }
    return Article(id=id_, name=name, **(known | changes))


def place(id_: int, **changes: Any) -> Location:
    known = {"code": f"L{id_}", "name": f"Store {id_}", "kind": "store", "latitude": 45.7, "longitude": 4.8}
    return Location(id=id_, **(known | changes))


def position(article_id: int, location_id: int, sellable: int, **changes: Any) -> Position:
    return Position(article_id=article_id, location_id=location_id, sellable=sellable, **changes)


def order(key: str, number: str, customer: str, location_id: int = HERE) -> Fulfilment:
    return Fulfilment(
        id=key,
        order_id=f"o-{key}",
        location_id=location_id,
        kind="pickup",
        state="proposed",
        state_at=NOW,
        order_number=number,
        customer_name=customer,
        promised_at=NOW,
        created_at=NOW,
    )


ROWS = (
    place(HERE),
    place(AWAY),
    place(SHUT, is_open=False),
    article(1, "Robe longue lin Réséda", size="40", colour="Écru"),
    article(2, "Robe longue lin Réséda", size="38", colour="Écru"),
    article(3, "Robe maille Édith", size="40", colour="Noir", gtin="2061803601203"),
    article(4, "Chemise lin Alba", category="Chemisiers et blouses", sku="CHE1001-BLC-38"),
    article(5, "Montre titane Antarès", category="Montres", size="38 mm", brand="Équinoxe"),
    article(6, "Petite histoire de la marinière", category="Livres", size="", colour="", brand=""),
    article(7, "Jean slim", size="W32 L34", colour="Brut", category="Jeans", brand=""),
    position(1, AWAY, 4),
    position(2, HERE, 3, safety=1, allocated=1),
    position(3, HERE, 1, allocated=1),
    position(3, SHUT, 9),
    position(4, HERE, 2),
    position(4, AWAY, 5, safety=2),
    position(5, HERE, 1),
    Piece(id="p1", article_id=5, serial="TEGJK-GEPV", location_id=HERE),
    Piece(id="p2", article_id=5, serial="AM0007TP3", location_id=HERE),
    ArticlePrice(article_id=4, valid_from=0, price_cents=5_900),
    ArticlePrice(article_id=4, valid_from=NOW - 1, price_cents=3_900, kind="markdown"),
    ArticlePrice(article_id=4, valid_from=NOW + 1, price_cents=1_900, kind="markdown"),
    order("f1", "C-20418", "Claire Martin"),
    order("f2", "C-20423", "Zoé Lefèvre"),
    order("f3", "C-20499", "Martine Diallo"),
    order("f4", "C-20500", "Claire Martin", location_id=AWAY),
)


def fill(path: Path, *rows: Any) -> None:
    with closing(sqlite3.connect(path)) as connection:
        network_file.create_tables(connection)
        network_file.set_state(connection, 1, "epoch", NOW)
        connection.commit()
    engine = create_engine(f"sqlite:///{path}")
    store_metadata().create_all(engine)
    with Session(engine) as session:
        session.add_all(session.merge(row) for row in rows)
        session.commit()
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        network_file.create_indexes(connection)
        connection.commit()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("search") / "all.db"
    fill(path, *ROWS)
    engine = create_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        yield Reader(session, HERE)
    engine.dispose()


@pytest.fixture(scope="module")
def found(reader: Reader) -> Callable[[str], list[int]]:
    return lambda wanted: [match.id for match in search_articles(reader, wanted, NOW)]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ("chemise", [4]),
        ("che", [4]),
        ("c", [4]),
        ("reseda", [2, 1]),
        ("RÉSÉDA", [2, 1]),
        ("re\u0301se\u0301da", [2, 1]),
        ("lin robe 40", [1]),
        ("40 LIN", [1]),
        ("robe ecru 38", [2]),
        ("equinoxe", [5]),
        ("jean slim W32", [7]),
        ("l34 jean", [7]),
        ("équinoxxe", [5]),
        ("robe eddith", [3]),
        ("blouse", [4]),
        ("CHE1001", [4]),
        ("che1001-blc-38", [4]),
        ("2061803601203", [3]),
        ("2 061 803 601 203", [3]),
        ("02061803601203", [3]),
        ("1203", [3]),
        ("601203", [3]),
        ("tegjk", [5]),
        ("TEGJK-GEPV", [5]),
        ("robes ecrues 38", [2]),
        ("robe noire", [3]),
        ("longues robes en lin", [2, 1]),
        ("robe de lin taille 40", [1]),
        ("robe en resedo taille 40", [1]),
        ("de", [6]),
        ("robe chemise", []),
        ("", []),
        ("  \t", []),
        ("°§%_*\"'()", []),
        ("zzz", []),
    ],
)
def test_finds(found: Callable[[str], list[int]], wanted: str, ids: list[int]) -> None:
    assert found(wanted) == ids


def test_a_short_number_is_a_size_and_not_the_beginning_of_every_barcode(
    found: Callable[[str], list[int]],
) -> None:
    assert found("20") == []
    assert set(found("38")) == {2, 4, 5}


def test_what_is_here_comes_first_then_what_is_somewhere_then_nothing(reader: Reader) -> None:
    matches = search_articles(reader, "robe", NOW)

    assert [(match.id, match.available_here, match.available_elsewhere) for match in matches] == [
        (2, 1, 0),
        (1, 0, 4),
        (3, 0, 0),
    ]


def test_a_shut_place_offers_nothing(reader: Reader) -> None:
    assert search_articles(reader, "edith", NOW)[0].available == 0


def test_the_price_is_the_newest_that_has_begun(reader: Reader) -> None:
    assert search_articles(reader, "alba", NOW)[0].price_cents == 3_900
    assert search_articles(reader, "reseda", NOW)[0].price_cents is None


def test_a_piece_is_named_by_its_serial_number(reader: Reader) -> None:
    assert search_articles(reader, "tegjk", NOW)[0].serial == "TEGJK-GEPV"


def marked(matches: list[Any]) -> list[tuple[str, str]]:
    return [
        (mark.field, getattr(match, mark.field)[mark.start : mark.end])
        for match in matches
        for mark in match.marks
    ]


@pytest.mark.parametrize(("typed", "reason"), [("AM 0007 TP3", "AM0007TP3"), ("am-0007", "AM0007")])
def test_a_serial_number_is_found_in_the_groups_of_its_label(reader: Reader, typed: str, reason: str) -> None:
    [match] = search_articles(reader, typed, NOW)
    assert match.serial == "AM0007TP3"
    assert marked([match]) == [("serial", reason)]


def test_what_matched_is_marked(reader: Reader) -> None:
    assert marked(search_articles(reader, "rob res 40", NOW)) == [
        ("name", "Rob"),
        ("name", "Rés"),
        ("category", "Rob"),
        ("size", "40"),
    ]
    assert marked(search_articles(reader, "1203", NOW)) == [("gtin", "1203")]


def test_what_a_word_agrees_with_is_marked_and_is_no_guess(reader: Reader) -> None:
    [match] = search_articles(reader, "robe noire", NOW)
    assert marked([match]) == [("name", "Robe"), ("category", "Robe"), ("colour", "Noir")]
    assert not match.is_approximate


def test_a_colour_that_a_word_agrees_with_is_as_good_as_a_name_that_it_begins(tmp_path: Path) -> None:
    named, coloured = article(1, "Chemise Bleuet"), article(2, "Chemise lin", colour="Bleu roi")
    fill(tmp_path / "all.db", place(HERE), named, coloured, position(1, HERE, 1), position(2, HERE, 1))
    engine = create_engine(f"sqlite:///{tmp_path / 'all.db'}")
    with Session(engine) as session:
        ids = [match.id for match in search_articles(Reader(session, HERE), "chemise bleue", NOW)]
    engine.dispose()

    assert ids == [2, 1]


@pytest.mark.parametrize(
    ("word", "form"),
    [("blanches", "blanc"), ("noires", "noir"), ("violette", "violet"), ("doree", "dore"), ("pulls", "pull")],
)
def test_a_french_word_agrees(word: str, form: str) -> None:
    assert form in agreeing(word)


def test_the_limit_holds(reader: Reader) -> None:
    assert len(search_articles(reader, "robe", NOW, limit=2)) == 2


def test_articles_come_in_the_order_in_which_they_are_asked_for(reader: Reader) -> None:
    assert [match.id for match in articles_by_id(reader, [5, 99, 2], NOW)] == [5, 2]


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ("C-20418", ["f1"]),
        ("c20418", ["f1"]),
        ("20418", ["f1"]),
        ("204", ["f1", "f2", "f3"]),
        ("martin", ["f1", "f3"]),
        ("Martin Claire", ["f1"]),
        ("zoe lef", ["f2"]),
        ("tin", []),
        ("-", []),
    ],
)
def test_orders_are_found_by_number_and_name(reader: Reader, wanted: str, keys: list[str]) -> None:
    assert sorted(match.fulfilment_id for match in search_orders(reader, wanted)) == keys


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [("20418", "20418"), ("0418", "0418"), ("c20418", "C-20418"), ("C-204 18", "C-20418"), ("18", "18")],
)
def test_the_number_of_an_order_is_marked_wherever_it_matches(
    reader: Reader, wanted: str, reason: str
) -> None:
    matches = [match for match in search_orders(reader, wanted) if match.fulfilment_id == "f1"]
    assert marked(matches) == [("order_number", reason)]


def test_the_name_of_an_order_is_marked(reader: Reader) -> None:
    assert marked(search_orders(reader, "zoé lef")) == [("customer_name", "Zoé"), ("customer_name", "Lef")]


def test_everything_is_articles_and_orders(reader: Reader) -> None:
    everything = search_everything(reader, "m", NOW)

    assert {match.id for match in everything.articles} == {3, 4, 5, 6}
    assert {match.fulfilment_id for match in everything.orders} == {"f1", "f3"}


def test_a_movement_made_here_counts_at_once(tmp_path: Path) -> None:
    gone = Movement(
        id="m1", at=NOW, kind="sold", article_id=4, location_id=HERE, quantity=2, bucket="sellable"
    )
    fill(tmp_path / "all.db", *ROWS, gone)
    engine = create_engine(f"sqlite:///{tmp_path / 'all.db'}")
    with Session(engine) as session:
        match = search_articles(Reader(session, HERE), "alba", NOW)[0]
    engine.dispose()

    assert (match.available_here, match.available_elsewhere) == (0, 3)


def test_of_very_many_matches_those_here_are_found(tmp_path: Path) -> None:
    many = [article(n, f"Robe {n}") for n in range(1, 600)]
    last = many[-1].id
    fill(tmp_path / "all.db", place(HERE), *many, position(last, HERE, 1))
    engine = create_engine(f"sqlite:///{tmp_path / 'all.db'}")
    with Session(engine) as session:
        ids = [match.id for match in search_articles(Reader(session, HERE), "r", NOW, limit=5)]
    engine.dispose()

    assert ids[0] == last
    assert len(ids) == 5


@pytest.mark.parametrize("typed", ["robe muguet", "robe mugeut"])
def test_what_is_called_just_so_comes_before_what_more_places_have(tmp_path: Path, typed: str) -> None:
    longer, exact = article(1, "Robe longue Muguet"), article(2, "Robe Muguet")
    stock = (position(1, HERE, 1), position(1, AWAY, 1), position(2, HERE, 1))
    fill(tmp_path / "all.db", place(HERE), place(AWAY), longer, exact, *stock)
    engine = create_engine(f"sqlite:///{tmp_path / 'all.db'}")
    with Session(engine) as session:
        ids = [match.id for match in search_articles(Reader(session, HERE), typed, NOW)]
    engine.dispose()

    assert ids == [2, 1]


@given(wanted=st.text(max_size=200))
def test_nothing_that_is_typed_is_an_error(reader: Reader, wanted: str) -> None:
    search_everything(reader, wanted, NOW)


@given(wanted=st.text(alphabet='"*():^+-{}[]AND OR NOT NEAR name:robe', max_size=60))
def test_nothing_that_is_typed_is_syntax(reader: Reader, wanted: str) -> None:
    search_everything(reader, wanted, NOW)


@given(wanted=st.text(max_size=200))
def test_words_are_bounded_and_folded(wanted: str) -> None:
    words = words_of(wanted)

    assert len(words) <= 8
    assert words == [word for folded in words for word in words_of(folded)]
