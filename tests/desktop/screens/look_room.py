"""The whole window with the demo's store behind it, for tests that look at it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.camera_desk import CameraDesk
from desktop.devices.scanner.camera import CameraScanner
from desktop.preferences import Preferences
from desktop.rail_places import rail_places
from desktop.screens import Screen, Section
from desktop.screens.alerts.screen import AlertsScreen
from desktop.screens.approvals.screen import ApprovalsScreen
from desktop.screens.day.screen import DayScreen
from desktop.screens.handover.screen import HandOverScreen
from desktop.screens.labels.screen import LabelsScreen
from desktop.screens.preparation.screen import PreparationScreen
from desktop.screens.receive import ReceiveScreen
from desktop.screens.returns.screen import ReturnsScreen
from desktop.screens.settings.keeping import Keeper
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.stock.screen import StockScreen
from desktop.screens.story.screen import StoryScreen
from desktop.screens.sync_status.screen import SyncStatusScreen
from desktop.screens.today.screen import TodayScreen
from desktop.shell.intake_strip import IntakeStrip
from desktop.shell.language import language
from desktop.shell.messages import Messages
from desktop.shell.palette import Palette
from desktop.shell.saying import translate
from desktop.shell.tasks import Tasks
from desktop.shell.theme import Tone
from desktop.shell.window import Window
from desktop.shell.wording import role_words
from tests.desktop.desk_double import MARC, SessionDesk, copied_desk
from tests.desktop.screens.at_once import AtOnce, OpenDoors, now
from tests.desktop.screens.sales_world import a_day_of_sales
from tests.desktop.screens.store_world import a_full_day, add_order
from tests.desktop.screens.truck_world import announce, ask_for_shirts, send_parcels
from tests.support.window_leftovers import windows_as_found


class Room:
    """One window with every screen, on a desk of its own.

    Attributes:
        window: what is looked at; palette: its search; intake: the strip of a limited intake; camera: its
            preview.
    """

    def __init__(self, desk: SessionDesk, sections: Collection[Section] = tuple(Section)) -> None:
        """`sections`: those that have their screen."""
        self.desk = desk
        self.messages = Messages()
        self.window = Window(rail_places(), messages=self.messages, tasks=Tasks())
        doors = OpenDoors(desk).doors
        makers: dict[Section, Callable[[], Screen]] = {
            Section.TODAY: lambda: TodayScreen(doors),
            Section.PREPARE: lambda: PreparationScreen(doors),
            Section.HAND_OVER: lambda: HandOverScreen(doors),
            Section.RETURNS: lambda: ReturnsScreen(doors),
            Section.APPROVALS: lambda: ApprovalsScreen(doors),
            Section.RECEIVE: lambda: ReceiveScreen(doors, desk.station.world.ids),
            Section.STOCK: lambda: StockScreen(doors, desk.station.world.ids),
            Section.LABELS: lambda: LabelsScreen(doors, desk.station),
            Section.ALERTS: lambda: AlertsScreen(doors),
            Section.SYNC: lambda: SyncStatusScreen(doors, desk.station),
            Section.SETTINGS: lambda: SettingsScreen(doors, Keeper(desk.station), _as_it_is),
            Section.DAY: lambda: DayScreen(doors),
            Section.STORY: lambda: StoryScreen(doors),
        }
        self.screens = {section: make() for section, make in makers.items() if section in sections}
        for key, screen in self.screens.items():
            self.window.add_page(key.value, screen.view)
        self.intake = IntakeStrip(self.window.strips, desk.clock)
        self.palette = Palette(self.window.top_bar.search, desk, cast(Tasks, AtOnce()))
        self.camera = CameraDesk(self.window, CameraScanner(), cast(Tasks, AtOnce()))
        bar = self.window.top_bar
        bar.show_location("Lyon Part-Dieu")
        bar.show_person(desk.me.name, role_words(desk.me.role))
        since = translate("ConnectionView", "data from {0}").format("10:42")
        bar.show_connection(Tone.WARN, translate("ConnectionView", "Offline"), since)
        self.window.show_work()

    def go(self, section: Section, key: str = "") -> Screen:
        """Bring a section to the front."""
        self.palette.close()
        self.camera.put_away()
        self.window.show_quit_page(False)
        # Of the state before: they take room from the pages after it.
        self.intake.show_limit(None, "")
        for condition in self.window.strips.conditions():
            self.window.strips.clear_condition(condition.key)
        self.window.show_work()
        screen = self.screens[section]
        now(screen.open(key))
        self.window.show_page(section.value)
        return screen


def _as_it_is(_chosen: Preferences) -> None:
    """The look and the language are the test's."""


def make_world(furnished: Path, folder: Path) -> Path:
    """A replica of a full day, to be copied."""
    desk = copied_desk(furnished, folder, MARC)
    a_full_day(desk, with_network=False)
    a_day_of_sales(desk)
    add_order(desk, "f8", "C-20401", "Jean-Baptiste Aubry", {"belt": 2, "shirt": 1}, due_min=75)
    announce(desk)
    send_parcels(desk)
    ask_for_shirts(desk)
    desk.close()
    return folder


@contextmanager
def room_on(world: Path, folder: Path, sections: Collection[Section] = tuple(Section)) -> Iterator[Room]:
    """The window, shown; it goes from state to state as in a day."""
    desk = copied_desk(world, folder, MARC)
    with windows_as_found():
        room = Room(desk, sections)
        room.window.show()
        try:
            yield room
        finally:
            room.window.close()
            desk.close()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language, and none afterwards, as other tests expect."""
    locale = QLocale()
    language.use(code)
    try:
        yield
    finally:
        QLocale.setDefault(locale)
        for translator in language._installed:
            QCoreApplication.removeTranslator(translator)
        language._installed, language.code = [], ""
