"""The last day of the line on Sync: what is drawn, and what is said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS, Instant
from desktop.screens.sync_status import last_day
from desktop.screens.sync_status.cards import Cards, DayPart
from desktop.screens.sync_status.screen import SyncStatusScreen
from desktop.screens.sync_status.state import SyncState
from desktop.screens.sync_status.view import CARDS_WIDTH
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


def test_what_a_clock_that_was_set_back_left_is_counted_once() -> None:
    spans = last_day.day_spans(
        state(span(Presence.OFFLINE, 90, 30), span(Presence.CONNECTED, 60, 40), span(Presence.OFFLINE, 40, 0))
    )
    drawn = [(one.kind, (NOW - one.began_at) // MINUTE_MS, (NOW - one.until) // MINUTE_MS) for one in spans]
    assert drawn[:3] == [
        (Presence.OFFLINE, 90, 60),
        (Presence.CONNECTED, 60, 40),
        (Presence.OFFLINE, 40, 0),
    ]
    assert "Offline today for 1 h 10 min" in last_day.outage_words(spans, Instant(NOW), PARIS)


def test_while_the_program_was_closed_nothing_is_drawn() -> None:
    [only] = last_day.day_spans(state(span(Presence.CONNECTED, 90, 60)))
    assert only.until == NOW - 60 * MINUTE_MS


@pytest.mark.parametrize(
    ("spans", "connection", "words"),
    [
        ([span(Presence.CONNECTED, 12 * 60, 0)], UP, "Not offline today."),
        # The program was closed at night: of that nobody knows.
        ([span(Presence.CONNECTED, 90, 0)], UP, "Not offline since 10:08."),
        (
            [
                span(Presence.CONNECTED, 90, 40),
                Span(Presence.OFFLINE, Instant(NOW - 40 * MINUTE_MS), Instant(NOW - 40 * MINUTE_MS + 9_000)),
                Span(Presence.CONNECTED, Instant(NOW - 40 * MINUTE_MS + 9_000), NOW),
            ],
            UP,
            "Offline today for 1 min, last at 10:58.",
        ),
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
            "Offline today for 1 h 42 min in all.",
        ),
        (
            [span(Presence.DOUBT, 30, 20), span(Presence.CONNECTED, 20, 0)],
            UP,
            "Not offline since 11:08. For 10 min not everything came through.",
        ),
        # Yesterday's is drawn; what is said is today's, from midnight on.
        (
            [span(Presence.OFFLINE, 12 * 60, 11 * 60 + 28)],
            UP,
            "Offline today for 10 min, last from 00:00 to 00:10.",
        ),
        ([span(Presence.OFFLINE, 14 * 60, 13 * 60)], UP, ""),
    ],
)
def test_how_long_offline_today_and_when_last(
    spans: list[Span], connection: ConnectionState, words: str
) -> None:
    assert said(*spans, connection=connection) == words


def test_a_moment_is_told_as_one_to_who_does_not_see_the_strip() -> None:
    at = Instant(NOW - 40 * MINUTE_MS)
    spans = [Span(Presence.OFFLINE, at, Instant(at + 9_000)), span(Presence.CONNECTED, 39, 0)]
    told = last_day.told_words(spans, Instant(NOW), PARIS)
    assert told == "offline, 10:58; connected from 10:59 to 11:38"


def test_the_hours_are_the_store_s() -> None:
    assert [mark.words for mark in last_day.marks(Instant(NOW), PARIS)] == [
        "12:00",
        "18:00",
        "00:00",
        "06:00",
    ]


def test_the_day_is_worked_out_once_a_minute_and_when_it_changes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[int] = []
    told = last_day.told_words
    monkeypatch.setattr(last_day, "told_words", lambda *about: worked.append(1) or told(*about))
    part, seen = DayPart(), state(span(Presence.CONNECTED, 90, 0))
    qtbot.addWidget(part)
    minute = NOW - NOW % MINUTE_MS
    for second in range(60):
        assert part.show_state(replace(seen, now=Instant(minute + second * 1_000)))
    assert len(worked) == 1
    assert part.show_state(replace(seen, now=Instant(minute + MINUTE_MS)))
    assert part.show_state(replace(seen, now=Instant(minute + MINUTE_MS), connection=DOWN))
    assert len(worked) == 3


class Fitted:
    """The cards beside the list, with the line's."""

    def __init__(self, qtbot: QtBot, connection: ConnectionState) -> None:
        self.cards = Cards()
        qtbot.addWidget(self.cards)
        self.cards.resize(CARDS_WIDTH, 900)
        self.cards.line.show_state(
            state(span(Presence.CONNECTED, 90, 22), span(Presence.OFFLINE, 22, 1), connection=connection)
        )
        self.cards.copies.show_state(state(connection=connection))

    def shown_at(self, height: int) -> set[str]:
        """What is shown of the two parts where the page is so high, however it was before."""
        self.cards.fit(height)
        parts = {name: self.cards.line.findChild(QWidget, name) for name in ("sync_line_works", "sync_day")}
        return {name for name, part in parts.items() if part is not None and not part.isHidden()}


@pytest.mark.parametrize(("connection", "worth_more"), [(UP, "sync_day"), (DOWN, "sync_line_works")])
def test_where_one_part_fits_it_stays_and_nothing_depends_on_what_was_there(
    qtbot: QtBot, connection: ConnectionState, worth_more: str
) -> None:
    fitted = Fitted(qtbot, connection)
    growing = [fitted.shown_at(height) for height in range(100, 900)]
    shrinking = [fitted.shown_at(height) for height in reversed(range(100, 900))]
    assert growing == shrinking[::-1]
    assert growing[0] == set() and growing[-1] == {"sync_line_works", "sync_day"}
    # The room of the smaller one, then of the other, then of both.
    assert {worth_more} in growing
    first_both = growing.index(growing[-1])
    assert all(growing[first_both:]) and growing[first_both - 1] == {worth_more}
    smaller = next(at for at, shown in enumerate(growing) if shown)
    assert all(growing[smaller:]), "never neither once one has room"


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
    assert words.text().startswith("Offline today for 1 h 10 min in all.")


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
