"""How long the change log is kept: what was overtaken is let go of, what somebody needs is not.

A private stream is *compacted* up to its floor: of each row the last image stays, of a row that went nothing.
So whoever begins at nothing gets all that there is; whoever has an older version than the floor might miss
that a row went, is told `stream_restarted`, and begins at nothing. Two kinds of row are of their day alone
and go altogether: movements, which the network's copy contains, and outcomes, which are told again to a
device that sends the command again (`core.orchestration.command_intake`).

The network stream is *cut*: its snapshots hold what came before. Deltas that are published may still be
gathered from the log into larger ones, so it is never cut beyond the oldest of them.

Whoever commits to a stream waits for its row. So the floor rises in a short transaction, and rows go in
others, some at a time (`core.service.upkeep`); what a process that ended left over goes with the next day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, bindparam, delete, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.feed.log import image_decoder
from core.feed.streams import NETWORK
from core.model import Change, Stream, StreamMark
from core.rules.time import DAY_MS, Instant

MARK_EVERY_MS: Final = DAY_MS
OF_THEIR_DAY: Final = ("movement", "outcome")
"""Tables whose rows are of no use once they are as old as the log is kept."""
RowKey = tuple[int, str, str]
"""A version, a table and the key of a row."""
_CASE: Final = "exception_case"
_NO_MARK: Final = Instant(0)


def mark_versions(session: Session, now: Instant) -> None:
    """Write down, once a day, the version of each stream that has moved since."""
    last = session.scalar(select(func.max(StreamMark.marked_at))) or _NO_MARK
    if 0 <= now - last < MARK_EVERY_MS:
        return
    moved = select(Stream.name, Stream.version, literal(now)).where(
        Stream.version > Stream.floor, _is_unmarked()
    )
    statement = _inserting(session)(StreamMark).from_select(["stream", "version", "marked_at"], moved)
    # Another process may be at it, too.
    session.execute(statement.on_conflict_do_nothing())


def _is_unmarked() -> ColumnElement[bool]:
    known = select(StreamMark.stream).where(
        StreamMark.stream == Stream.name, StreamMark.version == Stream.version
    )
    return ~known.exists()


def _inserting(session: Session) -> Any:
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert


def to_let_go(session: Session, before: Instant, after: str, most: int) -> Sequence[str]:
    """Streams, by name after a given one, of which something is older than `before` and was not let go of."""
    query = (
        select(StreamMark.stream)
        .join(Stream, Stream.name == StreamMark.stream)
        .where(StreamMark.marked_at <= before, StreamMark.version > Stream.floor, StreamMark.stream > after)
        .distinct()
        .order_by(StreamMark.stream)
        .limit(most)
    )
    return session.scalars(query).all()


def oldest_day(session: Session, stream: str, before: Instant, network_needed_from: int) -> int | None:
    """The version that ends the oldest day of a stream that is older than `before`; None if there is none.

    Args:
        network_needed_from: the version after which published deltas of the network lead on; 0 keeps all.
    """
    version = session.scalar(
        select(func.min(StreamMark.version))
        .join(Stream, Stream.name == StreamMark.stream)
        .where(StreamMark.stream == stream, StreamMark.marked_at <= before, StreamMark.version > Stream.floor)
    )
    return None if stream == NETWORK and (version or 0) > network_needed_from else version


class Needless(msgspec.Struct, frozen=True):
    """What a private stream does not need.

    Attributes:
        overtaken: images that a later one replaces: may go at any time, nobody misses them.
        past: what says that a row went, and what is of its day alone: may go once the floor is above it, and
            after `overtaken`. Otherwise somebody who reads from nothing might have the row and never hear
            that it went.
    """

    overtaken: Sequence[RowKey]
    past: Sequence[RowKey]


def needless(session: Session, stream: str, version: int) -> Needless:
    """What a private stream does not need up to a version."""
    rows = session.execute(
        select(Change.version, Change.table_name, Change.row_key, Change.image.is_(None).label("is_gone"))
        .where(Change.stream == stream, Change.version <= version)
        .order_by(Change.version)
    ).all()
    last = {(row.table_name, row.row_key): row.version for row in rows}
    overtaken: list[RowKey] = []
    past: list[RowKey] = []
    for row in rows:
        key = (row.version, row.table_name, row.row_key)
        if row.version < last[(row.table_name, row.row_key)]:
            overtaken.append(key)
        elif row.is_gone or row.table_name in OF_THEIR_DAY:
            past.append(key)
    settled = [key for key in _settled(session, stream, version) if key[0] == last[(key[1], key[2])]]
    return Needless(overtaken, past + settled)


def raise_floor(session: Session, stream: str, version: int) -> None:
    """Say that what a stream had up to a version is no more told to those who have an older one."""
    row = session.get(Stream, stream, with_for_update=True, populate_existing=True)
    if row is not None:
        row.floor = max(row.floor, version)
    session.execute(delete(StreamMark).where(StreamMark.stream == stream, StreamMark.version <= version))


def cut(session: Session, stream: str, version: int, most: int) -> bool:
    """Delete the oldest rows of a stream up to a version: so many, and the rest of their version.

    Returns:
        Whether there may be more.
    """
    old = select(Change.version).where(Change.stream == stream, Change.version <= version)
    last = session.scalar(old.order_by(Change.version).offset(most - 1).limit(1))
    through = version if last is None else last
    session.execute(delete(Change).where(Change.stream == stream, Change.version <= through))
    return last is not None


def _settled(session: Session, stream: str, version: int) -> list[RowKey]:
    """Cases that were settled so long ago: the core keeps them, the store's machines need not."""
    rows = session.execute(
        select(Change.version, Change.row_key, Change.image).where(
            Change.stream == stream,
            Change.version <= version,
            Change.table_name == _CASE,
            Change.image.is_not(None),
        )
    )
    return [
        (row.version, _CASE, row.row_key)
        for row in rows
        if image_decoder.decode(row.image)["settled_at"] is not None
    ]


def delete_rows(session: Session, stream: str, keys: Sequence[RowKey]) -> None:
    """Delete some rows of a stream; one that is gone already is no error."""
    if not keys:
        return
    statement = delete(Change.__table__).where(  # type: ignore[arg-type]
        Change.stream == stream,
        Change.version == bindparam("at_version"),
        Change.table_name == bindparam("of_table"),
        Change.row_key == bindparam("of_row"),
    )
    named = [{"at_version": version, "of_table": table, "of_row": row} for version, table, row in keys]
    session.connection().execute(statement, named)
