"""Finds where this store's own rows have come to differ from the core's, and takes them anew.

The cipher's seals tell of a disk that lies, and a tail is taken whole or not at all: what differs here is a
fault of a program. So the rows are held against what the core says that they add up to a few times a day.
Where they differ, all of them are taken anew, in one transaction and with what waits here kept. Where they
differ again within a day, that does not help, and it is left to people: Sync says so, and `coulisse doctor`
what it is.
"""

from __future__ import annotations

from functools import partial
from typing import Final
from zlib import crc32

import msgspec
import structlog

from core.rules.errors import CoulisseError
from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS
from sync.backoff import Backoff
from sync.client import CoreClient
from sync.divergence import FOUND, LAST_TOLD, TAKEN_ANEW, Told
from sync.do import Do
from sync.private_rows import differing, sums_in
from sync.workstation import Workstation

EVERY_MS: Final = 6 * HOUR_MS
AGAIN_MS: Final = MINUTE_MS
"""Between two looks whether it is time; and at least the first pause after a try that came to nothing: the
core had moved on meanwhile, or did not answer. Each further pause is about twice the one before."""
LATE_MS: Final = 10 * MINUTE_MS
"""Later than that it is due at many machines at once: those that were off overnight."""
SPREAD_MS: Final = 3 * HOUR_MS
"""Over which those compare, each at a time of its own."""
STORE_DIVERGED, STORE_TAKEN_ANEW = "store_diverged", "store_taken_anew"
"""Kinds of lines in the replica's journal."""
COMPARED: Final = "store.compared"
"""The setting that holds when the rows were last compared, and taken anew for that."""

log = structlog.get_logger(__name__)


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """When the rows were last compared, and when last taken anew because they differed (0 for never)."""

    at: int
    taken_at: int = 0


class StoreDivergence:
    """Looks after one workstation's private rows."""

    def __init__(self, workstation: Workstation, client: CoreClient, do: Do) -> None:
        self._workstation = workstation
        self._world = workstation.world
        self._client = client
        self._do = do
        # Not while a start has everything else to do.
        self._not_before_ms = self._world.clock.monotonic_ms() + AGAIN_MS
        self._pauses = Backoff(workstation.world.randomness, AGAIN_MS / 1000, EVERY_MS / 1000)
        self._is_put_off = False
        self._tables: list[str] = []

    async def is_found(self) -> bool:
        """Compare, if it is time. What stands in the way of that, stands in the way of nothing else.

        Returns:
            Whether the rows differ and are to be taken anew.
        """
        now_ms = self._world.clock.monotonic_ms()
        if now_ms < self._not_before_ms:
            return False
        self._not_before_ms = now_ms + AGAIN_MS
        try:
            known = await self._do(self._known)
            if not self._is_due(known):
                return False
            if self._is_late(known) and not self._is_put_off:
                self._is_put_off = True
                self._not_before_ms = now_ms + await self._do(partial(self._turn_in, SPREAD_MS))
                return False
            # Until it comes to something.
            self._not_before_ms = now_ms + round(self._pauses.next_s() * 1000)
            return await self._compare(known)
        except CoulisseError as error:
            log.info("store.not_compared", code=error.code)
            return False

    async def has_taken(self) -> None:
        """The rows have been taken anew: the next comparison, which is soon, tells whether that helped."""
        await self._do(partial(self._tell, STORE_TAKEN_ANEW, TAKEN_ANEW, self._tables))
        await self._has_come_to(Compared(at=0, taken_at=self._world.clock.now()))

    def _is_due(self, known: Compared) -> bool:
        return not 0 <= self._world.clock.now() - known.at < EVERY_MS

    def _is_late(self, known: Compared) -> bool:
        return bool(known.at) and self._world.clock.now() - known.at >= EVERY_MS + LATE_MS

    async def _has_come_to(self, compared: Compared) -> None:
        await self._do(partial(self._keep, compared))
        self._pauses.reset()
        self._is_put_off = False
        self._not_before_ms = self._world.clock.monotonic_ms() + AGAIN_MS

    async def _compare(self, known: Compared) -> bool:
        here = await self._do(partial(self._workstation.replica.read_raw, sums_in))
        there = await self._client.private_hashes()
        now = self._world.clock.now()
        if not there.forms:
            # A core of a version before does not say in which form its rows were hashed.
            await self._has_come_to(Compared(at=now, taken_at=known.taken_at))
            return False
        if (here.epoch, here.version) != (there.epoch, there.version):
            return False
        found = differing(here, there)
        self._tables = sorted({shard.table for shard in found})
        if found:
            log.error("store.diverged", version=here.version, tables=self._tables, shards=len(found))
            await self._do(partial(self._tell, STORE_DIVERGED, FOUND, self._tables))
            if not 0 <= now - known.taken_at < DAY_MS:
                # Kept before: what cannot be taken is not asked for again at each turn either.
                await self._has_come_to(Compared(at=now, taken_at=now))
                return True
        else:
            log.info("store.compared", version=here.version)
        await self._has_come_to(Compared(at=now, taken_at=known.taken_at))
        return False

    def _known(self) -> Compared:
        text = self._workstation.setting(COMPARED)
        if text:
            return msgspec.json.decode(text, type=Compared)
        known = Compared(at=self._world.clock.now() - self._turn_in(EVERY_MS))
        self._keep(known)
        return known

    def _turn_in(self, span_ms: int) -> int:
        """Each device's own time within a span."""
        return crc32(self._workstation.replica.state().device_id.encode()) % span_ms

    def _keep(self, compared: Compared) -> None:
        self._workstation.set_setting(COMPARED, msgspec.json.encode(compared).decode())

    def _tell(self, kind: str, kind_shown: str, tables: list[str]) -> None:
        """In the journal, and on the screen Sync: tables, nothing of anybody."""
        version = self._workstation.replica.state().store_version
        self._workstation.audit(kind, "", version=version, tables=tables)
        told = Told(kind=kind_shown, at=self._world.clock.now(), tables=tables, rows=0)
        self._workstation.set_setting(LAST_TOLD, msgspec.json.encode(told).decode())
