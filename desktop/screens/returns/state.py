"""What the screen Returns shows: the sale, the goods, the money, all on one page."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from core.rules.approval import Need
from core.rules.errors import Refused
from core.rules.exchange_sending import Sending, check_reach, check_sending
from core.rules.refund import EXCHANGE_SALE, Means, Part, RefundState
from core.rules.return_policy import ReturnPolicy
from core.rules.time import Instant
from desktop.screens.beside import Beside
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from desktop.screens.part_payments import Parts
from desktop.screens.returns.card_state import Card
from desktop.screens.returns.counter_state import Due, Gesture, Opened
from desktop.screens.returns.exchange_state import Choice, Instead, Offer
from desktop.screens.returns.goods_state import Sale, Taken
from desktop.screens.returns.known_state import Known
from desktop.screens.returns.money_state import Again, Money

MAX_FOUND: Final = 20
MAX_NAME_CHARS: Final = 100
"""Of a customer whom no sale names."""


class Sight(StrEnum):
    """What is in front."""

    ASKING = "asking"
    FOUND = "found"
    TAKING = "taking"
    DONE = "done"
    OPENED = "opened"
    CARD = "card"


class Proof(StrEnum):
    """What a return stands on: a sale that is known, a receipt that could not be found here, nothing."""

    SALE = "sale"
    SLIP = "slip"
    NONE = "none"


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What has just been taken back, and what became of its money.

    `is_due`: something is to be done for its customer still: cash, or what was taken instead. `is_sent`: that
    is not here, but ordered.
    """

    number: str
    return_id: str = ""
    refund_id: str = ""
    is_due: bool = False
    is_exchange: bool = False
    is_sent: bool = False
    units: int
    total_cents: int
    currency: str
    parts: tuple[Part, ...]
    state: RefundState | None
    approved_by: str = ""
    is_offline: bool = False
    proof: Proof = Proof.SALE


