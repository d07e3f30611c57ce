"""Prices that end as prices do, and markdowns with their dates."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import Literal

import numpy as np
from msgspec import Struct

from core.rules.time import Instant
from core.service.demo import seeds
from core.service.demo.calendar import midnight
from core.service.demo.draws import chance, one_of
from core.service.demo.seeds import Family

FIRST_PRICE_DAYS = (45, 420)
"""How long ago an article got its first price, in days."""
MARKDOWN_DAYS = (-28, 14)
"""When a markdown begins, in days from now: some have begun, some are to come."""
_MARKDOWN_SHARE = 0.16
_MARKDOWN_SHARE_SERIALISED = 0.05
_MARKDOWNS = (0.2, 0.2, 0.3, 0.3, 0.3, 0.4, 0.5)
_LASTS_DAYS = (7, 14)


class PriceStep(Struct, frozen=True):
    """From an instant on, a price with its kind."""

    valid_from: Instant
    price_cents: int
    kind: Literal["regular", "markdown"]


def regular_cents(rng: np.random.Generator, family: Family, factor: float) -> int:
    """A usual price point within the family's prices times `factor`. Low prices are more common."""
    low, high = (math.log(euros) for euros in family.price_euros)
    wanted = math.exp(low + (high - low) * rng.beta(1.6, 2.2)) * factor
    points = seeds.styles().price_points
    after = min(bisect_left(points, wanted), len(points) - 1)
    nearest = min(points[max(0, after - 1) : after + 1], key=lambda point: abs(point - wanted))
    return round(nearest * 100)


def marked_down(cents: int, part: float) -> int:
    """A price less a part of it, ending in 99 cents below 100 euros and whole euros above."""
    euros = math.floor(cents * (1 - part) / 100)
    return euros * 100 if euros >= 100 else max(euros, 1) * 100 - 1


def price_steps(
    rng: np.random.Generator, family: Family, cents: int, first: Instant, now: Instant
) -> tuple[PriceStep, ...]:
    """The prices of one style in one colour: the regular one from `first` on, and perhaps a markdown.

    Books have none: their price is fixed by law (Loi n° 81-766, "prix unique du livre").
    """
    steps = [PriceStep(first, cents, "regular")]
    share = _MARKDOWN_SHARE_SERIALISED if family.is_serialised else _MARKDOWN_SHARE
    if family.titles or not chance(rng, share):
        return tuple(steps)
    begins = int(rng.integers(*MARKDOWN_DAYS))
    steps.append(PriceStep(midnight(now, begins), marked_down(cents, one_of(rng, _MARKDOWNS)), "markdown"))
    if chance(rng, 0.4):
        steps.append(PriceStep(midnight(now, begins + one_of(rng, _LASTS_DAYS)), cents, "regular"))
    return tuple(steps)


def price_at(steps: tuple[PriceStep, ...], now: Instant) -> int:
    """The price in cents at an instant: the newest step that has begun."""
    return next(step.price_cents for step in reversed(steps) if step.valid_from <= now)
