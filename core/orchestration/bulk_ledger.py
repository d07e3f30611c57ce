"""The stock ledger for movements by the thousand: rows and positions written in a few statements a batch.

What it writes is what `CoreLedger` would: the same effects, times and log entries. Serialised units go
to that one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import text

from core.model import Movement, Position, RowChange
from core.model.bulk_rows import fill_stage, is_sqlite, upsert_staged
from core.orchestration.ledger import COUNTED, TOLD_BY_TILL
from core.orchestration.unit import UnitOfWork
from core.rules.stock import Bucket, MovementKind, effect
from core.rules.time import hour_of

MovementRow = tuple[Any, ...]
"""A movement's columns in the order of its table."""
MOVEMENT_COLUMNS: Final = tuple(column.name for column in Movement.__table__.columns)
ID, AT, KIND, ARTICLE_ID, LOCATION_ID, QUANTITY, BUCKET, TO_BUCKET, SERIAL, REASON = range(10)
TOLD_END: Final = 10
"""What comes before is told by the sender; two movements that agree in it are the same."""

_POSITION_COLUMNS: Final = tuple(column.name for column in Position.__table__.columns)
_PLACE: Final = ("article_id", "location_id")
_HEARD_AT: Final = _POSITION_COLUMNS.index("heard_at")
_COUNTED_AT: Final = _POSITION_COLUMNS.index("counted_at")
_SELECTED = ", ".join(f"position.{name}" for name in _POSITION_COLUMNS)
_JOINED = (
    f"SELECT {_SELECTED} FROM touched_place AS touched JOIN position"
    " ON position.article_id = touched.article_id AND position.location_id = touched.location_id"
    " ORDER BY position.article_id, position.location_id"
)
_CREATED = (
    f"INSERT INTO position ({', '.join(_POSITION_COLUMNS)})"
    f" SELECT {', '.join((*_PLACE, *('0' for _ in _POSITION_COLUMNS[len(_PLACE) :])))} FROM touched_place"
    " WHERE true ORDER BY article_id, location_id ON CONFLICT DO NOTHING RETURNING article_id, location_id"
)
_FORGOTTEN = text("DELETE FROM position WHERE article_id = :article_id AND location_id = :location_id")
_TOLD = ", ".join(f"movement.{name}" for name in MOVEMENT_COLUMNS[:TOLD_END])
_KNOWN = f"SELECT {_TOLD} FROM told_movement AS told JOIN movement ON movement.id = told.id"


class BulkLedger:
    """One batch of movements within a unit of work."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._positions: dict[tuple[int, int], list[int]] = {}
        self._created: set[tuple[int, int]] = set()

    def lock(self, places: Collection[tuple[int, int]]) -> None:
        """Lock the positions of a batch, (article, location) each, in the one order that avoids deadlocks.

        Those that are new are created first, in that order too: who waits for somebody else's new position
        then holds none but new ones, and no batch that has begun to lock waits for a new one. Where somebody
        else creates one at the same time, theirs is taken, once they have committed. A command creates what
        it moves after it has locked: it may meet a batch in a ring still, and one of them runs again.
        """
        if not places:
            return
        self._stage(places)
        self._created = {(row[0], row[1]) for row in self._unit.session.execute(text(_CREATED))}
        self._positions = self._locked()

    def known(self, ids: Sequence[str]) -> dict[str, MovementRow]:
        """What the ledger has of these movements already, as they were told."""
        if not ids:
            return {}
        session = self._unit.session
        fill_stage(session, "told_movement", "movement", ("id",), [(one,) for one in dict.fromkeys(ids)])
        return {row[0]: tuple(row) for row in session.execute(text(_KNOWN))}

    def append(self, rows: Sequence[MovementRow]) -> None:
        """Add lines to the ledger and take their effects into positions and pieces.

        Their positions are those that were locked; a new one that none of the lines moves is let go.
        """
        self._let_go(self._created - {(row[ARTICLE_ID], row[LOCATION_ID]) for row in rows})
        serialised = [row for row in rows if row[SERIAL]]
        for row in serialised:
            self._unit.ledger.append(Movement(**dict(zip(MOVEMENT_COLUMNS, row, strict=True))))
        plain = [row for row in rows if not row[SERIAL]]
        if not plain:
            return
        touched = {(row[ARTICLE_ID], row[LOCATION_ID]) for row in plain}
        if serialised:
            self._unit.session.flush()
            self._stage(touched)
            self._positions = self._locked()
        for row in plain:
            _fold(self._positions[(row[ARTICLE_ID], row[LOCATION_ID])], row)
        self._write(plain, touched)

    def _stage(self, places: Collection[tuple[int, int]]) -> None:
        fill_stage(self._unit.session, "touched_place", "position", _PLACE, sorted(places))

    def _locked(self) -> dict[tuple[int, int], list[int]]:
        session = self._unit.session
        query = _JOINED if is_sqlite(session) else f"{_JOINED} FOR UPDATE OF position"
        return {(row[0], row[1]): list(row) for row in session.execute(text(query))}

    def _let_go(self, places: Iterable[tuple[int, int]]) -> None:
        # Nobody else has seen them, and no log tells of them.
        unused = [dict(zip(_PLACE, place, strict=True)) for place in places]
        if unused:
            self._unit.session.execute(_FORGOTTEN, unused)

    def _write(self, rows: Sequence[MovementRow], touched: Iterable[tuple[int, int]]) -> None:
        session = self._unit.session
        positions = [self._positions[place] for place in touched]
        fill_stage(session, "folded_position", "position", _POSITION_COLUMNS, positions)
        upsert_staged(session, "position", "folded_position", _POSITION_COLUMNS, _PLACE)
        self._unit.tell(
            RowChange("position", (row[0], row[1]), None, dict(zip(_POSITION_COLUMNS, row, strict=True)))
            for row in positions
        )
        self._unit.tell_movements(dict(zip(MOVEMENT_COLUMNS, row, strict=True)) for row in rows)


def _fold(position: list[int], row: MovementRow) -> None:
    for column, sign in _steps(row[KIND], row[BUCKET], row[TO_BUCKET]):
        position[column] += sign * row[QUANTITY]
    if row[KIND] in TOLD_BY_TILL:
        position[_HEARD_AT] = max(position[_HEARD_AT], row[AT])
    if row[KIND] == MovementKind.ADJUSTED.value and row[REASON] == COUNTED:
        position[_COUNTED_AT] = max(position[_COUNTED_AT], hour_of(row[AT]))


@lru_cache(maxsize=1_024)
def _steps(kind: str, bucket: str, to_bucket: str | None) -> tuple[tuple[int, int], ...]:
    """Columns of a position and what a movement of one unit adds to them."""
    deltas = effect(MovementKind(kind), 1, Bucket(bucket), Bucket(to_bucket) if to_bucket else None)
    return tuple((_POSITION_COLUMNS.index(one.value), sign) for one, sign in deltas.items())
