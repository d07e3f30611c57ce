"""What is here of the sales of this store's region: how far it has come, what comes next, and its end."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.model import Base, RegionSale
from core.wire import RegionTail, TableDelta
from sync.images import delete_keys, write_columns
from sync.schema import RegionState, ReplicaState

_FORGET_ALL = f"DELETE FROM {RegionSale.__tablename__}"
_FORGET_OLD = f"DELETE FROM {RegionSale.__tablename__} WHERE sold_at <= ?"


def region_state(session: Session) -> RegionState:
    """How far the region's stream has come here."""
    row = session.get(RegionState, 1)
    return row if row is not None else RegionState(id=1, stream="", epoch="", version=0, floor=0)


def apply_region_tail(session: Session, tail: RegionTail) -> None:
    """Write what came. A page that does not follow on what is here begins anew."""
    state = session.merge(region_state(session))
    own = session.get_one(ReplicaState, 1).location_id
    # Plain statements: compiling them would cost the first start more than all that they do.
    below = session.connection()
    if tail.start == 0:
        below.exec_driver_sql(_FORGET_ALL)
        state.floor = tail.floor
    table = Base.metadata.tables[RegionSale.__tablename__]
    for one in tail.tables:
        if one.name == table.name:
            delete_keys(session, table, one.deleted_keys)
            write_columns(session, table, one.columns, _of_others(one, own))
    below.exec_driver_sql(_FORGET_OLD, (tail.oldest,))
    state.stream, state.epoch, state.version = tail.stream, tail.epoch, tail.to


def _of_others(delta: TableDelta, own: int) -> list[list[object]]:
    where = delta.columns.index("location_id")
    rows = [row for row in delta.rows() if row[where] != own]
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in delta.columns]


def forget_region(session: Session) -> None:
    """This machine stands in another store: what it was told, and left out, was for the one before."""
    session.connection().exec_driver_sql(_FORGET_ALL)
    session.merge(RegionState(id=1, stream="", epoch="", version=0, floor=0))
