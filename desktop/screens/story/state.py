"""What the story of an order shows."""

from __future__ import annotations

import msgspec

from core.rules.errors import CoulisseError
from core.rules.time import Instant
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from desktop.screens.screen import Section
from sync.answers import FoundEvent
from sync.history import Happened


class StoryState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        came_from: where one goes back to.
        events: what headquarters tells, the latest first; before it has, `here` stands in for them.
        here: what this store did with the order's articles, as this machine knows it.
        fault: why headquarters tells nothing.
    """

    now: Instant = Instant(0)
    timezone: str = FALLBACK_TIMEZONE
    number: str = ""
    came_from: Section = Section.TODAY
    events: tuple[FoundEvent, ...] = ()
    here: tuple[Happened, ...] = ()
    is_asking: bool = False
    fault: CoulisseError | None = None
