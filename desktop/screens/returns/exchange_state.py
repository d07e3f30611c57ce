"""What a customer takes in place of what comes back."""

from __future__ import annotations

import msgspec


class Choice(msgspec.Struct, frozen=True):
    """A size and colour that may be taken, and how many of it are free here."""

    id: int
    size: str
    colour: str
    free: int


class Instead(msgspec.Struct, frozen=True, kw_only=True):
    """Units of an article that are taken, at the price of each in cents; `serial` of a single piece."""

    article_id: int
    name: str
    variant: str
    price_cents: int
    quantity: int
    free: int
    serial: str = ""

    @property
    def cents(self) -> int:
        """What they cost together."""
        return self.quantity * self.price_cents
