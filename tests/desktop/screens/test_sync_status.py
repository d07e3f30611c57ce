"""Sync: what waits, what was refused and why, what is to be settled, how old what we know is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.commands import (
    BY_NAME,
    ClaimFulfilment,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ReceivePieces,
    StageFulfilment,
    TellDamaged,
)
from core.ports import SimulatedClock
from core.rules.time import MINUTE_MS, Instant
from core.wire import OutcomeStatus
from desktop.places import RESOURCES
from desktop.screens import Section
from desktop.screens.sync_status import deeds, words
from desktop.screens.sync_status.screen import SyncStatusScreen
from desktop.screens.sync_status.state import Standing
from desktop.shell import case_sentences
from desktop.shell.connection_view import HELD, ConnectionView
from desktop.shell.strip import StripArea
from desktop.shell.top_bar import TopBar
from desktop.shell.widgets import Text
from sync import Download, divergence
from sync.connection import Cause, ConnectionKind, ConnectionState
from sync.schema import LocalSetting, PendingCommand, ReplicaState, SpoolJob
from tests.desktop.desk_double import INES, MARC, NOW, SessionDesk, copied_desk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import ARTICLES, add_case, add_order
from tests.desktop.screens.truck_world import FIRST, announce

OFFLINE = ConnectionState(
    ConnectionKind.OFFLINE, Instant(NOW - 22 * MINUTE_MS), Instant(NOW - 22 * MINUTE_MS), Cause.UNREACHABLE
)
CONNECTED = ConnectionState(ConnectionKind.CONNECTED, Instant(NOW - 60 * MINUTE_MS), Instant(NOW - 4_000))


@pytest.fixture
def desk(furnished_replica: Path, tmp_path: Path) -> Iterator[SessionDesk]:
    made = copied_desk(furnished_replica, tmp_path / "replica", MARC)
    add_order(made, "f1", "C-20418", "Claire Martin", {"shirt": 2})
    yield made
    made.close()


@pytest.fixture
def screen(opened: OpenDoors, desk: SessionDesk, qtbot: QtBot) -> SyncStatusScreen:
    made = SyncStatusScreen(opened.doors, desk.station)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    made.show_connection(CONNECTED)
    return made


def work(desk: SessionDesk) -> None:
    """Inès prepares C-20418, all but the bin."""
    number = desk.station.draw_sscc()
    for command in (
        ClaimFulfilment(fulfilment_id="f1"),
        PickLine(fulfilment_id="f1", line_id="f1-1", quantity=2),
        PackFulfilment(fulfilment_id="f1", parcels=[ParcelDraft(number=number, contents={"f1-1": 2})]),
        StageFulfilment(fulfilment_id="f1", bins={number: "BIN-14"}),
    ):
        desk.station.execute(command, INES.staff_id)


def answer(desk: SessionDesk, place: int, status: str, code: str = "", **data: object) -> str:
    """The core has answered the command at this place of the sequence."""
    with desk.writing() as session:
        row = session.scalars(select(PendingCommand).where(PendingCommand.sequence == place)).one()
        row.status, row.code, row.data = status, code, data
        row.answered_at = desk.clock.now()
        return row.id


def rows(screen: SyncStatusScreen) -> list[str]:
    return [row.words() for row in screen.view.rows.rows()]


def said(screen: SyncStatusScreen, name: str) -> str:
    widget = screen.view.findChild(QWidget, name)
    return str(widget.text())


def test_nothing_waits(screen: SyncStatusScreen) -> None:
    now(screen.open(""))

    assert screen.view.nothing.isVisible()
    assert screen.count() == 0
    assert not screen.view.selected.isVisible()


def test_what_waits_in_the_order_in_which_it_was_done(desk: SessionDesk, screen: SyncStatusScreen) -> None:
    work(desk)
    with desk.writing() as session:
        session.get_one(ReplicaState, 1).accepted_through = 1
    now(screen.open(""))

    assert rows(screen) == [
        "sent · Taken to prepare, C-20418 · Claire Martin · 11:38, Inès Martin",
        "waits · Picked 2 × Chemise lin Alba 38, C-20418 · Claire Martin · 11:38, Inès Martin",
        "waits · Packed in 1 parcel(s), C-20418 · Claire Martin · 11:38, Inès Martin",
        "waits · Put in bin 14, C-20418 · Claire Martin · 11:38, Inès Martin",
    ]
    assert screen.count() == 0
    assert screen.presenter.state.waiting == 4


def test_a_refusal_says_why_until_it_is_seen(
    desk: SessionDesk, screen: SyncStatusScreen, qtbot: QtBot
) -> None:
    work(desk)
    command_id = answer(desk, 1, "refused", "claimed_by_another", name="Paul Garnier")
    now(screen.open(""))

    assert rows(screen)[0].startswith("refused · Taken to prepare · C-20418, Paul Garnier is preparing")
    assert screen.count() == 1
    screen.view.rows.choose(command_id)
    assert said(screen, "sync_selected_why").startswith("Paul Garnier")

    qtbot.keyClick(screen.view.rows, Qt.Key.Key_Return)

    assert desk.row(PendingCommand, command_id).seen_at == desk.clock.now()
    assert screen.count() == 0
    assert rows(screen)[-1].startswith("refused")


def test_an_answer_that_takes_a_newer_program_says_so(desk: SessionDesk, screen: SyncStatusScreen) -> None:
    work(desk)
    answer(desk, 1, "of_tomorrow")
    now(screen.open(""))
    assert rows(screen)[-1].startswith("recorded, details after the update · Taken to prepare")
    assert screen.count() == 0


def test_what_is_simply_done_is_only_counted(desk: SessionDesk, screen: SyncStatusScreen) -> None:
    work(desk)
    answer(desk, 1, "applied")
    answer(desk, 2, "recorded", "picked_too_many", name="Chemise lin Alba", order_number="C-20418")
    now(screen.open(""))

    assert [said.split(" ")[0] for said in rows(screen)] == ["waits", "waits", "recorded"]
    facts = dict(screen.view.cards.line.findChild(QWidget, "sync_line_facts").facts())
    assert facts["Accepted"] == "1 action(s) in 24 h"


def test_exceptions_are_one_row_that_leads_to_where_they_are_settled(
    desk: SessionDesk, screen: SyncStatusScreen, opened: OpenDoors, qtbot: QtBot
) -> None:
    for key in ("x1", "x2"):
        add_case(desk, key, "serial_not_here", serial="MO-9", name="Montre Orée", order_number="C-20352")
    now(screen.open("cases"))
    [row] = rows(screen)
    assert row.startswith("open · Exceptions: 2, What each side says")
    assert row.endswith("Show them")
    qtbot.keyClick(screen.view.rows, Qt.Key.Key_Return)
    assert opened.gone == [(Section.ALERTS, "")]
    # They are counted where they are settled.
    assert screen.count() == 0


def test_a_label_that_failed_is_printed_again(desk: SessionDesk, screen: SyncStatusScreen) -> None:
    desk.add(
        SpoolJob(
            id="j1",
            template="pickup_parcel",
            data={},
            status="failed",
            code="paper_out",
            aggregate="fulfilment:f1",
            asked_at=NOW,
        )
    )
    now(screen.open(""))
    assert rows(screen) == [
        "failed · Label of a parcel · C-20418, The label printer has no paper. · 11:38 · Print again"
    ]
    assert screen.count() == 1

    now(screen.presenter.act("j1"))

    assert desk.row(SpoolJob, "j1").status == "queued"
    assert screen.presenter.state.copies.prints_waiting == 1
    assert screen.count() == 0


def test_the_line_in_words(screen: SyncStatusScreen) -> None:
    screen.show_connection(OFFLINE)

    assert said(screen, "sync_line_since") == "since 11:16"
    assert said(screen, "sync_line_cause") == "Headquarters cannot be reached."
    assert said(screen, "sync_line_works") == "New orders come when the line is back."
    facts = screen.view.cards.line.findChild(QWidget, "sync_line_facts").facts()
    assert facts == [("Last answer", "22 min ago"), ("Waits", "nothing")]


def test_of_a_line_that_is_not_proven_the_last_proof_is_told_and_nothing_is_said_to_wait_for_it(
    screen: SyncStatusScreen,
) -> None:
    screen.show_connection(OFFLINE.unproven(OFFLINE.since))

    facts = screen.view.cards.line.findChild(QWidget, "sync_line_facts").facts()
    assert facts[0] == ("Last proven answer", "22 min ago")
    hints = [text.text() for text in screen.view.nothing.findChildren(Text)]
    assert "What is done here shows here until headquarters has answered." in hints


def test_ages_pass_without_reading(desk: SessionDesk, screen: SyncStatusScreen) -> None:
    now(screen.open(""))
    desk.clock.advance(5 * MINUTE_MS)
    screen.view.second_passed.emit()

    facts = dict(screen.view.cards.line.findChild(QWidget, "sync_line_facts").facts())
    assert facts["Last answer"] == "5 min ago"


def test_a_download_says_how_much_and_how_long_still(screen: SyncStatusScreen) -> None:
    # Figures are written as the window's language does; the test before may have been at another window.
    QLocale.setDefault(QLocale.c())
    come = Download(60_000_000, 210_000_000, 300_000, 1_050_000, 30_000)
    state = ConnectionState(CONNECTED.kind, CONNECTED.since, CONNECTED.last_answer_at, Cause.NONE, come)
    screen.show_connection(state)
    assert (
        said(screen, "sync_download_words")
        == "The network arrives: 60.0 of 210.0 MB · 300000 of 1050000 rows · 30 s left"
    )

    screen.show_connection(CONNECTED)
    assert screen.presenter.state.download is None


def test_the_copies_in_words(desk: SessionDesk, screen: SyncStatusScreen) -> None:
    with desk.writing() as session:
        state = session.get_one(ReplicaState, 1)
        state.heard_at, state.store_version = NOW - 8_000, 41
    now(screen.open(""))

    facts = dict(screen.view.cards.copies.findChild(QWidget, "sync_copies_facts").facts())
    assert facts == {
        "Network": "version 1, 8 s ago",
        "This store": "version 41",
        "This device": "nothing yet",
        "Parcel numbers": "1000 of 1000 left",
    }


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        (divergence.FOUND, ("Differs", "stock, pieces, 1 min ago")),
        (divergence.MENDED, ("Put right", "rows: 3 (stock, pieces), 1 min ago")),
        (divergence.TAKEN_ANEW, ("Put right", "taken again, 1 min ago: stock, pieces")),
    ],
)
def test_what_differed_and_when_it_was_put_right_in_words(
    desk: SessionDesk, screen: SyncStatusScreen, kind: str, fact: tuple[str, str]
) -> None:
    told = divergence.Told(kind=kind, at=Instant(NOW - 60_000), tables=["position", "piece"], rows=3)
    with desk.writing() as session:
        session.add(LocalSetting(name=divergence.LAST_TOLD, value=msgspec.json.encode(told).decode()))
    now(screen.open(""))
    facts = screen.view.cards.copies.findChild(QWidget, "sync_copies_facts").facts()
    assert facts[1] == fact


def test_it_reads_again_only_what_matters(desk: SessionDesk, screen: SyncStatusScreen) -> None:
    now(screen.open(""))
    work(desk)
    now(screen.refresh(frozenset({"article"})))
    assert rows(screen) == []

    now(screen.refresh(frozenset({"pending_command"})))
    assert len(rows(screen)) == 4


def test_a_truck_is_told_by_its_number_and_its_articles(desk: SessionDesk, screen: SyncStatusScreen) -> None:
    announce(desk)
    for command in (
        ReceivePieces(delivery_id="d1", article_id=ARTICLES["shirt"]["id"], carton=FIRST, quantity=2),
        TellDamaged(delivery_id="d1", line_id="l2"),
    ):
        desk.station.execute(command, INES.staff_id)
    now(screen.open(""))

    received, damaged = rows(screen)
    assert "Received 2 × Chemise lin Alba 38, BL-4821 · Entrepôt Mer" in received
    assert "Damaged: 1 × Robe Calanque 40, BL-4821 · Entrepôt Mer" in damaged


def test_no_command_no_standing_and_no_template_is_without_words() -> None:
    assert deeds.DEEDS.keys() | case_sentences.DEEDS.keys() == BY_NAME.keys()
    assert words.STANDINGS.keys() == set(Standing)
    assert {status.value for status in OutcomeStatus} <= {standing.value for standing in Standing}
    assert deeds.TEMPLATES.keys() == {path.stem for path in (RESOURCES / "labels").glob("*.toml")}


def test_the_card_says_what_the_strip_says_when_not_everything_comes(
    screen: SyncStatusScreen, qtbot: QtBot
) -> None:
    line = ConnectionState(
        ConnectionKind.CONNECTED, CONNECTED.since, CONNECTED.last_answer_at, fault="pieces_do_not_come"
    )
    screen.show_connection(line)
    bar, strips = TopBar(), StripArea()
    qtbot.addWidget(bar)
    qtbot.addWidget(strips)
    ConnectionView(bar, strips, SimulatedClock(NOW), line, "Europe/Paris").redraw()
    [strip] = strips.conditions()
    assert [one.text() for one in screen.view.findChildren(Text, "sync_line_cause")] == [strip.text]
    [works] = screen.view.findChildren(Text, "sync_line_works")
    assert "Everything works" not in works.text()


@pytest.mark.parametrize("cause", [Cause.FORKED, Cause.TOKEN_REFUSED])
def test_a_held_workstation_offers_to_enrol_again_until_it_is_connected(cause: Cause, qtbot: QtBot) -> None:
    held = ConnectionState(ConnectionKind.HELD, CONNECTED.since, CONNECTED.last_answer_at, cause)
    bar, strips = TopBar(), StripArea()
    qtbot.addWidget(bar)
    qtbot.addWidget(strips)
    view = ConnectionView(bar, strips, SimulatedClock(NOW), held, "Europe/Paris")
    view.redraw()
    assert [(one.key, one.action) for one in strips.conditions()] == [(HELD, "Enrol again")]
    view.show_state(CONNECTED)
    assert strips.conditions() == []
