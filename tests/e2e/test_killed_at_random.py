"""The desktop is killed at random moments of an order's way, named by nobody."""

from __future__ import annotations

import asyncio
import random
import time
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from tests.e2e.back_room import DONE, KILLED, BackRoom, finish, run_desktop
from tests.e2e.errand import Errand
from tests.e2e.proof import nothing_is_lost_or_twice

SEED = 20_418
MOMENTS = 20
ORDERS = 4
"""The moments of one order follow each other: each start goes on from where the last one was killed."""


class Pace(NamedTuple):
    """How long a desktop takes on this machine, undisturbed: with a whole order; with none left to do."""

    order_ms: float
    start_ms: float


@pytest.fixture(scope="module")
def pace(back_room: BackRoom) -> Pace:
    async def measure() -> Pace:
        async with back_room.shop() as shop:
            placed = await back_room.place(shop)
            errand = await back_room.errand(shop, placed)
            run_desktop(replace(errand, stop_at="replica.made.before_commit"))
            return Pace(undisturbed_ms(errand), undisturbed_ms(errand))

    return asyncio.run(measure())


def undisturbed_ms(errand: Errand) -> float:
    """The time from a desktop's start to its end."""
    began = time.monotonic()
    ended = run_desktop(errand)
    assert ended.code == DONE, ended.said
    return (time.monotonic() - began) * 1000


def moment(place: int) -> float:
    """One in each twentieth of an order's way, as a share of it."""
    return (place + random.Random(SEED + place).random()) / MOMENTS


@pytest.mark.parametrize("first", range(ORDERS))
async def test_killed_at_one_moment_after_the_other(first: int, back_room: BackRoom, pace: Pace) -> None:
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed)
        reached = 0.0
        for place in range(first, MOMENTS, ORDERS):
            way_ms = (moment(place) - reached) * pace.order_ms + (pace.start_ms if reached else 0)
            print(f"killed {way_ms:.0f} ms after the start: {moment(place):.4f} of {pace.order_ms:.0f} ms")
            ended = run_desktop(replace(errand, stop_after_ms=max(1, round(way_ms))))
            assert ended.code in (KILLED, DONE), ended.said
            reached = moment(place)
        await finish(errand)
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)


@pytest.mark.full
@pytest.mark.parametrize("place", range(MOMENTS))
async def test_killed_at_a_moment(place: int, back_room: BackRoom, pace: Pace) -> None:
    """Each on an order of its own."""
    moment_ms = max(1, round(moment(place) * pace.order_ms))
    print(f"killed {moment_ms} ms after the start: {moment(place):.4f} of {pace.order_ms:.0f} ms")
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed)
        ended = run_desktop(replace(errand, stop_after_ms=moment_ms))
        assert ended.code in (KILLED, DONE), ended.said
        await finish(errand)
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)
