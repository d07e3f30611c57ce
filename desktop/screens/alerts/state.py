"""What the screen Alerts shows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from core.commands import Resolution
from core.rules.exceptions import number_of
from core.rules.fulfilment import OPEN_STATES
from core.rules.time import Instant
from desktop.screens.fulfilments import FALLBACK_TIMEZONE

MAX_SETTLEMENT_CHARS = 400
MAX_NUMBER_CHARS = 64
NOT_WORDS = frozenset({Resolution.PAID_BY_CARD, Resolution.SAME_BOX})
"""Choices about which the field asks for something else: a card slip's reference, a carton's number."""
NEEDS_WORDS = frozenset({Resolution.CLOSE, Resolution.ACCEPT, Resolution.SEND_ELSEWHERE, Resolution.WENT})
"""What is settled by a word alone, or sent away, or is somebody else's word, says why. The other deeds say
themselves what was done."""


MOST_CARDS = 6
"""More cards than one sale is paid with."""


class Shows(StrEnum):
    """Which exceptions are listed."""

    OPEN = "open"
    SETTLED = "settled"


class CardPaid(msgspec.Struct, frozen=True):
    """A card that has paid a sale: what its payment is called, what it took, and what the payment service has
    said by itself that went back to it."""

    name: str
    took_cents: int
    told_cents: int = 0


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """One exception, with what the replica knows about it.

    Attributes:
        fulfilment_id, state, customer: of the order it is about, as it stands now; empty for none known here.
        variant: size and colour of the article of a delivery that it is about; empty for none.
        by: name of whoever told the fact; empty where nobody did.
        choices: what can be done about it now, the advised first; none once it is settled.
        forbidden: choices that this person may not take.
        resolution, settlement, settled_by: how it was settled, in which words, by whom; `is_by_core` where
            that was the core.
    """

    id: str
    kind: str
    aggregate: str
    data: Mapping[str, Any]
    raised_at: Instant
    fulfilment_id: str = ""
    state: str = ""
    customer: str = ""
    variant: str = ""
    by: str = ""
    choices: tuple[Resolution, ...] = ()
    forbidden: frozenset[Resolution] = frozenset()
    settled_at: Instant | None = None
    settled_by: str = ""
    settlement: str = ""
    resolution: str = ""
    is_by_core: bool = False

    @property
    def number(self) -> str:
        """The number of the order that it is about, or of the delivery or transfer."""
        return number_of(self.data)

    @property
    def order_number(self) -> str:
        """The number of the order that it is about; empty for none."""
        return str(self.data.get("order_number") or "")

    @property
    def currency(self) -> str:
        """That of its money, where it is told."""
        return str(self.data.get("currency") or "EUR")

    @property
    def cards(self) -> tuple[CardPaid, ...]:
        """Cards that the money which it is about may have gone to, where there are several."""
        cards = self.data.get("cards") or ()
        told: dict[str, int] = {}
        # Where there are none, what was told is how many were picked.
        for name, cents in (self.data.get("told") or ()) if cards else ():
            told[name] = told.get(name, 0) + cents
        return tuple(CardPaid(name, took, told.get(name, 0)) for name, took in cards[:MOST_CARDS])

    @property
    def is_on_today(self) -> bool:
        """Whether its order is open here still, and so has a row on Today."""
        return bool(self.fulfilment_id) and self.state in OPEN_STATES


class AlertsState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        alerts: those of the kind that is shown; `open_count` and `settled_count` count all of each.
        selected: the one whose choices are asked; `chosen` is what is chosen for it.
        amounts: what is typed of how much went to each of its cards.
    """

    now: Instant = Instant(0)
    timezone: str = FALLBACK_TIMEZONE
    shows: Shows = Shows.OPEN
    alerts: tuple[Alert, ...] = ()
    open_count: int = 0
    settled_count: int = 0
    selected: str = ""
    chosen: Resolution | None = None
    amounts: tuple[str, ...] = ()
    may_settle: bool = False
    is_read: bool = False

    @property
    def asked_cards(self) -> tuple[CardPaid, ...]:
        """The cards of which it is asked how much went to each."""
        alert = self.alert(self.selected)
        return alert.cards if alert is not None and self.chosen is Resolution.WENT else ()

    @property
    def asked_cents(self) -> int:
        """How much may have gone to them."""
        alert = self.alert(self.selected)
        return int(alert.data.get("cents") or 0) if alert is not None else 0

    def alert(self, key: str) -> Alert | None:
        """The exception of this key."""
        return next((alert for alert in self.alerts if alert.id == key), None)
