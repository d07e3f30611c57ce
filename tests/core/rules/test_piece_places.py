"""Which unit of a line a piece is, by its serial number."""

from __future__ import annotations

import pytest

from core.rules.pieces import place_of_piece


@pytest.mark.parametrize(
    ("serial", "places", "place"),
    [
        ("B", (0, 1, 2), 1),
        ("A", (1, 2), None),
        ("A", (2,), None),
        ("unheard of", (0, 1, 2), 2),
        ("unheard of", (0, 1), None),
        ("", (0, 1), None),
    ],
)
def test_a_piece_is_the_unit_of_its_number_or_one_whose_number_is_not_told(
    serial: str, places: tuple[int, ...], place: int | None
) -> None:
    assert place_of_piece(("A", "B"), places, serial) == place


def test_of_a_line_without_numbers_any_unit_will_do() -> None:
    assert place_of_piece((), (1, 2), "A") == 1
