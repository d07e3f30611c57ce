"""Stock on a workstation: the network's copy plus the movements that it does not contain yet.

A movement counts until the copy has reached the core's version that took it in. Nothing is added up twice and
nothing is forgotten, since the version stands in the same file as the positions. See `sync.containment`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import not_, select, text
from sqlalchemy.orm import Session

from core.model import Movement, Piece, Position
from core.model.stock import QUANTITY_COLUMNS
from core.rules.availability import Stock
from core.rules.stock import Bucket, MovementKind, effect, fold
from sync.containment import in_the_copy

_QUANTITIES = tuple(getattr(Position, name) for name in QUANTITY_COLUMNS)
GONE_KINDS = frozenset({MovementKind.HANDED_OVER, MovementKind.DISPATCHED, MovementKind.SOLD})


def network_version(session: Session) -> int:
    """The version of the network stream that the attached copy holds."""
    return int(session.execute(text("SELECT version FROM network_state")).scalar_one())


def uncounted(session: Session, article_ids: Iterable[int]) -> Sequence[Movement]:
    """Movements of these articles that the network's copy does not contain yet."""
    of_these = Movement.article_id.in_(list(article_ids))
    return session.scalars(select(Movement).where(of_these, not_(in_the_copy(session)))).all()


def stock_at(session: Session, location_id: int, article_ids: Iterable[int]) -> dict[int, Stock]:
    """The stock of one location by article id. Articles without any are there too, with zeros."""
    wanted = list(article_ids)
    stocks = {article_id: Stock() for article_id in wanted}
    found = session.execute(
        select(Position.article_id, *_QUANTITIES).where(
            Position.location_id == location_id, Position.article_id.in_(wanted)
        )
    )
    stocks.update({article_id: Stock(*units) for article_id, *units in found})
    here = [m for m in uncounted(session, wanted) if m.location_id == location_id]
    return _with_movements(stocks, here, lambda movement: movement.article_id)


def _with_movements(
    stocks: dict[int, Stock], movements: Iterable[Movement], place_of: Callable[[Movement], int]
) -> dict[int, Stock]:
    effects: dict[int, list[dict[Bucket, int]]] = defaultdict(list)
    for movement in movements:
        effects[place_of(movement)].append(effect_of(movement))
    for place, deltas in effects.items():
        stocks[place] = stocks.get(place, Stock()).plus(fold(deltas))
    return stocks


def effect_of(movement: Movement) -> dict[Bucket, int]:
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
        """The piece as the network's copy has it, or None if it has left by a movement made here."""
        found = self._session.scalars(
            select(Piece).where(Piece.article_id == article_id, Piece.serial == serial)
        ).one_or_none()
        left = any(
            movement.serial == serial and movement.kind in GONE_KINDS
            for movement in uncounted(self._session, [article_id])
        )
        return None if left else found

    def append(self, movement: Movement) -> None:
        self._session.add(movement)
        self._session.flush()
