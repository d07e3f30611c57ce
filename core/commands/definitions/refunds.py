"""Money goes back: proposed, approved by somebody else, paid."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from core.commands.aggregates import return_aggregate
from core.commands.definitions.base import Command, Id, PaymentName, RowNumber, Sentence, ShortText
from core.commands.definitions.payments import AlsoPaid
from core.rules.exchange_sending import Sending
from core.rules.lifecycle import Nature, VerbRule
from core.rules.permissions import Permission
from core.rules.refund import REFUND_RULES, Means, Part, RefundVerb
from core.rules.return_policy import MAX_CENTS

MAX_REFUND_UNITS = 999
MAX_PARTS = 10
MAX_EXCHANGED = 20
SIGNATURE_CHARS = 128

UnitName = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
Units = Annotated[list[UnitName], msgspec.Meta(max_length=MAX_REFUND_UNITS)]
SomeUnits = Annotated[list[UnitName], msgspec.Meta(min_length=1, max_length=MAX_REFUND_UNITS)]
SomeCents = Annotated[int, msgspec.Meta(ge=1, le=MAX_CENTS)]


class PartDraft(msgspec.Struct, frozen=True):
    """So many cents by one means."""

    means: Means
    cents: SomeCents


Parts = Annotated[list[PartDraft], msgspec.Meta(max_length=MAX_PARTS)]


def parts_of(drafts: list[PartDraft]) -> tuple[Part, ...]:
    """The parts as the rules know them."""
    return tuple(Part(draft.means, draft.cents) for draft in drafts)


class ExchangeLine(msgspec.Struct, frozen=True):
    """Units of an article that the customer takes instead, at the price of each that was shown: the
    catalogue's of that moment, or it is refused. Of single pieces each is a line, with its serial number."""

    article_id: RowNumber
    quantity: Annotated[int, msgspec.Meta(ge=1, le=99)]
    price_cents: Annotated[int, msgspec.Meta(ge=0, le=MAX_CENTS)]
    serial: ShortText = ""


class RefundCommand(Command, frozen=True, kw_only=True):
    """Base of the commands on one refund of a return."""

    VERB: ClassVar[RefundVerb]
    return_id: Id
    refund_id: Id

    @property
    def aggregate(self) -> str:
        return return_aggregate(self.return_id)


class ProposeRefund(RefundCommand, frozen=True, kw_only=True):
    """Money for these units, by these means: exactly what the rules say, or it is refused.

    Units are named by `core.rules.refund_money.unit_id`, the sale's delivery by `delivery_id`. An exchange
    nets against it, and is held for the customer at once: here; or, with `sending`, wherever it is, by an
    order which the core takes in for it. `credit_number` is from the device's block, if a part is store
    credit. `is_offline`: the line is cut.
    """

    NAME = "ProposeRefund"
    RULE = VerbRule(Nature.REQUEST, Permission.PROPOSE_REFUND)
    units: SomeUnits
    parts: Parts = []
    exchange: Annotated[list[ExchangeLine], msgspec.Meta(max_length=MAX_EXCHANGED)] = []
    sending: Sending | None = None
    credit_number: ShortText = ""
    is_offline: bool = False
    note: Sentence = ""


class ApproveRefund(RefundCommand, frozen=True, kw_only=True):
    """A manager's word, signed on this device over the exact amounts (`core.wire.approval`).

    The author of the envelope is the manager; the associate's session stays. `signed_at` is the time that was
    signed, `signature` its 64 bytes in hexadecimal.
    """

    NAME = "ApproveRefund"
    VERB = RefundVerb.APPROVE
    RULE = REFUND_RULES[RefundVerb.APPROVE]
    units: Units
    parts: Parts
    proposer: Id
    signed_at: int
    signature: Annotated[str, msgspec.Meta(min_length=1, max_length=SIGNATURE_CHARS)]
    is_offline: bool = False


