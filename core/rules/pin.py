"""PINs: how long to wait after wrong ones, and which are too easily guessed. The same on both sides."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from core.rules.errors import Refused
from core.rules.time import HOUR_MS, MINUTE_MS, Instant

MIN_DIGITS: Final = 6
"""A stolen verifier of four digits falls in 15 minutes, of six in a day."""
MAX_DIGITS: Final = 12
FREE_TRIES: Final = 5
"""Wrong PINs in a row that cost no wait: a tired hand mistypes."""
PAUSES_MS: Final = (MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS)
"""What the last free try costs, and each one after it; the last pause is repeated. Whoever has a day gets 28
tries at a million PINs."""
TOLD_FROM: Final = FREE_TRIES
"""Wrong PINs in a row that a manager is told of, whoever's they were."""


def pause_ms(wrong: int) -> int:
    """How long nobody may try after so many wrong PINs in a row."""
    if wrong < FREE_TRIES:
        return 0
    return PAUSES_MS[min(wrong - FREE_TRIES, len(PAUSES_MS) - 1)]


def check_tries(name: str, wrong: int, last_at: Instant, now: Instant) -> None:
    """Say nothing if a PIN may be tried now.

    Args:
        wrong: wrong PINs in a row, the last at `last_at`. Where a clock was put back since, that is when it
            was noticed: the wait begins then, and ends after its pause.

    Raises:
        Refused: `too_many_tries`, with `wait_s`.
    """
    pause = pause_ms(wrong)
    left = min(pause, last_at + pause - now)
    if left > 0:
        raise Refused("too_many_tries", name=name, wait_s=-(-left // 1000))


def check_new(pin: str, before: str) -> None:
    """Say nothing if a PIN may be taken.

    Raises:
        Refused: `pin_not_digits`, `pin_too_easy`: one digit repeated, or digits in a row; `pin_unchanged`.
    """
    is_plain = pin.isascii() and pin.isdigit()
    if not is_plain or not MIN_DIGITS <= len(pin) <= MAX_DIGITS:
        raise Refused("pin_not_digits", least=MIN_DIGITS, most=MAX_DIGITS)
    if len({(int(after) - int(one)) % 10 for one, after in pairwise(pin)}) == 1:
        raise Refused("pin_too_easy")
    if pin == before:
        raise Refused("pin_unchanged")
