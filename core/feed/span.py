"""Spans of a stream: the changes after one version up to another, cut where a transaction ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

import msgspec
from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import Session

from core.feed.log import image_decoder, row_key_decoder
from core.model import Base, Change
from core.wire import TableDelta, in_columns

_WHOLE_SPAN: Final = (
    select(Change.version, Change.table_name, Change.row_key, Change.image)
    .where(
        Change.stream == bindparam("stream"),
        Change.version > bindparam("after"),
        Change.version <= bindparam("top"),
    )
    .order_by(Change.version)
)
_SPAN: Final = _WHOLE_SPAN.limit(bindparam("limit", type_=Integer()))
"""Made once: each device asks for it again and again."""


class Logged(msgspec.Struct, frozen=True):
    """One logged row."""

    version: int
    table: str
    row_key: str
    image: bytes | None


class Span(msgspec.Struct, frozen=True):
    """Whole transactions of one stream in ``(after, to]``, in order; `more` when newer ones were left out."""

    after: int
    to: int
    more: bool
    rows: Sequence[Logged]


def read_span(session: Session, stream: str, after: int, top: int, most_rows: int) -> Span:
    """The changes after `after`, up to `top` or as far as `most_rows` go.

    A transaction is never split: one that is larger than the bound comes alone and whole.
    """
    rows = _read(session, stream, after, top, most_rows + 1)
    if len(rows) <= most_rows:
        return Span(after, top, False, rows)
    cut = rows[-1].version
    whole = [row for row in rows if row.version < cut]
    if not whole:
        whole = _read(session, stream, cut - 1, cut, None)
    return Span(after, whole[-1].version, whole[-1].version < top, whole)


def _read(session: Session, stream: str, after: int, top: int, limit: int | None) -> list[Logged]:
    values: dict[str, Any] = {"stream": stream, "after": after, "top": top}
    statement = _WHOLE_SPAN
    if limit is not None:
        statement, values["limit"] = _SPAN, limit
    return [Logged(*row) for row in session.execute(statement, values)]


def last_values(rows: Iterable[Logged]) -> list[TableDelta]:
    """The last value of each row, and the keys of those that are gone; parents before children, by key."""
    last: dict[str, dict[str, bytes | None]] = {}
    for row in rows:
        last.setdefault(row.table, {})[row.row_key] = row.image
    return [_table_delta(name, columns, last[name]) for name, columns in _tables() if name in last]


@cache
def _tables() -> tuple[tuple[str, list[str]], ...]:
    """Each table and its columns, parents before children: sorted once, a tail is read in a millisecond."""
    return tuple(
        (str(table.name), [column.name for column in table.columns]) for table in Base.metadata.sorted_tables
    )


def _table_delta(name: str, columns: Sequence[str], images: dict[str, bytes | None]) -> TableDelta:
    keyed: list[tuple[list[Any], bytes | None]] = sorted(
        ((row_key_decoder.decode(key), image) for key, image in images.items()), key=lambda pair: pair[0]
    )
    decoded = (image_decoder.decode(image) for _, image in keyed if image is not None)
    # An image from before a column was added has none: the column's own default is for the migration to fill.
    rows = [[image.get(column) for column in columns] for image in decoded]
    return in_columns(name, columns, rows, [key for key, image in keyed if image is None])
