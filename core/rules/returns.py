"""The lifecycle of goods that come back: state lives on each line, and a return's status is its lines'.

Whether money goes with them is another lifecycle (`core.rules.refund`). A line that the policy does not cover
can be received all the same: the customer leaves the goods, and a manager decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from core.rules.lifecycle import Lifecycle, Move, Nature, VerbRule
from core.rules.permissions import Permission

RETURN_NUMBERS: Final = "return"
"""The kind of a leased block of the numbers that returns are called by."""
CREDIT_NUMBERS: Final = "credit"
"""And of those of store credits."""
RETURN_PREFIX: Final = "R"
CREDIT_PREFIX: Final = "A"
NUMBER_DIGITS: Final = 7
MOST_NUMBERS: Final = 10**12
"""More than any chain takes back; a number may be longer than its usual digits."""


class ReturnState(StrEnum):
    """Where a line stands."""

    DECLARED = "declared"
    ELIGIBLE = "eligible"
    NEEDS_OVERRIDE = "needs_override"
    RECEIVED = "received"
    GRADED = "graded"
    DISPOSED = "disposed"
    CANCELLED = "cancelled"


class ReturnVerb(StrEnum):
    """What can be told of a line or asked for it."""

    ACCEPT = "accept"
    DOUBT = "doubt"
    OVERRIDE = "override"
    RECEIVE = "receive"
    RECEIVE_REST = "receive_rest"
    GRADE = "grade"
    DISPOSE = "dispose"
    CANCEL = "cancel"
    GIVE_BACK = "give_back"


NEVER_HAD: Final = "never_had"
"""Why units come back that nobody brings: what was ordered in exchange, and never came."""
COSTS_LESS: Final = "costs_less"
"""Nobody brings them either: what a substitute costs less than what was ordered in exchange."""
BROUGHT_BY_NOBODY: Final = (NEVER_HAD, COSTS_LESS)


class ReturnReason(StrEnum):
    """Why the customer brings it back, in the customer's words."""

    CHANGED_MIND = "changed_mind"
    WRONG_SIZE = "wrong_size"
    NOT_AS_DESCRIBED = "not_as_described"
    WRONG_ARTICLE = "wrong_article"
    DAMAGED_ON_ARRIVAL = "damaged_on_arrival"
    DEFECTIVE = "defective"
    TOO_LATE = "too_late"
    GIFT = "gift"


class Condition(StrEnum):
    """What the goods are like, after the guided grading."""

    NEW = "new"
    OPENED = "opened"
    WORN = "worn"
    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    INCOMPLETE = "incomplete"
    COUNTERFEIT_SUSPECTED = "counterfeit_suspected"


S = ReturnState
V = ReturnVerb

RETURN_RULES: Mapping[ReturnVerb, VerbRule] = MappingProxyType(
    {
        V.ACCEPT: VerbRule(Nature.REQUEST, Permission.TAKE_RETURN),
        V.DOUBT: VerbRule(Nature.REQUEST, Permission.TAKE_RETURN),
        V.OVERRIDE: VerbRule(Nature.REQUEST, Permission.OVERRIDE_RETURN),
        V.RECEIVE: VerbRule(Nature.FACT, Permission.TAKE_RETURN),
        V.RECEIVE_REST: VerbRule(Nature.FACT, Permission.TAKE_RETURN),
        V.GRADE: VerbRule(Nature.FACT, Permission.TAKE_RETURN),
        V.DISPOSE: VerbRule(Nature.FACT, Permission.TAKE_RETURN),
        V.CANCEL: VerbRule(Nature.REQUEST, Permission.TAKE_RETURN),
        V.GIVE_BACK: VerbRule(Nature.FACT, Permission.TAKE_RETURN),
    }
)

EXPECTED: Final = (S.DECLARED, S.ELIGIBLE, S.NEEDS_OVERRIDE)
"""Not here yet."""
IN_HAND: Final = (S.RECEIVED, S.GRADED)
"""Here, and something is to be done with it still."""


def _moves() -> dict[tuple[S, V], Move]:
    table: dict[tuple[S, V], Move] = {}

    def row(states: Sequence[S], verb: V, to: S | None = None, exception: str | None = None) -> None:
        table.update({(state, verb): Move(to or state, exception) for state in states})

    row([S.DECLARED], V.ACCEPT, S.ELIGIBLE)
    row([S.DECLARED], V.DOUBT, S.NEEDS_OVERRIDE)
    row([S.NEEDS_OVERRIDE], V.OVERRIDE, S.ELIGIBLE)
    # Goods that wait here for the manager's word stay where they are.
    row([*IN_HAND, S.DISPOSED], V.OVERRIDE)
    row(EXPECTED, V.RECEIVE, S.RECEIVED)
    row([*IN_HAND, S.DISPOSED], V.RECEIVE, exception="return_received_twice")
    row([S.CANCELLED], V.RECEIVE, S.RECEIVED, "return_handled_after_cancellation")
    # Units of the line that were missing at first: they are graded, and go on, like those before them.
    row([*EXPECTED, *IN_HAND, S.DISPOSED], V.RECEIVE_REST, S.RECEIVED)
    row([S.CANCELLED], V.RECEIVE_REST, S.RECEIVED, "return_handled_after_cancellation")
    row(IN_HAND, V.GRADE, S.GRADED)
    row(EXPECTED, V.GRADE, S.GRADED, "return_handled_before_receipt")
    row([S.DISPOSED], V.GRADE, exception="return_graded_after_disposition")
    row([S.CANCELLED], V.GRADE, S.GRADED, "return_handled_after_cancellation")
    row([S.GRADED], V.DISPOSE, S.DISPOSED)
    row([S.RECEIVED], V.DISPOSE, S.DISPOSED, "return_disposed_ungraded")
    row(EXPECTED, V.DISPOSE, S.DISPOSED, "return_handled_before_receipt")
    row([S.DISPOSED], V.DISPOSE, exception="return_disposed_twice")
    row([S.CANCELLED], V.DISPOSE, S.DISPOSED, "return_handled_after_cancellation")
    row(EXPECTED, V.CANCEL, S.CANCELLED)
    # It stays refused, and its customer has it again.
    row(list(S), V.GIVE_BACK, S.CANCELLED)
    return table


RETURN: Lifecycle[ReturnState, ReturnVerb] = Lifecycle(
    "return", ReturnState, RETURN_RULES, MappingProxyType(_moves())
)

_ORDER: Final = (S.NEEDS_OVERRIDE, S.DECLARED, S.ELIGIBLE, S.RECEIVED, S.GRADED, S.DISPOSED)


def return_status(lines: Sequence[ReturnState]) -> ReturnState:
    """The status of a return: where the least advanced of its lines stands, of those that go on."""
    open_ = [state for state in lines if state is not S.CANCELLED]
    return min(open_, key=_ORDER.index) if open_ else S.CANCELLED


def number_text(prefix: str, number: int) -> str:
    """A number as people read it: `R0001042`."""
    return f"{prefix}{number:0{NUMBER_DIGITS}d}"


def is_of_returns_block(text: str, prefix: str, first: int, last: int) -> bool:
    """Whether the number is one of a leased block, `first` to `last`."""
    digits = text.removeprefix(prefix)
    is_number = digits.isascii() and digits.isdigit() and len(digits) >= NUMBER_DIGITS
    return text.startswith(prefix) and is_number and first <= int(digits) <= last
