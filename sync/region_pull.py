"""Follows what the stores of this one's region have sold, so that it can be taken back with the line cut.

It is behind by minutes at most, and by nothing that matters: what is paid the core decides. The store's own
sales are left out: it has them whole.
"""

from __future__ import annotations

from functools import partial

import structlog

from core.model import RegionSale
from core.rules.errors import CoulisseError
from core.rules.time import MINUTE_MS
from core.wire import RegionTail
from sync.client import CoreClient
from sync.do import Do
from sync.region_rows import apply_region_tail, region_state
from sync.schema import RegionState
from sync.workstation import Workstation

EVERY_MS = 2 * MINUTE_MS
"""How often it is asked for."""
MOST_PAGES = 5
"""Pages of it in one cycle: what else the exchange does waits no longer."""

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


def _apply(workstation: Workstation, tail: RegionTail) -> RegionState:
    with workstation.replica.writing("region", is_durable=False) as session:
        apply_region_tail(session, tail)
        state = region_state(session)
    if tail.tables:
        workstation.announce({RegionSale.__tablename__})
    return state
