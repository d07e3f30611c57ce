"""Keeps a workstation in step with the core: pull, push, pokes, and a connection state that is true.

A cycle takes the manifest, sends what waits, then takes the private tail and the network's pieces, in that
order: the tail is at least as fresh as the manifest, so a movement is known here before the network's copy
contains it, and is never counted twice. Downloads never wait for uploads, nor a first snapshot for the tail.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial
from typing import TypeVar

import structlog
from msgspec.structs import replace

from core.rules.errors import BadInput, Conflict, CoulisseError, Damaged, NotAuthentic, Offline, Refused
from core.rules.time import MINUTE_MS, Instant
from core.wire import Manifest, fill_batch
from sync.answers import NOTHING
from sync.backoff import Backoff, around
from sync.bootstrap import NETWORK, NetworkPuller
from sync.cancelling import end_if_cancelled
from sync.client import CoreClient
from sync.clock_offset import clock_offset_ms
from sync.connection import Cause, ConnectionKind, ConnectionState, asked_s, fault_of, stands_between
from sync.news import News
from sync.presence import PresenceNotes
from sync.private_pull import PrivatePuller
from sync.progress import Download
from sync.schema import PendingCommand, ReplicaState
from sync.sleep_watch import Woke, wait_for_change
from sync.unanswered import Unanswered
from sync.workstation import Workstation

T = TypeVar("T")
StateListener = Callable[[ConnectionState], None]

POLL_S = 15.0
"""How often to ask when nothing pokes."""
FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 20.0
FIRST_RESTART_S = 0.5
LONGEST_RESTART_S = 60.0
PUSH_BATCH = 100
LEASE_BELOW = 0.2
"""Ask for more numbers when less than this share is left."""
LEASE_EVERY_MS = MINUTE_MS
"""And no more often than this."""

log = structlog.get_logger(__name__)


class SyncEngine:
    """The exchange with one core. Made for one asyncio loop; database work goes to `executor`.

    Attributes:
        state: the connection as it is.
    """

    def __init__(
        self,
        workstation: Workstation,
        executor: Executor,
        on_bug: Callable[[Exception], None] = lambda error: log.error("sync.bug", exc_info=error),
    ) -> None:
        self._workstation = workstation
        self._world = workstation.world
        self._executor = executor
        self._on_bug = on_bug
        randomness = self._world.randomness
        self._restarts = Backoff(randomness, FIRST_RESTART_S, LONGEST_RESTART_S)
        self._retries = Backoff(randomness, FIRST_RETRY_S, LONGEST_RETRY_S)
        self._listens = Backoff(randomness, FIRST_RETRY_S, LONGEST_RETRY_S)
        self._is_unproven = False
        self._news = News()
        self._presence = PresenceNotes(workstation, self._do)
        self._unanswered = Unanswered(workstation)
        self._leased_ms: int | None = None
        self._listeners: list[StateListener] = []
        self._answered_at = Instant(workstation.replica.state().heard_at)
        self.state = ConnectionState(ConnectionKind.STARTING, self._world.clock.now(), self._answered_at)

    def on_state(self, listener: StateListener) -> None:
        """Call `listener` whenever the connection's state is anew, on the engine's loop."""
        self._listeners.append(listener)

    def off_state(self, listener: StateListener) -> None:
        """Call it no more."""
        self._listeners.remove(listener)

    async def run(self) -> None:
        """Go on until cancelled. What ends the exchange is told; it begins again after a pause."""
        while True:
            try:
                # In a task of its own: a TaskGroup whose child fails cancels the task that it is in, and
                # Python 3.11 leaves that counted, as if somebody had asked this one to end.
                await asyncio.create_task(self._run_once())
            except Woke:
                log.info("sync.connects_anew")
                self._retries.reset()
                continue
            except CoulisseError as error:
                log.warning("sync.ended", code=error.code)
                self._ended(error.code)
            except Exception as error:
                self._on_bug(error)
                self._ended("internal_error")
            end_if_cancelled()
            await asyncio.sleep(self._restarts.next_s())

    def _ended(self, code: str) -> None:
        self._is_unproven = True
        self._tell(self.state.failed(self._world.clock.now(), Cause.FAULT, code))

    async def _run_once(self) -> None:
        loop = asyncio.get_running_loop()

        def on_change(kinds: frozenset[str]) -> None:
            if PendingCommand.__tablename__ in kinds:
                # A command that was done while the exchange ended: its loop may be closed.
                with suppress(RuntimeError):
                    loop.call_soon_threadsafe(self._news.look)

        stop_listening = self._workstation.on_change(on_change)
        # What ended the exchange the last time was not written down then.
        await self._presence.note(self.state)
        # Without a line too. What stands in its way is told where it is tried again: as the copy is compared.
        await fault_of(self._do(self._workstation.network_mended))
        identity = await self._do(self._workstation.replica.state)
        # httpx reads the machine's certificates from the disk when it is made: a third of a second.
        self._client = await self._do(
            partial(CoreClient, identity.core_url, identity.token, self._world.transport)
        )
        self._network = NetworkPuller(self._workstation, self._client, self._do, self._on_download)
        self._private = PrivatePuller(
            self._workstation, self._client, self._do, self._news.ask, self._news.seen
        )
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen())
                group.create_task(self._keep_turning(identity))
                group.create_task(self._watch_machine())
        except ExceptionGroup as group_of_faults:
            # Not by `except*`: what is raised within it is a group again before Python 3.11.4.
            if group_of_faults.split(Woke)[1] is None:
                raise Woke("woke") from group_of_faults
            raise
        finally:
            stop_listening()
            await self._network.stop()
            await self._client.close()

    async def _keep_turning(self, identity: ReplicaState) -> None:
        while True:
            self._news.cycle_begins()
            try:
                await self._cycle(identity)
                await self._presence.note(self.state)
                wait_s = around(self._world.randomness, POLL_S)
                poll_at = asyncio.get_running_loop().time() + wait_s
                self._retries.reset()
                self._restarts.reset()
                while not await self._news.is_cycle_due(poll_at, self._has_unsent):
                    await self._private.take_newest()
                    # A command may have been done in the same moment.
                    self._news.look()
            except CoulisseError as error:
                self._failed(error)
                await self._presence.note(self.state)
                # Only time wakes us: a command done meanwhile must not turn each gesture into a try to
                # connect.
                await asyncio.sleep(self._retries.next_s(asked_s(error)))

    async def _has_unsent(self) -> bool:
        return bool(await self._do(partial(self._workstation.unsent, 1)))

    async def _cycle(self, identity: ReplicaState) -> None:
        manifest = await self._manifest(identity)
        if not self._is_unproven:
            self._tell(self._reached(self._answered_at, self.state.fault))
        # A core whose manifest comes and nothing else is not called connected again and again.
        self._is_unproven = True
        await self._network.expect(manifest)
        faults = [await fault_of(self._push()), await fault_of(self._private.pull(manifest))]
        if faults[-1] is None:
            faults.append(await fault_of(self._follow(manifest)))
            faults.append(await fault_of(self._lease_if_low()))
        found = [fault for fault in faults if fault is not None]
        self._is_unproven = any(stands_between(fault) for fault in found)
        if found:
            raise next((fault for fault in found if stands_between(fault)), found[0])
        self._tell(self._reached(self._world.clock.now()))

    async def _manifest(self, identity: ReplicaState) -> Manifest:
        try:
            manifest = await self._client.manifest(identity.core_public_key, self._network.have)
        except NotAuthentic:
            # Of a device that is barred the core takes what it has done, and nothing else.
            await fault_of(self._push())
            raise
        except (BadInput, Conflict, Refused) as error:
            raise Offline("offline", cause=Cause.NOT_THE_CORE, code=error.code) from error
        if manifest.core_id != identity.core_id:
            # The same key and another chain: a copy of the core that was made into one of its own.
            raise Offline("offline", cause=Cause.NOT_THE_CORE, code="another_core")
        now = self._world.clock.now()
        self._answered_at = now if self._client.is_fresh else self._answered_at
        off_ms = clock_offset_ms(self._client.told, now)
        if off_ms is not None:
            self.state = replace(self.state, clock_off_ms=off_ms)
        return manifest

    async def _push(self) -> None:
        """Send what waits, as far as the core takes it.

        Raises:
            Conflict: `nothing_accepted`, or what the core says stands in the way.
        """
        try:
            while batch := fill_batch(await self._do(partial(self._unanswered.unsent, PUSH_BATCH))):
                self._world.at("push.before_send")
                answer = await self._client.push(batch, self._world.clock.now())
                self._world.at("push.after_send")
                if not await self._do(partial(self._workstation.accepted, answer.accepted_through)):
                    raise Conflict("nothing_accepted")
        except Conflict as conflict:
            expected = conflict.data.get("expected")
            if conflict.code != "sequence_gap" or not isinstance(expected, int):
                raise
            if not await self._do(partial(self._workstation.resend_from, expected)):
                raise
            self._news.ask()

    async def _follow(self, manifest: Manifest) -> None:
        try:
            had = self._network.have
            if await self._network.follow(manifest):
                if self._client.is_fresh:
                    await self._do(partial(self._workstation.heard, self.state.clock_off_ms))
            elif had != NOTHING:
                # What leads on is not enough any more: the next manifest is to tell everything.
                self._news.ask()
        except Offline as error:
            # The core answers, commands and orders come through: it is the pieces alone that do not.
            raise Damaged("pieces_do_not_come", **error.data) from error
        if NETWORK in manifest.streams:
            self._news.seen[NETWORK] = manifest.streams[NETWORK].version

    async def _lease_if_low(self) -> None:
        now_ms = self._world.clock.monotonic_ms()
        if self._leased_ms is not None and now_ms - self._leased_ms < LEASE_EVERY_MS:
            return
        for kind, (left, leased) in (await self._do(self._workstation.numbers_left)).items():
            if left < leased * LEASE_BELOW or not leased:
                self._leased_ms = now_ms
                await self._client.lease_block(kind)
                self._news.ask()

    async def _listen(self) -> None:
        """Wake the cycle on each poke, and when the line is cut, so that the state is true at once."""
        while True:
            if not self.state.is_answered:
                await asyncio.sleep(FIRST_RETRY_S)
                continue
            wanted_s = 0.0
            try:
                async for poke in self._client.pokes():
                    self._listens.reset()
                    self._news.hear(poke)
            except CoulisseError as error:
                log.info("pokes.cut", code=error.code, cause=error.data.get("cause"))
                wanted_s = asked_s(error)
            self._news.ask()
            await asyncio.sleep(self._listens.next_s(wanted_s))

    async def _watch_machine(self) -> None:
        """Begin anew with fresh connections when the machine wakes or is on another network: the old ones
        lead nowhere, and some only say so after their longest silence."""
        await wait_for_change(self._world.clock, self._world.addresses)
        raise Woke("woke")

    def _failed(self, error: CoulisseError) -> None:
        cause = stands_between(error)
        log.info("sync.failed", code=error.code, cause=cause)
        if cause is None:
            # Trouble of our own is no answer: it makes what was heard no younger.
            self._tell(self._reached(self._answered_at, error.code))
        else:
            self._tell(self.state.failed(self._world.clock.now(), cause))

    def _reached(self, at: Instant, fault: str = "") -> ConnectionState:
        """Connected as of then, where the core has proven that it answers."""
        if self._client.is_fresh:
            return self.state.answered(at, fault)
        return self.state.unproven(self._world.clock.now(), fault)

    def _on_download(self, progress: Download | None) -> None:
        self._tell(replace(self.state, download=progress))
        if progress is None:
            self._news.ask()

    def _tell(self, state: ConnectionState) -> None:
        self.state = state
        for listener in list(self._listeners):
            listener(state)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)
