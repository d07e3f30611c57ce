"""The line between one workstation and the core: an httpx transport with a delay and what goes wrong."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
from history import History
from tasks import Tasks

from tests.support.bodies import Body

SHARE_STRUCK = 0.6
"""Of the requests while something is wrong with the line."""
LONGEST_LATE_S = 4.0
OF_COMMANDS = " of commands"
"""So ends what is counted beside a fault where it strikes what somebody has done: an answer is lost then
after the core has committed it."""

Deliver = Callable[[httpx.Request, bytes], Awaitable[httpx.Response]]


class Paced(httpx.AsyncByteStream):
    """A body that comes bit by bit for as long as it lasts; a line that says nothing for long is given up."""

    def __init__(self, response: httpx.Response, silence_s: float) -> None:
        self._response = response
        self._silence_s = silence_s

    async def __aiter__(self) -> AsyncIterator[bytes]:
        parts = self._response.stream.__aiter__()  # type: ignore[union-attr]
        while True:
            try:
                async with asyncio.timeout(self._silence_s):
                    part = await parts.__anext__()
            except StopAsyncIteration:
                return
            except TimeoutError as error:
                raise httpx.ReadTimeout("silence") from error
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()


class Line(httpx.AsyncBaseTransport):
    """One workstation's line.

    Attributes:
        wrong: what is wrong with it now; each as often as there are troubles that say so.
    """

    def __init__(self, name: str, deliver: Deliver, history: History, chance: random.Random) -> None:
        self.wrong: list[str] = []
        self._name = name
        self._deliver = deliver
        self._history = history
        self._chance = chance
        self._manifests: list[tuple[bytes, httpx.Headers]] = []
        self._pieces: dict[str, bytes] = {}
        self._delivered = 0
        self._stray = Tasks()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        silence_s = float(request.extensions.get("timeout", {}).get("read") or 15.0)
        fate = self._fate(request)
        try:
            async with asyncio.timeout(silence_s):
                return await self._exchange(request, body, fate, silence_s)
        except TimeoutError as error:
            raise httpx.ReadTimeout("no answer") from error

    def _fate(self, request: httpx.Request) -> str:
        """Draws each time, whatever is wrong: a fault more or less must not change what befalls others."""
        draw, which = self._chance.random(), self._chance.random()
        if not self.wrong:
            return ""
        fate = self.wrong[int(which * len(self.wrong))]
        return fate if draw < SHARE_STRUCK and _can_strike(fate, request) else ""

    def _strike(self, fate: str, request: httpx.Request, answer: httpx.Response | None = None) -> None:
        self._history.strike(fate, self._name, f"{request.method} {request.url.path.removeprefix('/v1')}")
        if request.url.path.endswith("/commands") and (answer is None or answer.is_success):
            self._history.struck[f"{fate}{OF_COMMANDS}"] += 1

    async def _exchange(
        self, request: httpx.Request, body: bytes, fate: str, silence_s: float
    ) -> httpx.Response:
        up_s, down_s = self._chance.uniform(0.002, 0.06), self._chance.uniform(0.002, 0.06)
        await asyncio.sleep(up_s)
        if fate in ("loss", "cut_up", "late"):
            self._strike(fate, request)
            if fate == "late":
                self._deliver_later(request, body)
            if fate == "cut_up":
                await asyncio.sleep(silence_s)
            raise httpx.ConnectError("lost") if fate == "loss" else httpx.ReadError("reset")
        self._delivered += 1
        response = await self._deliver(request, body)
        await asyncio.sleep(down_s)
        if fate in ("answer_lost", "cut_down"):
            self._strike(fate, request, response)
            await response.aclose()
            if fate == "cut_down":
                await asyncio.sleep(silence_s)
            raise httpx.ReadError("reset")
        if fate == "duplicate":
            self._strike(fate, request)
            self._deliver_later(request, body)
        if request.url.path.endswith("/pokes"):
            paced = Paced(response, silence_s)
            return httpx.Response(response.status_code, headers=response.headers, stream=paced)
        content = b"".join([part async for part in response.stream])  # type: ignore[union-attr]
        return self._handed_on(request, response, content, fate)

    def _handed_on(
        self, request: httpx.Request, response: httpx.Response, content: bytes, fate: str
    ) -> httpx.Response:
        headers, then = response.headers, None
        path = request.url.path
        if path.endswith("/manifest") and response.is_success:
            self._manifests = [*self._manifests[-20:], (content, headers)]
            if fate == "stale_manifest" and self._manifests[0][0] != content:
                self._strike(fate, request)
                content, headers = self._manifests[0]
        if "/pieces/" in path and response.is_success:
            self._pieces[path] = content
            others = [other for other in self._pieces.values() if other != content]
            if fate == "wrong_piece":
                self._strike(fate, request)
                content = others[-1] if others else content[:-1] + bytes([content[-1] ^ 1])
        if fate == "truncated":
            self._strike(fate, request)
            content = content[: int(len(content) * self._chance.random())]
            then = httpx.RemoteProtocolError("peer closed connection without sending complete message body")
        return httpx.Response(response.status_code, headers=headers, stream=Body(content, then))

    def _deliver_later(self, request: httpx.Request, body: bytes) -> None:
        late_s, delivered = self._chance.uniform(0.01, LONGEST_LATE_S), self._delivered

        async def deliver() -> None:
            await asyncio.sleep(late_s)
            if self._delivered > delivered:
                self._strike("reordered", request)
            try:
                response = await self._deliver(request, body)
                await response.aclose()
            except httpx.TransportError:
                return

        stray = asyncio.create_task(deliver())
        self._stray.add(stray)

    def end(self) -> None:
        """What is still on its way is lost."""
        for stray in self._stray:
            stray.cancel()

    @property
    def has_stray(self) -> bool:
        """Whether something is still on its way that nobody waits for."""
        return bool(self._stray)


def _can_strike(fate: str, request: httpx.Request) -> bool:
    path = request.url.path
    if path.endswith("/pokes"):
        return fate in ("loss", "cut_up", "answer_lost")
    if fate == "wrong_piece":
        return "/pieces/" in path
    if fate == "stale_manifest":
        return path.endswith("/manifest")
    return True
