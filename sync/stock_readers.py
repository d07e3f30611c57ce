"""Pending commands whose effect was read off the shelf: a short takes off what was free at that moment.

Such a command runs again when something comes that moves its article, though that is another aggregate's; and
with it whatever was done here to the article since, so that each finds the stock that it would have found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from core.commands import ProposeSubstitute, ShortLine, read_command
from core.model import FulfilmentLine, Movement
from core.rules.errors import CoulisseError
from core.wire import TableDelta, read_own
from sync.containment import raw_of
from sync.journal import is_any_open
from sync.overlay import uncounted
from sync.schema import PendingCommand

_READING = json.dumps([ShortLine.NAME, ProposeSubstitute.NAME])
_READERS = (
    f"SELECT sequence, aggregate, body FROM {PendingCommand.__tablename__}"
    " WHERE status = '' AND name IN (SELECT value FROM json_each(?))"
)
_PLACES = (
    f"SELECT id, sequence, aggregate FROM {PendingCommand.__tablename__}"
    " WHERE status = '' AND id IN (SELECT value FROM json_each(?))"
)


class _Deed(msgspec.Struct, frozen=True):
    """A pending command and the articles that it reads the stock of, or has moved."""

    sequence: int
    aggregate: str
    articles: frozenset[int]

    def is_before(self, other: _Deed) -> bool:
        """Whether `other` was done later, with an article of this one."""
        return self.sequence < other.sequence and not self.articles.isdisjoint(other.articles)


def stock_readers_beside(
    session: Session, touched: frozenset[str], known: Iterable[TableDelta]
) -> frozenset[str]:
    """The aggregates that are to run again beside those that are `touched`, for the stock they have read."""
    came = _articles_that_move(session, known)
    if not came and not is_any_open(session, touched):
        return frozenset()
    readers = list(_readers(session))
    if not readers:
        return frozenset()
    moves = _moves(session, frozenset[int]().union(*(reader.articles for reader in readers)))
    found = touched
    while True:
        again = [reader for reader in readers if reader.aggregate in found]
        more = {
            reader.aggregate
            for reader in readers
            if reader.articles & came
            or any(move.aggregate in found and move.is_before(reader) for move in moves)
        }
        more |= {move.aggregate for move in moves if any(reader.is_before(move) for reader in again)}
        if more <= found:
            return found - touched
        found |= more


def _readers(session: Session) -> Iterable[_Deed]:
    for sequence, aggregate, body in raw_of(session).execute(_READERS, (_READING,)).fetchall():
        try:
            command = read_command(read_own(body))
        except CoulisseError:
            continue
        assert isinstance(command, ShortLine | ProposeSubstitute)
        line = session.get(FulfilmentLine, command.line_id)
        articles = {line.article_id} if line is not None else set()
        if isinstance(command, ProposeSubstitute):
            articles.add(command.article_id)
        yield _Deed(sequence, aggregate, frozenset(articles))


def _moves(session: Session, articles: frozenset[int]) -> list[_Deed]:
    """What pending commands have moved of these articles."""
    moved: dict[str, set[int]] = {}
    for one in uncounted(session, articles):
        moved.setdefault(one.command_id, set()).add(one.article_id)
    rows = raw_of(session).execute(_PLACES, (json.dumps(list(moved)),)).fetchall()
    return [_Deed(sequence, aggregate, frozenset(moved[id_])) for id_, sequence, aggregate in rows]


def _articles_that_move(session: Session, known: Iterable[TableDelta]) -> frozenset[int]:
    found: set[Any] = set()
    for delta in known:
        if delta.name == Movement.__tablename__:
            if delta.row_count:
                found |= set(delta.values[delta.columns.index("article_id")])
            gone = (session.get(Movement, key[0]) for key in delta.deleted_keys)
            found |= {row.article_id for row in gone if row is not None}
    return frozenset(found)