class ReturnsState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        wanted: what is typed; `found` the sales that it finds here, else `nothing_found`, `named` the returns
            of a customer who is called so; `is_asking` headquarters, which has found these
            sales that are `coming`.
        open_returns: what was begun here and waits: a question, a manager, a failed payment.
        slip: of which the sale is looked for.
        taking: whether goods are being taken in; `proof` on what; without a sale, the `customer` who is
            told.
        current: the line of which reason and condition are asked.
        as_credit: store credit in place of the means paid with.
        opened: a return that is open at the counter; `gesture` one that is being given for it, `paid_with`
            what its customer pays the rest of an exchange with, `paid_reference` what the card slip calls it,
            `parts` what other means pay of it; `printed_again` the return whose papers just were.
        card: a store credit or gift card that is looked at.
        instead: what is taken in exchange; `is_choosing` it among `choices`. `offers` say how the customer
            may get it, and `sending` how they want to, None: along. `again`: of a return that is open.
        override_reason: why it is taken back all the same, or stays refused; `may_override` whether who is
            here may say so.
    """

    now: Instant = Instant(0)
    timezone: str = FALLBACK_TIMEZONE
    is_connected: bool = True
    wanted: str = ""
    found: tuple[Sale, ...] = ()
    named: tuple[Known, ...] = ()
    chosen: str = ""
    nothing_found: bool = False
    is_asking: bool = False
    coming: tuple[str, ...] = ()
    open_returns: tuple[Known, ...] = ()
    proof: Proof = Proof.SALE
    is_taking: bool = False
    slip: Known | None = None
    sale: Sale | None = None
    policy: ReturnPolicy = ReturnPolicy()
    customer: str = ""
    takens: tuple[Taken, ...] = ()
    current: str = ""
    as_credit: bool = False
    instead: tuple[Instead, ...] = ()
    choices: tuple[Choice, ...] = ()
    is_choosing: bool = False
    offers: tuple[Offer, ...] = ()
    sending: Sending | None = None
    again: Again | None = None
    override_reason: str = ""
    money: Money = Money()
    beside: Beside | None = None
    done: Done | None = None
    opened: Opened | None = None
    gesture: Gesture | None = None
    card: Card | None = None
    paid_with: Means = Means.CARD
    paid_reference: str = ""
    parts: Parts = Parts()
    printed_again: str = ""
    said: Refused | None = None
    may_override: bool = False
    is_read: bool = False

    @property
    def sight(self) -> Sight:
        """What is in front."""
        if self.done is not None:
            return Sight.DONE
        if self.opened is not None:
            return Sight.OPENED
        if self.card is not None:
            return Sight.CARD
        if self.is_taking:
            return Sight.TAKING
        return Sight.FOUND if self.found or self.named else Sight.ASKING

    @property
    def currency(self) -> str:
        """Of the sale that goods are taken back on; the euro where none is known."""
        return self.sale.currency if self.sale is not None else "EUR"

    @property
    def rest_cents(self) -> int:
        """What the customer is still to pay for an exchange, besides what other means pay."""
        opened = self.opened
        due_cents = opened.to_pay_cents if opened is not None and opened.takes_now else 0
        return max(0, due_cents - self.parts.cents)

    @property
    def reference_now(self) -> str:
        """What the slip of the card that pays the rest calls it."""
        is_by_card = bool(self.rest_cents) and self.paid_with is Means.CARD
        return self.paid_reference.strip() if is_by_card else ""

    @property
    def may_add_means(self) -> bool:
        """Whether another means may pay a part of an exchange."""
        return self.sight is Sight.OPENED and self.gesture is None and bool(self.rest_cents)

    @property
    def asks_means(self) -> bool:
        """Whether another means is being typed: Enter is about that."""
        return self.parts.is_asked and self.may_add_means

    @property
    def due(self) -> Due:
        """What is to be done first of a return that is open."""
        if self.opened is None or self.gesture is not None:
            return Due.NOTHING if self.opened is None else Due.GESTURE
        return Due.AGAIN if self.again is not None else self.opened.due

    @property
    def may_give_back(self) -> bool:
        """Whether goods that nothing is due for may go back to who stands here."""
        return self.due in (Due.OVERRIDE, Due.GIVE_BACK)

    @property
    def due_needs_hand(self) -> bool:
        """Whether somebody has to sign what is due of a return that is open."""
        return self.due_need != Need.NOBODY

    @property
    def due_need(self) -> str:
        """Who has to."""
        if self.due is Due.AGAIN and self.again is not None:
            return self.again.money.need
        is_open = self.due is Due.OPEN and self.opened is not None
        return self.opened.open_need if is_open and self.opened is not None else Need.NOBODY

    @property
    def may_ask(self) -> bool:
        """Whether headquarters may know the sale that is not found here: beside a customer's returns too."""
        is_open = self.is_looked_for and self.is_connected
        return is_open and not (self.is_asking or self.coming)

    @property
    def is_looked_for(self) -> bool:
        """Whether a sale was typed, or scanned, that is not here and may come still."""
        return self.nothing_found and self.sight in (Sight.ASKING, Sight.FOUND)

    @property
    def taken(self) -> Taken | None:
        """What is brought back of the current line."""
        return self.taken_of(self.current)

    def taken_of(self, line_id: str) -> Taken | None:
        """What is brought back of a line."""
        return next((one for one in self.takens if one.line.id == line_id), None)

    @property
    def uncovered(self) -> tuple[Taken, ...]:
        """What neither policy nor law takes back."""
        return tuple(one for one in self.takens if one.reason is not None and not one.is_covered)

    @property
    def is_complete(self) -> bool:
        """Whether all is said of the goods."""
        return bool(self.takens) and all(one.is_complete for one in self.takens)

    @property
    def is_of_exchange(self) -> bool:
        """Whether what comes back was taken in exchange itself."""
        return self.sale is not None and self.sale.kind == EXCHANGE_SALE

    @property
    def needs_hand(self) -> bool:
        """Whether somebody has to sign, or override, before money goes."""
        return (self.has_money and self.money.need != Need.NOBODY) or self.is_for_another

    @property
    def has_money(self) -> bool:
        """Whether anything is given for the goods: money, or what is taken instead."""
        return bool(self.money.total_cents or (self.instead and self.money.new_cents))

    @property
    def may_wait(self) -> bool:
        """Whether the money can be left to Approvals: it is signed, and nothing has to be overridden now."""
        return self.needs_hand and not self.is_for_another

    @property
    def is_for_another(self) -> bool:
        """Whether somebody else has to take it back all the same."""
        return bool(self.uncovered) and self.proof is not Proof.SLIP and not self.may_override

    @property
    def barred(self) -> Refused | None:
        """Why the money cannot go as things are."""
        if self.money.trouble is not None:
            return self.money.trouble
        for one in self.uncovered if self.proof is Proof.SALE else ():
            if one.verdict is not None and not one.verdict.may_override:
                return Refused("not_overridable", name=one.line.name, why=one.verdict.why)
        if self.uncovered and self.proof is not Proof.SLIP and not self.override_reason:
            return Refused("override_without_reason")
        return self.unaddressed

    @property
    def unaddressed(self) -> Refused | None:
        """What is still to be said of where the new article goes."""
        try:
            if self.sending is not None:
                check_sending(self.sending)
                check_reach(self.sending)
        except Refused as refusal:
            return refusal
        return None

    @property
    def offer(self) -> Offer | None:
        """What the customer was told of the way that was chosen."""
        return next((one for one in self.offers if self.sending and one.way is self.sending.way), None)

    def units_of(self, line_id: str) -> int:
        """How many units of a line are brought back."""
        return len(taken.places) if (taken := self.taken_of(line_id)) is not None else 0
