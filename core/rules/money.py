"""Money: integer cents in one currency, and how a sum is split without losing a cent."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

EUR = "EUR"


class Money(msgspec.Struct, frozen=True, order=True):
    """An amount. `cents` may be negative; amounts of two currencies do not mix."""

    cents: int
    currency: str = EUR

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + self._same(other).cents, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - self._same(other).cents, self.currency)

    def __mul__(self, quantity: int) -> Money:
        return Money(self.cents * quantity, self.currency)

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other


def split(total: Money, weights: Sequence[int]) -> list[Money]:
    """Share `total` in proportion to `weights`, to the cent, with nothing lost.

    Largest remainder method (Hamilton); ties go to the earlier share. With all weights zero the first share
    takes everything.

    Raises:
        ValueError: no weights, or a negative one.
    """
    if not weights or min(weights) < 0:
        raise ValueError("weights must be given and not negative")
    whole = sum(weights)
    if whole == 0:
        return [total, *(Money(0, total.currency) for _ in weights[1:])]
    sign = -1 if total.cents < 0 else 1
    parts = [divmod(abs(total.cents) * weight, whole) for weight in weights]
    left = abs(total.cents) - sum(share for share, _ in parts)
    by_remainder = sorted(range(len(parts)), key=lambda place: (-parts[place][1], place))
    lucky = set(by_remainder[:left])
    return [
        Money(sign * (share + (place in lucky)), total.currency) for place, (share, _) in enumerate(parts)
    ]
