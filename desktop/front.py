"""Which screen is in front: as soon as it is made and read, or in its place why it could not be."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from core.model import Location
from core.rules.errors import CoulisseError
from desktop.in_step import InStep, one_by_one
from desktop.made_screens import MadeScreens
from desktop.rail_places import on_the_rail
from desktop.screens import Screen, Section
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from desktop.screens.settings.state import Part
from desktop.shell.amounts import zone_of
from desktop.shell.connection_view import ConnectionView
from desktop.shell.tasks import Tasks
from desktop.shell.window import Window
from sync import Reader, Workstation
from sync.faults import BEYOND_READING


class Front(QObject):
    """Brings screens to the front; the last wish counts."""

    def __init__(
        self,
        window: Window,
        workstation: Workstation,
        tasks: Tasks,
        screens: MadeScreens,
        in_step: InStep,
        connection: ConnectionView,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workstation = workstation
        self._tasks = tasks
        self._screens = screens
        self._in_step = in_step
        self._connection = connection
        self._wanted, self._key = Section.TODAY, ""
        self._said: CoulisseError | None = None
        window.unread.retry_wanted.connect(lambda: self.go(self._wanted, self._key))
        window.unread.report_wanted.connect(lambda: self.go(Section.SETTINGS, Part.FIGURES))

    def go(self, section: Section, key: str = "") -> None:
        """Bring a section to the front, with what is asked for there."""
        self._wanted, self._key = section, key
        self._tasks.start(self._open(section, key))

    async def follow(self, section: Section, key: str) -> Screen:
        """A section in front, with what was asked for, for a scan that leads there."""
        self._wanted, self._key = section, key
        await self._open(section, key)
        return self._screens.by_key[section]

    async def open_everything(self) -> None:
        """For somebody who has just signed in: what was in front, and the rail's numbers."""
        # Where what is in front cannot be read, the others' numbers are not kept back by it.
        try:
            await one_by_one(
                self._learn_timezone,
                self._screens.made,
                self._in_step.count_first,
                partial(self._open, self._wanted, ""),
                partial(self._in_step.redraw_everything, is_read=True),
            )
        finally:
            self._come_after_all()

    def has_said(self, error: CoulisseError) -> bool:
        """Whether it is said already, where the screen would be."""
        return error is self._said

    async def _open(self, section: Section, key: str) -> None:
        await self._screens.made()
        screen = self._screens.by_key[section]
        try:
            await self._in_step.open(screen, key)
        except CoulisseError as error:
            if section is self._wanted and error.code not in BEYOND_READING:
                self._say_in_its_place(screen, error)
            raise
        # Somebody may have moved on meanwhile: the last wish counts, whichever is read first. And whoever
        # searches over this very page keeps the keyboard.
        is_searching = self._window.top_bar.search.line.hasFocus() and self._window.page() == section.value
        if section is self._wanted and not is_searching:
            self._window.show_page(section.value, under=on_the_rail(screen))

    def _say_in_its_place(self, screen: Screen, error: CoulisseError) -> None:
        """What was read for who is here and is in front stays there, under the message of what stood in the
        way."""
        if self._window.page() != screen.key.value or self._in_step.is_unread(screen.key):
            self._said = error
            self._window.show_unread(error, on_the_rail(screen).value)

    def _come_after_all(self) -> None:
        """What was read a moment later takes the place of what was said."""
        if self._window.unread.isVisible() and not self._in_step.is_unread(self._wanted):
            screen = self._screens.by_key[self._wanted]
            self._window.show_page(self._wanted.value, under=on_the_rail(screen))

    async def _learn_timezone(self) -> None:
        self._connection.timezone = await self._tasks.run(self._workstation.read, _timezone)


def _timezone(reader: Reader) -> str:
    place = reader.session.get(Location, reader.location_id)
    timezone = place.timezone if place is not None else FALLBACK_TIMEZONE
    # Read from the disk here, once: the GUI's thread opens no file.
    zone_of(timezone)
    return timezone
