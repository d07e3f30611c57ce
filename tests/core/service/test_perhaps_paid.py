"""What a core that was lost has paid, or may have: it is known, and nothing is paid in its place before
somebody has asked the payment service."""

from __future__ import annotations

import pytest
from perhaps_asked import PARTS, REFUSED, contradict, refund_again, settle, sign, tell
from restored_till import CENTS, WATCH, Till

from core.commands import GiveGoodwill, ProposeRefund, Resolution, RetryRefund
from core.model import Device, RefundClaim, RefundWord
from core.orchestration import Core, UnitOfWork
from core.orchestration.payment_parts import key_of
from core.orchestration.restore_wait import WAITS_MS
from core.orchestration.untold_refunds import keep
from core.ports import SimulatedClock
from core.rules.refund import Means
from core.rules.refund_part import Answer, Heard
from core.rules.time import HOUR_MS, MINUTE_MS


@pytest.fixture
def till(core: Core, clock: SimulatedClock) -> Till:
    return Till(core, clock, Means.CARD)


def test_an_approval_that_was_contradicted_here_is_a_case_that_names_the_sum(till: Till) -> None:
    contradict(till)
    assert till.came_of(till.one) == [("refused", "not_in_this_state")]
    [case] = till.cases()
    assert (case.kind, case.settled_at) == ("refund_perhaps_paid", None)
    assert (case.data["cents"], case.data["refund"], case.data["units"]) == (CENTS, "ref", WATCH)


def test_another_refund_of_its_units_waits_until_somebody_says_that_it_was_not_paid(till: Till) -> None:
    contradict(till)
    assert (refund_again(till), till.cards.paid) == (("failed", "no_answer"), {})

    assert settle(till, Resolution.CLOSE) == ("applied", "")
    asked = RetryRefund(return_id="ret", refund_id="another", checked="It was not paid.")
    assert till.do(till.other, asked, till.manager) == ("applied", "")
    till.passes(MINUTE_MS)
    assert (till.state("another"), till.cards.paid) == (
        ("refunded", ""),
        {key_of("another", 0, 0, 1): CENTS},
    )


def test_what_was_paid_as_somebody_says_is_its_refund_s_and_has_its_units(till: Till) -> None:
    contradict(till)
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert (till.state("ref"), till.cards.paid) == (("refunded", ""), {})
    claims = till.core.read(lambda s: [(one.unit_id, one.refund_id) for one in s.query(RefundClaim)])
    assert claims == [(WATCH[0], "ref")]
    again = ProposeRefund(return_id="ret", refund_id="another", units=WATCH, parts=PARTS)
    status, _code = till.do(till.other, again)
    assert status == "refused"


def test_a_refund_that_has_the_units_of_what_was_paid_is_never_sent(till: Till) -> None:
    contradict(till)
    refund_again(till)
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert till.state("ref") == ("refused", "")
    asked = RetryRefund(return_id="ret", refund_id="another", checked="Try it.")
    till.do(till.other, asked, till.manager)
    till.passes(MINUTE_MS)
    assert (till.state("another"), till.cards.paid) == (("failed", "paid_before_restore"), {})


def test_what_is_approved_here_after_all_goes_by_its_key_and_is_no_question_any_more(till: Till) -> None:
    sign(till)
    till.is_restored()
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    assert [case.data["refund"] for case in till.cases()] == ["ref"]

    till.other.send(10, is_heard=True)
    till.other.approve("ret", "ref", WATCH, PARTS)
    till.other.send(10, is_heard=True)
    till.passes(MINUTE_MS)
    assert list(till.cards.paid) == [key_of("ref", 0, 0, 0)]
    assert [case.data["resolution"] for case in till.cases()] == ["by_itself"]


def test_a_device_that_is_away_may_hold_the_approval_of_what_is_refused_meanwhile(till: Till) -> None:
    sign(till)
    till.is_restored()
    till.other.send(10, is_heard=True)
    till.passes(WAITS_MS)
    assert till.do(till.other, REFUSED, till.manager) == ("applied", "")
    assert (refund_again(till), till.cards.paid) == (("failed", "no_answer"), {})

    till.clock.advance(HOUR_MS)
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert [case.data["refund"] for case in till.cases()] == ["ref"]


def test_what_was_refused_before_the_backup_was_made_is_asked_about_by_nobody(till: Till) -> None:
    till.other.bring_back("ret", WATCH)
    till.other.propose("ret", "ref", WATCH)
    till.other.seal(REFUSED, till.manager)
    till.other.send(10, is_heard=True)
    till.is_restored()
    till.passes(WAITS_MS)
    assert refund_again(till) == ("refunded", "")


