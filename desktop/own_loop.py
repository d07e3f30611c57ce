"""A coroutine on a loop and a thread of its own: what speaks to the core never holds up the GUI's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

T = TypeVar("T")


async def run_apart(work: Callable[[], Coroutine[Any, Any, T]], executor: Executor) -> T:
    """Run a coroutine to its end on another thread; what it returns or raises comes back here.

    Cancelling this cancels it there, and goes on only when it has ended.
    """
    stop: Future[None] = Future()
    apart = asyncio.get_running_loop().run_in_executor(executor, lambda: asyncio.run(_until(work, stop)))
    try:
        results = await asyncio.shield(apart)
    except asyncio.CancelledError:
        stop.set_result(None)
        await apart
        raise
    return results[0]


async def _until(work: Callable[[], Coroutine[Any, Any, T]], stop: Future[None]) -> list[T]:
    """What it returns; nothing if it was stopped."""
    doing = asyncio.create_task(work())
    # Before it has begun, too: a stop that came early is told as soon as there is a loop.
    asyncio.wrap_future(stop).add_done_callback(lambda _stop: doing.cancel())
    await asyncio.wait({doing})
    return [] if doing.cancelled() else [doing.result()]
