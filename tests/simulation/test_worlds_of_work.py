"""Short worlds, each from one seed: whatever people do in a back room, what must be true is true."""

from __future__ import annotations

from collections import Counter

import pytest
import world
from mutations import without_waiting_after_a_restore
from onlooker import HELD, KEPT, SENT
from plan import AT_THE_COUNTER, CARDS_FAIL, EXCHANGING, Plan, plan_of
from short_worlds import (
    APPROVED_BEFORE_ITS_RETURN,
    ORDER_SENT_BY_TWO,
    ORDERED_AND_NOT_PAID_YET,
    ORDERED_BEFORE_THE_BACKUP,
    ORDERED_WHILE_ASKED,
    ORDERED_WHILE_ASKED_IN_VAIN,
    RESTORED_WAITS_MS,
    SENT_BY_TWO,
    worlds_of,
)
from world import happen

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
    "swap": (
        *("HandOutExchange", "ordered in exchange", "ApproveRefund"),
        *("difference paid", "difference given back", "exchange brought back"),
        *("swapped again", "money for what was swapped"),
    ),
}
"""By what people do above all: what must have been done at least once in these worlds."""

pytestmark = pytest.mark.timeout(900)
# A world's time is its own: a slow machine is no failure.


@pytest.mark.parametrize("flow", IS_DONE)
def test_whatever_people_do_what_must_be_true_is_true(flow: str) -> None:
    did = worlds_of(flow, IS_DONE[flow])

    assert [one for one in IS_DONE[flow] if not did[one]] == [], did


def test_an_approval_that_is_back_at_a_restored_core_before_its_return_waits_and_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(world, "RESTORED_WAITS_MS", RESTORED_WAITS_MS)
    did = happen(APPROVED_BEFORE_ITS_RETURN).did
    with without_waiting_after_a_restore():
        did_without = happen(APPROVED_BEFORE_ITS_RETURN).did

    assert did["ApproveRefund"] == did_without["ApproveRefund"] == 1
    assert not did["SettleException"]
    assert did_without["settle by went"] == 1


def test_what_the_lost_core_has_paid_and_this_one_turns_down_is_what_people_are_asked_about() -> None:
    """The lost core hears the manager's yes before their no, and pays; the restored one hears no first."""
    plan = plan_of(88510006, ("core_restored", "core_restored", CARDS_FAIL), AT_THE_COUNTER)

    history = happen(plan)

    assert history.struck["core_restored"]
    assert history.did["settle by went"], "they say what the payment service says"


def test_what_is_taken_in_exchange_around_a_restore_is_held_once_and_paid_for_once() -> None:
    did, struck = Counter[str](), Counter[str]()
    for seed in (91000001, 91000003):
        history = happen(plan_of(seed, ("core_restored", "core_restored", CARDS_FAIL), EXCHANGING))
        did, struck = did + history.did, struck + history.struck

    assert struck["core_restored"]
    assert did["HandOutExchange"] and did["ApproveRefund"], did


@pytest.mark.parametrize(
    ("plan", "is_paid"),
    [(ORDERED_WHILE_ASKED, True), (ORDERED_WHILE_ASKED_IN_VAIN, False), (ORDERED_BEFORE_THE_BACKUP, True)],
)
def test_what_is_ordered_while_people_are_asked_about_its_units_is_held_and_settled_once(
    monkeypatch: pytest.MonkeyPatch, plan: Plan, is_paid: bool
) -> None:
    monkeypatch.setattr(world, "RESTORED_WAITS_MS", RESTORED_WAITS_MS)
    did = happen(plan).did

    assert did["ordered in exchange"] == did[HELD] == did["SettleException"] == 1
    assert did["settle by went" if is_paid else "settle by close"] == 1
    assert did[SENT] == (not is_paid)
    assert did[KEPT] == (plan is ORDERED_BEFORE_THE_BACKUP)


@pytest.mark.parametrize("plan", [SENT_BY_TWO, ORDER_SENT_BY_TWO])
def test_what_two_colleagues_have_sent_has_left_twice_and_comes_so(plan: Plan) -> None:
    did = happen(plan).did

    assert did["PackFulfilment"] == did["DispatchFulfilment"] == 2


def test_what_is_ordered_in_exchange_and_costs_more_waits_for_its_customer_to_pay() -> None:
    did = happen(ORDERED_AND_NOT_PAID_YET).did

    assert did["ordered in exchange"] == 1
    assert did["HandOutExchange"] == did[SENT] == did[HELD] == 0
