"""What goes and what comes where an order's units are decided anew."""

from __future__ import annotations

from core.orchestration.cool_down_moves import Move
from core.orchestration.cool_down_reading import Head, Movable
from core.rules.sourcing import Share, decide
from core.rules.sourcing_case import Case, Source, Wanted
from core.rules.time import Instant

LYON, VIENNE = 1, 2
SCARF = 7


def moved(*heads: Head, to: dict[int, int]) -> Move:
    """Two scarves of one line, given by these places now."""
    wanted = (Wanted("line", SCARF, 2, 100),)
    case = Case(wanted, tuple(Source(at, 1.0, {SCARF: units}) for at, units in to.items()))
    return Move(Movable("order", heads, case, {}, Instant(0)), case, decide(case))


def test_of_two_that_a_place_has_of_one_order_both_go_where_it_gives_less_in_all() -> None:
    heads = Head("a", LYON, {"line": 1}), Head("b", LYON, {"line": 1})
    move = moved(*heads, to={LYON: 1, VIENNE: 1})
    assert move.old == list(heads)
    assert sorted(move.new, key=lambda share: share.location_id) == [
        Share(LYON, {"line": 1}),
        Share(VIENNE, {"line": 1}),
    ]


def test_they_stay_where_it_gives_as_much() -> None:
    move = moved(Head("a", LYON, {"line": 1}), Head("b", LYON, {"line": 1}), to={LYON: 2})
    assert (move.old, move.new) == ([], [])
