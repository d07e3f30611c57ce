"""No NUL in any text that comes in: PostgreSQL keeps none, and whoever sends one has made a mistake.

In one place for all that is sent as JSON or in an address. Envelopes are bound by their commands, and files
by their records.
"""

from __future__ import annotations

import re
from typing import Any, Final

from litestar import Request
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from core.rules.errors import BadInput

_MAYBE: Final = b"\\u0000"
_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""JSON knows no other way to write it. After an odd number of backslashes it is a backslash that is meant."""


class TextRequest(Request[Any, Any, Any]):
    """A request whose JSON has no NUL in its texts."""

    async def json(self) -> Any:
        """The body.

        Raises:
            BadInput: `nul_in_text`.
        """
        body = await self.body()
        if _MAYBE in body and _NUL.search(body):
            raise BadInput("nul_in_text")
        return await super().json()


class AddressMiddleware(ASGIMiddleware):
    """Refuses an address with a NUL in it."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if b"%00" in scope["query_string"] or "\0" in scope["path"]:
            raise BadInput("nul_in_text")
        await next_app(scope, receive, send)
