"""What goes wrong at the screens: each has its sentence, and it is read off the widget.

| what | where its sentence is read off the widget |
| --- | --- |
| wrong role | `test_somebody_who_may_not_any_more_is_told_so`, `test_today_screen.test_an_order_of_a_colleague_has_no_button`, `test_alerts_screen.test_an_associate_reads_and_a_manager_settles`, `test_receive_screen.test_a_request_is_decided_by_a_manager_alone` |
| expired claim | `test_a_claim_that_ran_out_is_the_colleagues_who_took_it` |
| command made by a newer program | `test_what_a_newer_program_has_begun_says_so`, `test_sync_status.test_an_answer_that_takes_a_newer_program_says_so` |
| clock an hour wrong | `test_a_clock_that_is_an_hour_wrong_says_so_for_as_long` |
| quantities that do not add up | `test_a_count_that_cannot_be_right_is_said`, `test_alerts_screen.test_too_many_picked_says_how_many_were_ordered_and_told`, `test_receive_screen.test_missing_damaged_and_extra_are_told_by_key_and_seen_at_the_end` |
| a bin that is full, elsewhere, or not this store's | `test_a_bin_that_is_full_is_said_and_another_is_proposed`, `test_a_bin_of_nowhere_and_one_that_holds_another_order_are_said`, `test_receive_screen.test_a_bin_that_holds_another_order_is_asked_for_twice` |
| a parcel label of another store | `test_a_parcel_of_nobody_while_staging_is_said`, `test_receive_screen.test_another_stores_parcel_says_so`, `test_handover_unheard` |
| a serial number sold yesterday | `test_a_piece_that_was_sold_yesterday_is_said_while_picking`, `test_receive_screen.test_a_piece_that_was_sold_yesterday_or_is_elsewhere_says_so` |

Two workstations: apart while connected, `test_today_screen.test_an_order_of_a_colleague_has_no_button` and
`test_a_claim_that_ran_out_is_the_colleagues_who_took_it`; with the line cut, the facts of both and the one
exception, `test_two_who_prepared_one_order_are_told_in_one_case` here and `tests/sync/test_two_workstations`.
"""  # noqa: E501

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.model import Bin, Fulfilment, FulfilmentLine, Staff
from core.ports import SimulatedClock
from core.rules.fulfilment import CLAIM_LASTS_MS
from core.rules.sscc import build_sscc
from core.rules.time import HOUR_MS, MINUTE_MS, Instant
from desktop.devices.scanner import parse
from desktop.screens.alerts.screen import AlertsScreen
from desktop.screens.preparation.screen import PreparationScreen
from desktop.shell.connection_view import ConnectionView
from desktop.shell.strip import StripArea
from desktop.shell.top_bar import TopBar
from desktop.shell.widgets import Text
from sync import ConnectionKind, ConnectionState
from tests.desktop.desk_double import INES, MARC, NOW, PAUL, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import ARTICLES, SERIALS, add_case, add_order


@pytest.fixture
def screen(desk: SessionDesk, qtbot: QtBot) -> Iterator[PreparationScreen]:
    add_order(desk, "f1", "C-20418", "Claire Martin", {"shirt": 2, "watch": 1})
    made = PreparationScreen(OpenDoors(desk).doors)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    now(made.refresh(None))
    now(made.open("f1"))
    yield made


def scan(screen: PreparationScreen, *texts: str) -> str:
    """What stands on the screen after some scans."""
    for text in texts:
        assert screen.scanned(parse(ARTICLES.get(text, {}).get("gtin", text)))
    return screen.view.feedback.sentence()


def test_somebody_who_may_not_any_more_is_told_so(screen: PreparationScreen, desk: SessionDesk) -> None:
    with desk.writing() as session:
        session.get_one(Staff, INES.staff_id).is_revoked = True
    assert scan(screen, "shirt") == "A colleague does not work here any more."
    assert desk.row(FulfilmentLine, "f1-1").picked == 0


def test_a_claim_that_ran_out_is_the_colleagues_who_took_it(
    screen: PreparationScreen, desk: SessionDesk
) -> None:
    desk.clock.advance(CLAIM_LASTS_MS + MINUTE_MS)
    with desk.writing() as session:
        row = session.get_one(Fulfilment, "f1")
        row.claimed_by, row.claimed_device, row.claimed_at = PAUL.staff_id, "device-2", desk.clock.now()
    now(screen.refresh(None))
    assert screen.view.queue.feedback.sentence() == "Paul Garnier has taken over C-20418."


def test_what_a_newer_program_has_begun_says_so(screen: PreparationScreen, desk: SessionDesk) -> None:
    with desk.writing() as session:
        session.get_one(Fulfilment, "f1").state = "weighed_by_drone"
    assert scan(screen, "shirt") == (
        "Headquarters knows a step of C-20418 that this program does not. Update the program; until then do "
        "this on a workstation that is up to date."
    )


