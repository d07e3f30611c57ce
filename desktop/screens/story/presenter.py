"""An order's story: at once what this store did, then what headquarters tells of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from core.rules.errors import CoulisseError, Offline
from desktop.desk import Desk
from desktop.screens.fulfilments import this_place
from desktop.screens.screen import Face, Section
from desktop.screens.story.state import StoryState
from sync.history import Happened, movements_for
from sync.reading import Reader


class StoryPresenter:
    """Tells it.

    Attributes:
        state: what is shown now.
    """

    def __init__(self, desk: Desk, face: Face[StoryState], language: Callable[[], str]) -> None:
        self._desk = desk
        self._face = face
        self._language = language
        self.state = StoryState()
        self._told_in = ""

    async def open(self, key: str) -> None:
        """Tell of the order that the key names (`story_key`); the last one again, for none."""
        came_from, _, number = key.partition(":")
        if number:
            self.state = StoryState(number=number, came_from=Section(came_from))
        await self.ask()

    async def refresh(self) -> None:
        """Read again what is known here; headquarters is asked only when somebody wants it, or speaks another
        language."""
        number = self.state.number
        if not number:
            return
        here, timezone = await self._desk.read(lambda reader: _known(reader, number))
        if self.state.number == number:
            self._show(here=here, timezone=timezone)
        if self.state.events and self._told_in != self._language():
            await self.ask()

    async def ask(self) -> None:
        """Ask headquarters; what was told before stays meanwhile."""
        number, language = self.state.number, self._language()
        if not number:
            return
        is_connected = self._desk.is_connected
        self._told_in = language
        self._show(is_asking=is_connected, fault=None if is_connected else Offline("offline"))
        await self.refresh()
        if is_connected:
            await self._ask(number, language)

    async def _ask(self, number: str, language: str) -> None:
        fault: CoulisseError | None = None
        events = self.state.events
        try:
            found = await self._desk.find_story(number, language)
            events = tuple(reversed(found.events))
        except CoulisseError as error:
            fault = error
        if self.state.number == number:
            # Another order is in front meanwhile: this is not its story.
            self._show(events=events, fault=fault, is_asking=False)

    def tick(self) -> None:
        """Tell the times anew."""
        self._show()

    def back(self) -> None:
        """Where one came from."""
        self._face.go(self.state.came_from, "")

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, now=self._desk.clock.now(), **changes)
        self._face.show(self.state)


def _known(reader: Reader, number: str) -> tuple[tuple[Happened, ...], str]:
    return tuple(movements_for(reader, number)), this_place(reader).timezone
