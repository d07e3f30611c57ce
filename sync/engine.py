"""Keeps a workstation in step with the core: pull, push, pokes, and a connection state that is true.

A cycle takes the manifest, sends what waits, then takes the private tail and the network's pieces, in that
order: the tail is at least as fresh as the manifest, so a movement is known here before the network's copy
contains it, and is never counted twice. Downloads never wait for uploads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial
from typing import TypeVar

import structlog

from core.rules.errors import Conflict, CoulisseError, NotAuthentic, Offline
from core.rules.time import Instant
from core.wire import Manifest, fill_batch
from sync.bootstrap import NetworkPuller
from sync.client import CoreClient
from sync.connection import Cause, ConnectionKind, ConnectionState
from sync.schema import PendingCommand, ReplicaState
from sync.workstation import Workstation

T = TypeVar("T")
StateListener = Callable[[ConnectionState], None]

POLL_S = 15.0
"""How often to ask when nothing pokes."""
FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 20.0
RETRY_GROWTH = 2.0
PUSH_BATCH = 100
LEASE_BELOW = 0.2
"""Ask for more numbers when less than this share is left."""

log = structlog.get_logger(__name__)


class SyncEngine:
    """The exchange with one core. Made for one asyncio loop; database work goes to `executor`.

    Attributes:
        state: the connection as it is.
    """

    def __init__(self, workstation: Workstation, executor: Executor) -> None:
        self._workstation = workstation
        self._world = workstation.world
        self._executor = executor
        self._wake = asyncio.Event()
        self._retry_s = FIRST_RETRY_S
        self._listeners: list[StateListener] = []
        self._stop_listening: Callable[[], None] = lambda: None
        self._client: CoreClient | None = None
        self._network: NetworkPuller | None = None
        now = self._world.clock.now()
        heard_at = Instant(workstation.replica.state().heard_at)
        self.state = ConnectionState(ConnectionKind.STARTING, now, heard_at)

    def on_state(self, listener: StateListener) -> None:
        """Call `listener` whenever the connection's state is anew, on the engine's loop."""
        self._listeners.append(listener)

    async def run(self) -> None:
        """Go on until cancelled."""
        loop = asyncio.get_running_loop()

        def on_change(kinds: frozenset[str]) -> None:
            if PendingCommand.__tablename__ in kinds:
                loop.call_soon_threadsafe(self._wake.set)

        self._stop_listening = self._workstation.on_change(on_change)
        state = await self._do(self._workstation.replica.state)
        self._client = CoreClient(state.core_url, state.token, self._world.transport)
        self._network = NetworkPuller(self._workstation, self._client, self._do, self._on_download)
        pokes = asyncio.create_task(self._listen())
        try:
            while True:
                pause_s = await self._turn(state)
                await self._wait(pause_s)
        finally:
            self._stop_listening()
            pokes.cancel()
            await self._network.stop()
            with suppress(asyncio.CancelledError):
                await pokes
            await self._client.close()

    async def _turn(self, identity: ReplicaState) -> float:
        """One cycle; returns how long to wait, in seconds, unless something wakes us."""
        self._wake.clear()
        try:
            await self._cycle(identity)
        except CoulisseError as error:
            self._failed(error)
            self._retry_s = min(LONGEST_RETRY_S, self._retry_s * RETRY_GROWTH)
            asked_s = float(error.data.get("retry_after_s", 0.0))
            return max(asked_s, self._world.randomness.uniform(self._retry_s / 2, self._retry_s))
        self._retry_s = FIRST_RETRY_S
        return POLL_S

    async def _wait(self, pause_s: float) -> None:
        # While offline only time wakes us: a command done meanwhile must not turn every gesture into a try to
        # connect.
        if self.state.kind is not ConnectionKind.CONNECTED:
            self._wake.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), pause_s)

    async def _cycle(self, identity: ReplicaState) -> None:
        assert self._client is not None and self._network is not None
        manifest = await self._client.manifest(identity.core_public_key)
        self._tell(self.state.answered(self._world.clock.now()))
        refused = await self._push()
        await self._pull(manifest)
        self._tell(self.state.answered(self._world.clock.now()))
        await self._network.follow(manifest)
        await self._lease_if_low()
        if refused is not None:
            raise refused

    async def _push(self) -> CoulisseError | None:
        """Send what waits. What stands in the way of it does not stand in the way of the pull."""
        assert self._client is not None
        try:
            while batch := fill_batch(await self._do(lambda: self._workstation.unsent(PUSH_BATCH))):
                self._world.at("push.before_send")
                answer = await self._client.push(batch)
                self._world.at("push.after_send")
                await self._do(partial(self._workstation.accepted, answer.accepted_through))
        except Conflict as conflict:
            if conflict.code == "sequence_gap":
                expected = int(conflict.data["expected"])
                await self._do(lambda: self._workstation.accepted(expected - 1))
                self._wake.set()
                return None
            return conflict
        except Offline as error:
            return error
        return None

    async def _pull(self, manifest: Manifest) -> None:
        assert self._client is not None
        state = await self._do(self._workstation.replica.state)
        if state.epoch and state.epoch != manifest.epoch:
            await self._do(self._workstation.start_over)
        is_from_nothing = False
        while True:
            state = await self._do(self._workstation.replica.state)
            is_from_nothing = is_from_nothing or state.store_version == 0
            try:
                tail = await self._client.tail(state.store_version, state.device_version)
            except Conflict as conflict:
                if conflict.code != "stream_restarted":
                    raise
                await self._do(self._workstation.start_over)
                continue
            await self._do(partial(self._workstation.apply_tail, tail))
            if not tail.more:
                break
        if is_from_nothing:
            await self._do(self._workstation.rerun_orphans)

    async def _lease_if_low(self) -> None:
        assert self._client is not None
        left, leased = await self._do(lambda: self._workstation.numbers_left("sscc"))
        if left < leased * LEASE_BELOW or not leased:
            await self._client.lease_block("sscc")
            self._wake.set()

    async def _listen(self) -> None:
        """Wake the cycle on each poke, and when the line is cut, so that the state is true at once."""
        while True:
            if self.state.kind is not ConnectionKind.CONNECTED:
                await asyncio.sleep(FIRST_RETRY_S)
                continue
            assert self._client is not None
            try:
                async for _poke in self._client.pokes():
                    self._wake.set()
            except CoulisseError as error:
                log.info("pokes.cut", code=error.code, cause=error.data.get("cause"))
            self._wake.set()
            await asyncio.sleep(self._world.randomness.uniform(FIRST_RETRY_S / 2, FIRST_RETRY_S))

    def _failed(self, error: CoulisseError) -> None:
        cause = Cause.SERVER_ERROR
        if isinstance(error, Offline):
            cause = Cause(error.data.get("cause", Cause.CUT))
        elif isinstance(error, NotAuthentic):
            cause = Cause.TOKEN_REFUSED
        elif error.code in ("forked", "device_held"):
            cause = Cause.FORKED
        log.info("sync.failed", code=error.code, cause=cause.value)
        self._tell(self.state.failed(self._world.clock.now(), cause))

    def _on_download(self, progress: tuple[int, int] | None) -> None:
        state = self.state
        self._tell(ConnectionState(state.kind, state.since, state.last_answer_at, state.cause, progress))

    def _tell(self, state: ConnectionState) -> None:
        self.state = state
        for listener in self._listeners:
            listener(state)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)
