"""Which article stands in for another: the nearest size of the style, then what is most alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.rules.agreement import AGREEMENT, CODE_DIGITS, NOT_GIVEN, AgreementState, AgreementVerb, reply_code
from core.rules.substitutes import Look, colour_distance, price_of_substitute, proposed, size_steps

JACKET = Look(1, "MISTRAL", "jackets", "Aubance", "M", "navy", "#1E2A44", 12_900)


class Shelf:
    """Articles that are here, by a word for each."""

    large = replace(JACKET, article_id=2, size="L", free=1)
    huge = replace(JACKET, article_id=3, size="XXL", free=1)
    other_colour = replace(JACKET, article_id=4, colour="sand", colour_hex="#C9B38C", free=1)
    alike = Look(5, "ALIZE", "jackets", "Aubance", "M", "night", "#1B2440", 12_500, 1)
    far = Look(6, "TRAMONTANE", "jackets", "Nord", "XS", "red", "#C02020", 9_900, 1)
    shoe = Look(7, "DERBY", "shoes", "Aubance", "42", "navy", "#1E2A44", 12_900, 5)


def ids(*here: Look, units: int = 1, most: int = 9) -> list[int]:
    return [one.article_id for one in proposed(JACKET, units, here, most)]


def test_the_style_in_the_nearest_size_comes_first_then_what_is_most_alike() -> None:
    here = (Shelf.far, Shelf.alike, Shelf.other_colour, Shelf.huge, Shelf.large)
    assert ids(*here) == [2, 3, 5, 4, 6]
    assert ids(*here, most=2) == [2, 3]


def test_only_what_is_here_in_another_article_of_its_kind_is_proposed() -> None:
    assert ids(Shelf.shoe) == []
    assert ids(replace(JACKET, free=9)) == []
    assert ids(replace(Shelf.large, free=0)) == []
    assert ids(Shelf.large, replace(Shelf.huge, free=2), units=2) == [3]


def test_what_costs_far_more_is_not_given_away() -> None:
    assert ids(replace(Shelf.large, price_cents=16_125)) == [2]
    assert ids(replace(Shelf.large, price_cents=16_126)) == []


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("M", "l", 1),
        ("XS", "3XL", 6),
        ("38", "42", 2),
        ("42", "42,5", 0.25),
        ("30/32", "30/34", 1),
        ("M", "38", 2),
        ("", "", 0),
    ],
)
def test_sizes_are_compared_by_their_scale(one: str, other: str, steps: float) -> None:
    assert size_steps(one, other) == size_steps(other, one) == steps


def test_colours_are_compared_as_eyes_do() -> None:
    assert colour_distance("#000000", "#000000") == 0
    assert colour_distance("#000000", "#FFFFFF") == pytest.approx(1, abs=0.01)
    assert colour_distance("#1E2A44", "#1B2440") < colour_distance("#1E2A44", "#C9B38C")
    assert colour_distance("", "#FFFFFF") == colour_distance("blue", "#12") == 0.5


@given(st.integers(0, 10**6), st.none() | st.integers(-5, 10**6))
def test_nobody_pays_more_for_a_substitute(agreed: int, shelf: int | None) -> None:
    price = price_of_substitute(agreed, shelf)
    assert 0 <= price <= agreed
    assert shelf is None or price <= max(0, shelf)


def test_a_reply_code_is_the_lines_own() -> None:
    codes = {reply_code(f"line-{number}") for number in range(200)}
    assert len(codes) == 200 and all(len(code) == CODE_DIGITS and code.isdecimal() for code in codes)


def test_a_question_that_has_ended_without_a_yes_never_becomes_one() -> None:
    for state in NOT_GIVEN:
        for verb in AgreementVerb:
            move = AGREEMENT.moves.get((AgreementState(state), verb))
            assert move is None or move.to in NOT_GIVEN
