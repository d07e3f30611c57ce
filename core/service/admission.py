"""Admission before any work: so many requests at a time and no more; those admitted are served well."""

from __future__ import annotations

from typing import Final

import msgspec
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from core.ports import Randomness
from core.rules.errors import Refused
from core.service.lane_threads import current_lane

LANE: Final = "lane"
"""The option of a route that names its lane; those without one share the common one."""
COMMON: Final = "common"
PIECES: Final = "pieces"
POKES: Final = "pokes"
MANIFESTS: Final = "manifests"
"""Asked for by everybody in the same second, and answered from memory."""
FEED: Final = "feed"
"""What workstations ask the database for: however many do, shops get in, too."""
COMMANDS: Final = "commands"
"""What people did goes in however many ask for what is new."""
FREE: Final = "free"
"""Answered always: health."""


class Lane(msgspec.Struct, frozen=True):
    """How many go on at a time, and when one too many is to come back."""

    most: int
    least_retry_s: float = 1.0
    most_retry_s: float = 8.0


class AdmissionMiddleware(ASGIMiddleware):
    """Counts what is going on in each lane. A request too many is told to come back, at a time of its own.

    It comes before whatever looks at the database or at the body. What is let in is done by its lane's
    threads (`core.service.lane_threads`).

    The bound of 429 and not a queue: a queue that is full of callers who have given up serves nobody.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, lanes: dict[str, Lane], randomness: Randomness) -> None:
        self._lanes = lanes
        self._randomness = randomness
        self._going_on = dict.fromkeys(lanes, 0)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        name = str(scope["route_handler"].opt.get(LANE, COMMON))
        current_lane.set(name)
        lane = self._lanes.get(name)
        if lane is None:
            await next_app(scope, receive, send)
            return
        if self._going_on[name] >= lane.most:
            wait_s = round(self._randomness.uniform(lane.least_retry_s, lane.most_retry_s))
            raise Refused("busy", retry_after_s=wait_s)
        self._going_on[name] += 1
        try:
            await next_app(scope, receive, send)
        finally:
            self._going_on[name] -= 1