def test_a_count_that_cannot_be_right_is_said(screen: PreparationScreen, desk: SessionDesk) -> None:
    scan(screen, "shirt", "shirt")
    assert scan(screen, "shirt") == ("One too many: Chemise lin Alba is picked, 2 of 2. Put this one back.")
    assert desk.row(FulfilmentLine, "f1-1").picked == 2


def staged(screen: PreparationScreen, desk: SessionDesk) -> None:
    """Two shirts and a watch, picked and packed; a colleague's order stands in bin 7."""
    add_order(desk, "f2", "C-20500", "Hugo Lefèvre", {"belt": 1}, state="ready", bins=("BIN-7",))
    scan(screen, "shirt", "shirt", "watch", SERIALS[0])
    now(screen.presenter.primary())


def test_a_bin_of_nowhere_and_one_that_holds_another_order_are_said(
    screen: PreparationScreen, desk: SessionDesk
) -> None:
    staged(screen, desk)
    assert scan(screen, "BIN-99") == "This store has no bin 99."
    assert scan(screen, "BIN-7") == ("Bin 7 holds C-20500. Take another one, or scan it again to share it.")
    assert desk.row(Fulfilment, "f1").state == "packed"


def test_a_bin_that_is_full_is_said_and_another_is_proposed(
    screen: PreparationScreen, desk: SessionDesk
) -> None:
    with desk.writing() as session:
        for number, room in ((1, 2), (2, 3), (3, 40), (7, 4)):
            session.get_one(Bin, f"bin-{number}").room = room
    staged(screen, desk)
    # The smallest that takes all three: not the first one, which would take two.
    assert screen.presenter.state.proposed_bin == "BIN-2"
    assert scan(screen, "BIN-1") == (
        "Bin 1 has room for 2, not for 3. Take another, or scan it again all the same."
    )
    assert desk.row(Fulfilment, "f1").state == "packed"
    scan(screen, "BIN-1")
    assert desk.row(Fulfilment, "f1").state == "staged"


def test_a_parcel_of_nobody_while_staging_is_said(screen: PreparationScreen, desk: SessionDesk) -> None:
    staged(screen, desk)
    assert scan(screen, f"]C100{build_sscc('9999999', 7)}") == "This parcel is not one of this order."


def test_a_piece_that_was_sold_yesterday_is_said_while_picking(
    screen: PreparationScreen, desk: SessionDesk
) -> None:
    with closing(sqlite3.connect(desk.station.replica.network_path)) as network:
        network.execute(
            "UPDATE piece SET location_id = NULL, sold_at = ? WHERE serial = ?",
            (NOW - 24 * HOUR_MS, SERIALS[0]),
        )
        network.commit()
    assert scan(screen, "watch", SERIALS[0]) == (
        "The piece MO-2217 was sold (yesterday 11:38). Take another Montre Orée, or scan it again if it "
        "is here."
    )


@pytest.mark.parametrize(("off_ms", "by"), [(HOUR_MS, "1 h 00 min ahead"), (-HOUR_MS, "1 h 00 min behind")])
def test_a_clock_that_is_an_hour_wrong_says_so_for_as_long(off_ms: int, by: str, qtbot: QtBot) -> None:
    bar, strips = TopBar(), StripArea()
    for widget in (bar, strips):
        qtbot.addWidget(widget)
    state = ConnectionState(ConnectionKind.CONNECTED, NOW, NOW, clock_off_ms=off_ms)
    view = ConnectionView(bar, strips, SimulatedClock(Instant(NOW)), state, "Europe/Paris")
    view.redraw()
    assert f"This computer’s clock is {by}" in [one.text() for one in strips.findChildren(Text)]
    view.show_state(ConnectionState(ConnectionKind.CONNECTED, NOW, NOW, clock_off_ms=MINUTE_MS))
    assert strips.conditions() == []


def test_two_who_prepared_one_order_are_told_in_one_case(desk: SessionDesk, qtbot: QtBot) -> None:
    desk.me = MARC
    add_order(desk, "f1", "C-20418", "Claire Martin", {"shirt": 2}, state="packed")
    told = {"by": PAUL.staff_id, "others": [INES.staff_id], "state": "packed", "verb": "pick", "times": 4}
    add_case(desk, "x1", "worked_on_after_it_moved_on", fulfilment="f1", order_number="C-20418", **told)
    screen = AlertsScreen(OpenDoors(desk).doors)
    qtbot.addWidget(screen.view)
    screen.view.show()
    now(screen.refresh(None))
    now(screen.open("x1"))
    found = screen.view.findChild(QWidget, "alert_sentence")
    assert isinstance(found, Text)
    assert found.text() == ("C-20418 was worked on although it was packed already. Check its parcels.")
