"""A store credit or a gift card that somebody shows."""

from __future__ import annotations

import msgspec

from core.rules.refund import Means
from core.rules.time import Instant


class CardEntry(msgspec.Struct, frozen=True):
    """Something that happened to it, in cents."""

    kind: str
    cents: int
    at: Instant


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of it, until when, and what happened to it.

    Attributes:
        is_fresh: headquarters has said so just now; otherwise it is what this store knew last.
        is_asking: headquarters is being asked.
    """

    number: str
    kind: Means = Means.STORE_CREDIT
    balance_cents: int = 0
    currency: str = "EUR"
    issued_at: Instant = Instant(0)
    expires_at: Instant = Instant(0)
    entries: tuple[CardEntry, ...] = ()
    is_fresh: bool = False
    is_asking: bool = False
