"""Screens without waiting: what they start is done when the signal returns."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar, cast

from desktop.devices.scanner import Scanned
from desktop.screens import Doors, Section
from desktop.shell.tasks import Tasks
from tests.desktop.desk_double import SessionDesk
from tests.desktop.shell.doubles import HeardMessages

T = TypeVar("T")


def now(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never waits, to its end."""
    try:
        while True:
            work.send(None)
    except StopIteration as end:
        return cast(T, end.value)


class AtOnce:
    """In place of `Tasks`."""

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        now(work)

    async def run(self, op: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        return op(*args, **kwargs)


class OneBesideTheOther:
    """In place of `Tasks`, where a loop runs: what is started goes on beside what was started before."""

    def __init__(self) -> None:
        self.started: list[asyncio.Future[object]] = []

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        self.started.append(asyncio.ensure_future(work))

    async def run(self, op: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        return op(*args, **kwargs)


class OpenDoors:
    """What a screen gets, with what it asked for.

    Attributes:
        doors: to be given to the screen.
        messages: what was said.
        gone: where the person was sent.
        sounds: good and bad, in order.
        led: scans that were taken, and lead elsewhere.
    """

    def __init__(self, desk: SessionDesk) -> None:
        self.messages = HeardMessages()
        self.gone: list[tuple[Section, str]] = []
        self.sounds: list[bool] = []
        self.led: list[Scanned] = []
        self.doors = Doors(
            desk,
            cast(Tasks, AtOnce()),
            self.messages,
            lambda section, key: self.gone.append((section, key)),
            self.sounds.append,
            self.led.append,
        )
