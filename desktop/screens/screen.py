"""What every screen is to the shell, and what it gets from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from core.rules.errors import CoulisseError
from desktop.actions import Action
from desktop.desk import Desk, Kinds
from desktop.devices.scanner import Scanned
from desktop.shell.messages import Messages
from desktop.shell.tasks import Tasks

S_contra = TypeVar("S_contra", contravariant=True)
T = TypeVar("T")


class Section(StrEnum):
    """Where one can be sent."""

    TODAY = "today"
    PREPARE = "prepare"
    HAND_OVER = "hand_over"
    RETURNS = "returns"
    APPROVALS = "approvals"
    RECEIVE = "receive"
    STOCK = "stock"
    LABELS = "labels"
    ALERTS = "alerts"
    SYNC = "sync"
    SETTINGS = "settings"
    DAY = "day"
    STORY = "story"


LINE = "line"
"""The kind of thing that changes when headquarters can be reached, or cannot any more."""
OFF_THE_RAIL = frozenset({Section.DAY, Section.STORY})
ON_THE_RAIL = tuple(section for section in Section if section not in OFF_THE_RAIL)
"""Where one goes from anywhere; the day is reached from Today, a story from wherever its order stands."""


def story_key(came_from: Section, number: str) -> str:
    """What the story is opened with: whose, and where one goes back to."""
    return f"{came_from.value}:{number}"


def rail_key(place: int) -> str:
    """The key of a place on the rail, from 1; those after the tenth have none."""
    return f"Alt+{place % 10}" if place <= 10 else ""


@dataclass(frozen=True)
class Doors:
    """What the shell gives to each screen.

    Attributes:
        desk: reading and acting.
        tasks: the door for work.
        messages: the door for messages.
        go: bring a section to the front, with the fulfilment it is to show ("" for none).
        heard: a scan was good (True) or bad (False): the sound.
        lead: go where a scan leads that was taken and is nothing here.
    """

    desk: Desk
    tasks: Tasks
    messages: Messages
    go: Callable[[Section, str], None]
    heard: Callable[[bool], None]
    lead: Callable[[Scanned], None]


class Face(Protocol[S_contra]):
    """What a presenter speaks to: the screen, or a double of it."""

    def show(self, state: S_contra) -> None:
        """Show a state in place of the one before."""
        ...

    def go(self, section: Section, fulfilment_id: str) -> None:
        """Bring a section to the front."""
        ...

    def refused(self, error: CoulisseError) -> None:
        """Say why something was not done."""
        ...

    def heard(self, is_good: bool) -> None:
        """Let the result of a scan be heard."""
        ...

    async def run(self, op: Callable[[], T]) -> T:
        """Do work that takes time off the GUI's thread."""
        ...


class Screen(Protocol):
    """One workspace.

    Attributes:
        key: its section.
        view: its page.
    """

    key: Section

    @property
    def view(self) -> QWidget: ...

    async def refresh(self, kinds: Kinds | None) -> None:
        """Read again if these kinds of thing matter here; None for anyway."""
        ...

    async def recount(self) -> None:
        """Read only what `count` tells."""
        ...

    def scanned(self, scan: Scanned) -> bool:
        """Take a scan; False for one that is nothing to this screen."""
        ...

    def actions(self) -> list[Action]:
        """What can be done here."""
        ...

    def count(self) -> int | None:
        """What waits for me, for the rail; None where nothing is counted."""
        ...

    async def open(self, fulfilment_id: str) -> None:
        """Show this fulfilment; "" for whatever comes next."""
        ...
