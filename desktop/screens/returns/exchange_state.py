"""What a customer takes in place of what comes back."""

from __future__ import annotations

import msgspec

from core.rules.exchange_sending import Way
from core.rules.time import Instant


class Choice(msgspec.Struct, frozen=True):
    """A size and colour that may be taken, and how many are free: here, and elsewhere in the network."""

    id: int
    size: str
    colour: str
    free: int
    elsewhere: int = 0


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A way in which the customer gets it: by when it can be collected, or leaves; where it is most likely
    sent from, how far that is, and how many are free there. No `way` is along, with the customer; no
    place is this store.

    `carrier` takes it home, where it is known who calls at that place, and brings it by `arrives_at`, 0 where
    nobody has said; it travels in so many `parcels`, and `carbon_g` is what their ways cost in grams of CO2e,
    about.
    """

    way: Way | None
    at: Instant
    place: str
    km: float
    free: int
    carrier: str = ""
    arrives_at: Instant = Instant(0)
    parcels: int = 1
    carbon_g: int = 0


class Instead(msgspec.Struct, frozen=True, kw_only=True):
    """Units of an article that are taken, at the price of each in cents; `serial` of a single piece.
    `is_here`: they can be taken along, and are not ordered. `is_unseen`: no store is known to have any, and
    headquarters is asked whether more comes."""

    article_id: int
    name: str
    variant: str
    price_cents: int
    quantity: int
    free: int
    serial: str = ""
    is_here: bool = True
    is_unseen: bool = False

    @property
    def cents(self) -> int:
        """What they cost together."""
        return self.quantity * self.price_cents
