"""The application on a socket: uvicorn, stopped so that no open stream of pokes holds it up."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import FrameType
from typing import Final

import uvicorn
from litestar import Litestar

from core.rules.errors import BadInput
from core.service.app import HUB
from core.service.pokes import PokeHub

if sys.platform != "win32":
    import resource

BACKLOG: Final = 2_048
KEEP_ALIVE_S: Final = 20
STDIN: Final = 0
OTHER_FILES: Final = 256
"""Files that are no connection of a workstation: the database's, pieces, logs."""
GARBAGE_THRESHOLDS: Final = (20_000, 50, 100)
TICK_S: Final = 0.1
"""Between two looks at the clock, for the date that each answer says."""
SHUTDOWN_S: Final = 10
"""Requests that have not ended this long after the word to stop are cut off."""


class CoreServer(uvicorn.Server):
    """Serves until it is told to stop, by a signal or by `stop`.

    Attributes:
        on_started: called once it answers, with the address.
    """

    def __init__(
        self,
        app: Litestar,
        host: str = "127.0.0.1",
        port: int = 0,
        on_started: Callable[[str], None] = lambda _url: None,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                backlog=BACKLOG,
                timeout_keep_alive=KEEP_ALIVE_S,
                timeout_graceful_shutdown=SHUTDOWN_S,
                lifespan="on",
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
            )
        )
        self.on_started = on_started
        self._hub: PokeHub = app.state[HUB]
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_told = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does; then say where."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self.on_started(f"http://{host}:{port}")

    async def main_loop(self) -> None:
        """As uvicorn's, but for the word to stop, which need not wait for the next tick."""
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            with suppress(TimeoutError):
                async with asyncio.timeout(TICK_S):
                    await self._is_told.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does; where nobody is connected, there is nobody to whom a moment must be left."""
        if self.server_state.connections or self.server_state.tasks or self.force_exit:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
            await server.wait_closed()
        await self.lifespan.shutdown()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal says stop."""
        self._hub.close()
        super().handle_exit(sig, frame)
        self._wake()

    def stop(self) -> None:
        """Say stop from another thread."""
        self._hub.close()
        self.should_exit = True
        self._wake()

    def _wake(self) -> None:
        # Before its start it looks by itself; after its end the loop is closed.
        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._is_told.set)


@contextmanager
def bound(host: str, port: int) -> Iterator[list[socket.socket]]:
    """Sockets at every address of `host`, which nobody can connect to yet; closed at the end.

    Raises:
        BadInput: `address_unusable`: the port is somebody else's, or the name nobody's.
    """
    with ExitStack() as held:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
            sockets = [
                _bound_to(address, held.enter_context(socket.socket(family, kind, protocol)))
                for family, kind, protocol, _name, address in dict.fromkeys(found)
            ]
        except OSError as error:
            raise BadInput("address_unusable", address=f"{host}:{port}", reason=str(error)) from error
        yield sockets


def _bound_to(address: tuple[object, ...], one: socket.socket) -> socket.socket:
    # On Windows it would let two programs have one port.
    if sys.platform != "win32":
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if one.family == socket.AF_INET6:
        one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    one.bind(address)
    return one


def room_for(connections: int) -> int:
    """Let this process hold so many connections, as far as the system allows it; how many it may.

    Windows has no such limit.
    """
    if sys.platform == "win32":
        return connections
    wanted = connections + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return connections if soft == resource.RLIM_INFINITY else min(connections, soft - OTHER_FILES)


def keep_garbage_rare() -> None:
    """Look for unreachable cycles seldom: what a request makes is freed by its counts.

    A row, a statement and a request are hundreds of objects that live for milliseconds. Looking through all
    that lives after every 700 of them took a quarter of the processor's time. For a process that serves and
    does nothing else.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE_THRESHOLDS)


def stop_with_stdin(server: CoreServer) -> None:
    """Stop the server once nobody holds the other end of the standard input any more."""

    def wait() -> None:
        # Not sys.stdin: a thread that waits inside it would hold up the interpreter's end.
        with suppress(OSError):
            while os.read(STDIN, 1024):
                pass
        server.stop()

    threading.Thread(target=wait, name="stdin", daemon=True).start()
