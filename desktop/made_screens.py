"""The screens of one window: made one after the other, and which of them is in front."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from desktop.actions import Action
from desktop.screens import Screen, Section
from desktop.shell.tasks import Tasks
from desktop.shell.window import Window


class MadeScreens:
    """The screens by their section; none until they are made.

    Attributes:
        by_key: those that are made.
    """

    def __init__(self, window: Window, tasks: Tasks) -> None:
        self._window = window
        self._tasks = tasks
        self._making: asyncio.Task[None] | None = None
        self.by_key: dict[Section, Screen] = {}

    def begin(self, making: Coroutine[Any, Any, None]) -> None:
        """Have them made."""
        self._making = self._tasks.start(making)

    async def make(self, makers: Iterable[Callable[[], Screen]], each: Callable[[Screen], None]) -> None:
        """One after the other, with the loop's turn in between: all in one go, the window stood still.

        Args:
            each: is given each of them as soon as it is made.
        """
        screens: list[Screen] = []
        for make in makers:
            screen = make()
            self._window.add_page(screen.key.value, screen.view)
            each(screen)
            screens.append(screen)
            await asyncio.sleep(0)
        self.by_key = {screen.key: screen for screen in screens}

    @property
    def are_being_made(self) -> bool:
        """Whether somebody has signed in and they are not all there yet."""
        return self._making is not None and not self._making.done()

    async def made(self) -> None:
        """Wait until they are."""
        if self._making is not None:
            await self._making

    def front(self) -> Screen | None:
        """The one that is seen."""
        page = self._window.page()
        return self.by_key.get(Section(page)) if page else None

    def others(self) -> list[Screen]:
        """Those that are not."""
        front = self.front()
        return [screen for screen in self.by_key.values() if screen is not front]

    def actions_in_front(self) -> list[Action]:
        """What can be done on the one that is seen."""
        screen = self.front()
        return screen.actions() if screen is not None else []
