"""No rows are put in order by a time alone: two of one millisecond would change places by chance."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from house_tree import PACKAGES, ROOT, files

KEYS = frozenset({"valid_from"})
"""Times that no two of the rows in question share: they are part of the table's key."""


def last_terms(source: str) -> Iterator[tuple[int, str]]:
    """Line and column of the last term of each `order_by`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            for term in node.args[-1:] if node.func.attr == "order_by" else ():
                yield node.lineno, column_of(term)


def column_of(term: ast.expr) -> str:
    """The name of a column, whichever way round; "" for what is none."""
    while isinstance(term, ast.Call) and isinstance(term.func, ast.Attribute):
        term = term.func.value
    return term.attr if isinstance(term, ast.Attribute) else ""


def is_time(column: str) -> bool:
    return (column == "at" or column.endswith(("_at", "_ms", "_from"))) and column not in KEYS


@pytest.mark.parametrize(
    ("source", "are_open"),
    [
        ("query.order_by(Sale.sold_at)", [True]),
        ("query.order_by(Sale.kind, Sale.sold_at.desc()).limit(1)", [True]),
        ("query.order_by(Movement.at.desc().nulls_last())", [True]),
        ("query.order_by(Sale.sold_at.desc(), Sale.id)", [False]),
        ("query.order_by(ArticlePrice.valid_from.desc())", [False]),
        ("query.order_by(order)", [False]),
        ("query.order_by()", []),
    ],
)
def test_a_time_that_comes_last_leaves_the_order_open(source: str, are_open: list[bool]) -> None:
    assert [is_time(column) for _line, column in last_terms(source)] == are_open


def test_after_a_time_each_order_names_what_no_two_rows_share() -> None:
    inside = {ROOT / package for package in PACKAGES}
    found = [
        f"{path.relative_to(ROOT)}:{line}: order_by ends with {column}: add the rows' key"
        for path in files(".py")
        if inside & set(path.parents)
        for line, column in last_terms(path.read_text(encoding="utf-8"))
        if is_time(column)
    ]
    assert not found, "\n".join(found)
