"""Bounds of what can have happened. An authentic fact outside them is quarantined: kept, without effect."""

from __future__ import annotations

from core.rules.time import DAY_MS, HOUR_MS, Instant

MAX_UNITS_A_LINE = 999
"""More units of one article in one gesture than a back room handles; a typing or scanning error."""
MAX_ACCEPTED_UNITS = 99_999
"""As many as a person may vouch for, when a quantity was held back as absurd."""
MAX_PARCEL_WEIGHT_G = 70_000
"""Above the heaviest parcel that French carriers take (30 kg) with a wide margin."""
MAX_ACCEPTED_WEIGHT_G = 1_500_000
"""A full pallet: what a person may vouch for."""
MAX_AHEAD_MS = 24 * HOUR_MS
"""A fact this far in the core's future comes from a clock that is wrong."""
MAX_AGE_MS = 400 * DAY_MS


def implausible_time(at: Instant, received_at: Instant) -> str | None:
    """The code of what is wrong with the time of a fact, or None."""
    if at > received_at + MAX_AHEAD_MS:
        return "from_the_future"
    if at < received_at - MAX_AGE_MS:
        return "from_long_ago"
    return None


def implausible_quantity(quantity: int, *, is_accepted: bool = False) -> str | None:
    """The code of what is wrong with a quantity of units, or None.

    Args:
        is_accepted: a person vouches for it.
    """
    most = MAX_ACCEPTED_UNITS if is_accepted else MAX_UNITS_A_LINE
    return None if 1 <= quantity <= most else "absurd_quantity"


def implausible_weight(weight_g: int, *, is_accepted: bool = False) -> str | None:
    """The code of what is wrong with a parcel's weight, or None. Zero means that it was not weighed."""
    most_g = MAX_ACCEPTED_WEIGHT_G if is_accepted else MAX_PARCEL_WEIGHT_G
    return None if 0 <= weight_g <= most_g else "absurd_weight"
