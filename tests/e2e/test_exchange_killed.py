"""Real processes over a line that cuts, delays and corrupts, killed at random: nothing lost or twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.e2e.exchange_room import exchange_room

SEED = 7_104
IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
DEATHS = 200 if IS_LONG else 20
ORDERS = 8 * DEATHS

pytestmark = [pytest.mark.slow, pytest.mark.simulate, pytest.mark.timeout(3_000 if IS_LONG else 600)]


async def test_killed_again_and_again(tmp_path: Path) -> None:
    async with exchange_room(tmp_path, ORDERS, SEED) as room:
        for _ in range(DEATHS):
            await room.one_more_death()
        await room.settle()
        commands = room.prove()
        print(f"{commands} commands, killed {room.killed}, {dict(room.line.faults)}")
        assert set(room.killed) == {"core", "workstation"}
        assert set(room.line.faults) == {"cut", "corrupted", "delayed"}
        assert commands > DEATHS
