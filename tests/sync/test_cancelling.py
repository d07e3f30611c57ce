from __future__ import annotations

import asyncio
import contextlib

import pytest

from sync import cancelling
from sync.cancelling import cancel_until_ended, end_if_cancelled


def test_a_cancel_that_was_swallowed_is_said_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cancelling, "CANCEL_AGAIN_S", 0)
    swallowed: list[str] = []

    async def stubborn() -> None:
        while len(swallowed) < 2:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                swallowed.append("once more")

    async def story() -> None:
        task = asyncio.create_task(stubborn())
        await asyncio.sleep(0)
        await cancel_until_ended({task})
        assert task.done()

    asyncio.run(story())
    assert swallowed == ["once more"] * 2


def test_a_cancel_that_became_an_error_ends_the_loop_all_the_same() -> None:
    async def goes_on() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        end_if_cancelled()

    async def story() -> None:
        task = asyncio.create_task(goes_on())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()

    asyncio.run(story())
