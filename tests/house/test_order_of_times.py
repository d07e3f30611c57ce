"""No rows are put in order by a time alone: two of one millisecond would change places by chance."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from house_tree import PACKAGES, ROOT, files

pytestmark = pytest.mark.usefixtures("no_collector")

KEYS = frozenset({"valid_from"})
"""Times that no two of the rows in question share: they are part of the table's key."""
SHARED = frozenset({"order_number"})
"""What several rows share all the same: an order's shares have its number."""
ROUND = frozenset({"desc", "asc", "nulls_first", "nulls_last"})
"""What turns a column round, as a method of it or as a function."""
HOLE = "hole_"
"""What stands for a placeholder of an f-string: a part of a term, a whole one, or its direction."""
IN_TEXT = re.compile(
    rf"""ORDER\s+BY\s+(?:(?:[^()"']|\([^()]*\))*?,\s*)?  # other terms
        (?:\w+\.)?(?P<last>\w+)                  # the last one
        (?:\s+(?:DESC|ASC|{HOLE}))?(?:\s+NULLS\s+\w+)?
        \s*(?:$|\)|LIMIT\b)""",
    re.VERBOSE,
)
_PUTS_IN_ORDER = re.compile(r"order_by|sort|ORDER")
"""In each source that has an order to be looked at; most have none, and are not parsed."""


def last_terms(source: str) -> Iterator[tuple[int, str]]:
    """The line and the column of the last term of each ORDER BY, of SQLAlchemy or in a text, and of what is
    sorted by one value of its rows alone."""
    if not _PUTS_IN_ORDER.search(source):
        return
    parts: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.JoinedStr):
            # Its parts come later in the walk, and say nothing by themselves.
            parts |= {id(part) for part in node.values}
            yield from _of_text(node, "".join(_text_of(part) for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield from _of_text(node, node.value)


def _of_text(node: ast.expr, text: str) -> Iterator[tuple[int, str]]:
    return ((node.lineno, found["last"]) for found in IN_TEXT.finditer(text))


def _text_of(part: ast.expr) -> str:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else HOLE


def _of_call(node: ast.Call) -> Iterator[tuple[int, str]]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name == "order_by":
        yield from ((node.lineno, column_of(term)) for term in node.args[-1:])
    elif name in ("sort", "sorted"):
        for given in node.keywords:
            if given.arg == "key" and isinstance(given.value, ast.Lambda):
                yield node.lineno, column_of(given.value.body)


def column_of(term: ast.expr) -> str:
    """The name of a column, whichever way round; "" for what is none."""
    if isinstance(term, ast.BoolOp):
        return column_of(term.values[0])
    if isinstance(term, ast.Tuple) and term.elts:
        return column_of(term.elts[-1])
    while isinstance(term, ast.Call):
        if isinstance(term.func, ast.Attribute) and term.func.attr in ROUND and not term.args:
            term = term.func.value
        elif term.args and getattr(term.func, "id", getattr(term.func, "attr", "")) in ROUND:
            term = term.args[0]
        else:
            return ""
    return term.attr if isinstance(term, ast.Attribute) else ""


def is_open(column: str) -> bool:
    """Whether several rows may share what stands there."""
    is_time = column == "at" or column.endswith(("_at", "_ms", "_from"))
    return (is_time and column not in KEYS) or column in SHARED


@pytest.mark.parametrize(
    ("source", "are_open"),
    [
        ("query.order_by(Sale.sold_at)", [True]),
        ("query.order_by(Sale.kind, Sale.sold_at.desc()).limit(1)", [True]),
        ("query.order_by(Movement.at.desc().nulls_last())", [True]),
        ("query.order_by(desc(Movement.at))", [True]),
        ("query.order_by(sa.nulls_last(sa.desc(Movement.at)))", [True]),
        ("query.order_by(Fulfilment.promised_at, Fulfilment.order_number)", [True]),
        ("query.order_by(desc(Movement.at), Movement.id)", [False]),
        ("query.order_by(Sale.sold_at.desc(), Sale.id)", [False]),
        ("query.order_by(ArticlePrice.valid_from.desc())", [False]),
        ("query.order_by(order)", [False]),
        ("query.order_by()", []),
        ("'SELECT 1 FROM sale ORDER BY sold_at DESC LIMIT ?'", [True]),
        ("f'state = 1 ORDER BY state_at DESC LIMIT {MOST}'", [True]),
        ("f'ORDER BY {head}.promised_at LIMIT 3'", [True]),
        ("f'ORDER BY {rank}, f.promised_at'", [True]),
        ("f'ORDER BY promised_at {direction} LIMIT {MOST}'", [True]),
        ("f'ORDER BY {head}.promised_at, {head}.id LIMIT 3'", [False]),
        ("f'ORDER BY sold_at DESC, {key} LIMIT 3'", [False]),
        ("f'ORDER BY {order} LIMIT 3'", [False]),
        ("'ORDER BY coalesce(a, b), sold_at'", [True]),
        ("'... ORDER BY kind, f.promised_at'", [True]),
        ("'OVER (PARTITION BY task ORDER BY promised_at, order_number) AS n ORDER BY at, id'", [True, False]),
        ("'ORDER BY r.valid_from DESC LIMIT 1), x'", [False]),
        ("'ORDER BY sold_at DESC, id LIMIT ?'", [False]),
        ("'sorted by sold_at'", []),
        ("sorted(rows, key=lambda row: row.taken_at)", [True]),
        ("rows.sort(key=lambda row: row.counted_at or 0)", [True]),
        ("rows.sort(key=lambda row: (row.counted_at or 0, row.id))", [False]),
        ("rows.sort(key=lambda row: (row.kind, row.counted_at))", [True]),
    ],
)  # fmt: skip
def test_a_time_that_comes_last_leaves_the_order_open(source: str, are_open: list[bool]) -> None:
    assert [is_open(column) for _line, column in last_terms(source)] == are_open


def test_after_a_time_each_order_names_what_no_two_rows_share() -> None:
    inside = {ROOT / package for package in PACKAGES}
    found = [
        f"{path.relative_to(ROOT)}:{line}: the order ends with {column}: add the rows' key"
        for path in files(".py")
        if inside & set(path.parents)
        for line, column in last_terms(path.read_text(encoding="utf-8"))
        if is_open(column)
    ]
    assert not found, "\n".join(found)
