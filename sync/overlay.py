"""Stock on a workstation: the network's copy plus the movements that it does not contain yet.

A movement counts until the copy has reached the core's version that took it in. Nothing is added up twice and
nothing is forgotten, since the version stands in the same file as the positions. See `sync.containment`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Movement, Piece
from core.model.stock import QUANTITY_COLUMNS
from core.rules.availability import Stock
from core.rules.stock import Bucket, MovementKind, effect, fold
from sync.containment import contained_sql, doubtful, raw_of

_STOCKS = (
    f"SELECT article_id, {', '.join(QUANTITY_COLUMNS)} FROM position"
    " WHERE location_id = ? AND article_id IN (SELECT value FROM json_each(?))"
)
_UNCOUNTED = (
    "SELECT article_id, location_id, kind, quantity, bucket, to_bucket, serial, network_version, command_id"
    " FROM movement"
    " WHERE article_id IN (SELECT value FROM json_each(?)) AND NOT {contained}"
)
GONE_KINDS = frozenset(
    {
        MovementKind.HANDED_OVER,
        MovementKind.DISPATCHED,
        MovementKind.SOLD,
        MovementKind.TRANSFERRED_OUT,
    }
)
COME_KINDS = frozenset({MovementKind.RECEIVED, MovementKind.RETURNED, MovementKind.TRANSFERRED_IN})


class Effective(Protocol):
    """What a movement's effect is worked out from."""

    @property
    def kind(self) -> str: ...

    @property
    def quantity(self) -> int: ...

    @property
    def bucket(self) -> str: ...

    @property
    def to_bucket(self) -> str | None: ...


class Uncounted(msgspec.Struct, frozen=True):
    """A movement that the network's copy does not contain. `network_version` is None while the core has not
    taken it in."""

    article_id: int
    location_id: int
    kind: str
    quantity: int
    bucket: str
    to_bucket: str | None
    serial: str | None
    network_version: int | None
    command_id: str


def network_version(session: Session) -> int:
    """The version of the network stream that the attached copy holds."""
    return int(raw_of(session).execute("SELECT version FROM network_state").fetchone()[0])


def uncounted(session: Session, article_ids: Iterable[int]) -> list[Uncounted]:
    """Movements of these articles that the network's copy does not contain yet.

    Of a command of which that cannot be said (`sync.containment.doubtful`) they are here unless they make
    more available: what is shown is never more than there can be.
    """
    session.flush()
    raw = raw_of(session)
    found = _beyond_the_copy(raw, article_ids)
    in_doubt = _of_doubtful(raw, found)
    if not in_doubt:
        return found
    freed: dict[tuple[str, int, int], int] = defaultdict(int)
    for one in in_doubt:
        units = effect_of(one)
        freed[_made_by(one)] += units.get(Bucket.SELLABLE, 0) - units.get(Bucket.ALLOCATED, 0)
    return [one for one in found if freed.get(_made_by(one), 0) <= 0]


def is_in_doubt(session: Session, location_id: int, article_id: int) -> bool:
    """Whether nobody here can say of some movement of an article whether the network's copy contains it."""
    raw = raw_of(session)
    found = [one for one in _beyond_the_copy(raw, [article_id]) if one.location_id == location_id]
    return bool(_of_doubtful(raw, found))


def _beyond_the_copy(raw: Any, article_ids: Iterable[int]) -> list[Uncounted]:
    sql = _UNCOUNTED.format(contained=contained_sql(raw))
    return [Uncounted(*row) for row in raw.execute(sql, (json.dumps(list(article_ids)),)).fetchall()]


def _of_doubtful(raw: Any, movements: Iterable[Uncounted]) -> list[Uncounted]:
    waiting = [one for one in movements if one.network_version is None]
    commands = doubtful(raw) if waiting else frozenset[str]()
    return [one for one in waiting if one.command_id in commands]


def _made_by(movement: Uncounted) -> tuple[str, int, int]:
    """What the core takes in as one: what a command moved of an article in one place."""
    return movement.command_id, movement.article_id, movement.location_id


def stock_at(session: Session, location_id: int, article_ids: Iterable[int]) -> dict[int, Stock]:
    """The stock of one location by article id. Articles without any are there too, with zeros."""
    wanted = list(article_ids)
    stocks = {article_id: Stock() for article_id in wanted}
    session.flush()
    found = raw_of(session).execute(_STOCKS, (location_id, json.dumps(wanted))).fetchall()
    stocks.update({article_id: Stock(*units) for article_id, *units in found})
    return with_uncounted(session, location_id, stocks)


def with_uncounted(session: Session, location_id: int, stocks: Mapping[int, Stock]) -> dict[int, Stock]:
    """The copy's positions of one location, by article id, with what it does not contain yet."""
    effects: dict[int, list[dict[Bucket, int]]] = defaultdict(list)
    for movement in uncounted(session, stocks):
        if movement.location_id == location_id:
            effects[movement.article_id].append(effect_of(movement))
    return {**stocks, **{id_: stocks[id_].plus(fold(deltas)) for id_, deltas in effects.items()}}


def effect_of(movement: Effective) -> dict[Bucket, int]:
    """What a movement adds to each bucket.

    Nothing for a kind or bucket that only a newer core knows: the network's copy will bring its effect.
    """
    try:
        return effect(
            MovementKind(movement.kind),
            movement.quantity,
            Bucket(movement.bucket),
            Bucket(movement.to_bucket) if movement.to_bucket else None,
        )
    except ValueError:
        return {}


class ReplicaLedger:
    """The ledger as handlers see it on a workstation: appends, and folds when it reads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def stock(self, article_id: int, location_id: int) -> Stock:
        return stock_at(self._session, location_id, [article_id])[article_id]

    def piece(self, article_id: int, serial: str) -> Piece | None:
        """The piece as the network's copy has it; None if it has left by a movement made here, here if it
        has come by one."""
        found = self._session.scalars(
            select(Piece).where(Piece.article_id == article_id, Piece.serial == serial)
        ).one_or_none()
        moved = [one for one in uncounted(self._session, [article_id]) if one.serial == serial]
        stands: dict[int, int] = defaultdict(int)
        for one in moved:
            stands[one.location_id] += (one.kind in COME_KINDS) - _goes(one)
        came = [one for one in moved if one.kind in COME_KINDS and stands[one.location_id] > 0]
        if came:
            found = _come(came[-1], serial)
        elif any(units < 0 for units in stands.values()):
            return None
        # What has come and gone, or gone and come again, is where it was.
        changed = [one.to_bucket for one in moved if one.kind == MovementKind.CONDITION_CHANGED]
        return _changed(found, changed[-1]) if found is not None and changed else found

    def append(self, movement: Movement) -> None:
        self._session.add(movement)


def _goes(movement: Uncounted) -> bool:
    is_taken_off = movement.kind == MovementKind.ADJUSTED and movement.quantity < 0
    return is_taken_off or movement.kind in GONE_KINDS


def _changed(piece: Piece, bucket: str | None) -> Piece:
    """The piece in another condition than the network's copy knows. It is of no session."""
    return Piece(
        id=piece.id,
        article_id=piece.article_id,
        serial=piece.serial,
        location_id=piece.location_id,
        bucket=bucket or piece.bucket,
        sold_at=piece.sold_at,
    )


def _come(movement: Uncounted, serial: str) -> Piece:
    """A piece that the network's copy does not know to be here yet. It is of no session."""
    return Piece(
        id="",
        article_id=movement.article_id,
        serial=serial,
        location_id=movement.location_id,
        bucket=movement.bucket,
        sold_at=None,
    )
