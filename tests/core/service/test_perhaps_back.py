"""What has been said about money of a lost core is not the last word: it comes back, another word comes late,
its refund comes after all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from perhaps_asked import PARTS, contradict, forget_line, refund_again, restore_to_no, settle, sign, tell
from restored_till import CENTS, WATCH, Till

from core.commands import Resolution, RetryRefund, WentTo
from core.model import (
    ExceptionCase,
    Refund,
    RefundPart,
    RefundWord,
    Sale,
    SaleLine,
    SalePayment,
    StoreCredit,
)
from core.orchestration import Core, UnitOfWork, untold_refunds
from core.orchestration.payment_parts import key_of
from core.orchestration.refund_words import give_up, note
from core.orchestration.restore_wait import WAITS_MS
from core.ports import SimulatedClock
from core.rules.approval import Need
from core.rules.refund import Means, Part
from core.rules.refund_part import NO_ANSWER, Answer, Heard
from core.rules.time import DAY_MS, MINUTE_MS
from tests.core.builders import make_staff

KEY, KEY_2 = key_of("ref", 0, 0, 0), key_of("ref", 0, 1, 0)
CARD_CENTS = 7_000


class MixedTill(Till):
    """The watch was paid by card and by a store credit."""

    def due_for(self, units: Sequence[str]) -> list[Part]:
        return [Part(Means.CARD, CARD_CENTS), Part(Means.STORE_CREDIT, CENTS - CARD_CENTS)]


@pytest.fixture
def till(core: Core, clock: SimulatedClock) -> Till:
    return Till(core, clock, Means.CARD)


def kinds(till: Till, *, are_open: bool = True) -> list[str]:
    found = till.core.read(lambda s: s.query(ExceptionCase).all())
    return sorted(case.kind for case in found if not are_open or case.settled_at is None)


def words(till: Till) -> list[str]:
    return till.core.read(lambda s: [word.state for word in s.query(RefundWord).order_by(RefundWord.at)])


def pay_by_two_cards(till: Till) -> None:
    """Each of them took as much as the watch costs."""

    def add(unit: UnitOfWork) -> None:
        named = {"sale_id": till.sale_id, "place": 1, "reference": "PAY-2"}
        unit.session.add(SalePayment(**named, means="card", cents=CENTS))

    till.core.transact(add)


@pytest.mark.by_turns
@pytest.mark.parametrize("is_told", [True, False])
def test_what_comes_back_after_somebody_has_said_that_it_went_is_a_failed_refund(
    till: Till, is_told: bool
) -> None:
    contradict(till, is_told=is_told)
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert till.state("ref") == ("refunded", "")

    till.clock.advance(3 * DAY_MS)
    tell(till, KEY, Heard.RETURNED)
    assert till.state("ref")[0] == "failed"
    assert kinds(till) == ["refund_failed_late"]
    assert till.core.read(lambda s: s.get_one(Refund, "ref").parts) == [["card", CENTS, 0]]

    till.core.transact(_need_nobody)
    asked = RetryRefund(return_id="ret", refund_id="ref", checked="It came back.")
    assert till.do(till.other, asked, till.manager) == ("applied", "")
    till.passes(MINUTE_MS)
    assert (till.state("ref"), till.cards.paid) == (("refunded", ""), {key_of("ref", 0, 0, 1): CENTS})


def _need_nobody(unit: UnitOfWork) -> None:
    """What nobody has to approve is tried again by whoever is at the counter."""
    unit.session.get_one(Refund, "ref").need = Need.NOBODY.value


def test_what_has_come_back_before_somebody_says_that_it_went_is_nobody_s_question(till: Till) -> None:
    contradict(till, is_told=False)
    tell(till, KEY, Heard.RETURNED)
    assert kinds(till) == []
    assert till.state("ref")[0] == "refused"


def test_what_came_back_from_one_of_two_cards_is_heard_once_somebody_says_that_it_went(till: Till) -> None:
    pay_by_two_cards(till)
    contradict(till)
    tell(till, KEY, Heard.RETURNED)
    assert kinds(till) == ["refund_perhaps_paid"]
    assert settle(till, Resolution.WENT, [WentTo("PAY-1", CENTS)]) == ("applied", "")
    assert till.state("ref")[0] == "failed"


@pytest.mark.by_turns
@pytest.mark.parametrize("order", [(Heard.DONE, Heard.RETURNED), (Heard.RETURNED, Heard.DONE)])
def test_with_several_cards_its_going_and_coming_back_settle_the_question_in_either_order(
    till: Till, order: Sequence[Heard]
) -> None:
    pay_by_two_cards(till)
    contradict(till)
    for heard in order:
        tell(till, KEY_2, heard, payment="PAY-2")
        till.passes(MINUTE_MS)
    assert (kinds(till), till.state("ref")[0]) == ([], "refused")
    assert refund_again(till) == ("refunded", "")


@pytest.mark.by_turns
@pytest.mark.parametrize("order", [(Heard.DONE, Heard.RETURNED), (Heard.RETURNED, Heard.DONE)])
def test_with_several_cards_they_end_it_the_same_after_somebody_has_said_that_it_went(
    till: Till, order: Sequence[Heard]
) -> None:
    """No return is known here: only the case says so, and bars others no more."""
    pay_by_two_cards(till)
    till.one.approve("ret", "ref", WATCH, PARTS)
    till.is_restored()
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    assert settle(till, Resolution.WENT, [WentTo("PAY-2", CENTS)]) == ("applied", "")
    for heard in order:
        tell(till, KEY_2, heard, payment="PAY-2")
        till.passes(MINUTE_MS)
    assert kinds(till) == ["refund_failed_late"]
    assert refund_again(till) == ("refunded", "")


def test_what_came_back_from_each_of_its_cards_has_come_back_whole(till: Till) -> None:
    pay_by_two_cards(till)
    contradict(till)
    for key, payment, cents in ((KEY, "PAY-1", 5_000), (KEY_2, "PAY-2", CENTS - 5_000)):
        assert kinds(till) == ["refund_perhaps_paid"]
        for heard in (Heard.DONE, Heard.RETURNED):
            tell(till, key, heard, f"psp-{payment}", payment=payment, cents=cents)
            till.passes(MINUTE_MS)
    assert kinds(till) == []


def test_what_came_back_and_nobody_here_had_approved_is_signed_by_a_manager(till: Till) -> None:
    contradict(till)
    assert settle(till, Resolution.WENT) == ("applied", "")
    tell(till, KEY, Heard.RETURNED)
    assert till.state("ref")[0] == "failed"
    again = RetryRefund(return_id="ret", refund_id="ref")
    assert till.do(till.other, again, till.manager) == ("refused", "not_in_this_state")

    till.other.keeps_time = True
    till.other.approve("ret", "ref", WATCH, PARTS)
    till.other.send(10, is_heard=True)
    till.passes(MINUTE_MS)
    assert (till.state("ref"), till.cards.paid) == (("refunded", ""), {key_of("ref", 0, 0, 1): CENTS})


def test_what_was_approved_and_failed_is_signed_no_second_time(till: Till) -> None:
    till.other.bring_back("ret", WATCH)
    till.other.pay_back("ret", "ref", WATCH)
    till.other.send(10, is_heard=True)
    till.passes(MINUTE_MS)
    tell(till, KEY, Heard.RETURNED, f"psp-{KEY}")
    assert till.state("ref")[0] == "failed"
    till.other.keeps_time = True
    till.other.approve("ret", "ref", WATCH, PARTS)
    till.other.send(10, is_heard=True)
    assert till.came_of(till.other)[-1] == ("refused", "not_in_this_state")


def test_who_signs_what_may_have_gone_is_told_to_ask_first(till: Till) -> None:
    contradict(till)
    assert settle(till, Resolution.WENT) == ("applied", "")

    def fail(unit: UnitOfWork) -> None:
        refund = unit.session.get_one(Refund, "ref")
        refund.state, refund.failure = "failed", NO_ANSWER

    till.core.transact(fail)
    till.other.keeps_time = True
    till.other.approve("ret", "ref", WATCH, PARTS)
    till.other.send(10, is_heard=True)
    assert till.came_of(till.other)[-1] == ("refused", "outcome_unknown")


@pytest.mark.parametrize("named", [KEY, "somebody else's"])
def test_what_comes_back_long_after_a_restore_is_heard_if_a_core_may_have_asked_for_it(
    till: Till, named: str
) -> None:
    till.is_restored()
    till.passes(40 * DAY_MS)
    answer = Answer(Heard.DONE, reference="REF-1", cents=CENTS, payment="PAY-1")
    is_ours = named == KEY
    assert till.core.transact(lambda unit: untold_refunds.keep(unit, named, answer, "event")) == is_ours
    till.passes(MINUTE_MS)
    assert kinds(till) == (["refund_paid_untold"] if is_ours else [])


def test_what_another_had_asked_for_and_was_heard_in_time_comes_back_whenever_it_does(till: Till) -> None:
    till.is_restored()
    tell(till, "somebody else's")
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert settle(till, Resolution.WENT) == ("applied", "")
    till.passes(40 * DAY_MS)
    tell(till, "somebody else's", Heard.RETURNED)
    assert kinds(till) == ["refund_failed_late"]


def test_an_approval_that_never_had_an_answer_is_a_question_however_late_it_comes(till: Till) -> None:
    till.one.approve("ret", "ref", WATCH, PARTS)
    till.is_restored()
    till.passes(40 * DAY_MS)
    till.one.send(10, is_heard=True)
    assert till.came_of(till.one) == [], "its return may be on its way still"
    till.passes(WAITS_MS)
    assert kinds(till) == ["refund_perhaps_paid"]


def test_what_comes_back_and_no_refund_is_known_for_bars_others_no_more_and_somebody_hears_of_it(
    till: Till,
) -> None:
    till.is_restored()
    tell(till, "somebody else's")
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert refund_again(till) == ("failed", "paid_before_restore")

    tell(till, "somebody else's", Heard.RETURNED)
    assert kinds(till) == ["refund_failed_late"]
    asked = RetryRefund(return_id="ret", refund_id="another", checked="It came back.")
    assert till.do(till.other, asked, till.manager) == ("applied", "")
    till.passes(MINUTE_MS)
    assert till.state("another") == ("refunded", "")


@pytest.mark.by_turns
@pytest.mark.parametrize("is_told", [True, False])
def test_what_was_to_be_store_credit_is_entered_here_once_its_card_was_paid(
    core: Core, clock: SimulatedClock, is_told: bool
) -> None:
    """It is asked about for the approval's sake, or for the payment service's word."""
    till = MixedTill(core, clock, Means.CARD)
    till.core.transact(_pay_by_both)
    till.payer = till.pays_credits()
    restore_to_no(till)
    if is_told:
        tell(till, KEY, cents=CARD_CENTS)
    else:
        till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert [case.data["cents"] for case in till.cases()] == [CARD_CENTS]

    assert settle(till, Resolution.WENT) == ("applied", "")
    till.passes(MINUTE_MS)
    assert (till.state("ref"), till.cards.paid) == (("refunded", ""), {})
    credits = till.core.read(lambda s: [(one.number, one.balance_cents) for one in s.query(StoreCredit)])
    assert credits == [(till.other.credit_number, CENTS - CARD_CENTS)]


def _pay_by_both(unit: UnitOfWork) -> None:
    unit.session.get_one(Sale, "sale-1").means = [["card", CARD_CENTS], ["store_credit", CENTS - CARD_CENTS]]
    unit.session.get_one(SalePayment, ("sale-1", 0)).cents = CARD_CENTS


def test_store_credit_that_was_turned_down_is_asked_about_by_nobody(
    core: Core, clock: SimulatedClock
) -> None:
    till = Till(core, clock, Means.STORE_CREDIT)
    till.payer = till.pays_credits()
    restore_to_no(till)
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    assert till.cases() == []


def test_a_word_about_a_payment_that_is_not_known_yet_waits_for_its_sale_and_keeps_nobody_waiting(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(untold_refunds, "PAGE", 1)
    till.is_restored()
    tell(till, "of a sale that comes late", reference="REF-2", payment="PAY-2")
    till.clock.advance(1)
    tell(till, "somebody else's")
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert (words(till), len(till.cases())) == (["new", "told"], 1)

    pay_by_two_cards(till)
    till.passes(MINUTE_MS)
    assert (words(till), len(till.cases())) == (["told", "told"], 2)


def test_what_a_question_told_besides_is_asked_by_itself_once_the_question_is_over(till: Till) -> None:
    """The lost core had paid it to the other card."""
    pay_by_two_cards(till)
    parts = sign(till)
    till.is_restored()
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    tell(till, key_of("ref", 0, 1, 0), payment="PAY-2")
    till.passes(MINUTE_MS)
    assert (kinds(till), words(till)) == (["refund_perhaps_paid"], ["told"])

    till.other.send(10, is_heard=True)
    till.other.approve("ret", "ref", WATCH, parts)
    till.other.send(10, is_heard=True)
    till.passes(MINUTE_MS)
    till.passes(MINUTE_MS)
    assert (till.state("ref"), till.cards.paid) == (("failed", "no_answer"), {})
    assert kinds(till) == ["refund_paid_untold"]


def test_what_somebody_has_said_went_is_asked_about_no_second_time(till: Till) -> None:
    till.one.approve("ret", "ref", WATCH, PARTS)
    till.is_restored()
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert settle(till, Resolution.WENT) == ("applied", "")

    tell(till, KEY)
    till.passes(MINUTE_MS)
    assert (kinds(till), words(till)) == ([], ["settled"])


def test_a_question_that_was_raised_before_its_sale_was_known_bars_others_of_its_units(till: Till) -> None:
    till.one.approve("elsewhere", "ref", WATCH, PARTS)
    till.is_restored()
    line = till.core.transact(forget_line)
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    assert [case.aggregate for case in till.cases()] == ["return:elsewhere"]

    till.core.transact(lambda unit: unit.session.add(SaleLine(**line)))
    assert (refund_again(till), till.cards.paid) == (("failed", "no_answer"), {})


@pytest.mark.parametrize("choice", [Resolution.WENT, Resolution.CLOSE])
def test_who_may_sign_for_no_refund_says_nothing_about_one(till: Till, choice: Resolution) -> None:
    contradict(till)
    manager = till.manager
    till.manager = till.core.transact(
        lambda unit: make_staff(unit, till.location, "Ada", role="administrator").id
    )
    assert settle(till, choice) == ("refused", "not_permitted")
    till.manager = manager
    assert settle(till, choice) == ("applied", "")


def test_that_something_must_be_asked_is_said_whatever_else_has_failed(till: Till) -> None:
    pay_by_two_cards(till)
    till.core.transact(lambda unit: _make_small(unit))
    till.is_restored()
    till.other.bring_back("ret", WATCH)
    till.other.keeps_time = True
    till.other.pay_back("ret", "ref", WATCH)
    till.other.send(10, is_heard=True)
    first, second = till.core.read(lambda s: s.query(RefundPart).order_by(RefundPart.payment_place).all())

    def bar(unit: UnitOfWork) -> None:
        refund, part = unit.lock(Refund, "ref"), unit.lock(RefundPart, first.id)
        assert refund is not None and part is not None
        give_up(unit, refund, part, NO_ANSWER)

    till.core.transact(bar)
    refused = Answer(Heard.REFUSED, reference="REF-2", reason="provider_no")
    till.core.transact(lambda unit: note(unit, second.id, refused, "refused"))
    assert till.state("ref") == ("failed", NO_ANSWER)


def _make_small(unit: UnitOfWork) -> None:
    unit.session.get_one(SalePayment, ("sale-1", 0)).cents = CARD_CENTS
