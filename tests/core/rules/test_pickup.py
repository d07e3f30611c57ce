"""The customer's code: made from chance, kept as a digest, checked without the core."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.pickup import CODE_DIGITS, code_digest, code_from, exchange_code, is_right_code

CODES = st.integers(0, 10**CODE_DIGITS - 1).map(lambda n: f"{n:0{CODE_DIGITS}d}")


@given(st.binary(min_size=8, max_size=16))
def test_a_code_has_six_digits(entropy: bytes) -> None:
    code = code_from(entropy)
    assert len(code) == 6
    assert code.isdigit()


def test_too_little_chance_makes_no_code() -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        code_from(b"1234567")


@given(CODES, CODES)
def test_the_right_code_is_right_and_any_other_is_not(right: str, tried: str) -> None:
    digest = code_digest("order-1", right)
    assert is_right_code("order-1", tried, digest) is (tried == right)


def test_blanks_around_a_typed_code_do_no_harm() -> None:
    assert is_right_code("order-1", " 123456 ", code_digest("order-1", "123456"))


def test_the_same_code_of_two_orders_has_two_digests() -> None:
    assert code_digest("order-1", "123456") != code_digest("order-2", "123456")


def test_without_a_digest_no_code_is_right() -> None:
    assert not is_right_code("order-1", "", "")


def test_a_digest_fits_its_column_and_hides_the_code() -> None:
    digest = code_digest("order-1", "123456")
    assert len(digest) == 64
    assert "123456" not in digest


def test_the_code_of_an_exchange_follows_from_its_seed_and_from_its_refund() -> None:
    codes = {exchange_code(refund, seed) for refund in ("f1", "f2") for seed in ("", "aa" * 16, "bb" * 16)}
    assert len(codes) == 6
    assert exchange_code("f1", "aa" * 16) == exchange_code("f1", "aa" * 16), "at any time again"


def test_codes_that_are_out_are_what_they_were() -> None:
    """They were printed before there was a seed, and are on customers' papers."""
    assert exchange_code("0193a5f2-0000-7000-8000-000000000001", "") == "518770"
