"""What became of a test that was printed."""

from __future__ import annotations

from enum import StrEnum


class Trial(StrEnum):
    """Where it is."""

    NONE = "none"
    WAITING = "waiting"
    PRINTED = "printed"
    FAILED = "failed"
