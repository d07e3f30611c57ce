"""Sync: the line and the copies, in words."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.ports import SimulatedClock
from core.rules.time import MINUTE_MS, Instant
from desktop.screens.sync_status.screen import SyncStatusScreen
from desktop.screens.sync_status.state import Copies, SyncState
from desktop.screens.sync_status.words import copy_facts, groups
from desktop.shell.connection_view import HELD, ConnectionView
from desktop.shell.strip import StripArea
from desktop.shell.top_bar import TopBar
from desktop.shell.widgets import Text
from sync import Download, divergence
from sync.connection import Cause, ConnectionKind, ConnectionState
from sync.schema import LocalSetting, ReplicaState
from tests.desktop.desk_double import NOW, SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_room import speaking
from tests.desktop.screens.sync_room import CONNECTED, desk, said, screen

__all__ = ["desk", "screen"]


OFFLINE = ConnectionState(
    ConnectionKind.OFFLINE, Instant(NOW - 22 * MINUTE_MS), Instant(NOW - 22 * MINUTE_MS), Cause.UNREACHABLE
)


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


def test_large_numbers_are_grouped_as_the_language_does() -> None:
    with speaking("fr"):
        facts = dict(copy_facts(Copies(numbers_left=9_990, numbers_leased=10_000), 0, "Europe/Paris"))
        rows = groups(SyncState(waiting=12_480, to_settle=1_200))
        said = [cell.text for group in rows for row in group.rows for cell in row.cells]
        network = dict(copy_facts(Copies(network_version=1_234, store_version=5_678), 0, "Europe/Paris"))
    assert facts["Numéros de colis"] == "encore 9\u202f990 sur 10\u202f000"
    assert any("1\u202f200" in one for one in said)
    assert any("12\u202f480" in group.hint for group in rows)
    assert sum("1\u202f234" in one or "5\u202f678" in one for one in network.values()) == 2
