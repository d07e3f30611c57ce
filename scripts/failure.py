"""How the set-up speaks: one sentence for each step, and one for what stopped it."""

from __future__ import annotations

import sys
from collections.abc import Callable


class SetUpFailed(Exception):
    """A step failed; the message is the sentence for the person who ran make."""


def run(step: Callable[[], None], stopped: str = "") -> int:
    """Do a step; returns the exit code: 0, or 1 with a sentence for what stopped it, behind `stopped`."""
    try:
        step()
    except SetUpFailed as failure:
        say(f"{stopped}{failure}")
        return 1
    return 0


def say(sentence: str) -> None:
    """Print a sentence at once, apart from what the target itself prints."""
    print(sentence, file=sys.stderr, flush=True)
