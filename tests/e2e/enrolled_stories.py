"""What stories of machines that enrol share: a store with one order, and patience."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from core.orchestration import UnitOfWork
from core.rules.stock import MovementKind
from tests.core.builders import make_article, make_fulfilment, make_location, make_staff, move

PATIENCE_S = 60


def arrange(unit: UnitOfWork) -> None:
    store = make_location(unit, "S1")
    jacket = make_article(unit, "JACKET")
    move(unit, MovementKind.RECEIVED, jacket, store, 10)
    make_staff(unit, store, "Nadia")
    make_fulfilment(unit, store, [(jacket, 2)], "W-1")


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not is_so():
            await asyncio.sleep(0.01)
