"""How blocking work is done off the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Do(Protocol):
    """Runs blocking work off the loop."""

    def __call__(self, work: Callable[[], T]) -> Awaitable[T]: ...


async def beside(work: Callable[[], T]) -> T:
    """Run work on files alone, which need not take its turn with what the replica is asked.

    It has come to its end when this returns, and also when this is cancelled.
    """
    running = asyncio.get_running_loop().run_in_executor(None, work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        raise
