"""Follows what the stores of this one's region have sold, so that it can be taken back with the line cut.

It is behind by minutes at most, and by nothing that matters: what is paid the core decides. The store's own
sales are left out: it has them whole.
"""

from __future__ import annotations

from functools import partial

import structlog
from sqlalchemy.orm import Session

from core.model import Base, RegionSale
from core.rules.errors import CoulisseError
from core.rules.time import MINUTE_MS
from core.wire import RegionTail, TableDelta
from sync.client import CoreClient
from sync.do import Do
from sync.images import delete_keys, write_columns
from sync.schema import RegionState, ReplicaState
from sync.workstation import Workstation

EVERY_MS = 2 * MINUTE_MS
"""How often it is asked for."""
MOST_PAGES = 5
"""Pages of it in one cycle: what else the exchange does waits no longer."""

_FORGET_ALL = f"DELETE FROM {RegionSale.__tablename__}"
_FORGET_OLD = f"DELETE FROM {RegionSale.__tablename__} WHERE sold_at <= ?"

log = structlog.get_logger(__name__)


class RegionPuller:
    """Brings what this workstation knows of its region's sales to what the core tells."""

    def __init__(self, workstation: Workstation, client: CoreClient, do: Do) -> None:
        self._workstation = workstation
        self._client = client
        self._do = do
        self._asked_ms: int | None = None

    async def pull(self) -> bool:
        """Take what there is, if it is time; returns whether there is more. What stands in its way, stands in
        the way of nothing else."""
        now_ms = self._workstation.world.clock.monotonic_ms()
        if self._asked_ms is not None and now_ms - self._asked_ms < EVERY_MS:
            return False
        try:
            has_more = await self._take()
        except CoulisseError as error:
            log.info("region.failed", code=error.code)
            has_more = False
        self._asked_ms = None if has_more else now_ms
        return has_more

    async def _take(self) -> bool:
        state = await self._do(partial(self._workstation.replica.read, region_state))
        for _ in range(MOST_PAGES):
            tail = await self._client.region_tail(state.stream, state.epoch, state.version, state.floor)
            if not tail.stream and not state.stream:
                return False
            state = await self._do(partial(_apply, self._workstation, tail))
            if not tail.more:
                return False
        return True


def region_state(session: Session) -> RegionState:
    """How far the region's stream has come here."""
    row = session.get(RegionState, 1)
    return row if row is not None else RegionState(id=1, stream="", epoch="", version=0, floor=0)


def _apply(workstation: Workstation, tail: RegionTail) -> RegionState:
    with workstation.replica.writing("region", is_durable=False) as session:
        apply_region_tail(session, tail)
        state = region_state(session)
    if tail.tables:
        workstation.announce({RegionSale.__tablename__})
    return state


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
