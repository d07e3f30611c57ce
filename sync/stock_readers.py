"""Pending commands whose effect was read off the shelf: a short takes off what was free at that moment, and
has its article counted if nobody is to count it already.

Such a command runs again when something comes that moves its article, though that is another aggregate's, or
that says whether it is to be counted or where it stands; and with it whatever was done here to that since, so
that each finds the shelf that it would have found.

Who receives a piece or picks one by its number reads where it stands. Of that the network's copy may be all
that tells: a piece in another store moves without a word on this store's stream.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy.orm import Session

from core.commands import AskCount, Command, PickLine, ProposeSubstitute, ShortLine, read_command
from core.commands.aggregates import delivery_aggregate, fulfilment_aggregate, place_aggregate
from core.model import ArticlePlace, CountTask, DeliveryLine, FulfilmentLine, Movement
from core.rules.errors import CoulisseError
from core.wire import TableDelta, read_own
from sync.containment import raw_of
from sync.images import pack
from sync.journal import is_any_open
from sync.overlay import uncounted
from sync.schema import BeforeImage, PendingCommand, ReplicaState

_READING = json.dumps([ShortLine.NAME, ProposeSubstitute.NAME, AskCount.NAME])
_READERS = (
    f"SELECT sequence, aggregate, body FROM {PendingCommand.__tablename__}"
    " WHERE status = '' AND name IN (SELECT value FROM json_each(?))"
)
_DELIVERIES, _FULFILMENTS = delivery_aggregate(""), fulfilment_aggregate("")
_OF_PIECES = (
    "SELECT waiting.sequence, waiting.aggregate, line.article_id"
    f" FROM {PendingCommand.__tablename__} AS waiting"
    " JOIN {lines} AS line ON line.{owner} = substr(waiting.aggregate, ?)"
    " WHERE waiting.status = '' AND substr(waiting.aggregate, 1, ?) = ? AND line.is_serialised"
)
_PIECE_READERS = (
    _OF_PIECES.format(lines=DeliveryLine.__tablename__, owner="delivery_id")
    + " UNION "
    + _OF_PIECES.format(lines=FulfilmentLine.__tablename__, owner="fulfilment_id")
    + " AND waiting.name = ? ORDER BY 1"
)
_OF_WHAT_PIECES = (
    *(len(_DELIVERIES) + 1, len(_DELIVERIES), _DELIVERIES),
    *(len(_FULFILMENTS) + 1, len(_FULFILMENTS), _FULFILMENTS, PickLine.NAME),
)
_PLACES = (
    f"SELECT id, sequence, aggregate FROM {PendingCommand.__tablename__}"
    " WHERE status = '' AND id IN (SELECT value FROM json_each(?))"
)
_KEPT_PLACES = (
    f"SELECT sequence, aggregate FROM {PendingCommand.__tablename__}"
    " WHERE status = '' AND aggregate IN (SELECT value FROM json_each(?))"
)
_TASKS = (
    f"SELECT id, article_id FROM {CountTask.__tablename__}"
    " WHERE article_id IN (SELECT value FROM json_each(?))"
)
_OF_TASKS = (
    f"SELECT command_id, row_key FROM {BeforeImage.__tablename__}"
    f" WHERE table_name = '{CountTask.__tablename__}'"
)
_MODELS: Final[Sequence[type[Any]]] = (Movement, CountTask, ArticlePlace)
_STOCK, _COUNTS, _PLACE = (model.__tablename__ for model in _MODELS)
Seen = tuple[str, int]
"""What is seen of a shelf: the table that says so, and the article."""


class _Deed(msgspec.Struct, frozen=True):
    """A pending command, and what it reads of the shelf, or has changed there."""

    sequence: int
    aggregate: str
    sees: frozenset[Seen]

    def is_before(self, other: _Deed) -> bool:
        """Whether `other` was done later, with some of the same."""
        return self.sequence < other.sequence and not self.sees.isdisjoint(other.sees)


def stock_readers_beside(
    session: Session, touched: frozenset[str], known: Iterable[TableDelta]
) -> frozenset[str]:
    """The aggregates that are to run again beside those that are `touched`, for what they have seen."""
    came = _changed(session, known)
    if not came and not is_any_open(session, touched):
        return frozenset()
    readers = [*_readers(session), *_piece_readers(session)]
    if not readers:
        return frozenset()
    moves = list(_moves(session, frozenset[Seen]().union(*(reader.sees for reader in readers))))
    found = touched
    while True:
        again = [reader for reader in readers if reader.aggregate in found]
        more = {
            reader.aggregate
            for reader in readers
            if reader.sees & came or any(move.aggregate in found and move.is_before(reader) for move in moves)
        }
        more |= {move.aggregate for move in moves if any(reader.is_before(move) for reader in again)}
        if more <= found:
            return found - touched
        found |= more


def piece_readers(session: Session) -> frozenset[str]:
    """The aggregates of which something that waits has read where a piece stands."""
    return frozenset(reader.aggregate for reader in _piece_readers(session))


def _piece_readers(session: Session) -> Iterable[_Deed]:
    # Of a delivery all that waits is asked: nearly each of its commands may take in pieces, or take them off.
    for sequence, aggregate, article in raw_of(session).execute(_PIECE_READERS, _OF_WHAT_PIECES).fetchall():
        yield _Deed(sequence, aggregate, frozenset({(_STOCK, article)}))


def _readers(session: Session) -> Iterable[_Deed]:
    for sequence, aggregate, body in raw_of(session).execute(_READERS, (_READING,)).fetchall():
        try:
            command = read_command(read_own(body))
        except CoulisseError:
            continue
        yield _Deed(sequence, aggregate, frozenset(_seen(session, command)))


def _seen(session: Session, command: Command) -> Iterable[Seen]:
    if isinstance(command, AskCount):
        return [(_COUNTS, one.article_id) for one in command.articles]
    assert isinstance(command, ShortLine | ProposeSubstitute)
    line = session.get(FulfilmentLine, command.line_id)
    articles = {line.article_id} if line is not None else set()
    seen = {(kind, article) for kind in (_STOCK, _COUNTS, _PLACE) for article in articles}
    if isinstance(command, ProposeSubstitute):
        seen |= {(_STOCK, command.article_id), (_PLACE, command.article_id)}
    return seen


def _moves(session: Session, seen: frozenset[Seen]) -> Iterable[_Deed]:
    """What pending commands have changed of this."""
    raw = raw_of(session)
    changed: dict[str, set[Seen]] = defaultdict(set)
    for one in uncounted(session, {article for kind, article in seen if kind == _STOCK}):
        changed[one.command_id].add((_STOCK, one.article_id))
    counted = json.dumps([article for kind, article in seen if kind == _COUNTS])
    tasks = {pack((key,)): article for key, article in raw.execute(_TASKS, (counted,)).fetchall()}
    for command_id, key in raw.execute(_OF_TASKS).fetchall() if tasks else ():
        if key in tasks:
            changed[command_id].add((_COUNTS, tasks[key]))
    for id_, sequence, aggregate in raw.execute(_PLACES, (json.dumps(list(changed)),)).fetchall():
        yield _Deed(sequence, aggregate, frozenset(changed[id_]))
    here = session.get_one(ReplicaState, 1).location_id
    placed = {place_aggregate(here, article): article for kind, article in seen if kind == _PLACE}
    for sequence, aggregate in raw.execute(_KEPT_PLACES, (json.dumps(list(placed)),)).fetchall():
        yield _Deed(sequence, aggregate, frozenset({(_PLACE, placed[aggregate])}))


def _changed(session: Session, known: Iterable[TableDelta]) -> frozenset[Seen]:
    found: set[Seen] = set()
    for delta in known:
        for model in _MODELS:
            if delta.name != model.__tablename__:
                continue
            if delta.row_count:
                found |= {(delta.name, int(one)) for one in delta.values[delta.columns.index("article_id")]}
            for key in delta.deleted_keys:
                row = session.get(model, tuple(key))
                if row is not None:
                    found.add((delta.name, row.article_id))
    return frozenset(found)
