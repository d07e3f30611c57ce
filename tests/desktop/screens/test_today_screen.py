"""Today as people use it: rows, tiles, keys; the sentences are read off the widgets."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.model import Fulfilment, FulfilmentLine
from core.rules.fulfilment import FulfilmentKind
from desktop.screens import Section
from desktop.screens.order_words import bins_fact
from desktop.screens.today.screen import TodayScreen
from desktop.screens.today.state import Step, Task, Way
from desktop.shell.amounts import clock_words
from desktop.shell.widgets import KeyValueRows, LoadBars, NumberTile, Pill, PrimaryButton
from tests.desktop.desk_double import MARC, NOW, PAUL, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import a_full_day, add_case, add_order
from tests.desktop.screens.today_room import busy, part, screen, text
from tests.desktop.screens.truck_world import announce
from tests.desktop.shell.row_lists import double_click

__all__ = ["busy", "screen"]


def test_rows_say_what_by_when_where_and_who(busy: TodayScreen) -> None:
    said = [row.words() for row in busy.view.rows.rows()]

    assert said[0] == (
        "late 8 min · C-20418 · Martin, Collect, promised 11:30 · 4 article(s), Zones A, B · Prepare"
    )
    assert said[1] == (
        "12 min · C-20423 · Nguyen, Collect, promised 11:50 · 1 article(s), serial, Zone C · Paul is on it"
    )
    assert "ready · C-20365 · Petit, Ready since yesterday 11:38 · 2 parcel(s), Bins 3, 4 · Hand over" in said
    assert "11:23 · C-20352, Piece not known here · Montre Orée · Look" in said


def test_nobody_is_on_an_order_that_is_in_its_bin(busy: TodayScreen, desk: SessionDesk) -> None:
    with desk.writing() as session:
        ready = session.scalars(select(Fulfilment).filter_by(order_number="C-20365")).one()
        ready.claimed_by, ready.claimed_device, ready.claimed_at = PAUL.staff_id, PAUL.device_id, NOW
    now(busy.refresh(None))
    [row] = [row.words() for row in busy.view.rows.rows() if "C-20365" in row.words()]
    assert row.endswith("2 parcel(s), Bins 3, 4 · Hand over")


def test_an_order_whose_customer_is_asked_is_marked(busy: TodayScreen, desk: SessionDesk) -> None:
    with desk.writing() as session:
        session.get_one(FulfilmentLine, "f4-1").agreement = "asked"
    now(busy.refresh(None))
    [row] = [row.words() for row in busy.view.rows.rows() if "R-5521" in row.words()]
    assert row.endswith(", Waits for the customer’s answer · Prepare")


def test_the_detail_of_an_order_that_is_ready_says_its_state_once(busy: TodayScreen) -> None:
    ready = next(work for work in busy.presenter.state.works if work.number == "C-20365")
    busy.view.rows.choose(ready.key)
    facts = part(busy, KeyValueRows, "today_detail_facts").facts()
    assert part(busy, Pill, "today_detail_pill").look.word == "ready"
    assert "ready" not in [value for _name, value in facts]
    assert "State" not in dict(facts)
    assert dict(facts)["Articles"] == str(ready.head.units), "what they are is said in front of it"


def test_what_is_not_counted_yet_is_no_zero(screen: TodayScreen, qtbot: QtBot) -> None:
    tiles = [
        part(screen, NumberTile, f"tile_{name}") for name in ("to_prepare", "ready", "late", "to_settle")
    ]
    assert [tile.accessibleName() for tile in tiles] == [
        "to prepare",
        "ready to collect",
        "late",
        "wait for a manager",
    ]
    assert [tile.number for tile in tiles] == [None] * 4
    now(screen.refresh(None))
    assert tiles[0].accessibleName() == "0 to prepare"


def test_the_four_numbers_are_named(busy: TodayScreen) -> None:
    named = [
        part(busy, NumberTile, f"tile_{name}").accessibleName()
        for name in ("to_prepare", "ready", "late", "to_settle")
    ]

    assert named == ["4 to prepare", "2 ready to collect", "1 late", "1 wait for a manager"]


def test_the_load_of_the_next_hours_stands_against_what_the_store_can_do(
    desk: SessionDesk, screen: TodayScreen
) -> None:
    a_full_day(desk, with_network=False)
    for number, due_min in enumerate((10, 20, 150)):
        add_order(desk, f"l{number}", f"L-{number}", "A B", {"shirt": 1}, due_min=due_min)
    now(screen.refresh(None))
    hours = screen.presenter.state.hours
    said = part(screen, LoadBars, "today_load").accessibleName()

    assert said.count("of 3") == len(hours) == 4, "three orders an hour are what this store can do"
    assert all(f": {hour.orders} of 3" in said for hour in hours)
    assert hours[0].orders >= 2
    named = [clock_words(hour.begins_at, screen.presenter.state.timezone) for hour in hours]
    assert [one.split(": ")[0] for one in said.split(", ")] == named, "as every time of the window"


def test_every_kind_of_work_of_a_store_is_on_the_one_board(desk: SessionDesk, screen: TodayScreen) -> None:
    desk.me = MARC
    a_full_day(desk, with_network=False)
    for kind in FulfilmentKind:
        add_order(desk, f"k-{kind}", f"K-{kind}", "A B", {"shirt": 1}, kind=kind.value, due_min=600)
    add_order(desk, "sent", "C-31", "A B", {"belt": 1}, kind="shipment", state="staged", bins=("BIN-8",))
    add_order(desk, "came", "C-32", "A B", {"belt": 1}, state="arrived", bins=("",))
    announce(desk)
    now(screen.refresh(None))

    shown = {work.task for work in screen.presenter.state.works}
    assert set(Task) - shown == {Task.MONEY, Task.COUNT}, "those have tests of their own"
    said = "\n".join(row.words() for row in screen.view.rows.rows())
    assert all(f"K-{kind}" in said for kind in FulfilmentKind)


def test_a_number_leads_to_its_first_row(busy: TodayScreen, qtbot: QtBot) -> None:
    qtbot.mouseClick(part(busy, NumberTile, "tile_ready"), Qt.MouseButton.LeftButton)

    assert busy.view.rows.current_key() == "f6"


def test_the_detail_follows_the_selection(busy: TodayScreen) -> None:
    assert text(busy, "today_detail_title") == "C-20418"
    pill = part(busy, Pill, "today_detail_pill")
    assert isinstance(pill, Pill)
    assert pill.look.word == "promised 11:30 · late 8 min"
    busy.view.rows.choose("f6")

    assert text(busy, "today_detail_who") == "Yvonne Petit · click and collect"
    facts = part(busy, KeyValueRows, "today_detail_facts")
    assert isinstance(facts, KeyValueRows)
    assert ("Bins", "3, 4") in facts.facts()
    assert bins_fact(["BIN-14"]) == ("Bin", "14")
    assert any(name == "To pay" and "153.00" in value for name, value in facts.facts())


def test_enter_prepares_the_selected_order(busy: TodayScreen, opened: OpenDoors, qtbot: QtBot) -> None:
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Return)

    assert opened.gone == [(Section.PREPARE, "f1")]


def test_enter_anywhere_on_the_page_does_the_same(busy: TodayScreen, opened: OpenDoors, qtbot: QtBot) -> None:
    qtbot.keyClick(busy.view, Qt.Key.Key_Enter)

    assert opened.gone == [(Section.PREPARE, "f1")]


def test_the_row_s_button_acts_on_its_row(busy: TodayScreen, opened: OpenDoors, qtbot: QtBot) -> None:
    rows = busy.view.rows
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.action_rect("f3").center())

    assert opened.gone == [(Section.PREPARE, "f3")]


def test_an_order_of_a_colleague_has_no_button(busy: TodayScreen, opened: OpenDoors, qtbot: QtBot) -> None:
    busy.view.rows.choose("f2")
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Return)

    assert not part(busy, QWidget, "today_go").isVisible()
    assert opened.gone == []


def test_an_exception_leads_to_where_it_is_settled(
    busy: TodayScreen, desk: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    busy.view.rows.choose("case:x1")
    assert text(busy, "today_detail_who") == (
        "The piece MO-9999 (Montre Orée) is not known to be in this store. Check its number."
    )
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Return)

    assert opened.gone == [(Section.ALERTS, "x1")]
    assert desk.pending() == []


def test_an_order_without_a_row_leaves_the_selected_one(busy: TodayScreen) -> None:
    busy.view.rows.choose("f7")
    now(busy.open("f-gone"))

    assert busy.view.rows.current_key() == "f7"


def test_an_open_question_leaves_the_keys_where_the_person_has_gone(
    busy: TodayScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.me = MARC
    now(busy.refresh(None))
    busy.view.rows.choose("f1")
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_F8)
    busy.view.rows.setFocus()
    add_case(desk, "x2", "handed_over_twice", order_number="C-9")
    now(busy.refresh(frozenset({"exception_case"})))

    assert busy.view.detail.answer.isVisible()
    assert busy.view.rows.hasFocus()


def test_a_refusal_is_said_in_the_layout(busy: TodayScreen, opened: OpenDoors, desk: SessionDesk) -> None:
    with desk.writing() as session:
        session.get_one(Fulfilment, "f1").state = "cancelled"
    busy.view.act.trigger()

    assert opened.messages.sentences() == ["This cannot be done now: the order is cancelled."]


def test_an_empty_day_says_so(screen: TodayScreen) -> None:
    now(screen.refresh(None))

    assert screen.view.nothing.isVisible()
    assert screen.view.nothing.sentence() == "Nothing waits for you"
    assert screen.view.nothing.hint() == "New orders come here by themselves."


def test_only_what_matters_is_read_again(busy: TodayScreen, desk: SessionDesk) -> None:
    shown = busy.presenter.state
    now(busy.refresh(frozenset({"article", "spool_job"})))
    assert busy.presenter.state is shown
    now(busy.refresh(frozenset({"fulfilment"})))

    assert busy.presenter.state is not shown


def test_it_counts_what_waits_for_me(busy: TodayScreen) -> None:
    assert busy.count() == 6


def test_opening_selects_the_row(busy: TodayScreen) -> None:
    now(busy.open("f5"))

    assert busy.view.rows.current_key() == "f5"


def test_two_presses_on_a_row_answer_no_question(busy: TodayScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    desk.me = MARC
    now(busy.refresh(None))
    busy.presenter.ask("f1", Way.REJECT)
    busy.view.detail.answer.line.setText("no staff today")
    assert busy.view.act.isEnabled()
    double_click(qtbot, busy.view.rows, "f1")
    assert desk.done == []
    assert busy.presenter.state.asked == "f1", "it is asked still"


def test_two_presses_on_the_button_that_asks_do_not_answer(
    busy: TodayScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    work = next(work for work in busy.presenter.state.works if work.step is Step.PUT_BACK)
    double_click(qtbot, busy.view.rows, work.key, on_action=True)
    assert (desk.done, busy.presenter.state.asked) == ([], work.key)
    [asked] = [row for row in busy.view.rows.rows() if row.key == work.key]
    assert asked.action == "", "the button beside the question answers it, and Enter"


def test_rejecting_says_what_follows_and_takes_a_reason(
    busy: TodayScreen, desk: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    rows = busy.view.rows
    proposed = next(w.key for w in busy.presenter.state.works if w.head and w.head.state == "proposed")
    rows.choose(proposed)
    assert text(busy, "today_manager") == "Rejecting or opening it again takes a manager."
    assert not busy.view.ways[Way.REJECT].isEnabled()

    desk.me = MARC
    now(busy.refresh(None))
    rows.choose(proposed)
    assert text(busy, "today_manager") == ""
    qtbot.keyClick(rows, Qt.Key.Key_F8)
    assert text(busy, "today_question").endswith("Another place is looked for.")
    [asked] = [row for row in rows.rows() if row.key == proposed]
    assert asked.action == "", "a button that says Prepare would reject it"
    lacks, go = "Still to be said: the reason.", busy.view.detail.findChild(PrimaryButton, "today_go")
    assert (text(busy, "today_missing"), go.accessibleDescription(), go.isEnabled()) == (lacks, lacks, False)
    busy.view.detail.answer.line.setText("  ")
    assert (text(busy, "today_missing"), go.isEnabled()) == (lacks, False)
    busy.view.detail.answer.line.setText("n")
    assert (text(busy, "today_missing"), go.accessibleDescription(), go.isEnabled()) == ("", "", True)
    busy.view.detail.answer.line.clear()
    qtbot.keyClick(busy.view.detail.answer.line, Qt.Key.Key_Return)
    assert desk.row(Fulfilment, proposed).state == "proposed"
    qtbot.keyClicks(busy.view.detail.answer.line, "no staff")
    qtbot.keyClick(busy.view.detail.answer.line, Qt.Key.Key_Return)
    row = desk.row(Fulfilment, proposed)
    assert row.state == "rejected"
    said = f"Rejected: {row.order_number}. Another place is looked for."
    assert opened.messages.sentences() == [said], "its row is gone: a word says that it was done"
