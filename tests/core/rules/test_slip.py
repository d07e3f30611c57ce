"""What is typed or scanned as a card slip's reference."""

from __future__ import annotations

import pytest

from core.rules.errors import Refused
from core.rules.slip import check_slip


@pytest.mark.parametrize(
    "reference", ["8836-17", "PAY7", "8535296650153317", "TPE.12/0042_b", "000000000000000"]
)
def test_a_reference_of_a_terminal_is_taken(reference: str) -> None:
    check_slip(reference)


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("4111111111111111", "slip_is_card_number"),
        ("5555 5555 5555 4444", "slip_is_card_number"),
        ("3782-822463-10005", "slip_is_card_number"),
        ("123", "slip_not_a_reference"),
        ("88 36 17", "slip_not_a_reference"),
        ("-8836", "slip_not_a_reference"),
        ("réf-12", "slip_not_a_reference"),
        ("x" * 65, "slip_not_a_reference"),
    ],
)
def test_a_card_s_number_and_what_no_slip_says_are_not(reference: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_slip(reference)


def test_a_number_that_only_looks_like_a_card_s_is_taken() -> None:
    check_slip("4111111111111112")
