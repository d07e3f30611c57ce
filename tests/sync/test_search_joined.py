"""Words that are typed together, or apart, where the article has them the other way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from search_shop import HERE, NOW, article, marked, opened, place

from core.rules.words import compounds
from sync.reading import Reader
from sync.search import search_articles
from sync.search_joined import parted

ROWS = (
    place(HERE),
    article(1, "T-shirt col V", category="T-shirts"),
    article(2, "Tee-shirt rayé", category="Tops"),
    article(3, "Teeshirt sport", category="Tops"),
    article(4, "Sweat-shirt molleton", category="Sweats"),
    article(5, "Robe longue lin Réséda", category="Robes", size="40"),
    article(6, "Sac à dos Basalte", category="Sacs", size=""),
    article(7, "Prêt\u2011à\u2011porter", category="Livres", size=""),
    article(8, "Robe d\u2019été œillet", category="Robes", colour="Bleu"),
    article(9, "Straße", category="Livres", size=""),
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with opened(tmp_path_factory.mktemp("joined") / "all.db", *ROWS) as reader:
        yield reader


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("tee shirt", {2}),
        ("tee shirt col v", {1}),
        ("tee shirt sport", {3}),
        ("t shirt col", {1}),
        ("teeshirt raye", {2}),
        ("teeshirt col v", {1}),
        ("tshirt col", {1}),
        ("tshi", {1}),
        ("tshirt raye", {2}),
        ("sweatshirt", {4}),
        ("sweat shirt", {4}),
        ("sweet shirt", {4}),
        ("robelin", {5}),
        ("robelin 40", {5}),
        ("robelin40", set()),
        ("robe40", {5}),
        ("robelon", {5}),
        ("longuerobe reseda", {5}),
        ("sacdos", {6}),
        ("sac a dos", {6}),
        ("pretaporter", {7}),
        ("l'été", {8}),
        ("l\u2019ete", {8}),
        ("lete", {8}),
        ("dété", {8}),
        ("ŒILLET", {8}),
        ("oeillet", {8}),
        ("strasse", {9}),
        ("STRASSE", {9}),
        ("sacdosbasalte", set()),
        ("molletonshirtsweat", set()),
    ],
)
def test_words_are_found_together_and_apart(reader: Reader, typed: str, ids: set[int]) -> None:
    assert {match.id for match in search_articles(reader, typed, NOW)} == ids


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ("tee shirt col", ["T-shirt", "col", "T-shirts"]),
        ("tshi", ["T-shi", "T-shi"]),
        ("robelin", ["Robe", "lin", "Robe"]),
        ("sacdos", ["Sac", "dos", "Sac"]),
        ("pretaporter", ["Prêt\u2011à\u2011porter"]),
    ],
)
def test_the_letters_that_match_are_marked(reader: Reader, typed: str, reasons: list[str]) -> None:
    [match] = search_articles(reader, typed, NOW)
    assert [reason for _, reason in marked([match])] == reasons


def test_only_what_is_near_is_a_guess(reader: Reader) -> None:
    assert not any(match.is_approximate for match in search_articles(reader, "robelin", NOW))
    assert all(match.is_approximate for match in search_articles(reader, "tee shirt col", NOW))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("T-shirt", ["tshirt"]),
        ("Sac week-end", ["weekend"]),
        ("Prêt-à-porter - anti-UV", ["pretaporter", "antiuv"]),
        ("38-40 CSH1203-COG", []),
        ("Robe - lin", []),
        ("-", []),
        ("T-", []),
        ("Jean-", []),
    ],
)
def test_a_compound_is_what_hyphens_join(text: str, found: list[str]) -> None:
    assert [joined for _, _, joined in compounds(text)] == found


def test_no_single_letter_is_split_off_but_one_that_says_nothing() -> None:
    assert list(parted("lete")) == [("l", "ete"), ("le", "te")]
    assert list(parted("robe40")) == [("robe", "40")]
    assert list(parted("3840")) == []
