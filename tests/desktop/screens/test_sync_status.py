"""Sync: what waits, what was refused and why, what is to be settled, how old what we know is."""

from __future__ import annotations

from PySide6.QtCore import Qt
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
from core.wire import OutcomeStatus
from desktop.places import RESOURCES
from desktop.screens import Section
from desktop.screens.sync_status import deeds, words
from desktop.screens.sync_status.screen import SyncStatusScreen
from desktop.screens.sync_status.state import Standing
from desktop.shell import case_sentences
from sync.schema import PendingCommand, ReplicaState, SpoolJob
from tests.desktop.desk_double import INES, NOW, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import ARTICLES, add_case
from tests.desktop.screens.sync_room import desk, said, screen
from tests.desktop.screens.truck_world import FIRST, announce

__all__ = ["desk", "screen"]


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
        "waits · Picked 2 × Chemise lin Alba · 38\u00a0·\u00a0blanc, "
        "C-20418 · Claire Martin · 11:38, Inès Martin",
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
        "failed · Label of a parcel · C-20418, The printer has no paper. · 11:38 · Print again"
    ]
    assert screen.count() == 1

    now(screen.presenter.act("j1"))

    assert desk.row(SpoolJob, "j1").status == "queued"
    assert screen.presenter.state.copies.prints_waiting == 1
    assert screen.count() == 0


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
    assert "Received 2 × Chemise lin Alba · 38\u00a0·\u00a0blanc, BL-4821 · Entrepôt Mer" in received
    assert "Damaged: 1 × Robe Calanque · 40\u00a0·\u00a0terracotta, BL-4821 · Entrepôt Mer" in damaged


def test_no_command_no_standing_and_no_template_is_without_words() -> None:
    assert deeds.DEEDS.keys() | case_sentences.DEEDS.keys() == BY_NAME.keys()
    assert words.STANDINGS.keys() == set(Standing)
    assert {status.value for status in OutcomeStatus} <= {standing.value for standing in Standing}
    assert deeds.TEMPLATES.keys() == {path.stem for path in (RESOURCES / "labels").glob("*.toml")}
