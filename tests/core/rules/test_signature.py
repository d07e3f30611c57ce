from __future__ import annotations

import pytest

from core.rules.errors import BadInput
from core.rules.signature import MAX_POINTS, read, written

LINE = [(place * 10, 500) for place in range(20)]


def test_a_signature_is_read_as_it_was_written() -> None:
    assert read(written([LINE, [(0, 0), (999, 999)]])) == [LINE, [(0, 0), (999, 999)]]


def test_a_touch_by_accident_is_no_signature() -> None:
    assert written([[(1, 1), (2, 2)]]) == ""
    assert read("") == []


def test_a_long_one_is_thinned_and_what_leaves_the_pad_stays_at_its_edge() -> None:
    strokes = read(written([[(-5, 2_000)] * 5 * MAX_POINTS]))
    assert len(strokes[0]) <= MAX_POINTS
    assert strokes[0][0] == (0, 999)


@pytest.mark.parametrize("text", ["12345", "abcdef", "123456;12"])
def test_what_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="bad_signature"):
        read(text)
