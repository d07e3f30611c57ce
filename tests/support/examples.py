"""How many examples hypothesis draws: few in `make test`, where each takes long, many in `make simulate`.

A property that is cheap draws as many as the profile says (`tests/conftest.py`): 30 in `make test`. In a
hundred runs of it these are other three thousand; `make simulate` draws a hundred of each at once, and of
those that are marked `simulate` two thousand.
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
