"""The desktop is killed at random moments of an order's way, named by nobody."""

from __future__ import annotations

import asyncio
import random
import time

import pytest
from msgspec.structs import replace

from tests.e2e.back_room import DONE, KILLED, BackRoom, finish, run_desktop
from tests.e2e.proof import nothing_is_lost_or_twice

SEED = 20_418
MOMENTS = 20


@pytest.fixture(scope="module")
def an_order_ms(back_room: BackRoom) -> float:
    """How long an order takes on this machine, from the start of the desktop to its end, undisturbed."""

    async def measure() -> float:
        async with back_room.shop() as shop:
            placed = await back_room.place(shop)
            errand = await back_room.errand(shop, placed)
            run_desktop(replace(errand, stop_at="replica.made.before_commit"))
            began = time.monotonic()
            ended = run_desktop(errand)
            assert ended.code == DONE, ended.said
            return (time.monotonic() - began) * 1000

    return asyncio.run(measure())


@pytest.mark.parametrize("place", range(MOMENTS))
async def test_killed_at_a_moment(place: int, back_room: BackRoom, an_order_ms: float) -> None:
    """One moment in each twentieth of the way."""
    share = (place + random.Random(SEED + place).random()) / MOMENTS
    moment_ms = max(1, round(share * an_order_ms))
    print(f"killed {moment_ms} ms after the start: {share:.4f} of {an_order_ms:.0f} ms")
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed)
        ended = run_desktop(replace(errand, stop_after_ms=moment_ms))
        assert ended.code in (KILLED, DONE), ended.said
        await finish(errand)
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)
