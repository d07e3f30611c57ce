"""What the rows of one store's stream add up to, for `coulisse doctor`."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.settings import Setting, setting
from core.feed.span import last_values, read_span
from core.model import Base, private_rows, row_hashes
from core.wire import RowHashes

MAX_LOGGED_ROWS: Final = 1_000_000
"""More than any store's stream has between two compactions."""


def private_hashes(session: Session, stream: str) -> RowHashes:
    """The sums and numbers of the rows that a stream leads to, as of one moment."""
    version, _ = version_of(session, stream)
    span = read_span(session, stream, 0, version, MAX_LOGGED_ROWS)
    sums, counts = {}, {}
    for delta in last_values(span.rows):
        if delta.name in private_rows.LET_GO:
            continue
        table = Base.metadata.tables[delta.name]
        named = (dict(zip(delta.columns, row, strict=True)) for row in delta.rows())
        rows = private_rows.comparable(table, named)
        sums[delta.name] = row_hashes.pack(private_rows.summed(table, rows))
        counts[delta.name] = len(rows)
    return RowHashes(epoch=setting(session, Setting.EPOCH), version=span.to, sums=sums, rows=counts)
