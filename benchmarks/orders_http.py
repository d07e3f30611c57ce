"""A small HTTP/1.1 client on a bare asyncio connection: a library would be measured with the core."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final, Self

READ_WITHIN_S: Final = 60


class Connection:
    """One connection, kept open; one request at a time.

    Attributes:
        took_ms: by the name of the call, how long each took.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.took_ms: dict[str, list[float]] = {}

    @classmethod
    async def open(cls, address: str) -> Self:
        """Connect to ``http://host:port``."""
        host, _, port = address.removeprefix("http://").partition(":")
        return cls(*await asyncio.open_connection(host, int(port)))

    async def post(
        self,
        call: str,
        path: str,
        token: str,
        body: bytes,
        media_type: str = "application/json",
        **headers: Any,
    ) -> bytes:
        """Send, and read the whole answer, which must be a success."""
        began = time.perf_counter()
        lines = [
            f"POST {path} HTTP/1.1",
            "Host: core",
            f"Authorization: Bearer {token}",
            f"Content-Type: {media_type}",
            f"Content-Length: {len(body)}",
            *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        ]
        self._writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        async with asyncio.timeout(READ_WITHIN_S):
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            status, _, rest = head.partition("\r\n")
            length = next(
                int(line.partition(":")[2])
                for line in rest.split("\r\n")
                if line.lower().startswith("content-length:")
            )
            answer = await self._reader.readexactly(length)
        self.took_ms.setdefault(call, []).append((time.perf_counter() - began) * 1000)
        assert status.split()[1].startswith("2"), f"{call}: {status} {answer[:500]!r}"
        return answer

    def close(self) -> None:
        """Hang up."""
        self._writer.close()
