"""This store's orders, found by number and by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from search_shop import NOW, ROWS, marked, opened, order, place

from sync.reading import Reader
from sync.search import search_everything
from sync.search_orders import search_orders


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with opened(tmp_path_factory.mktemp("search") / "all.db", *ROWS) as reader:
        yield reader


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


NAMES = ("Claire Le Fèvre", "Anne Lefèvre", "Jean-Paul Martin", "Léo d'Arcy")


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ("lefevre", ["Lefèvre"]),
        ("clairelefevre", ["Claire Le Fèvre"]),
        ("lefev clai", []),
        ("jeanpaul", ["Jean-Paul"]),
        ("martin jeanpaul", []),
        ("an ne", ["Anne"]),
        ("darcy", ["d'Arcy"]),
        ("fevreclaire", []),
    ],
)
def test_a_name_is_found_however_its_parts_are_joined(tmp_path: Path, typed: str, reasons: list[str]) -> None:
    orders = [order(f"f{n}", f"C-{n}", name) for n, name in enumerate(NAMES)]
    with opened(tmp_path / "all.db", place(1), *orders) as reader:
        found = search_orders(reader, typed, corrects=False)
    assert [reason for _, reason in marked(found)] == reasons
