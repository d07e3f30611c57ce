"""What the demo's stores have sold lately: receipts that can be brought back, old and new, to the cent.

The own store's first receipts are fixed in kind, so that each case of the policy is there: of yesterday, of
last week with a promotion and two means, past the period, paid in cash, a watch with its serial number. The
others are drawn. Stock of the past is not moved: what lies in the stores today is what was left.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from core.orchestration.sale_intake import SaleDraft, SoldDraft
from core.rules.refund import Means, Part
from core.rules.refund_money import spread
from core.rules.time import DAY_MS, HOUR_MS, Instant
from core.service.demo.baskets import Counter
from core.service.demo.draws import Part as Draw
from core.service.demo.draws import one_of, stream
from core.service.demo.network import DemoNetwork
from core.service.demo.prices import price_at

RECEIPTS: Final = 60
ELSEWHERE: Final = 20
"""Receipts of the next store, which the own one has to ask headquarters for."""
LONGEST_DAYS: Final = 75
FIRST_NUMBER: Final = 100_001
_AGES_DAYS: Final = (1, 6, 12, 45, 2)
"""Of the own store's first receipts, whatever is drawn."""
_CARDS: Final = ("4242", "1881", "0005", "7310")
_NAMES: Final = ("", "", "Camille Royer", "Luc Perrin", "", "Inès Haddad", "")


def receipts(network: DemoNetwork) -> Iterator[SaleDraft]:
    """The own store's and the next one's, the newest first."""
    for index, count in ((0, RECEIPTS), (1, ELSEWHERE)):
        if index < len(network.stores):
            yield from _of_store(network, index, count)


def receipt_code(location: str, number: int) -> str:
    """As a till prints it: `L012-100001`."""
    return f"{location}-{number}"


def _of_store(network: DemoNetwork, index: int, count: int) -> Iterator[SaleDraft]:
    rng = stream(network.seed, Draw.RECEIPTS, index)
    counter = Counter(network.catalogue, network.stock(index))
    for number in range(count):
        basket = counter.basket(rng, int(rng.integers(1, 4)))
        if basket:
            days = _AGES_DAYS[number] if number < len(_AGES_DAYS) else int(rng.integers(1, LONGEST_DAYS))
            sold_at = Instant(network.now - days * DAY_MS + int(rng.integers(-4, 5)) * HOUR_MS)
            yield _receipt(network, index, FIRST_NUMBER + number, basket, sold_at, rng)


def _receipt(
    network: DemoNetwork,
    index: int,
    number: int,
    basket: list[tuple[int, int]],
    sold_at: Instant,
    rng: np.random.Generator,
) -> SaleDraft:
    lines = tuple(_line(network, article, units, number) for article, units in basket)
    whole = sum(line.cents for line in lines)
    # One in three has a tenth taken off the whole, which no line divides evenly.
    discount = whole // 10 if number % 3 == 2 else 0
    means = _means(number, whole - discount)
    is_card = any(part.means is Means.CARD for part in means)
    code = receipt_code(network.stores[index].code, number)
    return SaleDraft(
        location=network.stores[index].code,
        receipt=code,
        sold_at=sold_at,
        lines=lines,
        means=means,
        discount_cents=discount,
        references=tuple(f"DEMO{index:04d}{number}" if one.means is Means.CARD else "" for one in means),
        card_last4=one_of(rng, _CARDS) if is_card else "",
        customer_name=one_of(rng, _NAMES),
    )


def _line(network: DemoNetwork, article: int, units: int, number: int) -> SoldDraft:
    prices = network.catalogue.colourway(article).prices
    serials = tuple(f"S{number}{place}" for place in range(units))
    return SoldDraft(
        sku=network.articles[article].sku,
        quantity=units,
        cents=units * price_at(prices, network.now),
        serials=serials if network.catalogue.is_serialised[article] else (),
    )


def _means(number: int, cents: int) -> tuple[Part, ...]:
    """By card mostly, in cash, or half a gift card and half a card."""
    if number % 4 == 0:
        return (Part(Means.CASH, cents),)
    if number % 5 == 3:
        first, second = spread(cents, [1, 2])
        return (Part(Means.GIFT_CARD, first), Part(Means.CARD, second))
    return (Part(Means.CARD, cents),)
