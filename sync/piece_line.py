"""Large pieces, and the tails that somebody waits for, over connections of their own, in few steps.

What httpx hands on of an answer has gone through six layers and been copied five times, which was two thirds
of the processor's time that fetching a snapshot took. Here h11 reads the head of an answer, as it does for
httpx, and the body, whose length the head tells, comes straight from asyncio's stream. Whatever is not such
an answer is left to httpx, which is then asked the same: what stands in the way is told in one place.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import h11
import httpx

from core.rules.errors import Offline
from sync.connection import Cause

READ_BYTES: Final = 256 * 1024
"""At most so much of an answer is handed on at a time; what asyncio reads from a socket at once."""
_PORTS: Final = {"http": 80, "https": 443}
_HEAD_ENDS: Final = b"\r\n\r\n"

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Answer = tuple[httpx.Response, AsyncIterator[bytes]]
"""An answer's head, and its body as it comes."""


class PieceLine:
    """Connections to one core, which is asked directly; none are made where it is not open."""

    def __init__(
        self, tls: ssl.SSLContext | None, connect_s: float, silence_s: float, *, is_open: bool
    ) -> None:
        self._tls = tls
        self._connect_s = connect_s
        self._silence_s = silence_s
        self._is_open = is_open
        self._idle: list[Ends] = []

    def close(self) -> None:
        """Let go of the connections."""
        while self._idle:
            _abort(self._idle.pop())

    @asynccontextmanager
    async def ask(self, request: httpx.Request) -> AsyncIterator[Answer | None]:
        """The answer to a request that has no body; None where httpx is to be asked.

        Raises:
            Offline: silence for too long; while the body comes, also a line that was cut.
        """
        ends = await self._ends(request.url) if self._is_open else None
        if ends is None:
            yield None
            return
        body = _Body(ends[0], self._silence_s)
        try:
            head = await self._head(ends, request, body)
            yield None if head is None else (head, body.chunks())
        finally:
            # What is left of an answer half way would be taken for the next one's beginning.
            if body.left_bytes == 0:
                self._idle.append(ends)
            else:
                _abort(ends)

    async def _ends(self, url: httpx.URL) -> Ends | None:
        while self._idle:
            reader, writer = ends = self._idle.pop()
            if not reader.at_eof() and not writer.is_closing():
                return ends
            _abort(ends)
        try:
            async with asyncio.timeout(self._connect_s):
                return await asyncio.open_connection(
                    url.host, url.port or _PORTS[url.scheme], ssl=self._tls, limit=READ_BYTES
                )
        except TimeoutError as error:
            raise Offline("offline", cause=Cause.TIMEOUT) from error
        except OSError:
            return None

    async def _head(self, ends: Ends, request: httpx.Request, body: _Body) -> httpx.Response | None:
        reader, writer = ends
        spoken = h11.Connection(h11.CLIENT)
        asked = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
        try:
            writer.write((spoken.send(asked) or b"") + (spoken.send(h11.EndOfMessage()) or b""))
            async with asyncio.timeout(self._silence_s):
                spoken.receive_data(await reader.readuntil(_HEAD_ENDS))
            heard = spoken.next_event()
        except TimeoutError as error:
            raise Offline("offline", cause=Cause.TIMEOUT) from error
        except (OSError, EOFError, asyncio.LimitOverrunError, h11.ProtocolError):
            return None
        if not isinstance(heard, h11.Response):
            return None
        response = httpx.Response(heard.status_code, headers=list(heard.headers))
        length = response.headers.get("content-length")
        # It was not asked for, so something on the way did it.
        is_packed = response.headers.get("content-encoding", "identity") != "identity"
        if length is None or is_packed:
            return None
        body.left_bytes = int(length)
        return response


class _Body:
    """What is left of an answer's body; None before its length is known."""

    def __init__(self, reader: asyncio.StreamReader, silence_s: float) -> None:
        self.left_bytes: int | None = None
        self._reader = reader
        self._silence_s = silence_s

    async def chunks(self) -> AsyncIterator[bytes]:
        while self.left_bytes:
            try:
                async with asyncio.timeout(self._silence_s):
                    chunk = await self._reader.read(min(self.left_bytes, READ_BYTES))
            except TimeoutError as error:
                raise Offline("offline", cause=Cause.TIMEOUT) from error
            except OSError as error:
                raise Offline("offline", cause=Cause.CUT) from error
            if not chunk:
                raise Offline("offline", cause=Cause.CUT)
            self.left_bytes -= len(chunk)
            yield chunk


def _abort(ends: Ends) -> None:
    # Where the loop has been closed before, the connections have been, too.
    with suppress(RuntimeError):
        ends[1].transport.abort()
