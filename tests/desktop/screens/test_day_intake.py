"""The intake that a manager limits, and the backlog that goes with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.model import Fulfilment, IntakeLimit
from core.rules.intake import IntakeMode
from core.rules.time import HOUR_MS
from desktop.screens.day.screen import DayScreen
from desktop.screens.day.state import Turn
from desktop.screens.day.words import limit_text, limit_title
from desktop.shell.intake_strip import INTAKE, IntakeStrip
from desktop.shell.strip import StripArea
from tests.desktop.desk_double import INES, NOW, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.day_in_hand import button, opened, screen, text
from tests.desktop.screens.store_world import add_order

__all__ = ["opened", "screen"]


def test_a_manager_pauses_until_an_hour_for_a_reason(
    desk: SessionDesk, screen: DayScreen, qtbot: QtBot
) -> None:
    now(screen.open(Turn.INTAKE))
    qtbot.mouseClick(button(screen, "intake_lasts_120"), Qt.MouseButton.LeftButton)
    assert text(screen, "intake_lasts_label") == "For how long"
    assert button(screen, "intake_limit_button").accessibleName() == "Pause until 13:38"
    qtbot.keyClicks(screen.view.intake.reason.line, "Water in the back room")
    qtbot.keyClick(screen.view.intake.reason.line, Qt.Key.Key_Return)

    row = desk.row(IntakeLimit, 1)
    assert (row.mode, row.until, row.reason) == ("paused", NOW + 2 * HOUR_MS, "Water in the back room")
    limit = screen.presenter.state.limit
    assert limit is not None
    assert limit_title(limit, "Europe/Paris") == "No new orders until 13:38"
    assert limit_text(limit) == "Water in the back room (Marc Lefèvre)"
    assert text(screen, "intake_now") == "The intake is limited", "the strip says until when, and why"
    assert button(screen, "intake_limit_button").accessibleName() == "Change it: until 13:38"
    qtbot.keyClick(screen.view, Qt.Key.Key_F6)
    assert text(screen, "intake_now") == "All orders are taken"
    assert desk.pending() == ["LimitIntake", "LimitIntake"]


def test_a_cap_is_chosen_by_its_number(desk: SessionDesk, screen: DayScreen, qtbot: QtBot) -> None:
    now(screen.open(Turn.INTAKE))
    screen.view.setFocusProxy(None)  # type: ignore[arg-type]
    screen.view.turns.setFocus()
    qtbot.keyClick(screen.view, Qt.Key.Key_2)
    qtbot.keyClicks(screen.view.intake.cap.line, "8")
    qtbot.keyClicks(screen.view.intake.reason.line, "two of us are ill")
    assert button(screen, "intake_limit_button").accessibleName() == "Limit until 12:38"
    qtbot.keyClick(screen.view, Qt.Key.Key_F4)

    assert desk.row(IntakeLimit, 1).intake().cap == 8
    limit = screen.presenter.state.limit
    assert limit is not None
    assert limit_title(limit, "Europe/Paris") == "Orders waiting at a time: 8 at most, until 12:38"


@pytest.mark.parametrize(
    ("mode", "cap", "why", "said"),
    [
        (IntakeMode.PAUSED, "", "", "Write down why, then it can be limited."),
        (
            IntakeMode.CAPPED,
            "²",
            "ill",
            "Between 1 and 999 orders can wait at a time. Choose another number.",
        ),
        (IntakeMode.CAPPED, "", "ill", "Between 1 and 999 orders can wait at a time. Choose another number."),
        (
            IntakeMode.CAPPED,
            "5000",
            "x",
            "Between 1 and 999 orders can wait at a time. Choose another number.",
        ),
    ],
)
def test_what_is_missing_is_said(
    desk: SessionDesk, screen: DayScreen, opened: OpenDoors, mode: IntakeMode, cap: str, why: str, said: str
) -> None:
    now(screen.open(Turn.INTAKE))
    screen.presenter.choose(mode)
    now(screen.presenter.limit(cap, why))

    assert opened.messages.sentences() == [said]
    assert desk.pending() == []


def test_a_limit_is_possible_once_all_of_it_is_written_and_says_what_is_missing(
    desk: SessionDesk, screen: DayScreen, qtbot: QtBot
) -> None:
    now(screen.open(Turn.INTAKE))
    screen.presenter.choose(IntakeMode.CAPPED)
    cap, reason = screen.view.intake.cap.line, screen.view.intake.reason.line
    limit = button(screen, "intake_limit_button")
    assert not limit.isEnabled()
    assert text(screen, "intake_missing") == "Write how many orders may wait (1 to 999), and why."
    assert limit.accessibleDescription() == text(screen, "intake_missing"), "a screen reader says it as well"
    qtbot.keyClicks(reason, "two of us are ill")
    assert text(screen, "intake_missing") == "Write how many orders may wait (1 to 999)."
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert cap.hasFocus(), "Enter leads to what is missing"
    assert desk.pending() == []
    for typed in ("0", "²", "1000", "8"):
        assert not screen.view.limit.isEnabled()
        cap.clear()
        qtbot.keyClicks(cap, typed)
    assert screen.view.limit.isEnabled()
    assert not button(screen, "intake_missing").isVisible()
    assert limit.accessibleDescription() == ""
    reason.clear()
    assert not screen.view.limit.isEnabled()
    screen.presenter.choose(IntakeMode.PAUSED)
    assert text(screen, "intake_missing") == "Write why."


def test_an_associate_sees_the_intake_and_limits_nothing(desk: SessionDesk, screen: DayScreen) -> None:
    desk.me = INES
    now(screen.open(Turn.INTAKE))

    assert text(screen, "intake_manager") == "Limiting the intake and rejecting take a manager."
    assert not screen.view.limit.isEnabled()
    assert not button(screen, "intake_limit_button").isVisible()


def test_a_backlog_is_rejected_with_its_exact_numbers_in_the_button(
    desk: SessionDesk, screen: DayScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    held = {"claimed_by": "s-paul", "claimed_device": "device-2", "claimed_at": NOW}
    add_order(desk, "late", "C-1", "A B", {"shirt": 2}, due_min=-30)
    add_order(desk, "later", "C-2", "A B", {"shirt": 1, "belt": 1}, due_min=60)
    add_order(desk, "pauls", "C-3", "A B", {"shirt": 1}, state="claimed", **held)
    add_order(desk, "begun", "C-4", "A B", {"shirt": 1}, state="picking", **held)
    now(screen.open(Turn.INTAKE))
    assert button(screen, "intake_late_button").accessibleName() == "Late and not begun: 1"
    assert button(screen, "intake_every_button").accessibleName() == "All that is not begun: 2"
    qtbot.keyClick(screen.view, Qt.Key.Key_F9)
    assert button(screen, "intake_every_button").accessibleName() == "Reject 2 order(s), 4 article(s)"
    assert screen.view.intake.backlog_reason.line.hasFocus()
    qtbot.keyClick(screen.view, Qt.Key.Key_F9)
    assert desk.pending() == [], "not without a reason"
    reject, lacks = button(screen, "intake_every_button"), "Still to be said: the reason."
    assert (text(screen, "intake_backlog_missing"), reject.isEnabled()) == (lacks, False)
    assert reject.accessibleDescription() == lacks
    screen.view.intake.backlog_reason.line.setText(" ")
    screen.view.intake.setFocus()
    qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    assert desk.pending() == [] and screen.view.intake.backlog_reason.line.hasFocus()
    screen.view.intake.backlog_reason.line.clear()
    qtbot.keyClicks(screen.view.intake.backlog_reason.line, "power cut")
    assert (text(screen, "intake_backlog_missing"), reject.isEnabled()) == ("", True)
    qtbot.keyClick(screen.view.intake.backlog_reason.line, Qt.Key.Key_Return)

    states = {row.id: row.state for row in desk.rows(Fulfilment)}
    assert states == {"late": "rejected", "later": "rejected", "pauls": "claimed", "begun": "picking"}
    assert opened.messages.sentences() == ["Rejected: 2 order(s). Other places are looked for."]
    assert desk.pending() == ["RejectFulfilment", "RejectFulfilment"]


def test_of_a_backlog_what_a_colleague_begins_meanwhile_is_left_to_them(
    desk: SessionDesk, screen: DayScreen, opened: OpenDoors
) -> None:
    for name, number in (("late", "C-1"), ("later", "C-2")):
        add_order(desk, name, number, "A B", {"shirt": 1}, due_min=-30)
    now(screen.open(Turn.INTAKE))
    screen.presenter.ask_backlog(is_late=True)
    with desk.writing() as session:
        begun = session.get_one(Fulfilment, "later")
        begun.state, begun.claimed_by, begun.claimed_device = "claimed", "s-paul", "device-2"
        begun.claimed_at = NOW
    assert now(screen.presenter.reject_backlog("power cut")) == 1

    assert {row.id: row.state for row in desk.rows(Fulfilment)} == {"late": "rejected", "later": "claimed"}
    assert "Somebody is at C-2 by now: it was left to them." in opened.messages.sentences()


def test_a_backlog_that_was_asked_about_can_be_left(
    desk: SessionDesk, screen: DayScreen, qtbot: QtBot
) -> None:
    add_order(desk, "late", "C-1", "A B", {"shirt": 2}, due_min=-30)
    now(screen.open(Turn.INTAKE))
    qtbot.keyClick(screen.view, Qt.Key.Key_F8)
    qtbot.keyClick(screen.view, Qt.Key.Key_Escape)

    assert screen.presenter.state.rejects_late is None
    assert desk.pending() == []


def test_the_limit_is_in_the_layout_until_its_hour(
    desk: SessionDesk, screen: DayScreen, qtbot: QtBot
) -> None:
    strips = StripArea()
    qtbot.addWidget(strips)
    strip = IntakeStrip(strips, desk.clock)
    now(screen.open(Turn.INTAKE))
    now(screen.presenter.limit("", "Water"))
    strip.show_limit(screen.presenter.state.limit, "Europe/Paris")
    [said] = strips.conditions()
    assert (said.key, said.title, said.text) == (INTAKE, "No new orders until 12:38", "Water (Marc Lefèvre)")
    desk.clock.advance(HOUR_MS)
    strip.redraw()

    assert strips.conditions() == []
