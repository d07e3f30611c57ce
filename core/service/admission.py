"""Admission before any work: so many requests at a time and no more; those admitted are served well."""

from __future__ import annotations

from typing import Final

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from core.ports import Randomness
from core.rules.errors import Refused

LANE: Final = "lane"
"""The option of a route that names its lane; those without one share the common one."""
COMMON: Final = "common"
PIECES: Final = "pieces"
POKES: Final = "pokes"
FREE: Final = "free"
"""Answered always: health."""

LEAST_RETRY_S: Final = 1.0
MOST_RETRY_S: Final = 8.0


class AdmissionMiddleware(ASGIMiddleware):
    """Counts what is going on in each lane. A request too many is told to come back, at a time of its own.

    The bound of 429 and not a queue: a queue that is full of callers who have given up serves nobody.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, most: dict[str, int], randomness: Randomness) -> None:
        self._most = most
        self._randomness = randomness
        self._going_on = dict.fromkeys(most, 0)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        lane = str(scope["route_handler"].opt.get(LANE, COMMON))
        if lane not in self._most:
            await next_app(scope, receive, send)
            return
        if self._going_on[lane] >= self._most[lane]:
            wait_s = round(self._randomness.uniform(LEAST_RETRY_S, MOST_RETRY_S))
            raise Refused("busy", retry_after_s=wait_s)
        self._going_on[lane] += 1
        try:
            await next_app(scope, receive, send)
        finally:
            self._going_on[lane] -= 1
