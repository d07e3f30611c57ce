"""Pokes: word to connected workstations that a stream has moved, as server-sent events (HTML, section 9.2).

A poke carries versions, never rows. Versions that were not sent yet are replaced by newer ones, so a listener
holds at most one number a stream, however slow it is; one that does not read for a while is dropped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

import anyio
import msgspec
from litestar import Response
from litestar.response.base import ASGIResponse
from litestar.response.streaming import ASGIStreamingResponse
from litestar.types import Receive, Send

from core.feed.streams import NETWORK
from core.ports import Randomness

HEARTBEAT_S: Final = 15.0
SEND_TIMEOUT_S: Final = 10.0
"""A listener whose buffers stay full this long is dropped; it comes back, or polls."""
BEGINNINGS: Final = 4
"""In threads of their own: a thousand listeners who come at once take no thread from commands."""
NETWORK_JITTER_S: Final = 1.0
"""A thousand replicas do not ask for the same delta in the same instant."""


class Listener:
    """One connection: the newest versions of its streams that it was not told yet."""

    def __init__(self, streams: Iterable[str]) -> None:
        self.streams = frozenset(streams)
        self.is_closed = False
        self._pending: dict[str, int] = {}
        self._wake = asyncio.Event()

    def tell(self, versions: Mapping[str, int]) -> None:
        """Take note of newer versions."""
        for stream in self.streams & versions.keys():
            self._pending[stream] = max(versions[stream], self._pending.get(stream, 0))
            self._wake.set()

    def close(self) -> None:
        """End the connection at its next turn."""
        self.is_closed = True
        self._wake.set()

    async def next(self, timeout_s: float) -> dict[str, int]:
        """What is new; nothing when the time is over first."""
        # Not wait_for, which on Python 3.11 loses a cancellation that comes as the event does.
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._wake.wait()
        self._wake.clear()
        pending, self._pending = self._pending, {}
        return pending


class PokeHub:
    """All listeners of this process. Commits happen in worker threads; listeners live on the loop.

    Attributes:
        beginnings: of those who begin to listen, so many read their versions at a time.
    """

    def __init__(self, randomness: Randomness) -> None:
        self._randomness = randomness
        self.beginnings = anyio.CapacityLimiter(BEGINNINGS)
        # In the order in which they came: a set would tell them in the order of their addresses.
        self._listeners: dict[Listener, None] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Belong to the loop that runs now."""
        self._loop = asyncio.get_running_loop()

    def close(self) -> None:
        """End all connections, so that the server can stop. Callable from any thread."""
        self._on_loop(self._close_all)

    def committed(self, versions: Mapping[str, int]) -> None:
        """Private streams have moved: told at once. Callable from any thread."""
        private = {name: version for name, version in versions.items() if name != NETWORK}
        if private:
            self._on_loop(self._spread, private)

    def published(self, version: int) -> None:
        """The network stream was published: told to each listener after a wait of its own."""
        self._on_loop(self._spread_slowly, version)

    def listen(self, streams: Iterable[str]) -> Listener:
        """A new listener."""
        listener = Listener(streams)
        self._listeners[listener] = None
        return listener

    def leave(self, listener: Listener) -> None:
        """The connection is gone."""
        self._listeners.pop(listener, None)

    def _on_loop(self, work: Any, *arguments: Any) -> None:
        # Between two runs of a server there is nobody to tell.
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(work, *arguments)

    def _spread(self, versions: Mapping[str, int]) -> None:
        for listener in self._listeners:
            listener.tell(versions)

    def _spread_slowly(self, version: int) -> None:
        assert self._loop is not None
        for listener in self._listeners:
            wait_s = self._randomness.uniform(0.0, NETWORK_JITTER_S)
            self._loop.call_later(wait_s, listener.tell, {NETWORK: version})

    def _close_all(self) -> None:
        for listener in self._listeners:
            listener.close()


class _EventStream(ASGIStreamingResponse):
    """Sends a listener's pokes until either side has had enough."""

    def __init__(self, hub: PokeHub, listener: Listener, **options: Any) -> None:
        super().__init__(iterator=[], **options)
        self._hub = hub
        self._listener = listener

    async def send_body(self, send: Send, receive: Receive) -> None:
        leaving = asyncio.create_task(_until_disconnected(receive))
        leaving.add_done_callback(lambda _task: self._listener.close())
        try:
            while not self._listener.is_closed:
                versions = await self._listener.next(HEARTBEAT_S)
                if not self._listener.is_closed:
                    async with asyncio.timeout(SEND_TIMEOUT_S):
                        await _send(send, _event(versions))
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await _send(send, b"", more=False)
        except TimeoutError:
            # The connection ends here without its last chunk: the client sees that it was cut.
            return
        finally:
            self._hub.leave(self._listener)
            leaving.cancel()


class EventResponse(Response[None]):
    """The answer that stays open."""

    def __init__(self, hub: PokeHub, listener: Listener) -> None:
        super().__init__(None, media_type="text/event-stream", headers={"Cache-Control": "no-store"})
        self._hub = hub
        self._listener = listener

    def to_asgi_response(self, *_arguments: Any, **_options: Any) -> ASGIResponse:
        """As Litestar sends it; a proxy must not gather what comes."""
        return _EventStream(
            self._hub,
            self._listener,
            headers={**self.headers, "X-Accel-Buffering": "no"},
            media_type=self.media_type,
            status_code=200,
        )


async def _until_disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


def _event(versions: dict[str, int]) -> bytes:
    if not versions:
        return b": heartbeat\n\n"
    return b"event: poke\ndata: " + msgspec.json.encode({"streams": versions}) + b"\n\n"
