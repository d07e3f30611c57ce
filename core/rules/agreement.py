"""The lifecycle of a substitute: asked of the customer, and what they said.

What could not be found is told short, and another article that is here stands in its place on a line of its
own, with stock held for it. It is picked once the customer agrees; where they do not, or say nothing in time,
their line is cancelled.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from core.rules.lifecycle import Lifecycle, Move, Nature, VerbRule
from core.rules.permissions import Permission


class AgreementState(StrEnum):
    """Where the question stands."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class AgreementVerb(StrEnum):
    """What the customer says, and how a question ends without that."""

    AGREE = "agree"
    DECLINE = "decline"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"


S = AgreementState
V = AgreementVerb

AGREEMENT: Lifecycle[AgreementState, AgreementVerb] = Lifecycle(
    "substitute",
    AgreementState,
    MappingProxyType(
        {
            V.AGREE: VerbRule(Nature.FACT, Permission.PREPARE),
            V.DECLINE: VerbRule(Nature.FACT, Permission.PREPARE),
            V.LAPSE: VerbRule(Nature.REQUEST, Permission.RUN_TIMERS),
            V.WITHDRAW: VerbRule(Nature.REQUEST, Permission.PREPARE),
        }
    ),
    MappingProxyType(
        {
            (S.ASKED, V.AGREE): Move(S.AGREED),
            (S.ASKED, V.DECLINE): Move(S.DECLINED),
            (S.ASKED, V.LAPSE): Move(S.LAPSED),
            (S.ASKED, V.WITHDRAW): Move(S.WITHDRAWN),
            (S.AGREED, V.WITHDRAW): Move(S.WITHDRAWN),
            # Told twice, or told of what is not to be given any more.
            (S.AGREED, V.AGREE): Move(S.AGREED),
            (S.DECLINED, V.DECLINE): Move(S.DECLINED),
            (S.LAPSED, V.DECLINE): Move(S.LAPSED),
            (S.WITHDRAWN, V.DECLINE): Move(S.WITHDRAWN),
            (S.AGREED, V.DECLINE): Move(S.AGREED, "substitute_answered_both_ways"),
            (S.DECLINED, V.AGREE): Move(S.DECLINED, "substitute_answered_both_ways"),
            (S.LAPSED, V.AGREE): Move(S.LAPSED, "substitute_agreed_too_late"),
            (S.WITHDRAWN, V.AGREE): Move(S.WITHDRAWN, "substitute_agreed_too_late"),
        }
    ),
)

NOT_GIVEN: Final = frozenset({S.DECLINED, S.LAPSED, S.WITHDRAWN})
"""The customer does not get it: nothing is held for it any more."""
CODE_DIGITS: Final = 8


def reply_code(line_id: str) -> str:
    """The code by which a customer answers: who has it has read the letter. It follows from the line's
    identifier, which nobody outside can guess, so it needs no place where it is kept."""
    drawn = hashlib.blake2b(line_id.encode(), digest_size=8, person=b"coulisse-reply").digest()
    return f"{int.from_bytes(drawn, 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"
