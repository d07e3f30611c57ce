"""Short worlds, each from one seed: whatever people do in a back room, what must be true is true."""

from __future__ import annotations

import pytest
from short_worlds import worlds_of

IS_DONE = {
    "round": ("round", "take_over", "PickLine", "ShortLine"),
    "counter": (
        *("PackFulfilment", "StageFulfilment", "HandOver", "HandOverPart", "TryOn"),
        *("RefusePart", "RefuseAtCounter", "PutBack", "ReopenFulfilment"),
    ),
    "substitute": ("ProposeSubstitute", "AnswerSubstitute", "WithdrawSubstitute", "reply"),
    "count": ("AskCount", "CountArticle", "recount"),
    "truck": (
        *("OpenDelivery", "ReceiveCarton", "ReceivePieces"),
        *("TakeOff", "TellDamaged", "FinishDelivery"),
    ),
    "transfer": (
        *("RequestTransfer", "ApproveTransfer", "RefuseTransfer", "CancelTransfer"),
        *("DispatchFulfilment", "ReceivePieces", "FinishDelivery"),
    ),
    "next_door": (
        *("DeclareReturn", "ReceiveReturn", "claimed next door", "ApproveRefund"),
        *("a receipt told", "another region"),
    ),
}
"""By what people do above all: what must have been done at least once in these worlds."""
SEEDS = range(6)

pytestmark = pytest.mark.timeout(900)
# A world's time is its own: a slow machine is no failure.


@pytest.mark.parametrize("flow", IS_DONE)
def test_whatever_people_do_what_must_be_true_is_true(flow: str) -> None:
    did = worlds_of(flow, SEEDS)

    assert [one for one in IS_DONE[flow] if not did[one]] == [], did
