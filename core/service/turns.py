"""Work that comes round again and again beside the service's requests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable


async def take_turns(
    turn: Callable[[], None], stopping: threading.Event, pause_s: Callable[[], float]
) -> None:
    """Do `turn` in a thread, pause, and go on until cancelled; a turn under way then comes to its end.

    Args:
        stopping: set on cancellation, so that a long turn can end early.
        pause_s: how long to wait after each turn, in seconds.
    """
    while True:
        working = asyncio.ensure_future(asyncio.to_thread(turn))
        try:
            await asyncio.shield(working)
        except asyncio.CancelledError:
            stopping.set()
            await asyncio.gather(working, return_exceptions=True)
            raise
        await asyncio.sleep(pause_s())
