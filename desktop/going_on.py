"""Parts of the program that run as long as it does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable

import structlog

from core.rules.errors import CoulisseError
from sync.cancelling import end_if_cancelled

RESTART_S = 5.0
"""How soon a part that ended by itself is begun again."""

log = structlog.get_logger(__name__)


async def keep_going(part: Callable[[], Awaitable[None]]) -> None:
    """Run a part of the program until cancelled. One that ends by itself is reported and begun again: nobody
    must work at a window that stands still, or wait for a label that nothing prints."""
    while True:
        try:
            await part()
        except CoulisseError as error:
            log.warning("part.stopped", part=part.__qualname__, code=error.code)
        except Exception as error:
            report_bug(error)
        end_if_cancelled()
        await asyncio.sleep(RESTART_S)


def report_bug(error: Exception) -> None:
    """Let a bug go where all bugs go."""
    sys.excepthook(type(error), error, error.__traceback__)
