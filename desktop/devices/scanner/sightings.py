"""Tells scans from what a camera sees, frame by frame. No camera, no Qt and no clock.

A hand scanner sends a barcode once for each press of its trigger; a camera sees the same one in every frame
for as long as it is held up. So a barcode is a scan once two frames agree on it, and again only after it was
out of sight: from there on the rule of the other scanners holds, which tell the same one within a second
(`history`).
"""

from __future__ import annotations

from typing import Final

import msgspec

AGREEING_FRAMES: Final = 2
"""So many frames read the same before it is believed: a smeared bar may be read as another one once."""
GONE_MS: Final = 600
"""Not seen for so long, a barcode was taken away; a hand that shakes hides it for a frame or two."""


class _Seen(msgspec.Struct):
    text: str
    last_ms: int
    frames: int = 0
    is_told: bool = False


class Sightings:
    """What the camera has in front of it."""

    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {}

    def see(self, text: str, at_ms: int) -> bool:
        """Take in what a frame showed, "" for nothing; True for a scan.

        Args:
            at_ms: on any clock that goes forward.
        """
        self._seen = {one.text: one for one in self._seen.values() if at_ms - one.last_ms <= GONE_MS}
        if not text:
            return False
        seen = self._seen.setdefault(text, _Seen(text, at_ms))
        seen.last_ms = at_ms
        seen.frames += 1
        if seen.is_told or seen.frames < AGREEING_FRAMES:
            return False
        seen.is_told = True
        return True
