"""One request through the core's application, and its answer, bit by bit as the application gives it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
from litestar import Litestar


class Exchange:
    """One request through the application, as a server would hand it on."""

    def __init__(self, app: Litestar, request: httpx.Request, body: bytes) -> None:
        self._app = app
        self._request = request
        self._body: bytes | None = body
        self._parts: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._started: asyncio.Future[tuple[int, Any]] = asyncio.get_running_loop().create_future()
        self._is_left = asyncio.Event()

    async def run(self) -> None:
        url = self._request.url
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": self._request.method,
            "headers": [(key.lower(), value) for key, value in self._request.headers.raw],
            "scheme": url.scheme,
            "path": url.path,
            "raw_path": url.raw_path.split(b"?")[0],
            "query_string": url.query,
            "server": (url.host, url.port or 80),
            "client": ("127.0.0.1", 1),
            "root_path": "",
            "state": {},
        }
        try:
            await self._app(scope, self._receive, self._send)  # type: ignore[arg-type]
        finally:
            if not self._started.done():
                self._started.set_exception(httpx.ReadError("the core has gone"))
                # Whoever asked may have gone too.
                self._started.exception()
            self._parts.put_nowait(None)

    async def _receive(self) -> Any:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await self._is_left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self._started.set_result((message["status"], message.get("headers", [])))
            return
        self._parts.put_nowait(message.get("body", b""))
        if not message.get("more_body", False):
            self._parts.put_nowait(None)

    async def response(self, task: asyncio.Task[None]) -> httpx.Response:
        status, headers = await asyncio.shield(self._started)
        return httpx.Response(status, headers=headers, stream=_Body(self._parts, self._is_left, task))


class _Body(httpx.AsyncByteStream):
    def __init__(
        self, parts: asyncio.Queue[bytes | None], is_left: asyncio.Event, task: asyncio.Task[None]
    ) -> None:
        self._parts = parts
        self._is_left = is_left
        self._task = task

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while (part := await self._parts.get()) is not None:
            if part:
                yield part
        if self._task.cancelled():
            raise httpx.ReadError("the core has gone")

    async def aclose(self) -> None:
        self._is_left.set()
