"""The core's stock ledger: movements are appended, and folded into positions and pieces at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, select, text, tuple_
from sqlalchemy.orm import Session

from core.model import Movement, Piece, Position
from core.model.desk import Desk, NotGathered
from core.model.heard_session import listen_to
from core.model.kept_statements import kept
from core.rules.availability import Stock
from core.rules.ids import derive
from core.rules.stock import Bucket, MovementKind, effect
from core.rules.time import Instant, hour_of

COUNTED = "counted"
"""The reason of an adjustment that a count has brought."""

_LEAVES = frozenset({MovementKind.HANDED_OVER, MovementKind.SOLD, MovementKind.DISPATCHED})
_ARRIVES = frozenset({MovementKind.RECEIVED, MovementKind.RETURNED, MovementKind.TRANSFERRED_IN})
TOLD_BY_TILL = frozenset({MovementKind.SOLD, MovementKind.RETURNED})

_CREATE = text(
    "INSERT INTO position (article_id, location_id, sellable, allocated, soft_held, display, damaged,"
    " quarantine, in_repair, transit_in, transit_out, partner_owned, safety, counted_at, heard_at)"
    " VALUES (:article_id, :location_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING"
)


class CoreLedger:
    """Implements `core.commands.Ledger` with authority: what it reads is locked until the commit.

    A position may go below zero: a fact that contradicts what was known shows there, and is never bent.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._held: dict[tuple[int, int], Position] = {}
        if not isinstance(session, Desk):
            # A savepoint that is rolled back gives its locks back, and the rows made since are gone.
            listen_to(session, "after_soft_rollback", self._forget)

    def _forget(self, _session: Session, _transaction: object) -> None:
        self._held.clear()

    def lock(self, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Position]:
        """Lock several positions, (article, location) each, in the one order that avoids deadlocks.

        Those that do not exist are left out.
        """
        wanted = sorted(set(places))
        new = [place for place in wanted if place not in self._held]
        if isinstance(self._session, Desk):
            self._held.update(_at_desk(self._session, new))
        elif new:
            rows = _locked(self._session, sorted({article_id for article_id, _ in new}), new)
            self._held.update({(row.article_id, row.location_id): row for row in rows})
        return {place: self._held[place] for place in wanted if place in self._held}

    def stock(self, article_id: int, location_id: int) -> Stock:
        """What a location has of an article; nothing where it was never heard of."""
        found = self._position(article_id, location_id)
        return found.stock() if found else Stock()

    def piece(self, article_id: int, serial: str) -> Piece | None:
        """One serialised unit, if it is known."""
        return next(iter(_locked_piece(self._session, article_id, serial)), None)

    def append(self, movement: Movement) -> None:
        """Add a line to the ledger and take its effects into the position and the piece."""
        self._session.add(movement)
        kind = MovementKind(movement.kind)
        to_bucket = Bucket(movement.to_bucket) if movement.to_bucket else None
        deltas = effect(kind, movement.quantity, Bucket(movement.bucket), to_bucket)
        if deltas:
            position = self._position(movement.article_id, movement.location_id) or self._create(
                movement.article_id, movement.location_id
            )
            for bucket, units in deltas.items():
                setattr(position, bucket.value, getattr(position, bucket.value) + units)
            _note_time(position, kind, movement)
        if movement.serial:
            self._move_piece(kind, movement)

    def _position(self, article_id: int, location_id: int) -> Position | None:
        place = (article_id, location_id)
        return self._held.get(place) or self.lock([place]).get(place)

    def _create(self, article_id: int, location_id: int) -> Position:
        # Somebody else may create it at the same time: then theirs is taken, once they have committed.
        self._session.execute(_CREATE, {"article_id": article_id, "location_id": location_id})
        return self.lock([(article_id, location_id)])[(article_id, location_id)]

    def _move_piece(self, kind: MovementKind, movement: Movement) -> None:
        serial = str(movement.serial)
        piece = self.piece(movement.article_id, serial)
        if piece is None:
            if kind in _ARRIVES:
                self._session.add(_new_piece(movement, serial))
            return
        for name, value in _piece_after(kind, movement).items():
            setattr(piece, name, value)


@kept
def _locked(articles: Sequence[int], places: Sequence[tuple[int, int]]) -> Select[Position]:
    return (
        select(Position)
        # SQLite looks up no index for pairs: the articles alone keep it from reading the whole table.
        .where(Position.article_id.in_(articles))
        .where(tuple_(Position.article_id, Position.location_id).in_(places))
        .order_by(Position.article_id, Position.location_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


@kept
def _locked_piece(article_id: int, serial: str) -> Select[Piece]:
    query = select(Piece).where(Piece.article_id == article_id, Piece.serial == serial)
    return query.with_for_update().execution_options(populate_existing=True)


def _at_desk(desk: Desk, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Position]:
    rows = {place: desk.get(Position, place) for place in places}
    if not all(desk.is_locked(Position, place) for place, row in rows.items() if row is not None):
        raise NotGathered("position", "not locked")
    return {place: row for place, row in rows.items() if row is not None}


def _new_piece(movement: Movement, serial: str) -> Piece:
    return Piece(
        id=derive(f"article:{movement.article_id}", "piece", serial),
        article_id=movement.article_id,
        serial=serial,
        location_id=movement.location_id,
        bucket=movement.bucket,
        sold_at=None,
    )


def _piece_after(kind: MovementKind, movement: Movement) -> dict[str, Any]:
    """The columns of a piece that a movement changes."""
    if kind in _LEAVES:
        return {"location_id": None, "sold_at": movement.at}
    if kind in _ARRIVES:
        return {"location_id": movement.location_id, "bucket": movement.bucket, "sold_at": None}
    if kind is MovementKind.TRANSFERRED_OUT:
        return {"bucket": Bucket.TRANSIT_OUT.value}
    if kind is MovementKind.CONDITION_CHANGED and movement.to_bucket:
        return {"bucket": movement.to_bucket}
    if kind is MovementKind.ADJUSTED and movement.quantity < 0:
        return {"location_id": None}
    return {}


def _note_time(position: Position, kind: MovementKind, movement: Movement) -> None:
    # What a workstation has done is no word of the till.
    if kind in TOLD_BY_TILL and not movement.command_id:
        position.heard_at = max(position.heard_at, movement.at)
    if kind is MovementKind.ADJUSTED and movement.reason == COUNTED:
        position.counted_at = max(position.counted_at, hour_of(Instant(movement.at)))
