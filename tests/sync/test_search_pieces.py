"""A piece is found by its serial number: from its beginning, by its end, in the groups of its label."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from search_shop import AWAY, HERE, NOW, ROWS, article, marked, opened, place, position

from core.model import Piece
from sync.reading import Reader
from sync.search import search_articles


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with opened(tmp_path_factory.mktemp("search") / "all.db", *ROWS) as reader:
        yield reader


def test_a_piece_is_named_by_its_serial_number(reader: Reader) -> None:
    assert search_articles(reader, "tegjk", NOW)[0].serial == "TEGJK-GEPV"


@pytest.mark.parametrize(("typed", "reason"), [("AM 0007 TP3", "AM0007TP3"), ("am-0007", "AM0007")])
def test_a_serial_number_is_found_in_the_groups_of_its_label(reader: Reader, typed: str, reason: str) -> None:
    [match] = search_articles(reader, typed, NOW)
    assert match.serial == "AM0007TP3"
    assert marked([match]) == [("serial", reason)]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("07tp3", "07TP3"),
        ("7TP3", "7TP3"),
        ("0007 tp3", "0007TP3"),
        ("gepv", "GEPV"),
        ("k-gepv", "K-GEPV"),
        ("tegjkge", "TEGJK-GE"),
    ],
)
def test_a_piece_is_found_by_its_last_characters_too(reader: Reader, typed: str, reason: str) -> None:
    [match] = search_articles(reader, typed, NOW)
    assert marked([match]) == [("serial", reason)]


@pytest.mark.parametrize("typed", ["tp3", "0007t", "egjk", "ge-pv-x"])
def test_too_little_or_the_middle_of_a_number_finds_no_piece(reader: Reader, typed: str) -> None:
    assert search_articles(reader, typed, NOW) == []


def piece(article_id: int, serial: str, location_id: int) -> Piece:
    return Piece(id=f"{article_id}{serial}", article_id=article_id, serial=serial, location_id=location_id)


def test_digits_are_the_end_of_a_barcode_and_of_a_piece_s_number(tmp_path: Path) -> None:
    barcode, watch = article(1, "Robe", gtin="2061803600426"), article(2, "Montre")
    pieces = (piece(2, "WX9900426", AWAY), piece(2, "WX7700426", HERE), piece(2, "WX0042600", HERE))
    rows = (place(HERE), place(AWAY), barcode, watch, *pieces, position(2, HERE, 1))
    with opened(tmp_path / "all.db", *rows) as reader:
        found = search_articles(reader, "0426", NOW)
        whole = search_articles(reader, "wx9900426", NOW)

    assert [(match.id, match.serial) for match in found] == [(2, "WX7700426"), (1, "")]
    assert marked(found) == [("serial", "0426"), ("gtin", "0426")]
    assert [match.serial for match in whole] == ["WX9900426"]


def test_letters_are_a_word_sooner_than_the_end_of_a_number(tmp_path: Path) -> None:
    rows = (place(HERE), article(1, "Jean"), article(2, "Montre"), piece(2, "WX99JAEN", HERE))
    with opened(tmp_path / "all.db", *rows) as reader:
        assert [match.id for match in search_articles(reader, "jaen", NOW)] == [1]
        assert [match.id for match in search_articles(reader, "9jaen", NOW)] == [2]


def test_of_many_numbers_that_begin_alike_the_whole_one_is_found(tmp_path: Path) -> None:
    watches = [article(n, f"Montre {n}") for n in range(1, 600)]
    pieces = [piece(n, f"2024000{n:05d}", AWAY) for n in range(1, 600)]
    with opened(tmp_path / "all.db", place(HERE), *watches, *pieces) as reader:
        assert [match.id for match in search_articles(reader, "202400000599", NOW)] == [599]
        assert len(search_articles(reader, "20240000", NOW)) == 40
