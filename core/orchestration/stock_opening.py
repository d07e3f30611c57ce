"""The opening stock of a core that has none: positions and their movements, written once, indexed afterwards.

Nothing is looked up, since nothing is there: each position is new and each movement is the whole of what it
says. The result is what `core.orchestration.stock_told` would have come to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Table, exists, select, text
from sqlalchemy.orm import Session
from sqlalchemy.schema import AddConstraint

from core.feed.streams import NETWORK
from core.model import CoreSetting, Movement, Position
from core.model.bulk_rows import make_room, put_columns
from core.orchestration.stock_told import ADJUSTMENT, TOLD_BUCKETS, TOLD_COLUMNS, adjustment_values
from core.orchestration.unit import Core, UnitOfWork

_TABLES: Final[Sequence[Table]] = (Position.__table__, Movement.__table__)  # type: ignore[assignment]
_BARE: Final = "stock_without_indexes"
"""The setting that is there while the indexes and keys are not."""
_UNTOLD: Final = {column.name: 0 for column in Position.__table__.columns if column.name not in TOLD_COLUMNS}


def has_no_stock(session: Session) -> bool:
    """Whether nobody has told of any stock yet."""
    return not any(
        session.scalar(select(exists().where(key))) for key in (Position.article_id > 0, Movement.id > "")
    )


@contextmanager
def opening_stock(core: Core) -> Iterator[None]:
    """Do without the indexes and foreign keys of stock while the block fills it, if there is no stock yet.

    They are made however the block ends; where the process ends, `mend_stock` makes them.
    """
    mend_stock(core)
    core.transact(_drop)
    try:
        yield
    finally:
        mend_stock(core)


def mend_stock(core: Core) -> None:
    """Make what an opening stock does without, if one was cut off; nothing otherwise."""
    if core.transact(_make) and core.engine.dialect.name == "postgresql":
        with core.engine.begin() as connection:
            connection.execute(text("ANALYZE"))


def take_opening_stock(unit: UnitOfWork, columns: Mapping[str, NDArray[Any]], actor: str) -> None:
    """Write positions that are not there yet, and their movements.

    Args:
        columns: the columns `TOLD_COLUMNS`, whole numbers, sorted by article and location; not empty. No
            place of them has a position or a movement.
        actor: who tells it, for the ledger.
    """
    article, location = columns["article_id"], columns["location_id"]
    steps = np.diff(article)
    assert np.all((steps > 0) | ((steps == 0) & (np.diff(location) > 0))), (
        "not sorted by article and location"
    )
    make_room(unit.session)
    put_columns(unit.session, Position.__table__, columns, _UNTOLD)  # type: ignore[arg-type]
    unit.raise_floor(NETWORK)
    ends = {
        "first_article": int(article[0]),
        "first_location": int(location[0]),
        "last_article": int(article[-1]),
        "last_location": int(location[-1]),
    }

    def append(versions: Mapping[str, int]) -> None:
        values = adjustment_values(unit, versions[NETWORK], actor)
        unit.session.execute(text(_APPEND), values | ends)

    unit.when_numbered(append)


def _drop(unit: UnitOfWork) -> None:
    if not has_no_stock(unit.session):
        return
    unit.session.add(CoreSetting(name=_BARE, value=""))
    connection = unit.session.connection()
    for table in _TABLES:
        for index in table.indexes:
            index.drop(connection)
        if connection.dialect.name == "postgresql":
            for key in table.foreign_key_constraints:
                connection.execute(text(f"ALTER TABLE {table.name} DROP CONSTRAINT {key.name}"))


def _make(unit: UnitOfWork) -> bool:
    bare = unit.lock(CoreSetting, _BARE)
    if bare is None:
        return False
    unit.session.delete(bare)
    connection = unit.session.connection()
    for table in _TABLES:
        for index in table.indexes:
            index.create(connection)
        if connection.dialect.name == "postgresql":
            for key in table.foreign_key_constraints:
                connection.execute(AddConstraint(key, isolate_from_table=False))
    return True


_PARTS: Final = " UNION ALL ".join(f"SELECT '{bucket}' AS bucket" for bucket in sorted(TOLD_BUCKETS))
_QUANTITY: Final = " ".join(f"WHEN '{bucket}' THEN {bucket}" for bucket in TOLD_BUCKETS)
# The join's order is the key's order on SQLite: no sort, and the ledger's index grows at its end.
_APPEND: Final = ADJUSTMENT.format(
    source=f"(SELECT article_id, location_id, part.bucket, CASE part.bucket {_QUANTITY} END AS quantity"
    f" FROM position CROSS JOIN ({_PARTS}) AS part"
    " WHERE (article_id, location_id) >= (:first_article, :first_location)"
    " AND (article_id, location_id) <= (:last_article, :last_location)) AS opening WHERE quantity <> 0"
)
