"""What was scanned lately, and whether it was scanned twice by mistake."""

from __future__ import annotations

from collections import deque
from typing import Final

import msgspec

from core.rules.time import Instant
from desktop.devices.scanner.meanings import Badge, Scanned

TWICE_WITHIN_MS: Final = 1_000
"""One barcode twice in this time is mostly a hand that held the trigger."""
MOST_KEPT: Final = 30


class Past(msgspec.Struct, frozen=True):
    """A scan: when, what was sent, what it meant. Of a badge only that it was one."""

    at: Instant
    text: str
    meaning: Scanned


class ScanHistory:
    """The last scans of this window, the newest first; they are kept nowhere else."""

    def __init__(self) -> None:
        self._past: deque[Past] = deque(maxlen=MOST_KEPT)

    @property
    def scans(self) -> tuple[Past, ...]:
        """The scans."""
        return tuple(self._past)

    def hear(self, text: str, meaning: Scanned, at: Instant) -> bool:
        """Keep a scan; True for the same one within a second."""
        shown = "" if isinstance(meaning, Badge) else text
        last = self._past[0] if self._past else None
        is_twice = last is not None and last.meaning == meaning and 0 <= at - last.at <= TWICE_WITHIN_MS
        self._past.appendleft(Past(at, shown, meaning))
        return is_twice
