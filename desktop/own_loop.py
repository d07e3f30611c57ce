"""A coroutine on a loop and a thread of its own: what speaks to the core never holds up the GUI's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future
from contextlib import suppress
from typing import Any, TypeVar

from sync.cancelling import CANCEL_AGAIN_S

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
        while not apart.done():
            # Cancelled once more, it still does not go on before the other thread has ended.
            with suppress(asyncio.CancelledError):
                await asyncio.wait({apart})
        apart.result()
        raise
    return results[0]


async def _until(work: Callable[[], Coroutine[Any, Any, T]], stop: Future[None]) -> list[T]:
    """What it returns; nothing if it was stopped."""
    doing = asyncio.create_task(work())
    # Before it has begun, too: a stop that came early is told as soon as there is a loop.
    stopped = asyncio.wrap_future(stop)
    either: set[asyncio.Future[Any]] = {doing, stopped}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    while not doing.done():
        doing.cancel()
        await asyncio.wait({doing}, timeout=CANCEL_AGAIN_S)
    return [] if doing.cancelled() else [doing.result()]
