"""The whole window with the demo's store behind it, brought into each state that a person sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication

from core.rules.time import MINUTE_MS, Instant
from desktop.devices.scanner import Scan, parse
from desktop.devices.scanner.wedge import Manner
from desktop.frame import ICONS
from desktop.screens import Screen, Section
from desktop.screens.handover.screen import HandOverScreen
from desktop.screens.preparation.screen import PreparationScreen
from desktop.screens.settings.keeping import Keeper
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import Part as SettingsPart
from desktop.screens.stock.screen import StockScreen
from desktop.screens.stock.state import Part
from desktop.screens.sync_status.screen import SyncStatusScreen
from desktop.screens.today.screen import TodayScreen
from desktop.screens.today.state import Way
from desktop.shell.language import language
from desktop.shell.messages import Message, Messages
from desktop.shell.rail import Section as RailSection
from desktop.shell.saying import translate
from desktop.shell.sign_in import Person
from desktop.shell.strip import Condition
from desktop.shell.tasks import Tasks
from desktop.shell.theme import Tone
from desktop.shell.window import Window
from desktop.support.crash_reports import CrashReport
from sync.connection import Cause, ConnectionKind, ConnectionState
from sync.schema import SpoolJob
from tests.desktop.desk_double import MARC, NOW, SessionDesk, copied_desk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import ARTICLES, a_full_day

OFFLINE = ConnectionState(
    ConnectionKind.OFFLINE, Instant(NOW - 22 * MINUTE_MS), Instant(NOW - 22 * MINUTE_MS), Cause.UNREACHABLE
)


class Room:
    """One window with every screen, on a desk of its own.

    Attributes:
        window: what is looked at.
    """

    def __init__(self, desk: SessionDesk) -> None:
        self.desk = desk
        self.messages = Messages()
        sections = [
            RailSection(section.value, translate("Frame", name), ICONS[section], f"Alt+{place}")
            for place, (section, name) in enumerate(_NAMES.items(), start=1)
        ]
        self.window = Window(sections, messages=self.messages, tasks=Tasks())
        doors = OpenDoors(desk).doors
        self.screens: dict[Section, Screen] = {
            Section.TODAY: TodayScreen(doors),
            Section.PREPARE: PreparationScreen(doors),
            Section.HAND_OVER: HandOverScreen(doors),
            Section.STOCK: StockScreen(doors),
            Section.SYNC: SyncStatusScreen(doors, desk.station),
            Section.SETTINGS: SettingsScreen(doors, Keeper(desk.station), lambda _chosen: None),
        }
        for key, screen in self.screens.items():
            self.window.add_page(key.value, screen.view)
        self.window.top_bar.show_connection(Tone.WARN, translate("Wording", "offline"), "22 min")
        self.window.show_work()

    def go(self, section: Section, key: str = "") -> Screen:
        """Bring a section to the front."""
        self.window.show_work()
        screen = self.screens[section]
        now(screen.refresh(None))
        now(screen.open(key))
        self.window.show_page(section.value)
        return screen


_NAMES = {
    Section.TODAY: "Today",
    Section.PREPARE: "Prepare",
    Section.HAND_OVER: "Hand over",
    Section.STOCK: "Stock",
    Section.SYNC: "Sync",
    Section.SETTINGS: "Settings",
}


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


def today(room: Room) -> None:
    room.go(Section.TODAY)


def prepare_queue(room: Room) -> None:
    room.go(Section.PREPARE)


def pick(room: Room) -> None:
    room.go(Section.PREPARE, "f1")


def wrong_scan(room: Room) -> None:
    room.go(Section.PREPARE, "f1").scanned(parse(ARTICLES["watch"]["gtin"]))


def short(room: Room) -> None:
    screen = cast(PreparationScreen, room.go(Section.PREPARE, "f1"))
    next(action for action in screen.actions() if action.declared.name == "prepare_short").trigger()


def pack(room: Room) -> None:
    screen = room.go(Section.PREPARE, "f3")
    for name in ("belt", "belt", "shirt"):
        screen.scanned(parse(ARTICLES[name]["gtin"]))


def counter(room: Room) -> None:
    room.go(Section.HAND_OVER)


def at_the_counter(room: Room) -> None:
    room.go(Section.HAND_OVER, "f6")


def stock(room: Room) -> None:
    room.go(Section.STOCK)


def article(room: Room) -> None:
    room.go(Section.STOCK).scanned(parse(ARTICLES["jacket"]["gtin"]))


def reprint(room: Room) -> None:
    screen = cast(PreparationScreen, room.go(Section.PREPARE, "f6"))
    screen.view.reprint.trigger()


def rejecting(room: Room) -> None:
    screen = cast(TodayScreen, room.go(Section.TODAY, "f1"))
    screen.view.ways[Way.REJECT].trigger()


def movements(room: Room) -> None:
    article(room)
    screen = cast(StockScreen, room.screens[Section.STOCK])
    screen.view.article.beside.turns[Part.MOVEMENTS].trigger()


def settings(room: Room, part: SettingsPart = SettingsPart.PRINTERS) -> None:
    screen = cast(SettingsScreen, room.go(Section.SETTINGS))
    now(screen.presenter.turn_to(part))


def settings_window(room: Room) -> None:
    settings(room, SettingsPart.WINDOW)


def settings_scanner(room: Room) -> None:
    settings(room, SettingsPart.SCANNER)
    screen = cast(SettingsScreen, room.screens[Section.SETTINGS])
    screen.takes(Scan(ARTICLES["jacket"]["gtin"], "à&…"), Manner("", "\r", 48, 13))


def settings_figures(room: Room) -> None:
    settings(room, SettingsPart.FIGURES)


def quitting(room: Room) -> None:
    room.go(Section.TODAY)
    room.window.quit_page.ask(7)
    room.window.show_quit_page(True)


def sync(room: Room) -> None:
    room.window.show_quit_page(False)
    room.desk.add(SpoolJob(id="j1", template="pickup_parcel", data={}, status="failed", asked_at=NOW))
    screen = cast(SyncStatusScreen, room.go(Section.SYNC))
    screen.show_connection(OFFLINE)
    screen.view.cards.faults.show_reports([CrashReport("3FA91C", "20261122T210500Z", Path("report"))])


def conditions_and_message(room: Room) -> None:
    room.go(Section.TODAY)
    text = translate("ConnectionView", "You can prepare, hand over and print.")
    act = translate("Support", "Details")
    room.window.strips.show_condition(Condition("line", Tone.WARN, "10:42", text, act))
    fault = translate(
        "Support", "The program had a fault. What was done before it is kept. Tell support this number: {0}."
    )
    room.messages.say(Message(fault.format("3FA91C"), Tone.BAD, translate("Actions", "Undo"), "Ctrl+Z"))


STATES: dict[str, Callable[[Room], None]] = {
    state.__name__: state
    for state in (
        sign_in,
        pin,
        today,
        prepare_queue,
        pick,
        wrong_scan,
        short,
        pack,
        counter,
        at_the_counter,
        stock,
        article,
        movements,
        reprint,
        rejecting,
        settings,
        settings_window,
        settings_scanner,
        settings_figures,
        quitting,
        sync,
        conditions_and_message,
    )
}


def make_world(furnished: Path, folder: Path) -> Path:
    """A replica of a full day, to be copied."""
    desk = copied_desk(furnished, folder, MARC)
    a_full_day(desk, with_network=False)
    desk.close()
    return folder


@contextmanager
def room_on(world: Path, folder: Path) -> Iterator[Room]:
    """The window, shown; it goes from state to state as in a day."""
    desk = copied_desk(world, folder, MARC)
    room = Room(desk)
    room.window.show()
    try:
        yield room
    finally:
        room.window.close()
        room.window.deleteLater()
        QCoreApplication.processEvents()
        desk.close()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language, and none afterwards, as other tests expect."""
    language.use(code)
    try:
        yield
    finally:
        for translator in language._installed:
            QCoreApplication.removeTranslator(translator)
        language._installed, language.code = [], ""
