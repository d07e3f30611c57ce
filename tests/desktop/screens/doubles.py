"""Doubles of what presenters and screens speak to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from core.rules.errors import CoulisseError
from desktop.screens import Section
from tests.desktop.desk_double import SessionDesk

S = TypeVar("S")
T = TypeVar("T")


class HeardFace(Generic[S]):
    """Keeps what a presenter says.

    Attributes:
        states: everything that was shown, oldest first.
        gone: where the person was sent: (section, fulfilment).
        refusals: codes of what was not done.
        sounds: good and bad, in order.
    """

    def __init__(self) -> None:
        self.states: list[Any] = []
        self.gone: list[tuple[Section, str]] = []
        self.refusals: list[str] = []
        self.sounds: list[bool] = []

    def show(self, state: S) -> None:
        self.states.append(state)

    def go(self, section: Section, fulfilment_id: str) -> None:
        self.gone.append((section, fulfilment_id))

    def refused(self, error: CoulisseError) -> None:
        self.refusals.append(error.code)

    def heard(self, is_good: bool) -> None:
        self.sounds.append(is_good)

    async def run(self, op: Callable[[], T]) -> T:
        return op()


class SlowDesk:
    """The desk, whose answers come when they are let go: one by one, in any order.

    Attributes:
        gates: of each answer that is asked for, oldest first.
        is_slow: whether answers wait at all.
    """

    def __init__(self, desk: SessionDesk) -> None:
        self._desk = desk
        self.gates: list[asyncio.Event] = []
        self.is_slow = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    async def read(self, query: Callable[[Any], Any]) -> Any:
        answer = await self._desk.read(query)
        if self.is_slow:
            self.gates.append(asyncio.Event())
            await self.gates[-1].wait()
        return answer
