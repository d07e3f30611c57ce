"""Search as one types: whatever is typed, in any order, with accents or none; what is here comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from search_shop import AWAY, HERE, NOW, ROWS, article, marked, opened, place, position

from core.model import Movement
from sync.reading import Reader
from sync.search import articles_by_id, search_articles
from sync.search_words import agreeing


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with opened(tmp_path_factory.mktemp("search") / "all.db", *ROWS) as reader:
        yield reader


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
        ("robe lin T40", [1]),
        ("robe lin t. 40", [1]),
        ("t 40 resedo", [1]),
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


def test_a_size_with_its_t_is_marked_as_the_size_alone(reader: Reader) -> None:
    [match] = search_articles(reader, "robe lin T.40", NOW)
    assert ("size", "40") in marked([match])
    assert not match.is_approximate


def test_a_size_that_is_written_with_its_t_is_found_either_way(tmp_path: Path) -> None:
    rows = (place(HERE), article(1, "Robe Tilda", size="40"), article(2, "Robe Iris", size="T40"))
    with opened(tmp_path / "all.db", *rows) as reader:
        found = {
            typed: {match.id for match in search_articles(reader, typed, NOW)}
            for typed in ("robe t40", "robe T 40", "robe 40")
        }
    assert found == {"robe t40": {2}, "robe T 40": {2}, "robe 40": {1}}


def test_two_sizes_are_not_how_a_barcode_ends(tmp_path: Path) -> None:
    rows = (
        place(HERE),
        article(1, "Pantalon chino", size="44", gtin="2073036264232"),
        article(2, "Pantalon cargo", size="42/34"),
    )
    with opened(tmp_path / "all.db", *rows) as reader:
        found = {
            typed: [match.id for match in search_articles(reader, typed, NOW)]
            for typed in ("pantalon 42/32", "pantalon 42/34", "pantalon 4232", "42 32")
        }
    assert found == {"pantalon 42/32": [], "pantalon 42/34": [2], "pantalon 4232": [1], "42 32": [1]}


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
    rows = (place(HERE), named, coloured, position(1, HERE, 1), position(2, HERE, 1))
    with opened(tmp_path / "all.db", *rows) as reader:
        ids = [match.id for match in search_articles(reader, "chemise bleue", NOW)]

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


def test_a_movement_made_here_counts_at_once(tmp_path: Path) -> None:
    gone = Movement(
        id="m1", at=NOW, kind="sold", article_id=4, location_id=HERE, quantity=2, bucket="sellable"
    )
    with opened(tmp_path / "all.db", *ROWS, gone) as reader:
        match = search_articles(reader, "alba", NOW)[0]

    assert (match.available_here, match.available_elsewhere) == (0, 3)


def test_of_very_many_matches_those_here_are_found(tmp_path: Path) -> None:
    many = [article(n, f"Robe {n}") for n in range(1, 600)]
    last = many[-1].id
    with opened(tmp_path / "all.db", place(HERE), *many, position(last, HERE, 1)) as reader:
        ids = [match.id for match in search_articles(reader, "r", NOW, limit=5)]

    assert ids[0] == last
    assert len(ids) == 5


@pytest.mark.parametrize("typed", ["robe muguet", "robe mugeut"])
def test_what_is_called_just_so_comes_before_what_more_places_have(tmp_path: Path, typed: str) -> None:
    longer, exact = article(1, "Robe longue Muguet"), article(2, "Robe Muguet")
    stock = (position(1, HERE, 1), position(1, AWAY, 1), position(2, HERE, 1))
    with opened(tmp_path / "all.db", place(HERE), place(AWAY), longer, exact, *stock) as reader:
        ids = [match.id for match in search_articles(reader, typed, NOW)]

    assert ids == [2, 1]
