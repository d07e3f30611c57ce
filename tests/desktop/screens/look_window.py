"""The window around the screens: signing in, strips, messages, the palette, the camera, quitting."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtTest import QTest
from sqlalchemy import delete

from core.rules.time import MINUTE_MS, Instant
from desktop.labels import PrintKind
from desktop.screens import Section
from desktop.screens.sync_status.screen import SyncStatusScreen
from desktop.shell.connection_view import printer_words
from desktop.shell.messages import Message
from desktop.shell.saying import translate
from desktop.shell.sign_in import Person
from desktop.shell.strip import Condition
from desktop.shell.theme import Tone
from desktop.support.crash_reports import CrashReport
from desktop.tour.outages import spans_before
from sync.connection import Cause, ConnectionKind, ConnectionState
from sync.presence import Presence
from sync.schema import PresenceSpan, SpoolJob
from tests.desktop.desk_double import NOW
from tests.desktop.screens import look_goods
from tests.desktop.screens.look_room import Room

OFFLINE = ConnectionState(
    ConnectionKind.OFFLINE, Instant(NOW - 22 * MINUTE_MS), Instant(NOW - 22 * MINUTE_MS), Cause.UNREACHABLE
)
CONNECTED = ConnectionState(ConnectionKind.CONNECTED, Instant(NOW - 3 * MINUTE_MS), Instant(NOW - 4_000))


def sign_in(room: Room) -> None:
    """People to choose from."""
    page = room.window.sign_in
    page.show_location("Lyon Part-Dieu")
    people = ("Inès Martin", "Paul Garnier", "Marc Lefèvre", "Jean-Baptiste de La Rochefoucauld")
    page.show_people([Person(str(place), name, "") for place, name in enumerate(people)])
    room.window.show_sign_in()


def pin(room: Room) -> None:
    sign_in(room)
    room.window.sign_in.choose("3")


def sync(room: Room) -> None:
    room.desk.add(SpoolJob(id="j1", template="pickup_parcel", data={}, status="failed", asked_at=NOW))
    _have_a_day(room, Presence.OFFLINE)
    screen = cast(SyncStatusScreen, room.go(Section.SYNC))
    screen.show_connection(OFFLINE)
    screen.view.cards.faults.show_reports([CrashReport("3FA91C", "20261122T210500Z", Path("report"))])
    # Two strips of two lines: the least room that the page has.
    works = translate("ConnectionView", "You can prepare, hand over, take returns and print.")
    proxy = translate("ConnectionView", "The network’s proxy is in the way.")
    title, waits = printer_words(PrintKind.DOCUMENT)
    act = translate("ConnectionView", "Details")
    for key, name, text in (
        ("offline", "10:42", f"{proxy} {works} {works}"),
        ("printer", title, f"{waits} {waits}"),
    ):
        room.window.strips.show_condition(Condition(key, Tone.WARN, name, text, act))


def _have_a_day(room: Room, kind: Presence) -> None:
    """The line's last day, of this kind for 22 minutes now; the day of the state before is gone."""
    with room.desk.writing() as session:
        session.execute(delete(PresenceSpan))
    now = PresenceSpan(kind=kind, began_at=NOW - 22 * MINUTE_MS, until=NOW)
    room.desk.add(*spans_before(NOW - 22 * MINUTE_MS), now)


def sync_connected(room: Room) -> None:
    """Without a strip over it: all that the cards say."""
    _have_a_day(room, Presence.CONNECTED)
    cast(SyncStatusScreen, room.go(Section.SYNC)).show_connection(CONNECTED)


def conditions_and_message(room: Room) -> None:
    room.go(Section.TODAY)
    text = translate("ConnectionView", "You can prepare, hand over, take returns and print.")
    act = translate("Support", "Details")
    room.window.strips.show_condition(Condition("line", Tone.WARN, "10:42", text, act))
    fault = translate(
        "Support", "The program had a fault. What was done before it is kept. Tell support this number: {0}."
    )
    room.messages.say(Message(fault.format("3FA91C"), Tone.BAD, translate("Actions", "Undo"), "Ctrl+Z"))


def palette(room: Room) -> None:
    room.go(Section.TODAY)
    room.window.top_bar.search.focus_all()
    QTest.keyClicks(room.window.top_bar.search.line, "c-203")


def camera(room: Room) -> None:
    """Over a screen, with the drawing that leads to it; none is chosen."""
    look_goods.labels(room)
    room.camera.turn()
    room.window.top_bar.offer_camera(True)


def quitting(room: Room) -> None:
    room.go(Section.TODAY)
    room.window.quit_page.ask(12)
    room.window.show_quit_page(True)


def sending(room: Room) -> None:
    quitting(room)
    room.window.quit_page.show_sending(2, 12)
