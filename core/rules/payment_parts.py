"""To which payment money goes back: a sale may have been paid by several of one means, each with a name of
its own at the payment service.

A refund by a means is spread over its payments in their order, to each no more than is left of it. What none
of them has room for, or what no payment service has a name for, is `NAMELESS`: a person's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from core.rules.refund import Means

NAMELESS: Final = -1
"""The place of what goes back to no payment that is known by name."""


class Payment(msgspec.Struct, frozen=True):
    """So many cents by one means, by its place among the sale's payments."""

    place: int
    means: Means
    cents: int


def spread_over(
    means: Means, cents: int, payments: Sequence[Payment], taken: Mapping[int, int]
) -> dict[int, int]:
    """Cents by place of the payment to which they go back, the rest under `NAMELESS`.

    Args:
        taken: what has gone back to each payment by its place, is under way, or was kept for an exchange.
    """
    left, shares = cents, {}
    for payment in sorted(payments, key=lambda one: one.place):
        share = min(left, max(0, payment.cents - taken.get(payment.place, 0)))
        if payment.means is means and share > 0:
            shares[payment.place] = share
            left -= share
    return {**shares, NAMELESS: left} if left > 0 else shares
