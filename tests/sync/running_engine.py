"""A sync engine at work on a pair, over its transport."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress

import msgspec
from pair_transport import PairTransport
from sync_world import Pair

from core.commands import ClaimFulfilment
from sync import Cause, ConnectionKind, ConnectionState, SyncEngine

PATIENCE_S = 20.0


class Running:
    """An engine at work on a pair.

    Attributes:
        states: all that it said of the connection.
        bugs: all that it reported.
    """

    def __init__(self, pair: Pair, transport: PairTransport) -> None:
        self.pair = pair
        self.transport = transport
        world = msgspec.structs.replace(pair.world, transport=transport)
        pair.workstation.world = world
        self.states: list[ConnectionState] = []
        self._told = asyncio.Event()
        self.threads = ThreadPoolExecutor(1)
        self.bugs: list[Exception] = []
        self.engine = SyncEngine(pair.workstation, self.threads, self.bugs.append)
        self.engine.on_state(self._on_state)
        loop = asyncio.get_running_loop()
        pair.workstation.on_change(lambda _kinds: loop.call_soon_threadsafe(self._told.set))

    def _on_state(self, state: ConnectionState) -> None:
        self.states.append(state)
        self._told.set()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until it is so; looked at whenever something changes, and now and then."""
        async with asyncio.timeout(PATIENCE_S):
            while not is_so():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._told.wait(), 0.02)
                self._told.clear()

    async def until_state(self, kind: ConnectionKind, cause: Cause = Cause.NONE, fault: str = "") -> None:
        def is_so() -> bool:
            state = self.engine.state
            return (state.kind, state.cause, state.fault) == (kind, cause, fault)

        await self.until(is_so)

    async def at_rest(self) -> None:
        """Until what was done has been answered and the copy is the newest."""
        await self.until(lambda: self.engine.state.kind is ConnectionKind.CONNECTED)
        await self.until(lambda: not self.pair.pending())

    async def idle(self) -> None:
        """Until the first cycle has come to its end and the pokes are listened to."""
        await self.until(lambda: [s.kind for s in self.states].count(ConnectionKind.CONNECTED) >= 2)
        await self.until(lambda: self.transport.pokes != [])

    async def turns(self) -> None:
        """Until a whole cycle that has yet to begin is over: pokes ask for it and for the one after it."""
        begun = self.transport.asked.count("feed/manifest")

        def is_over() -> bool:
            self.poke()
            return self.transport.asked.count("feed/manifest") >= begun + 2

        await self.until(is_over)

    def poke(self) -> None:
        """Tell the engine that something has moved."""
        for stream in self.transport.pokes:
            stream.queue.put_nowait(b'data: {"streams":{"network":-1}}\n\n')


@asynccontextmanager
async def running(pair: Pair, transport: PairTransport | None = None) -> AsyncIterator[Running]:
    made = Running(pair, transport or PairTransport(pair))
    task = asyncio.create_task(made.engine.run())
    try:
        yield made
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        made.threads.shutdown()


def claim(pair: Pair, place: int = 0) -> None:
    """Something is done here that is to go up."""
    pair.do(ClaimFulfilment(fulfilment_id=list(pair.names.fulfilments)[place]))
