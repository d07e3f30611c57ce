"""A cancel that a library has swallowed, or made an error of its own, still ends what was cancelled."""

from __future__ import annotations

import asyncio

CANCEL_AGAIN_S = 5.0
"""What has not ended by then is cancelled once more; what closes in good order has that long for it."""


def end_if_cancelled() -> None:
    """To be called by a loop that catches errors, before it begins again.

    Raises:
        CancelledError: this task was cancelled.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def cancel_until_ended(tasks: set[asyncio.Task[None]]) -> None:
    """Cancel tasks, again and again, until all have ended; what they ended with stays in them."""
    while tasks:
        for task in tasks:
            task.cancel()
        _, tasks = await asyncio.wait(tasks, timeout=CANCEL_AGAIN_S)
