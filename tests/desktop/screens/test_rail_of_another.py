"""The rail's numbers are those of who is here: nobody sees, for a moment, what waits for somebody else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from core.rules.errors import Conflict, CoulisseError
from desktop.screens import Section
from desktop.shell.rail import Rail
from desktop.shell.sentences import sentence
from desktop.shell.widgets import EmptyState, QuietButton
from tests.desktop.desk_double import INES, MARC, SessionDesk
from tests.desktop.screens.store_world import a_full_day
from tests.desktop.screens.whole_window import WholeWindow, whole_window

UNHEARD_OF = frozenset({"nothing that any screen shows"})
Shown = list[dict[Section, int]]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """The rail's numbers, each time it was given some."""
    shown: Shown = []
    show = Rail.set_counts

    def set_counts(rail: Rail, counts: Mapping[str, int]) -> None:
        show(rail, counts)
        shown.append({Section(key): item.count for key, item in rail._items.items()})

    monkeypatch.setattr(Rail, "set_counts", set_counts)
    return shown


async def test_another_person_never_sees_the_numbers_of_who_was_here_before(
    desk: SessionDesk, qapp: QApplication, shown: Shown
) -> None:
    a_full_day(desk, with_network=False)
    desk.me = MARC
    async with whole_window(desk) as room:
        await room.settled()
        await room.until(lambda: bool(shown) and shown[-1][Section.ALERTS] > 0)
        shown.clear()
        # Signing in draws what is known at once; what the store hears of meanwhile does too.
        _meet_ines(room)
        room.frame._in_step.hear(frozenset({"movement"}))
        await room.settled()
        await room.until(lambda: bool(shown) and _is_read(room, shown, Section.PREPARE))

    assert {counts[Section.ALERTS] for counts in shown} == {0}


async def test_the_numbers_are_there_before_the_first_screen_is_read(
    desk: SessionDesk, qapp: QApplication, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_full_day(desk, with_network=False)
    desk.me = MARC
    async with whole_window(desk) as room:
        await room.settled()
        counted = {section: count for section, count in shown[-1].items() if count}
        assert {Section.PREPARE, Section.HAND_OVER, Section.ALERTS} <= set(counted)
        _meet_ines(room)
        await room.settled()
        opened: list[dict[Section, int]] = []
        today = room.frame._screens.by_key[Section.TODAY]
        read = today.open

        async def look(fulfilment_id: str) -> None:
            opened.append({section: count for section, count in shown[-1].items() if count})
            await read(fulfilment_id)

        monkeypatch.setattr(today, "open", look)
        room.frame._session.me = desk.me = MARC
        room.frame._welcome(MARC)
        assert not any(shown[-1].values()), "nothing of who was here before"
        await room.settled()
    assert opened == [counted]


async def test_one_screen_that_cannot_be_read_keeps_no_other_number_back(
    desk: SessionDesk, qapp: QApplication, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_full_day(desk, with_network=False)
    desk.me = MARC
    async with whole_window(desk) as room:
        await room.settled()
        _trouble(room, monkeypatch, Section.PREPARE, "refresh")
        told = _trouble(room, monkeypatch, Section.PREPARE, "recount")
        _meet_ines(room)
        await room.settled()
        assert told == ["replica_busy"]
        assert _is_read(room, shown, Section.TODAY)
        assert _is_read(room, shown, Section.HAND_OVER)
        assert shown[-1][Section.PREPARE] == 0
        # Whatever changes next, it is read whole.
        room.frame._in_step.hear(UNHEARD_OF)
        await room.until(lambda: _is_read(room, shown, Section.PREPARE))


async def test_where_what_is_in_front_cannot_be_opened_the_rail_is_read_all_the_same(
    desk: SessionDesk, qapp: QApplication, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_full_day(desk, with_network=False)
    desk.me = MARC
    async with whole_window(desk) as room:
        await room.settled()
        told = _trouble(room, monkeypatch, Section.TODAY, "open")
        _meet_ines(room)
        await room.settled()
        assert told == ["replica_busy"]
        assert _is_read(room, shown, Section.TODAY)
        assert _is_read(room, shown, Section.PREPARE)


async def test_a_screen_that_cannot_be_read_says_so_in_its_place_with_ways_on(
    desk: SessionDesk, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_full_day(desk, with_network=False)
    desk.me = MARC
    async with whole_window(desk) as room:
        await room.settled()
        frame, unread = room.frame, room.frame.window.unread
        monkeypatch.setattr(frame._tasks, "_expected", (CoulisseError,))
        monkeypatch.setattr(frame._tasks, "_explain", frame.explain)
        screen = frame._screens.by_key[Section.TODAY]
        monkeypatch.setattr(screen, "open", _busy, raising=False)
        monkeypatch.setattr(screen, "refresh", _busy, raising=False)
        _meet_ines(room)
        await room.settled()
        assert unread.isVisible() and room.page == ""
        said = room.see(EmptyState, "unread_state")
        assert said.sentence() == "This screen could not be read"
        assert said.hint().startswith(sentence(Conflict("replica_busy")))
        assert frame.window.message_bar.message is None, "it is said once"

        room.see(QuietButton, "unread_report").click()
        await room.until(lambda: room.page == Section.SETTINGS)
        await room.until(lambda: room.see(QWidget, "settings_figures").isVisible())
        frame.go(Section.TODAY)
        await room.until(lambda: room.page == "")
        monkeypatch.delattr(screen, "open")
        monkeypatch.delattr(screen, "refresh")
        frame.window.activateWindow()
        room.see(EmptyState, "unread_state").button.click()
        await room.until(lambda: room.page == Section.TODAY)


async def _busy(*_what: object) -> None:
    raise Conflict("replica_busy")


async def test_what_is_opened_has_its_number(
    desk: SessionDesk, qapp: QApplication, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_full_day(desk, with_network=False)
    desk.me = MARC
    async with whole_window(desk) as room:
        await room.settled()
        _trouble(room, monkeypatch, Section.PREPARE, "refresh")
        _trouble(room, monkeypatch, Section.PREPARE, "recount")
        _meet_ines(room)
        await room.settled()
        room.frame.go(Section.PREPARE)
        await room.settled()
        assert _is_read(room, shown, Section.PREPARE)


def _meet_ines(room: WholeWindow) -> None:
    room.frame._session.me = INES
    room.frame._welcome(INES)


def _is_read(room: WholeWindow, shown: Shown, section: Section) -> bool:
    count = room.frame._screens.by_key[section].count()
    assert count
    return shown[-1][section] == count


def _trouble(room: WholeWindow, monkeypatch: pytest.MonkeyPatch, section: Section, deed: str) -> list[str]:
    """Once, this cannot be done with the screen; what is explained of it."""
    told: list[str] = []

    def explain(error: Exception) -> None:
        assert isinstance(error, CoulisseError)
        told.append(error.code)

    screen = room.frame._screens.by_key[section]

    async def fail(*_what: object) -> None:
        monkeypatch.delattr(screen, deed)
        raise Conflict("replica_busy")

    monkeypatch.setattr(room.frame._tasks, "_expected", (CoulisseError,))
    monkeypatch.setattr(room.frame._tasks, "_explain", explain)
    monkeypatch.setattr(screen, deed, fail, raising=False)
    return told
