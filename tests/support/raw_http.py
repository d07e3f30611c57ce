"""HTTP by hand over asyncio's sockets, for a thousand clients in one process: httpx would measure itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class RawAnswer:
    """An answer, whole. Names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


class RawClient:
    """One connection to one server, kept open from request to request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str) -> None:
        self._reader = reader
        self._writer = writer
        self._token = token

    async def get(self, path: str, **headers: str) -> RawAnswer:
        """Ask and take all of the answer. Headers' names with an underscore for each hyphen."""
        await self.ask(path, **headers)
        status, told = await self.head()
        return RawAnswer(status, told, await self._body(told))

    async def ask(self, path: str, **headers: str) -> None:
        """Ask, and leave the answer for later."""
        told = {"host": "core", "authorization": f"Bearer {self._token}", **headers}
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
        self._writer.write(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode())
        await self._writer.drain()

    async def head(self) -> tuple[int, dict[str, str]]:
        """The status and the headers of the next answer."""
        lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines[1:] if line)
        return int(lines[0].split(" ")[1]), {name.lower(): value.strip() for name, _, value in pairs}

    async def _body(self, headers: dict[str, str]) -> bytes:
        if "content-length" in headers:
            return await self._reader.readexactly(int(headers["content-length"]))
        body = b""
        while size := int(await self._reader.readline(), 16):
            body += await self._reader.readexactly(size)
            await self._reader.readline()
        await self._reader.readline()
        return body

    async def event(self) -> bytes:
        """The data of the next server-sent event."""
        while not (line := await self._reader.readline()).startswith(b"data:"):
            if not line:
                raise EOFError("the stream of events has ended")
        return line.removeprefix(b"data:").strip()


@asynccontextmanager
async def raw_client(base_url: str, token: str = "") -> AsyncIterator[RawClient]:
    """A connection to a server."""
    parts = urlsplit(base_url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        yield RawClient(reader, writer, token)
    finally:
        writer.close()
