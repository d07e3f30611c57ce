"""The day: ready in the morning, closing at night, and the intake that a manager limits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.model import ArticlePlace, CountTask, Fulfilment, IntakeLimit
from core.rules.intake import IntakeMode
from core.rules.time import HOUR_MS, MINUTE_MS
from desktop.devices.scanner import parse
from desktop.screens import Section
from desktop.screens.day.counting import AskedCount
from desktop.screens.day.screen import DayScreen
from desktop.screens.day.state import Ask, How, Turn
from desktop.screens.day.words import limit_text, limit_title
from desktop.shell.intake_strip import INTAKE, IntakeStrip
from desktop.shell.strip import StripArea
from desktop.shell.widgets import KeyValueRows, Text
from sync.schema import ReplicaState, SpoolJob
from tests.desktop.desk_double import INES, MARC, NOW, STORE, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import ARTICLES, a_full_day, add_case, add_order


@pytest.fixture
def opened(desk: SessionDesk) -> OpenDoors:
    desk.me = MARC
    return OpenDoors(desk)


@pytest.fixture
def screen(opened: OpenDoors, qtbot: QtBot) -> DayScreen:
    made = DayScreen(opened.doors)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    made.view.activateWindow()
    made.view.setFocus()
    return made


def looked_at(screen: DayScreen, turn: Turn) -> dict[Ask, tuple[How, int]]:
    now(screen.open(turn))
    return {check.ask: (check.how, check.count) for check in screen.presenter.state.checks}


def text(screen: DayScreen, name: str) -> str:
    found = screen.view.findChild(Text, name)
    assert isinstance(found, Text)
    return found.text()


def facts(screen: DayScreen) -> dict[str, str]:
    found = screen.view.findChild(KeyValueRows, "day_facts")
    assert isinstance(found, KeyValueRows)
    return dict(found.facts())


def button(screen: DayScreen, name: str) -> QWidget:
    found = screen.view.findChild(QWidget, name)
    assert found is not None
    return found


def hear(desk: SessionDesk, age_ms: int) -> None:
    with desk.writing() as session:
        session.get_one(ReplicaState, 1).heard_at = NOW - age_ms


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
    assert facts(screen)["Here today"] == "Paul Garnier"
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


def test_a_manager_pauses_until_an_hour_for_a_reason(
    desk: SessionDesk, screen: DayScreen, qtbot: QtBot
) -> None:
    now(screen.open(Turn.INTAKE))
    qtbot.mouseClick(button(screen, "intake_lasts_120"), Qt.MouseButton.LeftButton)
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
    qtbot.keyClick(screen.view, Qt.Key.Key_F4)

    assert desk.row(IntakeLimit, 1).intake().cap == 8
    limit = screen.presenter.state.limit
    assert limit is not None
    assert limit_title(limit, "Europe/Paris") == "No more than 8 orders waiting until 12:38"


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
    qtbot.keyClicks(screen.view.intake.backlog_reason.line, "power cut")
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


# What is to be counted


def place_articles(desk: SessionDesk) -> None:
    """Shirt and dress in zone A, the jacket on shelf B-4-2."""
    for name in ("shirt", "dress", "jacket"):
        zone, aisle, shelf = ARTICLES[name]["place"]
        article = ARTICLES[name]["id"]
        desk.add(ArticlePlace(location_id=STORE, article_id=article, zone=zone, aisle=aisle, shelf=shelf))


@pytest.mark.parametrize(
    ("scan", "found"),
    [("SHELF-B-4-2", ["jacket"]), ("SHELF-A", ["shirt", "dress"]), (ARTICLES["belt"]["gtin"], ["belt"])],
)
def test_a_shelf_a_zone_or_an_article_is_chosen_by_a_scan(
    desk: SessionDesk, screen: DayScreen, scan: str, found: list[str]
) -> None:
    place_articles(desk)
    now(screen.open(Turn.COUNT))
    assert screen.scanned(parse(scan))
    chosen = screen.presenter.state.counting
    assert [one.article_id for one in chosen.articles] == [ARTICLES[name]["id"] for name in found]
    assert chosen.zones == (("A", 2), ("B", 1))


def test_a_zone_is_counted_blind_by_keys_alone_and_stands_on_today(
    desk: SessionDesk, screen: DayScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    place_articles(desk)
    now(screen.open(Turn.COUNT))
    assert text(screen, "count_found") == "Choose a zone, or say which shelf."
    screen.view.count.what.line.setFocus()
    qtbot.keyClicks(screen.view.count.what.line, "a")
    qtbot.keyClick(screen.view, Qt.Key.Key_F5)
    assert text(screen, "count_how") == "Blind: nobody is told how many are expected."
    assert text(screen, "count_found") == "Chemise lin Alba, Robe Calanque"
    qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    tasks = desk.rows(CountTask)
    assert [(task.name, task.state, task.is_blind) for task in sorted(tasks, key=lambda one: one.name)] == [
        ("Chemise lin Alba", "asked", True),
        ("Robe Calanque", "asked", True),
    ]
    assert opened.messages.heard[-1].sentence == "To be counted: 2 article(s). They stand on Today."
    # What somebody is to count already is not asked for twice, and the message says so.
    for wanted, said in (
        ("A", "All of it is to be counted already. It stands on Today."),
        ("B", "To be counted: 1 article(s). They stand on Today."),
    ):
        now(screen.presenter.want_counted(wanted))
        qtbot.keyClick(screen.view, Qt.Key.Key_Return)
        assert opened.messages.heard[-1].sentence == said
    with desk.writing() as session:
        session.delete(session.get_one(CountTask, tasks[0].id))
    now(screen.presenter.want_counted("A"))
    assert now(screen.presenter.ask_count()) == AskedCount(1, 1)
    assert len(desk.rows(CountTask)) == 3


def test_where_nothing_stands_there_is_nothing_to_count(desk: SessionDesk, screen: DayScreen) -> None:
    now(screen.open(Turn.COUNT))
    now(screen.presenter.want_counted("Z-9"))
    assert text(screen, "count_found").startswith("No article is known to stand there.")
    assert now(screen.presenter.ask_count()) == AskedCount()
    assert not screen.scanned(parse("TOTE-3"))
