"""The desktop is killed around every command of an order and around its label, each time with another order.

All of them on one order are in `test_killed_by_name.py`.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.e2e.back_room import KILLED, BackRoom, finish, run_desktop
from tests.e2e.proof import DEEDS, nothing_is_lost_or_twice

LATER_PASSAGES = [
    *(
        (f"command.{side}", passage)
        for passage in range(2, len(DEEDS) + 1)
        for side in ("before_commit", "after_commit")
    ),
    *((f"spool.{side}", 2) for side in ("before_commit", "after_commit")),
]
"""The first passage is killed with all other names; the spool's second is the label that was printed."""


@pytest.mark.full
@pytest.mark.parametrize(("name", "passage"), LATER_PASSAGES)
async def test_killed_at(name: str, passage: int, back_room: BackRoom) -> None:
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed)
        ended = run_desktop(replace(errand, stop_at=f"{name}:{passage}"))
        assert (ended.code, ended.passed.count(name)) == (KILLED, passage), ended.said
        await finish(errand)
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)
