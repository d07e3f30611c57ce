"""The day: ready in the morning, closing at night."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.model import Parcel
from core.rules.intake import IntakeMode
from core.rules.time import HOUR_MS, MINUTE_MS
from desktop.screens import Section
from desktop.screens.day.screen import DayScreen
from desktop.screens.day.state import Ask, How, Turn
from sync.schema import SpoolJob
from tests.desktop.desk_double import NOW, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.day_in_hand import button, facts, hear, looked_at, opened, screen, text
from tests.desktop.screens.store_world import STORE, a_full_day, add_case, add_order

__all__ = ["opened", "screen"]


def test_the_morning_looks_at_data_printers_what_is_late_and_what_came(
    desk: SessionDesk, screen: DayScreen
) -> None:
    a_full_day(desk, with_network=False)
    hear(desk, 4_000)
    desk.add(SpoolJob(id="j", template="pickup_parcel", data={}, status="failed", asked_at=NOW))

    assert looked_at(screen, Turn.OPENING) == {
        Ask.DATA: (How.GOOD, 4_000),
        Ask.PRINTS: (How.BAD, 1),
        Ask.LATE: (How.BAD, 1),
        Ask.EXCEPTIONS: (How.BAD, 1),
        Ask.OVERNIGHT: (How.GOOD, 7),
    }
    assert text(screen, "day_headline") == "To see to: 3"
    assert facts(screen)["Here today"] == "Paul\u00a0Garnier", "a name is not parted"
    assert facts(screen)["Intake"] == "All orders are taken"


@pytest.mark.parametrize(
    ("status", "code", "says"),
    [
        ("queued", "printer_offline", "first · Printers, labels that did not print: 1 · See the labels"),
        ("failed", "printer_interrupted", "first · Printers, labels that did not print: 1 · See the labels"),
        ("queued", "", "all right · Printers, every label has come out"),
        ("confirmed", "printer_offline", "all right · Printers, every label has come out"),
    ],
)
def test_a_printer_that_does_not_print_is_no_printer_that_is_ready(
    desk: SessionDesk, screen: DayScreen, status: str, code: str, says: str
) -> None:
    desk.add(SpoolJob(id="j", template="pickup_parcel", data={}, status=status, code=code, asked_at=NOW))
    now(screen.open(Turn.OPENING))

    assert says in [row.words() for row in screen.view.rows.rows()]


@pytest.mark.parametrize(
    ("age_ms", "how"), [(4_000, How.GOOD), (6 * MINUTE_MS, How.ODD), (5 * HOUR_MS, How.BAD)]
)
def test_old_data_are_told_by_their_age(desk: SessionDesk, screen: DayScreen, age_ms: int, how: How) -> None:
    hear(desk, age_ms)

    assert looked_at(screen, Turn.OPENING)[Ask.DATA] == (how, age_ms)


def test_a_machine_that_never_heard_says_so(screen: DayScreen) -> None:
    now(screen.open(Turn.OPENING))

    assert screen.view.rows.rows()[0].words() == (
        "first · What this machine knows, never heard from headquarters · See the line"
    )


def test_with_everything_in_order_the_day_begins(
    desk: SessionDesk, screen: DayScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    hear(desk, 1_000)
    now(screen.open(Turn.OPENING))
    assert text(screen, "day_headline") == "Ready to open"
    assert button(screen, "day_go_button").accessibleName() == "Begin the day"
    qtbot.mouseClick(button(screen, "day_go_button"), Qt.MouseButton.LeftButton)

    assert opened.gone == [(Section.TODAY, "")]


def test_the_evening_says_what_is_left_and_what_was_done(desk: SessionDesk, screen: DayScreen) -> None:
    goods = {"shirt": 1}
    add_order(desk, "a", "C-1", "A B", goods, state="packed", kind="shipment", bins=("",))
    add_order(desk, "b", "C-2", "A B", goods, state="picking")
    add_order(desk, "c", "C-3", "A B", goods, state="uncollected", bins=("BIN-1",))
    add_order(desk, "d", "C-4", "A B", goods, state="handed_over", state_at=NOW - MINUTE_MS)
    add_order(desk, "e", "C-5", "A B", goods, state="handed_over", state_at=NOW - 30 * HOUR_MS)

    assert looked_at(screen, Turn.CLOSING) == {
        Ask.PARCELS: (How.ODD, 1),
        Ask.IN_HAND: (How.ODD, 1),
        Ask.BINS: (How.ODD, 1),
        Ask.EXCEPTIONS: (How.GOOD, 0),
        Ask.OUTBOX: (How.GOOD, 0),
    }
    assert facts(screen)["Handed over"] == "1 order(s)"
    assert facts(screen)["Prepared"] == "2 order(s)"


@pytest.mark.parametrize(
    ("collected_at", "packed_at", "arrived_at", "prepared"),
    [
        (None, NOW - HOUR_MS, None, "1 order(s)"),
        (None, NOW - HOUR_MS, NOW, "1 order(s)"),
        (STORE + 1, NOW - HOUR_MS, NOW, "1 order(s)"),
        (STORE, NOW - HOUR_MS, NOW, "0 order(s)"),
        (None, NOW - 24 * HOUR_MS, NOW, "0 order(s)"),
    ],
    ids=["here", "back_from_a_home", "back_from_a_store", "packed_elsewhere", "packed_yesterday"],
)
def test_what_was_packed_here_today_is_prepared_today_even_if_it_came_back(
    desk: SessionDesk,
    screen: DayScreen,
    collected_at: int | None,
    packed_at: int,
    arrived_at: int | None,
    prepared: str,
) -> None:
    add_order(desk, "f-1", "W-1", "A", {"shirt": 1}, state="staged", collect_location_id=collected_at)
    parcel = Parcel(id="p", fulfilment_id="f-1", number="1", packed_at=packed_at, arrived_at=arrived_at)
    desk.add(parcel)
    now(screen.open(Turn.CLOSING))

    assert facts(screen)["Prepared"] == prepared


def test_the_evening_says_what_waits_for_an_answer_and_what_is_not_settled(
    desk: SessionDesk, screen: DayScreen
) -> None:
    add_case(desk, "x", "handed_over_twice", order_number="C-9")
    now(screen.open(Turn.INTAKE))
    now(screen.presenter.limit("", "Water"))

    left = looked_at(screen, Turn.CLOSING)
    assert (left[Ask.EXCEPTIONS], left[Ask.OUTBOX]) == ((How.BAD, 1), (How.ODD, 1))
    said = [row.words() for row in screen.view.rows.rows()]
    assert "first · Exceptions, not settled yet: 1 · Settle them" in said
    assert any("actions that wait for an answer: 1" in words for words in said)
    assert text(screen, "day_headline") == "To see to: 2"


def test_each_line_leads_to_where_it_is_seen_to(
    desk: SessionDesk, screen: DayScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    a_full_day(desk, with_network=False)
    now(screen.open(Turn.OPENING))
    for ask in (Ask.DATA, Ask.LATE, Ask.EXCEPTIONS):
        screen.view.rows.choose(ask)
        qtbot.keyClick(screen.view.rows, Qt.Key.Key_Return)

    assert [section for section, _ in opened.gone] == [Section.SYNC, Section.TODAY, Section.ALERTS]


def test_enter_does_what_the_button_says(
    desk: SessionDesk, screen: DayScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    hear(desk, 4_000)
    add_order(desk, "late", "C-1", "A B", {"shirt": 1}, due_min=-30)
    now(screen.open(Turn.OPENING))
    go = button(screen, "day_go_button")
    assert (screen.view.rows.current_key(), go.accessibleName()) == (Ask.LATE, "Prepare them")
    screen.view.rows.choose(Ask.OVERNIGHT)
    assert go.accessibleName() == "See them"
    screen.view.rows.choose(Ask.DATA)
    assert go.accessibleName() == "Prepare them", "nothing is to be done about what is all right"
    qtbot.keyClick(screen.view.rows, Qt.Key.Key_Return)

    assert opened.gone == [(Section.TODAY, "")]


def test_the_intake_s_answers_are_given_by_their_numbers_at_once(
    screen: DayScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    now(screen.open(Turn.OPENING))
    screen.view.rows.setFocus()
    now(screen.open(Turn.INTAKE))
    screen.view.setFocus()
    focused = screen.view.focusWidget() or screen.view
    qtbot.keyClick(focused, Qt.Key.Key_2)

    assert screen.presenter.state.mode is IntakeMode.CAPPED
    assert screen.view.intake.reason.text() == ""


def test_before_noon_it_is_the_morning_and_after_it_the_evening(desk: SessionDesk, screen: DayScreen) -> None:
    now(screen.open(""))
    assert screen.presenter.state.turn is Turn.OPENING
    desk.clock.advance(3 * HOUR_MS)
    now(screen.open(""))

    assert screen.presenter.state.turn is Turn.CLOSING
