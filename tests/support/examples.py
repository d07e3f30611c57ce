"""How many examples hypothesis draws: few in `make test`, where each takes long, many in `make simulate`.

A property that is cheap draws as many as the profile says (`tests/conftest.py`): 30 in `make test`. On a
developer's machine each run draws others; on CI the same 30 are drawn in every run, so that nothing fails
there by chance, and what they do not find no later run does. It is `make simulate` that looks further: it
draws a hundred of each, others each time, and of those that are marked `simulate` two thousand.
"""

from __future__ import annotations

from hypothesis import settings

USUAL = 30
HUNDRED = 100
THOROUGH = 2_000


def examples(few: int, full: int) -> int:
    """So few with the usual profile, in full with a hundred, and as many times more as a profile has."""
    most: int = settings.default.max_examples  # type: ignore[attr-defined]
    return few if most < HUNDRED else full * most // HUNDRED
