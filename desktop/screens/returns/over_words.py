"""That nothing is to be done of an open return, and what its customer still waits for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from core.rules.refund import UNDECIDED, RefundKind, RefundState
from desktop.screens.returns.counter_state import Due, Opened
from desktop.screens.returns.state import ReturnsState
from desktop.shell.amounts import money_words
from desktop.shell.saying import translate

_UNSENT: Final = frozenset({RefundState.APPROVED, RefundState.QUEUED})
_SENT: Final = frozenset({RefundState.EXECUTING})
_UNPAID: Final = _UNSENT | _SENT | {*UNDECIDED}


def is_over(state: ReturnsState) -> bool:
    """Whether nobody has anything to do or to write here."""
    return state.due is Due.NOTHING and state.beside is None and not state.is_choosing


def over_icon(state: ReturnsState) -> str:
    """Whether its customer still waits for something, or their money came back."""
    opened = state.opened
    states = {one.state for one in opened.money} if opened is not None else set()
    if RefundState.FAILED in states:
        return "alert"
    waits = (opened is not None and opened.instead) or states & _UNPAID
    return "waiting" if waits else "check"


def over_hint(state: ReturnsState) -> str:
    """What of its money has not reached the customer: what is on its way, and what has not left yet."""
    opened = state.opened
    if opened is None:
        return ""
    said = (
        (translate("Returns", "{amount} still to go to the customer"), _left(opened, _UNSENT)),
        (translate("Returns", "{amount} on the way to the customer"), _left(opened, _SENT)),
    )
    return " · ".join(
        words.format(amount=money_words(cents, opened.currency)) for words, cents in said if cents
    )


def _left(opened: Opened, states: Collection[RefundState]) -> int:
    """What is left of refunds that stand there, in cents; cash that was lost is nobody's."""
    return sum(
        one.left_cents for one in opened.money if one.state in states and one.kind is not RefundKind.LOSS
    )
