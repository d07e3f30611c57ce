"""An order's story: what this store did at once, then what headquarters tells; and the ways there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from core.commands import ClaimFulfilment, PickLine
from core.model import Fulfilment, FulfilmentLine
from core.rules.errors import BadInput, CoulisseError, NotAuthentic
from core.rules.time import HOUR_MS, MINUTE_MS
from desktop.screens import Section
from desktop.screens.alerts.screen import AlertsScreen
from desktop.screens.handover.screen import HandOverScreen
from desktop.screens.screen import story_key
from desktop.screens.story.screen import StoryScreen
from desktop.screens.today.screen import TodayScreen
from desktop.shell.sentences import sentence
from desktop.shell.widgets import Text
from desktop.shell.widgets.note import Note
from sync.answers import FoundEvent, FoundStory
from tests.desktop.desk_double import MARC, NOW, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import a_full_day, add_case

STORY = FoundStory(
    "C-20418",
    (
        FoundEvent(NOW - HOUR_MS, "placed", "Placed (website)"),
        FoundEvent(NOW - 9 * MINUTE_MS, "PickLine", "Paul picks", {"done_at": NOW - 50 * MINUTE_MS}),
        FoundEvent(NOW - 5 * MINUTE_MS, "case_raised", "raw", {"kind": "picked_too_many"}),
        FoundEvent(NOW - MINUTE_MS, "refused", "raw", {"name": "PickLine", "who": "Paul", "reason": ""}),
    ),
)


@pytest.fixture
def opened(desk: SessionDesk) -> OpenDoors:
    desk.me = MARC
    a_full_day(desk, with_network=False)
    desk.stories["C-20418"] = STORY
    return OpenDoors(desk)


@pytest.fixture
def screen(opened: OpenDoors, qtbot: QtBot) -> Iterator[StoryScreen]:
    made = StoryScreen(opened.doors)
    qtbot.addWidget(made.view)
    made.view.show()
    yield made


def tell(screen: StoryScreen, number: str = "C-20418", came_from: Section = Section.ALERTS) -> None:
    now(screen.open(story_key(came_from, number)))


def told(screen: StoryScreen) -> list[tuple[str, ...]]:
    rows = [row.cells for row in screen.view.rows.rows()]
    return [tuple(text for text in (when.text, what.text, what.hint) if text) for when, what in rows]


def note(screen: StoryScreen) -> str:
    found = screen.view.findChild(Note, "story_note")
    assert isinstance(found, Note)
    return found.words()


def nothing(screen: StoryScreen) -> str:
    return screen.view.nothing.accessibleName()


def test_it_is_told_the_latest_first_in_the_words_of_the_house(screen: StoryScreen) -> None:
    tell(screen)
    title = screen.view.findChild(Text, "story_title")
    assert isinstance(title, Text)
    assert title.text() == "What became of C-20418"
    assert told(screen) == [
        ("11:37", "Article picked, Paul: not accepted"),
        ("11:33", "To be settled: Picked too many"),
        ("11:29", "Paul picks", "done at 10:48, heard of later"),
        ("10:38", "Placed (website)"),
    ]
    assert note(screen) == ""


def test_with_the_line_cut_it_tells_what_this_store_did(desk: SessionDesk, screen: StoryScreen) -> None:
    line = next(row for row in desk.rows(FulfilmentLine) if row.fulfilment_id == "f1")
    about = {"fulfilment_id": "f1"}
    now(desk.do(ClaimFulfilment(**about)))
    now(desk.do(PickLine(**about, line_id=line.id, quantity=1)))
    desk.is_connected = False
    tell(screen)
    [row] = told(screen)
    assert row[1:] == (f"Picked · 1 × {line.name}", MARC.name)
    assert note(screen) == "Headquarters is not reached. This is what was done in this store."
    # The line comes back, and somebody asks again.
    desk.is_connected = True
    screen.view.again.trigger()
    assert (len(told(screen)), note(screen)) == (4, "")
    # What was told stays when it is cut again.
    desk.is_connected = False
    screen.view.again.trigger()
    assert len(told(screen)) == 4
    assert note(screen) == "This is what headquarters told before: it is not reached now."


def test_one_that_headquarters_does_not_tell_says_so_and_leads_back(
    desk: SessionDesk, opened: OpenDoors, screen: StoryScreen
) -> None:
    tell(screen, "C-0")
    assert (told(screen), screen.view.nothing.isHidden()) == ([], False)
    unknown = "Headquarters knows no such order of this store."
    assert nothing(screen).endswith(unknown)
    # What was told before stays, and is not said to be for want of the line.
    tell(screen)
    del desk.stories["C-20418"]
    screen.view.again.trigger()
    assert (len(told(screen)), note(screen)) == (4, f"{unknown} This is what headquarters told before.")
    screen.view.back.trigger()
    assert opened.gone[-1] == (Section.ALERTS, "")


@pytest.mark.parametrize("fault", [NotAuthentic("wrong_signature"), BadInput("not_understood")])
def test_an_answer_that_cannot_be_read_ends_the_asking(
    desk: SessionDesk, screen: StoryScreen, monkeypatch: pytest.MonkeyPatch, fault: CoulisseError
) -> None:
    async def answer(_number: str, _language: str) -> FoundStory:
        raise fault

    monkeypatch.setattr(desk, "find_story", answer)
    tell(screen, "C-0")
    assert screen.view.again.isEnabled()
    assert nothing(screen).endswith(sentence(fault))


def test_out_of_sight_it_is_not_read_again(
    desk: SessionDesk, screen: StoryScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(screen)
    reads: list[object] = []
    read = desk.station.read
    monkeypatch.setattr(desk.station, "read", lambda query: (reads.append(query), read(query))[1])
    now(screen.refresh(frozenset({"movement"})))
    assert len(reads) == 1
    screen.view.hide()
    now(screen.refresh(frozenset({"movement"})))
    assert len(reads) == 1


def test_it_is_reached_from_what_is_selected_on_today_and_among_the_exceptions(
    desk: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    add_case(desk, "x9", "picked_too_many", fulfilment="f2", order_number="C-20352")
    today, alerts, counter = (made(opened.doors) for made in (TodayScreen, AlertsScreen, HandOverScreen))
    for made in (today, alerts, counter):
        qtbot.addWidget(made.view)
    now(today.open("f1"))
    today.view.story.trigger()
    assert opened.gone[-1] == (Section.STORY, story_key(Section.TODAY, "C-20418"))
    now(alerts.open("x9"))
    alerts.view.story.trigger()
    assert opened.gone[-1] == (Section.STORY, story_key(Section.ALERTS, "C-20352"))
    now(counter.refresh(None))
    assert not counter.view.ways["story"].isEnabled(), "nothing is in front"
    now(counter.open("f5"))
    counter.view.ways["story"].trigger()
    number = desk.row(Fulfilment, "f5").order_number
    assert opened.gone[-1] == (Section.STORY, story_key(Section.HAND_OVER, number))
