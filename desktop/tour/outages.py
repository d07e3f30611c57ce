"""The day before the tour: the line was not always there, and the program was closed overnight."""

from __future__ import annotations

from typing import Final

from core.rules.time import MINUTE_MS
from sync import Workstation
from sync.presence import Presence
from sync.schema import PresenceSpan

BEFORE: Final = (
    (Presence.CONNECTED, 25 * 60, 15 * 60 + 20),
    (Presence.OFFLINE, 15 * 60 + 20, 14 * 60 + 50),
    (Presence.CONNECTED, 14 * 60 + 50, 14 * 60 + 30),
    (Presence.CONNECTED, 165, 95),
    (Presence.OFFLINE, 95, 47),
    (Presence.CONNECTED, 47, 30),
    (Presence.DOUBT, 30, 25),
    (Presence.CONNECTED, 25, 1),
)
"""What it was, from and until how many minutes ago."""


def spans_before(now: int) -> list[PresenceSpan]:
    """The spans, as a workstation keeps them, seen from `now`."""
    return [
        PresenceSpan(kind=kind, began_at=now - begin * MINUTE_MS, until=now - end * MINUTE_MS)
        for kind, begin, end in BEFORE
    ]


def remember(workstation: Workstation) -> None:
    """Let this machine have been at work the day before. Blocks."""
    with workstation.replica.writing("presence") as session:
        session.add_all(spans_before(workstation.world.clock.now()))
