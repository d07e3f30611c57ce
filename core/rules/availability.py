"""Availability, and why: each answer carries the terms that it is the sum of.

The house's formula::

    ATP(article, location, channel) = max(0, sellable on hand - allocated - soft holds - safety stock
                                             - channel threshold - kept for other channels
                                             + in transit that arrives in time)

and zero where the channel or the location is shut.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from core.rules.stock import Bucket


class Term(StrEnum):
    """One reason why the number is what it is. Screens turn it into a word."""

    SELLABLE = "sellable"
    ALLOCATED = "allocated"
    SOFT_HELD = "soft_held"
    SAFETY = "safety"
    CHANNEL_THRESHOLD = "channel_threshold"
    KEPT_FOR_OTHERS = "kept_for_others"
    IN_TRANSIT = "in_transit"
    BELOW_ZERO = "below_zero"
    LOCATION_SHUT = "location_shut"
    CHANNEL_SHUT = "channel_shut"


class Stock(msgspec.Struct, frozen=True):
    """A position's quantities, in units."""

    sellable: int = 0
    allocated: int = 0
    soft_held: int = 0
    display: int = 0
    damaged: int = 0
    quarantine: int = 0
    in_repair: int = 0
    transit_in: int = 0
    transit_out: int = 0
    partner_owned: int = 0
    safety: int = 0

    @property
    def on_hand(self) -> int:
        """Units that stand there, whatever may be done with them."""
        return (
            self.sellable
            + self.display
            + self.damaged
            + self.quarantine
            + self.in_repair
            + self.partner_owned
        )

    def plus(self, deltas: dict[Bucket, int]) -> Stock:
        """This position after movements whose folded effects are `deltas`."""
        changes = {bucket.value: getattr(self, bucket.value) + n for bucket, n in deltas.items()}
        return msgspec.structs.replace(self, **changes)


class Terms(msgspec.Struct, frozen=True):
    """What besides the position enters into availability."""

    channel_threshold: int = 0
    kept_for_others: int = 0
    arriving_in_time: int = 0
    is_location_open: bool = True
    is_channel_open: bool = True


class Availability(msgspec.Struct, frozen=True):
    """`quantity` units can be promised; `terms` add up to exactly that."""

    quantity: int
    terms: tuple[tuple[Term, int], ...]


OPEN = Terms()


def available_to_promise(stock: Stock, terms: Terms = OPEN) -> Availability:
    """How many units can be promised, and the signed terms whose sum it is. Terms of zero are left out,
    except the sellable that the sum begins with."""
    parts = [
        (Term.SELLABLE, stock.sellable),
        (Term.ALLOCATED, -stock.allocated),
        (Term.SOFT_HELD, -stock.soft_held),
        (Term.SAFETY, -stock.safety),
        (Term.CHANNEL_THRESHOLD, -terms.channel_threshold),
        (Term.KEPT_FOR_OTHERS, -terms.kept_for_others),
        (Term.IN_TRANSIT, terms.arriving_in_time),
    ]
    kept = [(term, n) for term, n in parts if n or term is Term.SELLABLE]
    balance = sum(n for _, n in kept)
    if balance < 0:
        kept.append((Term.BELOW_ZERO, -balance))
        balance = 0
    for is_open, term in (
        (terms.is_location_open, Term.LOCATION_SHUT),
        (terms.is_channel_open, Term.CHANNEL_SHUT),
    ):
        if not is_open and balance:
            kept.append((term, -balance))
            balance = 0
    return Availability(balance, tuple(kept))
