"""A signature as it is kept: the strokes of a finger, in a text short enough to travel with its command.

Each point is six digits, across and down on a pad of 1,000 by 1,000; a stroke is its points one after the
other, strokes are parted by a semicolon. Long strokes are thinned until the whole fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.rules.errors import BadInput

SIDE: Final = 1_000
MAX_POINTS: Final = 600
POINT_CHARS: Final = 6
LEAST_POINTS: Final = 8
"""Fewer are a touch by accident."""

Stroke = Sequence[tuple[int, int]]


def written(strokes: Sequence[Stroke]) -> str:
    """The text of a signature; empty for what is none."""
    points = sum(len(stroke) for stroke in strokes)
    if points < LEAST_POINTS:
        return ""
    every = -(-points // MAX_POINTS)
    return ";".join("".join(_point(*point) for point in stroke[::every]) for stroke in strokes if stroke)


def _point(across: int, down: int) -> str:
    return f"{min(max(across, 0), SIDE - 1):03d}{min(max(down, 0), SIDE - 1):03d}"


def read(text: str) -> list[list[tuple[int, int]]]:
    """The strokes of a signature's text.

    Raises:
        BadInput: `bad_signature`.
    """
    strokes = text.split(";") if text else []
    if any(len(stroke) % POINT_CHARS or not (stroke.isascii() and stroke.isdigit()) for stroke in strokes):
        raise BadInput("bad_signature")
    return [
        [
            (int(stroke[at : at + 3]), int(stroke[at + 3 : at + 6]))
            for at in range(0, len(stroke), POINT_CHARS)
        ]
        for stroke in strokes
    ]
