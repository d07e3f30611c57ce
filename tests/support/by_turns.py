"""The values of a test on both databases, by turns: one on SQLite, the next on PostgreSQL.

A test marked `by_turns` runs on both, and each of its values on one of them; the other half is marked `full`,
and runs where full counts are asked for. It is for values that change what the rows hold, or the order in
which things come, and choose no other statement: they prove what they prove on either database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from _pytest.mark import ParameterSet

from tests.support.core_databases import KINDS

MARK = "by_turns"
DATABASE = "database_kind"


def leave_out_of_turn(items: Sequence[pytest.Item]) -> None:
    """Mark `full` what has its turn on the other database.

    Raises:
        pytest.UsageError: a test is marked that has no values, or no database.
    """
    for item in items:
        if item.get_closest_marker(MARK) and not is_its_turn(*_place_of(item)):
            item.add_marker(pytest.mark.full)


def is_its_turn(kind: str, places: Sequence[int]) -> bool:
    """Whether these values are tried on this kind of database.

    Args:
        places: of each parametrization of the test, the place of its value.
    """
    return sum(places) % len(KINDS) == KINDS.index(kind)


def _place_of(item: pytest.Item) -> tuple[str, list[int]]:
    known = getattr(item, "callspec", None)
    marks = list(item.iter_markers("parametrize"))
    if known is None or DATABASE not in known.params or not marks:
        raise pytest.UsageError(f"{item.nodeid} has no values to share between both databases")
    return str(known.params[DATABASE]), [_place_in(mark, known.params) for mark in marks]


def _place_in(mark: pytest.Mark, params: Mapping[str, object]) -> int:
    """Where this item's values stand in one parametrization. (`callspec.indices` counts the crossed ones.)"""
    names = mark.args[0]
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    mine = [params[name] for name in names]
    each = [ParameterSet.extract_from(one, force_tuple=len(names) == 1).values for one in mark.args[1]]
    return next(place for place, values in enumerate(each) if all(map(_is_same, values, mine)))


def _is_same(one: object, other: object) -> bool:
    return one is other or one == other
