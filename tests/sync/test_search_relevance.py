"""What an associate types over the demo catalogue, and what must be among the first three."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from msgspec.structs import asdict
from search_shop import AWAY, HERE, NOW, order
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from core.model import Article, network_file
from core.service.demo import generate
from sync.reading import Reader
from sync.schema import store_metadata
from sync.search import Found, search_everything

ARTICLES = 4_000
TOP = 3


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """Every third article here, every second one elsewhere."""
    path = tmp_path_factory.mktemp("relevance") / "all.db"
    articles = generate(now=NOW, articles=ARTICLES, stores=2).articles
    with closing(sqlite3.connect(path)) as file:
        network_file.create_tables(file)
        network_file.set_state(file, 1, "epoch", NOW)
        names = [column.name for column in Article.__table__.columns]
        file.executemany(
            f"INSERT INTO article VALUES ({', '.join('?' * len(names))})",
            ([({"id": n} | asdict(one))[name] for name in names] for n, one in enumerate(articles, start=1)),
        )
        for place, every in ((HERE, 3), (AWAY, 2)):
            rows = ((n, place, *[1] + [0] * 12) for n in range(1, ARTICLES + 1, every))
            file.executemany(f"INSERT INTO position VALUES ({', '.join('?' * 15)})", rows)
        file.execute("INSERT INTO piece VALUES ('p1', 7, 'ORK29XB7A', 1, 'sellable', NULL)")
        network_file.create_indexes(file)
        network_file.settle(file, HERE)
        file.commit()
    engine = create_engine(f"sqlite:///{path}")
    store_metadata().create_all(engine)
    with Session(engine) as session:
        session.add(order("C-20418", "C-20418", "Hélène Garnier"))
        session.commit()
        yield Reader(session, HERE)
    engine.dispose()


def search(reader: Reader, wanted: str) -> Found:
    return search_everything(reader, wanted, NOW)


def has(article: Any, *words: str) -> bool:
    whole = f"{article.name} {article.brand} {article.category} {article.colour} {article.size} {article.sku}"
    return all(word in whole.split() or word in whole for word in words)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("r", ("Robe",)),
        ("ch", ("Ch",)),
        ("robe lin", ("Robe", "lin")),
        ("lin robe", ("Robe", "lin")),
        ("robe lin 40", ("Robe", "lin", "40")),
        ("40 robe lin", ("Robe", "lin", "40")),
        ("ROBE NOIR", ("Robe", "Noir")),
        ("jean slim 38", ("Jean", "slim", "38")),
        ("pull merinos", ("Pull", "mérinos")),
        ("pull mérinos", ("Pull", "mérinos")),
        ("mariniere", ("Marinière",)),
        ("bleu nuit chemise", ("Chemise", "Bleu nuit")),
        # One slip: exchanged, left out, doubled, changed, at the first letter, and while typing goes on.
        ("chemsie", ("Chemise",)),
        ("chmise", ("Chemise",)),
        ("cheemise", ("Chemise",)),
        ("chemize", ("Chemise",)),
        ("dhemise", ("Chemise",)),
        ("chemsi", ("Chemise",)),
        ("rboe lin", ("Robe", "lin")),
        ("robe nior", ("Robe", "Noir")),
        # Two slips in a long word.
        ("marrinieer", ("Marinière",)),
        ("montre equinxoe", ("Montre", "Équinoxe")),
        # The word that was meant counts, however short what is typed of it.
        ("baskets cur", ("Baskets", "cuir")),
        ("marniee", ("Marinière",)),
    ],
)
def test_is_among_the_first_three(reader: Reader, typed: str, words: tuple[str, ...]) -> None:
    articles = search(reader, typed).articles[:TOP]

    assert any(has(article, *words) for article in articles), [article.name for article in articles]


def test_numbers_find_the_one_that_they_name(reader: Reader) -> None:
    wanted = reader.session.get_one(Article, 1_234)
    head, tail = wanted.gtin, wanted.gtin[-7:]

    for typed in (head, tail, wanted.sku, wanted.sku.lower().replace("-", " ")):
        assert search(reader, typed).articles[0].id == wanted.id
    assert {article.style for article in search(reader, wanted.style).articles} == {wanted.style}
    assert [article.serial for article in search(reader, "ork29").articles] == ["ORK29XB7A"]


@pytest.mark.parametrize(
    "typed", ["C-20418", "20418", "0418", "418", "helene garnier", "garnier h", "garneir"]
)
def test_orders_are_found_by_number_by_its_end_and_by_name(reader: Reader, typed: str) -> None:
    assert [match.order_number for match in search(reader, typed).orders] == ["C-20418"]


@pytest.mark.parametrize("typed", ["robe", "n", "40", "chemsie"])
def test_what_is_here_comes_before_what_is_elsewhere_before_the_rest(reader: Reader, typed: str) -> None:
    tiers = [
        0 if match.available_here else 1 if match.available_elsewhere else 2
        for match in search_everything(reader, typed, NOW, most_articles=2_000).articles
    ]

    assert tiers == sorted(tiers)
    assert set(tiers) == {0, 1, 2}


def test_a_guess_is_marked_as_one_and_never_beside_what_is_written_so(reader: Reader) -> None:
    guessed = search(reader, "chemsie").articles
    written = search(reader, "chemise").articles

    assert all(match.is_approximate for match in guessed)
    assert not any(match.is_approximate for match in written)
    first = guessed[0]
    assert [first.name[mark.start : mark.end] for mark in first.marks if mark.field == "name"] == ["Chemise"]
