"""What a label says of a price: the price, and where it is marked down the price it is reckoned from.

An announced reduction names the prior price, which is the lowest one of at least the 30 days before the
reduction began (Directive 98/6/EC, article 6a, as Directive (EU) 2019/2161 has it; in France article L112-1-1
of the consumer code). A reduction that grows step by step began with its first step.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from core.rules.time import DAY_MS, Instant

PRIOR_MS: Final = 30 * DAY_MS
MARKDOWN: Final = "markdown"
"""The kind of a price that is an announced reduction; `regular` is any other."""


class DatedPrice(msgspec.Struct, frozen=True):
    """A price from an instant on, tax included."""

    valid_from: Instant
    price_cents: int
    currency: str
    kind: str


class LabelPrice(msgspec.Struct, frozen=True):
    """What a label says.

    Attributes:
        lowest_cents: the lowest price of the 30 days before the reduction, when it is one; None when the
            price is not an announced reduction, or nothing is known of those days.
        valid_from: since when the price is.
    """

    cents: int
    currency: str
    valid_from: Instant
    lowest_cents: int | None = None

    @property
    def reduction_percent(self) -> int:
        """By how much, in whole percent, never more than it is; 0 for none."""
        if not self.lowest_cents or self.lowest_cents <= self.cents:
            return 0
        return (self.lowest_cents - self.cents) * 100 // self.lowest_cents


def label_price(prices: Sequence[DatedPrice], at: Instant) -> LabelPrice | None:
    """The price at an instant as a label says it; None where none has begun.

    Args:
        prices: of one article, in any order.
    """
    begun = sorted((one for one in prices if one.valid_from <= at), key=lambda one: one.valid_from)
    if not begun:
        return None
    newest = begun[-1]
    if newest.kind != MARKDOWN:
        return LabelPrice(newest.price_cents, newest.currency, newest.valid_from)
    first = len(begun) - 1
    while first and begun[first - 1].kind == MARKDOWN:
        first -= 1
    lowest = _lowest(begun[:first], begun[first].valid_from)
    return LabelPrice(newest.price_cents, newest.currency, newest.valid_from, lowest)


def marked_down(price: LabelPrice, prior_cents: int, percent: int) -> LabelPrice:
    """The price of one unit that is sold for less, such as what was worn and came back: so many percent off
    the lowest price of the last 30 days, and never more than it costs now.

    Args:
        prior_cents: that lowest price; 0 where it is not known.
    """
    prior = price.lowest_cents or prior_cents or price.cents
    cents = min(price.cents, prior * (100 - percent) // 100)
    return LabelPrice(cents, price.currency, price.valid_from, prior)


def _lowest(before: Sequence[DatedPrice], until: Instant) -> int | None:
    """The lowest price that was valid at some moment of the 30 days before."""
    since = until - PRIOR_MS
    ends = [*(one.valid_from for one in before), until][1:]
    valid = [one.price_cents for one, end in zip(before, ends, strict=True) if end > since]
    return min(valid, default=None)