class RefuseRefund(RefundCommand, frozen=True, kw_only=True):
    """No, and why. Its units are free again."""

    NAME = "RefuseRefund"
    VERB = RefundVerb.REFUSE
    RULE = REFUND_RULES[RefundVerb.REFUSE]
    reason: Sentence


class AskAboutRefund(RefundCommand, frozen=True, kw_only=True):
    """The manager wants to know something first."""

    NAME = "AskAboutRefund"
    VERB = RefundVerb.ASK
    RULE = REFUND_RULES[RefundVerb.ASK]
    question: Sentence


class AnswerAboutRefund(RefundCommand, frozen=True, kw_only=True):
    """Whoever proposed it answers."""

    NAME = "AnswerAboutRefund"
    VERB = RefundVerb.ANSWER
    RULE = REFUND_RULES[RefundVerb.ANSWER]
    answer: Sentence


class EscalateRefund(RefundCommand, frozen=True, kw_only=True):
    """It is for somebody above."""

    NAME = "EscalateRefund"
    VERB = RefundVerb.ESCALATE
    RULE = REFUND_RULES[RefundVerb.ESCALATE]
    note: Sentence = ""


class WithdrawRefund(RefundCommand, frozen=True, kw_only=True):
    """It is not asked for any more. Its units are free again."""

    NAME = "WithdrawRefund"
    VERB = RefundVerb.WITHDRAW
    RULE = REFUND_RULES[RefundVerb.WITHDRAW]
    reason: Sentence = ""


class RetryRefund(RefundCommand, frozen=True, kw_only=True):
    """What failed is tried again. `checked`: what the payment service says of what it never answered."""

    NAME = "RetryRefund"
    VERB = RefundVerb.RETRY
    RULE = REFUND_RULES[RefundVerb.RETRY]
    checked: Sentence = ""


class SettleRefund(RefundCommand, frozen=True, kw_only=True):
    """What failed was settled by hand, and how."""

    NAME = "SettleRefund"
    VERB = RefundVerb.SETTLE
    RULE = REFUND_RULES[RefundVerb.SETTLE]
    settlement: Sentence


class PayOutCash(RefundCommand, frozen=True, kw_only=True):
    """Cash has left the till for it."""

    NAME = "PayOutCash"
    VERB = RefundVerb.PAY
    RULE = REFUND_RULES[RefundVerb.PAY]
    cents: SomeCents
    is_offline: bool = False


class GiveGoodwill(RefundCommand, frozen=True, kw_only=True):
    """A manager's gesture beyond what is due, as store credit; within a limit by the day."""

    NAME = "GiveGoodwill"
    RULE = VerbRule(Nature.REQUEST, Permission.GIVE_GOODWILL)
    cents: SomeCents
    credit_number: Id
    reason: Sentence


class HandOutExchange(RefundCommand, frozen=True, kw_only=True):
    """The customer has what was taken instead, and has paid what was due for it, by `paid_with`,
    which the payment service calls `paid_reference`, and beside it by what `also_paid` says. Of what was
    ordered for them it says that they have paid: it goes on its way."""

    NAME = "HandOutExchange"
    RULE = VerbRule(Nature.FACT, Permission.TAKE_RETURN)
    paid_cents: Annotated[int, msgspec.Meta(ge=0, le=MAX_CENTS)] = 0
    paid_with: Means = Means.CARD
    paid_reference: PaymentName = ""
    also_paid: AlsoPaid = []


class DropExchange(RefundCommand, frozen=True, kw_only=True):
    """The customer does not take what was held in exchange: it is free again, and so are the units, of which
    no money has gone back."""

    NAME = "DropExchange"
    VERB = RefundVerb.DROP
    RULE = REFUND_RULES[RefundVerb.DROP]


COMMANDS: tuple[type[Command], ...] = (
    ProposeRefund,
    ApproveRefund,
    RefuseRefund,
    AskAboutRefund,
    AnswerAboutRefund,
    EscalateRefund,
    WithdrawRefund,
    RetryRefund,
    SettleRefund,
    PayOutCash,
    GiveGoodwill,
    HandOutExchange,
    DropExchange,
)