def test_the_part_that_bears_its_name_takes_in_what_was_said_before_and_is_not_sent(till: Till) -> None:
    till.other.bring_back("ret", WATCH)
    till.other.pay_back("ret", "ref", WATCH)
    till.is_restored()
    tell(till, key_of("ref", 0, 0, 0))
    till.other.send(10, is_heard=True)
    till.passes(WAITS_MS)
    assert (till.state("ref"), till.cards.paid, till.cases()) == (("refunded", ""), {}, [])


def test_money_of_which_no_refund_says_so_is_a_case_and_holds_up_the_others_of_its_sale(till: Till) -> None:
    till.is_restored()
    tell(till, key_of("ref", 0, 0, 0))
    till.passes(MINUTE_MS)
    assert till.cases() == [], "its refund may be on its way"
    till.passes(WAITS_MS)
    [case] = till.cases()
    assert (case.kind, case.location_id) == ("refund_paid_untold", till.location.id)
    assert (case.data["cents"], case.data["number"]) == (CENTS, "T-1")
    assert (refund_again(till), till.cards.paid) == (("failed", "no_answer"), {})


@pytest.mark.by_turns
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(
    ("choice", "kinds"),
    [
        (Resolution.WENT, ["refund_perhaps_paid"]),
        (Resolution.CLOSE, ["refund_paid_untold", "refund_perhaps_paid"]),
    ],
)
def test_one_question_is_asked_of_what_was_turned_down_and_is_told_of(
    till: Till, is_first: bool, choice: Resolution, kinds: list[str]
) -> None:
    """Whoever denies what the payment service says is asked about that by itself."""
    if is_first:
        contradict(till, is_told=True)
    else:
        contradict(till)
        tell(till, key_of("ref", 0, 0, 0))
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    [case] = [case for case in till.cases() if case.settled_at is None]
    assert case.kind == "refund_perhaps_paid"
    assert settle(till, choice) == ("applied", "")
    till.passes(MINUTE_MS)
    assert {case.kind for case in till.cases() if case.data.get("resolution") != "by_itself"} == {*kinds}


def test_it_is_no_question_any_more_once_its_refund_has_come(till: Till) -> None:
    till.one.bring_back("ret", WATCH)
    till.one.pay_back("ret", "ref", WATCH)
    till.is_restored()
    tell(till, key_of("ref", 0, 0, 0))
    till.passes(WAITS_MS)
    till.passes(HOUR_MS)
    till.one.send(10, is_heard=True)
    till.passes(MINUTE_MS)
    assert (till.state("ref"), till.cards.paid) == (("refunded", ""), {})
    assert [case.data["resolution"] for case in till.cases()] == ["by_itself"]


@pytest.mark.parametrize("choice", [Resolution.CLOSE, Resolution.WENT])
def test_whoever_has_looked_says_whether_others_may_go(till: Till, choice: Resolution) -> None:
    till.is_restored()
    tell(till, "somebody else's")
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert settle(till, choice) == ("applied", "")
    state = ("refunded", "") if choice is Resolution.CLOSE else ("failed", "paid_before_restore")
    assert refund_again(till) == state


@pytest.mark.by_turns
@pytest.mark.parametrize("is_first", [True, False])
def test_what_has_come_back_is_asked_about_by_nobody(till: Till, is_first: bool) -> None:
    till.is_restored()
    words = [Heard.DONE, Heard.RETURNED]
    for heard in words if is_first else reversed(words):
        tell(till, "somebody else's", heard)
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert till.cases() == []
    assert refund_again(till) == ("refunded", "")


def test_without_a_restore_others_money_is_not_ours_to_ask_about(till: Till) -> None:
    answer = Answer(Heard.DONE, reference="REF-1", cents=CENTS, payment="PAY-1")
    assert not till.core.transact(lambda unit: keep(unit, "somebody else's", answer, "event"))
    assert till.core.read(lambda s: s.query(RefundWord).count()) == 0


def test_a_gesture_is_our_own_ledger_s_and_is_asked_about_by_nobody(till: Till) -> None:
    """The lost core's entry is gone with its ledger."""
    till.other.bring_back("ret", WATCH)

    def gesture(name: str, desk_number: str) -> GiveGoodwill:
        return GiveGoodwill(
            return_id="ret", refund_id=name, cents=500, credit_number=desk_number, reason="sorry"
        )

    till.one.seal(gesture("ref", till.one.credit_number), till.manager)
    till.is_restored()
    till.other.send(10, is_heard=True)
    till.core.transact(lambda unit: _revoke(unit, till.one.device_id))
    till.one.send(10, is_heard=True)
    assert till.cases() == []
    assert till.do(till.other, gesture("another", till.other.credit_number), till.manager) == ("applied", "")
    till.payer = till.pays_credits()
    till.passes(WAITS_MS)
    assert till.state("another") == ("refunded", "")


def _revoke(unit: UnitOfWork, device_id: str) -> None:
    unit.session.get_one(Device, device_id).revoked_at = unit.at
