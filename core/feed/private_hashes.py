"""What the rows of one store's stream add up to, for its workstations and `coulisse doctor`.

The log is read as it comes, and each table's rows are added up some at a time: a stream that has grown for
months takes no more memory than one of yesterday.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.feed.log import image_decoder, version_of
from core.feed.settings import Setting, setting
from core.model import Base, Change, private_rows, row_hashes
from core.wire import RowHashes

PAGE: Final = 2_000
"""Rows that are held at a time."""


class _Summed:
    """One table's rows, as far as they have come."""

    def __init__(self, name: str) -> None:
        self._table = Base.metadata.tables[name]
        self._images: list[dict[str, Any]] = []
        self._sums = row_hashes.no_sums()
        self._count = 0

    def add(self, image: bytes) -> None:
        self._images.append(image_decoder.decode(image))
        if len(self._images) >= PAGE:
            self._add_up()

    def end(self) -> tuple[bytes, int]:
        self._add_up()
        return row_hashes.pack(self._sums), self._count

    def _add_up(self) -> None:
        rows = private_rows.comparable(self._table, self._images)
        row_hashes.add(self._sums, range(row_hashes.SHARDS), private_rows.summed(self._table, rows))
        self._count += len(rows)
        self._images = []


def private_hashes(session: Session, stream: str) -> RowHashes:
    """The sums and numbers of the rows that a stream leads to, as of one moment."""
    version, _ = version_of(session, stream)
    tables: dict[str, _Summed] = {}
    for name, image in _last_images(session, stream, version):
        table = tables.setdefault(name, _Summed(name))
        if image is not None:
            table.add(image)
    ended = {name: table.end() for name, table in tables.items()}
    return RowHashes(
        epoch=setting(session, Setting.EPOCH),
        version=version,
        sums={name: sums for name, (sums, _) in ended.items()},
        rows={name: count for name, (_, count) in ended.items()},
        forms={name: private_rows.form(Base.metadata.tables[name]) for name in ended},
    )


def _last_images(session: Session, stream: str, version: int) -> Iterator[tuple[str, bytes | None]]:
    """Each row as it was left by the last transaction that touched it; None for one that is gone."""
    logged = session.execute(
        select(Change.table_name, Change.row_key, Change.image)
        .where(
            Change.stream == stream,
            Change.version <= version,
            Change.table_name.not_in(sorted(private_rows.LET_GO)),
        )
        .order_by(Change.table_name, Change.row_key, Change.version),
        execution_options={"yield_per": PAGE},
    )
    last: Any = None
    for row in logged:
        if last is not None and (last.table_name, last.row_key) != (row.table_name, row.row_key):
            yield last.table_name, last.image
        last = row
    if last is not None:
        yield last.table_name, last.image
