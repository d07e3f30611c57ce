"""The rail's numbers are those of who is here: nobody sees, for a moment, what waits for somebody else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtWidgets import QApplication

from desktop.screens import Section
from desktop.shell.rail import Rail
from tests.desktop.desk_double import INES, MARC, SessionDesk
from tests.desktop.screens.store_world import a_full_day
from tests.desktop.screens.whole_window import whole_window


async def test_another_person_never_sees_the_numbers_of_who_was_here_before(
    desk: SessionDesk, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    show = Rail.set_counts

    def set_counts(rail: Rail, counts: Mapping[str, int]) -> None:
        show(rail, counts)
        shown.append(rail._items[Section.ALERTS].count)

    monkeypatch.setattr(Rail, "set_counts", set_counts)
    a_full_day(desk, with_network=False)
    desk.me = MARC
    async with whole_window(desk) as room:
        await room.settled()
        await room.until(lambda: bool(shown) and shown[-1] > 0)
        shown.clear()
        # Signing in draws what is known at once; what the store hears of meanwhile does too.
        room.frame._session.me = INES
        room.frame._welcome(INES)
        room.frame._in_step.hear(frozenset({"movement"}))
        await room.settled()
        await room.until(lambda: len(shown) > 2)

    assert set(shown) == {0}
