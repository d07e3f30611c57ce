"""A return that is open at the counter: what came back, what became of its money, what is to be done now."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from core.rules.approval import Need
from core.rules.errors import Refused
from core.rules.exchange_sending import Way
from core.rules.refund import Part, RefundKind, RefundState
from core.rules.time import Instant
from desktop.shell.amounts import cents_in


class Due(StrEnum):
    """What is to be done first of an open return: what its title, its amount and Enter say."""

    NOTHING = "nothing"
    GESTURE = "gesture"
    AGAIN = "again"
    TAKE = "take"
    CASH = "cash"
    OPEN = "open"
    OVERRIDE = "override"
    GIVE_BACK = "give_back"


class Good(msgspec.Struct, frozen=True):
    """Units of an article: brought back, or held to be taken instead."""

    quantity: int
    name: str
    variant: str = ""
    cents: int = 0


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What was ordered in exchange: how its customer gets it, and how far that has come.

    Attributes:
        reach: how its customer is reached.
        order_number: the order that holds it; empty until headquarters has heard of it.
        failed: why nothing is held.
        is_agreed: nobody has to sign it any more; `is_out`: it is paid, and goes on its way.
    """

    way: Way
    name: str
    reach: str = ""
    promised_at: Instant = Instant(0)
    order_number: str = ""
    failed: str = ""
    is_agreed: bool = True
    is_out: bool = False


class Uncovered(msgspec.Struct, frozen=True, kw_only=True):
    """Goods that are here, and that neither law nor policy takes back: why, and until when it had.

    `units` of them, and `cents` is what was paid for them; `may_override` whether the chain lets somebody
    take them back all the same.
    """

    line_id: str
    name: str
    why: str
    units: int = 1
    until: Instant | None = None
    cents: int = 0
    may_override: bool = False


class MoneyBack(msgspec.Struct, frozen=True, kw_only=True):
    """One refund or gesture of the return; `left_cents` of it have not reached its customer."""

    id: str
    kind: RefundKind
    state: RefundState
    total_cents: int
    left_cents: int = 0
    parts: tuple[Part, ...] = ()


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A return, whole.

    Attributes:
        photos: what the goods looked like, as small JPEGs. `papers`: its refunds that were given on paper.
        cash_cents: what is to leave the till of the refund `cash_refund`; `barred` why it cannot now;
            `waits`: not before what is taken instead is held.
        held_back: why nothing may be given now, neither an article nor cash: it is asked whether it was paid.
        instead: what is held for the customer with the refund `exchange_refund`, `to_pay_cents` what they
            still pay for it; `may_take` whether it may leave. `sent`: it is not here, but ordered.
        article_id: what came back, of which another size may be taken; `open_units` of the goods are neither
            refunded nor exchanged, `open_cents` is what is due for them, on the word of `open_need`;
            `never_came`: nobody has brought them, they were ordered in exchange; `costs_less`: it is what a
            substitute costs less.
        uncovered: what of the goods nothing is due for.
    """

    id: str
    number: str
    customer: str = ""
    sale_code: str = ""
    currency: str = "EUR"
    declared_at: Instant = Instant(0)
    goods: tuple[Good, ...] = ()
    photos: tuple[bytes, ...] = ()
    money: tuple[MoneyBack, ...] = ()
    papers: tuple[str, ...] = ()
    cash_refund: str = ""
    cash_cents: int = 0
    barred: Refused | None = None
    waits: bool = False
    held_back: Refused | None = None
    exchange_refund: str = ""
    instead: tuple[Good, ...] = ()
    to_pay_cents: int = 0
    may_take: bool = True
    sent: Sent | None = None
    article_id: int = 0
    open_units: int = 0
    open_cents: int = 0
    open_need: str = Need.NOBODY
    never_came: bool = False
    costs_less: bool = False
    uncovered: tuple[Uncovered, ...] = ()

    @property
    def to_override(self) -> tuple[Uncovered, ...]:
        """What somebody may take back all the same."""
        return tuple(one for one in self.uncovered if one.may_override)

    @property
    def takes_now(self) -> bool:
        """Whether the new articles are what is to be done now."""
        return bool(self.instead) and self.may_take

    @property
    def due(self) -> Due:
        """What is to be done first. Cash goes before whatever the order of its exchange has come to."""
        if self.takes_now:
            return Due.TAKE
        if self.cash_cents and not self.waits:
            return Due.CASH
        if self.open_units:
            return Due.OPEN
        if self.to_override:
            return Due.OVERRIDE
        return Due.GIVE_BACK if self.uncovered else Due.NOTHING

    @property
    def may_drop(self) -> bool:
        """Whether the customer may do without them still, or has to."""
        return self.takes_now or (bool(self.instead) and self.sent is not None and not self.sent.is_out)

    @property
    def is_due(self) -> bool:
        """Whether something is to be done for the customer who stands here."""
        return self.takes_now or bool(self.cash_cents) or bool(self.open_units)


class Gesture(msgspec.Struct, frozen=True, kw_only=True):
    """A gesture that is being given: what is typed of it, and why it cannot be."""

    amount: str = ""
    reason: str = ""
    said: Refused | None = None

    @property
    def cents(self) -> int:
        """How much; 0 while that is not an amount."""
        return cents_in(self.amount)
