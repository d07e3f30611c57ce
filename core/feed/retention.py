"""How long the change log is kept: what was overtaken is let go of, what somebody needs is not.

A private stream is *compacted* up to its floor: of each row the last image stays, of a row that went nothing.
So whoever begins at nothing gets all that there is; whoever has an older version than the floor might miss
that a row went, is told `stream_restarted`, and begins at nothing. Two kinds of row are of their day alone
and go altogether: movements, which the network's copy contains, and outcomes, which are told again to a
device that sends the command again (`core.orchestration.command_intake`).

The network stream is *cut*: its snapshots hold what came before. Deltas that are published may still be
gathered from the log into larger ones, so it is never cut beyond the oldest of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from core.feed.log import image_decoder
from core.feed.routing import NETWORK
from core.model import Change, Stream, StreamMark
from core.rules.time import DAY_MS, Instant

MARK_EVERY_MS: Final = DAY_MS
OF_THEIR_DAY: Final = ("movement", "outcome")
"""Tables whose rows are of no use once they are as old as the log is kept."""
_CASE: Final = "exception_case"
_NO_MARK: Final = Instant(0)


def mark_versions(session: Session, now: Instant) -> None:
    """Write down, once a day, the version of each stream that has moved since."""
    last = session.scalar(select(func.max(StreamMark.marked_at))) or _NO_MARK
    if 0 <= now - last < MARK_EVERY_MS:
        return
    known = select(StreamMark.stream).where(
        StreamMark.stream == Stream.name, StreamMark.version == Stream.version
    )
    moved = select(Stream.name, Stream.version, literal(now)).where(
        Stream.version > Stream.floor, ~known.exists()
    )
    session.execute(insert(StreamMark).from_select(["stream", "version", "marked_at"], moved))


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


def let_go(session: Session, stream: str, before: Instant, network_needed_from: int) -> bool:
    """Let go of what a stream does not need of the oldest day that is older than `before`.

    Nothing changes for whoever has the version that the stream had at `before`, or a newer one.

    Args:
        network_needed_from: the version after which published deltas of the network lead on; 0 keeps all.

    Returns:
        Whether there was such a day; there may be another.
    """
    row = session.get(Stream, stream, with_for_update=True, populate_existing=True)
    if row is None:
        return False
    days = select(func.min(StreamMark.version)).where(
        StreamMark.stream == stream, StreamMark.marked_at <= before, StreamMark.version > row.floor
    )
    version = session.scalar(days)
    if version is None or (stream == NETWORK and version > network_needed_from):
        return False
    row.floor = version
    if stream == NETWORK:
        session.execute(delete(Change).where(Change.stream == stream, Change.version <= version))
    else:
        _compact(session, stream, version)
    session.execute(delete(StreamMark).where(StreamMark.stream == stream, StreamMark.version <= version))
    return True


def _compact(session: Session, stream: str, version: int) -> None:
    rows = session.execute(
        select(Change.version, Change.table_name, Change.row_key, Change.image.is_(None).label("is_gone"))
        .where(Change.stream == stream, Change.version <= version)
        .order_by(Change.version)
    ).all()
    last = {(row.table_name, row.row_key): row.version for row in rows}
    needless = [
        row
        for row in rows
        if row.is_gone or row.table_name in OF_THEIR_DAY or row.version < last[(row.table_name, row.row_key)]
    ]
    _delete(session, stream, [(row.version, row.table_name, row.row_key) for row in needless])
    _delete(session, stream, _settled(session, stream, version))


def _settled(session: Session, stream: str, version: int) -> list[tuple[int, str, str]]:
    """Cases that were settled so long ago: the core keeps them, the store's machines need not."""
    rows = session.execute(
        select(Change.version, Change.row_key, Change.image).where(
            Change.stream == stream, Change.version <= version, Change.table_name == _CASE
        )
    )
    return [
        (row.version, _CASE, row.row_key)
        for row in rows
        if image_decoder.decode(row.image)["settled_at"] is not None
    ]


def _delete(session: Session, stream: str, keys: Sequence[tuple[int, str, str]]) -> None:
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
