"""Whose tokens these are, as it was a moment ago: most requests ask the database nothing to be let in."""

from __future__ import annotations

from typing import Final

import anyio
from anyio import to_thread

from core.orchestration import Core
from core.service.auth import Caller, find_caller

MOST_KNOWN: Final = 10_000
"""Beyond that all are forgotten at once, and looked up again as they come."""
LOOK_UPS: Final = 8
"""At a time, in threads of their own: a thousand who come at once take no thread from those let in."""


class Callers:
    """Looks tokens up, and knows them for a while. Lives on the service's loop."""

    def __init__(self, core: Core, age_s: float) -> None:
        self._core = core
        self._age_ms = age_s * 1000
        self._known: dict[str, tuple[float, Caller]] = {}
        self._look_ups = anyio.CapacityLimiter(LOOK_UPS)

    async def find(self, token: str) -> Caller:
        """Whose token it is. One that was withdrawn is still good until its age is over.

        Raises:
            NotAuthentic: `token_refused`.
        """
        now_ms = self._core.clock.monotonic_ms()
        known = self._known.get(token)
        if known is not None and now_ms < known[0]:
            return known[1]
        caller = await to_thread.run_sync(self._look_up, token, limiter=self._look_ups)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        # A thousand who came at once are not looked up again at once.
        age_ms = self._core.randomness.uniform(self._age_ms / 2, self._age_ms)
        self._known[token] = (now_ms + age_ms, caller)
        return caller

    def _look_up(self, token: str) -> Caller:
        return self._core.read(lambda session: find_caller(session, token))
