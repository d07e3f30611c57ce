"""How the set-up speaks: one sentence for each step, and one for what stopped it."""

from __future__ import annotations

import sys


class SetUpFailed(Exception):
    """A step failed; the message is the sentence for the person who ran make."""


def say(sentence: str) -> None:
    """Print a sentence at once, apart from what the target itself prints."""
    print(sentence, file=sys.stderr, flush=True)
