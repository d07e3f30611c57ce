"""Follows the private streams: what is new since the last time, or all of it where that does not lead on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, MutableMapping
from functools import partial

import structlog

from core.rules.errors import BadInput, Conflict, Offline
from core.wire import Manifest, Tail, decode_tail, encode_tail
from sync.answers import Versions
from sync.bootstrap import NETWORK
from sync.client import CoreClient
from sync.connection import Cause
from sync.do import Do
from sync.region_pull import RegionPuller
from sync.store_divergence import StoreDivergence
from sync.understanding import has_learned
from sync.workstation import Workstation

MOST_PAGES = 5_000
"""Pages of the private streams, from nothing: ten million rows, more than any store's."""

log = structlog.get_logger(__name__)


class PrivatePuller:
    """Brings this workstation's private rows to what the core has.

    Attributes:
        seen: by stream, the newest version that came.
    """

    def __init__(
        self,
        workstation: Workstation,
        client: CoreClient,
        do: Do,
        on_restart: Callable[[], None],
        seen: MutableMapping[str, int],
    ) -> None:
        self._workstation = workstation
        self._client = client
        self._do = do
        self._on_restart = on_restart
        self.seen = seen
        self._has_rerun = False
        self._region = RegionPuller(workstation, client, do)
        self._divergence = StoreDivergence(workstation, client, do)
        self._floors: Versions = (0, 0)
        self._streams = ("", "")
        # What the last page came to: the replica need not be asked before the next.
        self._have: Versions | None = None

    async def pull(self, manifest: Manifest) -> None:
        """Take what there is.

        Raises:
            Offline: the line was cut; what has come so far is a whole, and the next time goes on from there.
            Conflict: `stream_restarted`: the core begins anew while it is read; the next time may do.
        """
        self._have = None
        state = await self._do(self._workstation.replica.state)
        is_anew = bool(state.epoch) and (state.epoch != manifest.epoch or has_learned(state.not_understood))
        if is_anew:
            await self._report_blocks()
            await self._start_over()
        while await self._take_page(may_restart=not is_anew):
            pass
        if not self._has_rerun:
            await self._do(self._workstation.rerun_orphans)
            self._has_rerun = True
        network = manifest.streams.get(NETWORK)
        version = network.version if network else 0
        await self._do(partial(self._workstation.has_all, manifest.epoch, version))
        if await self._region.pull():
            self._on_restart()
        if await self._divergence.is_found():
            await self._start_over()
            await self._divergence.has_taken()

    async def take_newest(self) -> None:
        """Take what a poke told of, and nothing else: a tail may always be fresher than a manifest.

        Raises:
            Offline: the line was cut.
        """
        try:
            while await self._take_page(may_restart=False):
                pass
        except Conflict:
            # The whole cycle finds out what has happened there.
            self._on_restart()

    async def _take_page(self, *, may_restart: bool) -> bool:
        """Take one tail; returns whether there is more."""
        have, self._have = self._have, None
        if have is None:
            state = await self._do(self._workstation.replica.state)
            self._streams = f"store:{state.location_id}", f"device:{state.device_id}"
            have = state.store_version, state.device_version
        try:
            tail = await self._client.tail(have, self._floors)
            await self._do(partial(self._workstation.apply_tail, tail))
        except Conflict as conflict:
            if conflict.code != "stream_restarted" or not may_restart:
                raise
            await self._start_over()
            return False
        if have == (0, 0):
            self._floors = (tail.store_floor, tail.device_floor)
        self._have = tail.store_to, tail.device_to
        self.seen.update(zip(self._streams, self._have, strict=True))
        return tail.more and self._have != have

    async def _report_blocks(self) -> None:
        """Before they are forgotten here: a core that was put back would lease their numbers again."""
        blocks = await self._do(self._workstation.blocks_held)
        try:
            if blocks:
                await self._client.report_blocks(blocks)
        except BadInput as error:
            # It has never leased them, and so never will: its own numbers are elsewhere.
            log.warning("blocks.not_noted", code=error.code)

    async def _start_over(self) -> None:
        """Take all of it first, then put it in the place of what is here, in one transaction.

        If the line is cut between, the rows of before stay on the screens.
        """
        self._have = None
        pages = [encode_tail(tail) async for tail in self._from_nothing()]
        await self._do(lambda: self._workstation.start_over(map(decode_tail, pages)))
        self._on_restart()

    async def _from_nothing(self) -> AsyncIterator[Tail]:
        have: Versions = (0, 0)
        epoch = ""
        for _ in range(MOST_PAGES):
            tail = await self._client.tail(have, self._floors)
            if have == (0, 0):
                self._floors, epoch = (tail.store_floor, tail.device_floor), tail.epoch
            if tail.epoch != epoch:
                raise Conflict("stream_restarted", epoch=tail.epoch)
            yield tail
            before, have = have, (tail.store_to, tail.device_to)
            if not tail.more or have == before:
                return
        raise Offline("offline", cause=Cause.NOT_THE_CORE)
