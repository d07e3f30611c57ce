"""Values that are tried by turns: each on one of both databases, and in the full counts on the other too."""

from __future__ import annotations

from itertools import product

import pytest

from tests.support.by_turns import is_its_turn
from tests.support.core_databases import KINDS

VALUES = ["a", "b", "c"]
PAIRS = [(1, 2), (3, 4)]


@pytest.mark.parametrize("counts", [(2,), (3,), (2, 2), (13, 2), (2, 4)])
def test_each_has_its_turn_on_one_and_of_two_kinds_of_values_each_comes_on_both(
    counts: tuple[int, ...],
) -> None:
    crossed = list(product(*map(range, counts)))
    turns = {kind: [places for places in crossed if is_its_turn(kind, places)] for kind in KINDS}
    assert sorted(places for some in turns.values() for places in some) == crossed
    assert all(turns.values())
    if len(counts) > 1:
        for some in turns.values():
            assert [{places[at] for places in some} for at in range(len(counts))] == [
                set(range(count)) for count in counts
            ]


@pytest.mark.by_turns
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_what_is_not_in_its_turn_runs_in_the_full_counts_alone(
    database_kind: str, request: pytest.FixtureRequest, value: str, first: int, second: int
) -> None:
    places = VALUES.index(value), PAIRS.index((first, second))
    is_extra = request.node.get_closest_marker("full") is not None
    assert is_extra is not is_its_turn(database_kind, places)
