"""Large pieces, and the tails that somebody waits for, over connections of their own, in few steps.

What httpx hands on of an answer has gone through six layers and been copied five times, which was two thirds
of the processor's time that fetching a snapshot took. Here h11 reads the head of an answer, as it does for
httpx, and the body, whose length the head tells, comes straight from asyncio's stream. Whatever is not such
an answer is left to httpx, which is then asked the same: what stands in the way is told in one place.

All that is asked here may be asked twice (it is read, nothing is done). So what a kept connection does not
answer well is asked once more over a new one: whether it was dead is seen by nothing else.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address
from typing import Final, NamedTuple

import h11
import httpx

from core.rules.errors import Offline
from sync.connection import Cause

READ_BYTES: Final = 256 * 1024
"""At most so much of an answer is handed on at a time; what asyncio reads from a socket at once."""
LONGEST_IDLE_S: Final = 5.0
"""As httpx has it. One that was kept for longer may be dead without a word: another network meanwhile, or a
router that has forgotten it."""
OTHER_ADDRESS_AFTER_S: Final = 0.25
"""Before a name's next address is tried beside the one that is silent (RFC 8305, section 8)."""
_WITHOUT_BODY: Final = frozenset({httpx.codes.NO_CONTENT, httpx.codes.NOT_MODIFIED})
"""Whatever length they tell (RFC 9112, section 6.3)."""
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
        self._idle: list[tuple[Ends, float]] = []

    def close(self) -> None:
        """Let go of the connections."""
        while self._idle:
            _abort(self._idle.pop()[0])

    @asynccontextmanager
    async def ask(self, request: httpx.Request) -> AsyncIterator[Answer | None]:
        """The answer to a request that has no body and changes nothing; None where httpx is to be asked.

        Raises:
            Offline: silence for too long; while the body comes, also a line that was cut.
        """
        begun = await self._begin(request) if self._is_open else None
        if begun is None:
            yield None
            return
        ends, head, body = begun
        try:
            yield head, body.chunks()
        finally:
            # What is left of an answer half way would be taken for the next one's beginning.
            if body.left_bytes == 0:
                self._idle.append((ends, _now_s()))
            else:
                _abort(ends)

    async def _begin(self, request: httpx.Request) -> _Begun | None:
        kept = await self._kept()
        if kept is not None:
            with suppress(Offline):
                begun = await self._over(kept, request)
                if begun is not None and not _is_perhaps_unasked(begun.head):
                    return begun
            _abort(kept)
            # Whatever has ended this one has ended the others.
            self.close()
        ends = await self._new(request.url)
        return None if ends is None else await self._over(ends, request)

    async def _kept(self) -> Ends | None:
        while self._idle:
            ends, since_s = self._idle.pop()
            is_well = False
            try:
                is_well = _now_s() - since_s < LONGEST_IDLE_S and await _is_quiet(ends)
            finally:
                # Also where whoever asks is ended meanwhile.
                if not is_well:
                    _abort(ends)
            if is_well:
                return ends
        return None

    async def _new(self, url: httpx.URL) -> Ends | None:
        try:
            async with asyncio.timeout(self._connect_s):
                return await asyncio.open_connection(
                    url.host,
                    url.port or _PORTS[url.scheme],
                    ssl=self._tls,
                    limit=READ_BYTES,
                    happy_eyeballs_delay=None if _is_address(url.host) else OTHER_ADDRESS_AFTER_S,
                )
        except TimeoutError as error:
            raise Offline("offline", cause=Cause.TIMEOUT) from error
        except OSError:
            return None

    async def _over(self, ends: Ends, request: httpx.Request) -> _Begun | None:
        """What is answered over this connection, which is let go of where that is no plain answer."""
        begun = None
        try:
            begun = await self._head(ends, request)
        finally:
            if begun is None:
                _abort(ends)
        return begun

    async def _head(self, ends: Ends, request: httpx.Request) -> _Begun | None:
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
        # Neither was asked for, so something on the way did it.
        is_packed = response.headers.get("content-encoding", "identity") != "identity"
        is_in_chunks = "transfer-encoding" in response.headers
        if length is None or is_packed or is_in_chunks or heard.status_code in _WITHOUT_BODY:
            return None
        return _Begun(ends, response, _Body(reader, int(length), self._silence_s))


class _Body:
    """What is left of an answer's body."""

    def __init__(self, reader: asyncio.StreamReader, left_bytes: int, silence_s: float) -> None:
        self.left_bytes = left_bytes
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


class _Begun(NamedTuple):
    """An answer whose head has come."""

    ends: Ends
    head: httpx.Response
    body: _Body


def _is_address(host: str) -> bool:
    """Whether there is no other to try beside it.

    Where others are, a socket that is connected in the moment in which whoever asks is ended stays open until
    Python collects it (`asyncio.staggered`).
    """
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _now_s() -> float:
    return asyncio.get_running_loop().time()


async def _is_quiet(ends: Ends) -> bool:
    """Whether nothing has come that nobody asked for, not even the end."""
    with suppress(OSError):
        try:
            async with asyncio.timeout(0):
                await ends[0].read(1)
        except TimeoutError:
            return True
    return False


def _is_perhaps_unasked(head: httpx.Response) -> bool:
    """Whether it may have been said before it was asked: a load balancer that has waited for long says so
    and hangs up (RFC 9110, section 15.5.9). The core's own no comes over a line that stays."""
    is_last = "close" in head.headers.get("connection", "").lower()
    return not head.is_success and (is_last or head.status_code == httpx.codes.REQUEST_TIMEOUT)


def _abort(ends: Ends) -> None:
    # Where the loop has been closed before, the connections have been, too.
    with suppress(RuntimeError):
        ends[1].transport.abort()
