"""Whatever is typed, or comes of a scanner or of a row of keys without its shift, is no error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_shop import NOW, ROWS, article, marked, opened

from sync.reading import Reader
from sync.search import search_articles, search_everything
from sync.search_words import words_of

GTIN = "3760123456784"
ELEMENTS = f"010{GTIN}"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    rows = (*ROWS, article(8, "Bonnet", gtin=GTIN))
    with opened(tmp_path_factory.mktemp("search") / "all.db", *rows) as reader:
        yield reader


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


@pytest.mark.parametrize(
    "typed",
    [
        "]E03760123456784",
        f"]C1{ELEMENTS}",
        f"]d2\x1d{ELEMENTS}1726123121AM0007TP3\x1d10B1",
        "(01)03760123456784(21)AM0007TP3",
        f"{ELEMENTS}21AM0007TP3",
        "\"è-à&é\"'(-è_'",
        "\" è-à&é\" '(-è_'",
        " 3 760123 456784\t",
        "3 760 123",
        "3760 123",
        "456 78 4",
        "56 784",
    ],
)
def test_a_barcode_is_found_however_it_comes(reader: Reader, typed: str) -> None:
    found = search_articles(reader, typed, NOW)
    assert [match.gtin for match in found] == [GTIN]
    assert {field for field, _ in marked(found)} == {"gtin"}


@pytest.mark.parametrize(
    "tail",
    ["1", "12", "10", "99", "4711", "17261231999", "2144"],
    ids=lambda tail: f"{len(tail)} more",
)
def test_a_long_number_that_begins_like_an_element_string_stays_what_it_is(tail: str) -> None:
    is_one = tail == "2144"
    assert words_of(ELEMENTS + tail) == [f"0{GTIN}" if is_one else ELEMENTS + tail]


@pytest.mark.parametrize("typed", [f"]C1{ELEMENTS}4711", f"(01)0{GTIN}(93)X", f"{ELEMENTS}1726123110B1"])
def test_an_element_string_is_one_by_its_mark_its_brackets_or_what_follows(typed: str) -> None:
    assert words_of(typed) == [f"0{GTIN}"]


@pytest.mark.parametrize(
    "typed",
    [
        "----",
        '""""',
        "'(-_",
        "&&&&",
        "!§!§",
        "👗",
        "👗👠🕶️",
        "платье",
        "]C1",
        "(01)",
        "\x1d",
        "?!…«»",
        "\u202e\u0301",
    ],
)
def test_signs_and_other_scripts_find_nothing(reader: Reader, typed: str) -> None:
    found = search_everything(reader, typed, NOW)
    assert (found.articles, found.orders) == ((), ())


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("👗 alba", ["Chemise lin Alba"]),
        ("robe" * 2_500, []),
        ("alba " * 2_000, ["Chemise lin Alba"]),
        ('"alba"', ["Chemise lin Alba"]),
        ("alba AND", ["Chemise lin Alba"]),
        ("alba*", ["Chemise lin Alba"]),
        ("NEAR(alba, lin)", []),
        ("name:alba", []),
        ("ALBA\u00a0LIN", ["Chemise lin Alba"]),
    ],
)
def test_what_searches_elsewhere_know_as_signs_says_nothing(
    reader: Reader, typed: str, names: list[str]
) -> None:
    assert [match.name for match in search_articles(reader, typed, NOW)] == names


@pytest.mark.parametrize("typed", ["éé", "à la", "déjà", "été çà", "12é4"])
def test_words_are_no_digits_of_another_keyboard(typed: str) -> None:
    assert not "".join(words_of(typed)).isdecimal()


def test_the_letter_of_an_order_s_number_is_marked_in_no_word_that_begins_with_it(
    tmp_path: Path,
) -> None:
    wanted = article(9, "Chemise homme", size="C", colour="Chocolat", gtin="2006843259498")
    with opened(tmp_path / "all.db", wanted) as more:
        [match] = search_articles(more, "C-20068", NOW)
        assert marked([match]) == [("size", "C"), ("gtin", "20068")]
        [match] = search_articles(more, "che c 20068", NOW)
        assert marked([match]) == [("name", "Che"), ("size", "C"), ("gtin", "20068")]
        assert ("colour", "C") in marked(search_articles(more, "chemise homme c", NOW))
