"""The lifecycle of the money that goes back: proposed, approved by somebody else, executed by the core.

What a payment service answers is a fact, and so is cash that has left the till.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec

from core.rules.lifecycle import Lifecycle, Move, Nature, VerbRule
from core.rules.permissions import Permission

EXCHANGE_SALE: Final = "exchange"
"""The kind of a sale that is of what was taken in exchange."""
COLLECTED_SALE: Final = "collected"
"""The kind of a sale of the web that its customer came for: where it is written down, it was handed over."""
PARTLY_COLLECTED_SALE: Final = "partly_collected"
"""The kind of a sale of the web that its customer came for in part, and of which the rest was sent."""
SENT_SALE: Final = "web"
"""The kind of a sale of the web that was sent."""


class RefundState(StrEnum):
    """Where the money stands. `ASKED`: the manager wants to know something first."""

    PROPOSED = "proposed"
    ASKED = "asked"
    ESCALATED = "escalated"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    QUEUED = "queued"
    EXECUTING = "executing"
    REFUNDED = "refunded"
    FAILED = "failed"
    BY_HAND = "by_hand"


class RefundVerb(StrEnum):
    """What can be told of it or asked for it."""

    ASK = "ask"
    ANSWER = "answer"
    ESCALATE = "escalate"
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    QUEUE = "queue"
    EXECUTE = "execute"
    PAY = "pay"
    SUCCEED = "succeed"
    FAIL = "fail"
    RETRY = "retry"
    SETTLE = "settle"
    PROVE = "prove"
    DROP = "drop"
    KEEP = "keep"


class Means(StrEnum):
    """What money is paid with, and goes back to."""

    CARD = "card"
    CASH = "cash"
    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"


class RefundKind(StrEnum):
    """Money for units that came back, a gesture beyond them, or cash that left and should not have."""

    RETURN = "return"
    GOODWILL = "goodwill"
    LOSS = "loss"


class Part(msgspec.Struct, frozen=True, order=True):
    """So many cents by one means."""

    means: Means
    cents: int


S = RefundState
V = RefundVerb
_Row = Callable[..., None]
"""Adds a row to the table: (states, verb, to=same, exception=none)."""

REFUND_RULES: Mapping[RefundVerb, VerbRule] = MappingProxyType(
    {
        V.ASK: VerbRule(Nature.REQUEST, Permission.APPROVE_REFUND),
        V.ANSWER: VerbRule(Nature.REQUEST, Permission.PROPOSE_REFUND),
        V.ESCALATE: VerbRule(Nature.REQUEST, Permission.APPROVE_REFUND),
        V.APPROVE: VerbRule(Nature.REQUEST, Permission.APPROVE_REFUND),
        V.REFUSE: VerbRule(Nature.REQUEST, Permission.APPROVE_REFUND),
        V.WITHDRAW: VerbRule(Nature.REQUEST, Permission.PROPOSE_REFUND),
        V.QUEUE: VerbRule(Nature.REQUEST, Permission.RUN_TIMERS),
        V.EXECUTE: VerbRule(Nature.REQUEST, Permission.RUN_TIMERS),
        V.PAY: VerbRule(Nature.FACT, Permission.PAY_OUT),
        V.SUCCEED: VerbRule(Nature.FACT, Permission.RUN_TIMERS),
        V.FAIL: VerbRule(Nature.FACT, Permission.RUN_TIMERS),
        V.RETRY: VerbRule(Nature.REQUEST, Permission.APPROVE_REFUND),
        V.SETTLE: VerbRule(Nature.REQUEST, Permission.APPROVE_REFUND),
        V.PROVE: VerbRule(Nature.REQUEST, Permission.APPROVE_REFUND),
        V.DROP: VerbRule(Nature.REQUEST, Permission.PROPOSE_REFUND),
        V.KEEP: VerbRule(Nature.REQUEST, Permission.PROPOSE_REFUND),
    }
)

UNDECIDED: Final = (S.PROPOSED, S.ASKED, S.ESCALATED)
"""A manager has something to say."""
GIVEN_UP: Final = (S.REFUSED, S.WITHDRAWN)
"""Its units are free to be refunded again."""
UNDER_WAY: Final = (S.QUEUED, S.EXECUTING)
LIVING: Final = frozenset(S) - set(GIVEN_UP)
"""What counts against what was paid."""


def _moves() -> dict[tuple[S, V], Move]:
    table: dict[tuple[S, V], Move] = {}

    def row(states: Sequence[S], verb: V, to: S | None = None, exception: str | None = None) -> None:
        table.update({(state, verb): Move(to or state, exception) for state in states})

    row([S.PROPOSED, S.ESCALATED], V.ASK, S.ASKED)
    row([S.ASKED], V.ANSWER, S.PROPOSED)
    row([S.PROPOSED, S.ASKED], V.ESCALATE, S.ESCALATED)
    # What failed and nobody here had agreed to: a core that was lost had let it go, or its cash left unasked.
    row([*UNDECIDED, S.FAILED], V.APPROVE, S.APPROVED)
    row(UNDECIDED, V.REFUSE, S.REFUSED)
    row(UNDECIDED, V.WITHDRAW, S.WITHDRAWN)
    row([S.APPROVED], V.QUEUE, S.QUEUED)
    row([S.QUEUED, S.EXECUTING], V.EXECUTE, S.EXECUTING)
    row([S.FAILED], V.RETRY, S.QUEUED)
    row([S.FAILED], V.SETTLE, S.BY_HAND)
    # A core that was lost had let it go, as somebody has asked.
    row([*UNDECIDED, *GIVEN_UP, S.FAILED], V.PROVE, S.QUEUED)
    # An exchange of which no money went, and that the customer has not taken.
    row([*UNDER_WAY, S.REFUNDED, S.FAILED], V.DROP, S.WITHDRAWN)
    # Some of it had gone before it was given up: it keeps its units, and somebody settles it.
    row(GIVEN_UP, V.KEEP, S.FAILED)
    _paid(row)
    _answered(row)
    return table


def _paid(row: _Row) -> None:
    """Cash has left the till: what remains of the refund goes on, whatever was known of it."""
    row([S.APPROVED, *UNDER_WAY], V.PAY, S.EXECUTING)
    # What failed of it is to be tried again, or settled, still.
    row([S.FAILED], V.PAY)
    row(UNDECIDED, V.PAY, S.EXECUTING, "cash_paid_unapproved")
    row(GIVEN_UP, V.PAY, S.EXECUTING, "cash_paid_after_refusal")
    row([S.REFUNDED, S.BY_HAND], V.PAY, exception="cash_paid_twice")


def _answered(row: _Row) -> None:
    """What a payment service says: it may come late, and again."""
    before = (*UNDECIDED, S.APPROVED, *GIVEN_UP)
    row(before, V.SUCCEED, S.REFUNDED, "refund_answered_unasked")
    row([*UNDER_WAY, S.FAILED, S.REFUNDED], V.SUCCEED, S.REFUNDED)
    row([S.BY_HAND], V.SUCCEED, exception="refunded_after_settlement")
    row(before, V.FAIL, exception="refund_answered_unasked")
    row([*UNDER_WAY, S.FAILED], V.FAIL, S.FAILED)
    row([S.REFUNDED], V.FAIL, S.FAILED, "refund_failed_late")
    row([S.BY_HAND], V.FAIL)


REFUND: Lifecycle[RefundState, RefundVerb] = Lifecycle(
    "refund", RefundState, REFUND_RULES, MappingProxyType(_moves())
)
