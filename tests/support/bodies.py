"""Bodies of answers that a test makes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx


class Body(httpx.AsyncByteStream):
    """A body that breaks off with an error after what there is of it, if it is told to."""

    def __init__(self, content: bytes, then: Exception | None = None) -> None:
        self._content = content
        self._then = then

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._content
        if self._then is not None:
            raise self._then
