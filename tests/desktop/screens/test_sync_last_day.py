"""The last day of the line on Sync: what is drawn, and what is said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS, Instant
from desktop.screens.sync_status import last_day
from desktop.screens.sync_status.screen import SyncStatusScreen
from desktop.screens.sync_status.state import SyncState
from desktop.shell.theme import theme
from desktop.shell.widgets import SpanStrip, Stood, Stretch, Text
from desktop.tour.outages import spans_before
from sync.connection import Cause, ConnectionKind, ConnectionState
from sync.presence import Presence, Span
from sync.schema import PresenceSpan
from tests.desktop.desk_double import MARC, NOW, SessionDesk, copied_desk
from tests.desktop.screens.at_once import OpenDoors, now

UP = ConnectionState(ConnectionKind.CONNECTED, Instant(NOW - HOUR_MS), Instant(NOW - 4_000))
DOWN = UP.failed(Instant(NOW - 22 * MINUTE_MS), Cause.UNREACHABLE)
PARIS = "Europe/Paris"


def span(kind: Presence, begin_min: int, end_min: int) -> Span:
    """So many minutes ago until so many."""
    return Span(kind, Instant(NOW - begin_min * MINUTE_MS), Instant(NOW - end_min * MINUTE_MS))


def state(*spans: Span, connection: ConnectionState = UP) -> SyncState:
    return SyncState(now=Instant(NOW), timezone=PARIS, connection=connection, spans=spans)


def said(*spans: Span, connection: ConnectionState = UP) -> str:
    shown = last_day.day_spans(state(*spans, connection=connection))
    return last_day.outage_words(shown, Instant(NOW), PARIS)


def test_what_is_so_still_reaches_to_now_and_the_oldest_is_cut() -> None:
    spans = last_day.day_spans(state(span(Presence.CONNECTED, 30 * 60, 1)))
    assert spans == [Span(Presence.CONNECTED, Instant(NOW - DAY_MS), Instant(NOW))]
    assert last_day.stretches(spans, Instant(NOW)) == [Stretch(Stood.WELL, 0.0, 1.0)]


def test_what_has_changed_since_it_was_written_down_is_drawn_as_it_is() -> None:
    spans = last_day.day_spans(state(span(Presence.CONNECTED, 90, 1), connection=DOWN))
    assert [one.kind for one in spans] == [Presence.CONNECTED, Presence.OFFLINE]
    assert spans[-1].until == NOW


def test_while_the_program_was_closed_nothing_is_drawn() -> None:
    [only] = last_day.day_spans(state(span(Presence.CONNECTED, 90, 60)))
    assert only.until == NOW - 60 * MINUTE_MS


@pytest.mark.parametrize(
    ("spans", "connection", "words"),
    [
        ([span(Presence.CONNECTED, 90, 0)], UP, "Not offline today."),
        (
            [
                span(Presence.CONNECTED, 90, 40),
                span(Presence.OFFLINE, 40, 25),
                span(Presence.CONNECTED, 25, 0),
            ],
            UP,
            "Offline today for 15 min, last from 10:58 to 11:13.",
        ),
        (
            [
                span(Presence.OFFLINE, 180, 100),
                span(Presence.CONNECTED, 100, 22),
                span(Presence.OFFLINE, 22, 0),
            ],
            DOWN,
            "Offline today for 1 h 42 in all.",
        ),
        (
            [span(Presence.DOUBT, 30, 20), span(Presence.CONNECTED, 20, 0)],
            UP,
            "Not offline today. For 10 min not everything came through.",
        ),
        # Yesterday's is drawn; what is said is today's, from midnight on.
        (
            [span(Presence.OFFLINE, 12 * 60, 11 * 60 + 28)],
            UP,
            "Offline today for 10 min, last from 00:00 to 00:10.",
        ),
        ([span(Presence.OFFLINE, 14 * 60, 13 * 60)], UP, "Not offline today."),
    ],
)
def test_how_long_offline_today_and_when_last(
    spans: list[Span], connection: ConnectionState, words: str
) -> None:
    assert said(*spans, connection=connection) == words


def test_the_hours_are_the_store_s() -> None:
    assert [mark.words for mark in last_day.marks(Instant(NOW), PARIS)] == [
        "12:00",
        "18:00",
        "00:00",
        "06:00",
    ]


@pytest.fixture
def screen(furnished_replica: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[SyncStatusScreen]:
    desk: SessionDesk = copied_desk(furnished_replica, tmp_path / "replica", MARC)
    desk.add(*spans_before(NOW - 22 * MINUTE_MS))
    desk.add(PresenceSpan(kind=Presence.OFFLINE, began_at=NOW - 22 * MINUTE_MS, until=NOW))
    made = SyncStatusScreen(OpenDoors(desk).doors, desk.station)
    qtbot.addWidget(made.view)
    made.view.resize(1240, 900)
    made.view.show()
    made.show_connection(DOWN)
    now(made.open(""))
    yield made
    desk.close()


def test_the_screen_draws_the_day_and_tells_it_to_who_does_not_see_it(screen: SyncStatusScreen) -> None:
    [strip] = screen.view.findChildren(SpanStrip, "sync_day_strip")
    assert strip.isVisible()
    assert [one.stood for one in strip.stretches()].count(Stood.NOT) == 3
    assert strip.accessibleName() == "The last 24 hours"
    told = strip.accessibleDescription()
    assert "offline from 09:41 to 10:29" in told and told.endswith("offline from 11:16 to 11:38")
    [words] = screen.view.findChildren(Text, "sync_day_words")
    assert words.text().startswith("Offline today for 1 h 10 in all.")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_offline_stands_out_in_height_and_colour(look: str, screen: SyncStatusScreen, qapp) -> None:
    theme.apply(qapp, look)
    try:
        [strip] = screen.view.findChildren(SpanStrip, "sync_day_strip")
        picture = strip.grab().toImage()
        at_now = picture.width() - 2
        assert picture.pixelColor(at_now, 4) == theme.palette.warn
        connected = next(one for one in strip.stretches() if one.stood is Stood.WELL)
        place = round((connected.begin + connected.end) / 2 * picture.width())
        assert picture.pixelColor(place, 25) == theme.palette.ok
        assert picture.pixelColor(place, 10) != theme.palette.ok
    finally:
        theme.apply(qapp, "light")


def test_nothing_is_drawn_of_a_day_of_which_nothing_is_known(
    furnished_replica: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = copied_desk(furnished_replica, tmp_path / "replica", MARC)
    made = SyncStatusScreen(OpenDoors(desk).doors, desk.station)
    qtbot.addWidget(made.view)
    made.view.show()
    made.show_connection(UP)
    now(made.open(""))
    assert not any(one.isVisible() for one in made.view.findChildren(QWidget, "sync_day"))
    desk.close()
