"""A card's refund of which nobody knows whether it went: asked about under its one key, never paid twice."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from core.commands import RetryRefund
from core.model import ExceptionCase, Refund, RefundPart, Return, Sale, SalePayment
from core.orchestration import Core, UnitOfWork
from core.orchestration.identity import begin_anew, initialise
from core.orchestration.refund_execution import begin, take
from core.orchestration.refund_words import note
from core.orchestration.restore_wait import WAITS_MS
from core.orchestration.return_reactions import after_refund
from core.ports import SimulatedClock
from core.rules.refund import Means
from core.rules.refund_part import IN_USE_TRIES, KEY_IN_USE, Answer, Heard
from core.rules.time import DAY_MS, HOUR_MS
from core.service.payouts import CardService, Payer
from tests.support.provider_process import Provider

CENTS = 500
PAYMENT = "PAY-U"


class Till:
    """A refund of 5.00 of a payment of 50.00, on its way to the card."""

    def __init__(self, core: Core, clock: SimulatedClock, provider: Provider) -> None:
        self.core, self.clock, self.provider = core, clock, provider
        self.payment = f"{PAYMENT}-{len(provider.control()['refunds'])}-{id(self)}"
        provider.control(payments={self.payment: 5_000}, loses_webhooks=True, forgets_keys=True)
        core.transact(self._furnish)
        self.payer = Payer(core, {Means.CARD: CardService(provider.config, timeout_s=10.0)})

    def _furnish(self, unit: UnitOfWork) -> None:
        who: dict[str, Any] = {"location_id": 1}
        unit.session.add(Sale(id="s", kind="till", receipt_code="T", sold_at=unit.at, **who))
        unit.session.flush()
        unit.session.add(SalePayment(sale_id="s", place=0, means="card", cents=5_000, reference=self.payment))
        unit.session.add(
            Return(
                id="ret",
                number="R1",
                sale_id="s",
                declared_by="a",
                declared_device="d",
                declared_at=unit.at,
                **who,
            )
        )
        unit.session.flush()
        refund = Refund(
            id="ref", return_id="ret", number="R1", sale_id="s", state="queued", state_at=unit.at,
            total_cents=CENTS, parts=[["card", CENTS, 0]], proposed_by="a", proposed_device="d",
            proposed_at=unit.at, need="nobody", **who,
        )  # fmt: skip
        unit.session.add(refund)
        unit.session.flush()
        begin(unit, refund)

    def pay(self, fault: str = "none") -> None:
        """The core pays what is due, and the service fails so."""
        self.provider.control(faults=[fault])
        self.payer.turn()

    def wait(self, ms: int) -> None:
        self.clock.advance(ms)

    def fail_unheard(self) -> None:
        """It went, its answer was lost and so is its webhook; in the end it is given up as unanswered."""
        self.pay("cut_after")
        self.provider.control(loses_webhooks=True, forgets_keys=True)
        self.wait(6 * DAY_MS)
        self.payer.turn()

    def retry(self, checked: str = "") -> None:
        """A manager tries again, as the handler and the core do it."""

        def work(unit: UnitOfWork) -> None:
            refund = unit.session.get_one(Refund, "ref")
            refund.state, refund.failure = "queued", ""
            after_refund(unit, RetryRefund(return_id="ret", refund_id="ref", checked=checked))

        self.core.transact(work)

    def hear(self, heard: Heard, reference: str = "", cents: int = CENTS, **about: str) -> None:
        """The service's word."""
        part_id = self.parts()[0].id
        event = f"{heard}:{reference}:{cents}"
        answer = Answer(heard, reference=reference, cents=cents, reason="provider_no", **about)
        self.core.transact(lambda unit: note(unit, part_id, answer, event))

    def gone(self) -> list[int]:
        """What has really left for this payment."""
        return [one["value"] for one in self.provider.control()["refunds"] if one["payment"] == self.payment]

    def refund(self) -> Refund:
        return self.core.read(lambda session: session.get_one(Refund, "ref"))

    def parts(self) -> list[RefundPart]:
        return list(
            self.core.read(lambda s: s.scalars(select(RefundPart).order_by(RefundPart.round_no)).all())
        )

    def cases(self) -> list[str]:
        return list(
            self.core.read(lambda s: s.scalars(select(ExceptionCase.kind).order_by(ExceptionCase.id)).all())
        )


@pytest.fixture
def till(core: Core, clock: SimulatedClock, provider: Provider) -> Till:
    return Till(core, clock, provider)


def test_what_went_unheard_is_not_paid_again_by_a_retry(till: Till) -> None:
    till.fail_unheard()
    assert (till.refund().state, till.refund().failure, till.gone()) == ("failed", "no_answer", [CENTS])
    till.retry()
    till.payer.turn()
    assert till.gone() == [CENTS]
    assert [part.round_no for part in till.parts()] == [0], "another key was drawn"
    assert till.refund().failure == "no_answer"


def test_somebody_who_asked_the_service_lets_it_go_under_the_same_key(till: Till) -> None:
    till.pay("cut_before")
    till.provider.control(forgets_keys=True)
    till.wait(6 * DAY_MS)
    till.payer.turn()
    assert (till.refund().failure, till.gone()) == ("no_answer", [])
    till.retry("no refund of this payment, says their desk")
    till.payer.turn()
    assert till.gone() == [CENTS]
    assert [part.state for part in till.parts()] == ["accepted"]


def test_a_refusal_after_an_unanswered_try_is_asked_about_before_there_is_another_key(till: Till) -> None:
    till.pay("cut_before")
    till.wait(HOUR_MS)
    till.pay("refused")
    assert (till.refund().state, till.parts()[0].is_unsure) == ("failed", True)
    till.retry()
    till.payer.turn()
    assert [part.round_no for part in till.parts()] == [0]
    till.retry()
    # The service has said no to this very key once more: nothing of it went.
    assert [part.round_no for part in till.parts()] == [0, 1]


def test_a_refusal_of_a_repeated_request_takes_nothing_back_that_went(till: Till) -> None:
    till.pay()
    till.hear(Heard.DONE, "REF-A")
    till.hear(Heard.REFUSED)
    till.hear(Heard.REFUSED, "REF-A")
    assert (till.refund().state, [part.state for part in till.parts()]) == ("refunded", ["done"])


def test_a_request_that_is_being_worked_on_is_not_a_no(till: Till) -> None:
    till.pay("processed")
    assert [part.state for part in till.parts()] == ["sent"]
    till.wait(HOUR_MS)
    till.pay()
    assert (till.gone(), till.parts()[0].state) == ([CENTS], "accepted")


def test_a_key_that_is_known_for_another_sum_is_asked_about_and_then_another_is_drawn(till: Till) -> None:
    """A core that was lost had spread the refund over the cards otherwise."""
    service = CardService(till.provider.config, timeout_s=10.0)
    order = till.core.transact(lambda unit: take(unit, till.parts()[0].id))
    assert order is not None
    service.refund(msgspec.structs.replace(order, cents=CENTS - 100))
    service.close()
    for _ in range(IN_USE_TRIES):
        till.wait(HOUR_MS)
        till.payer.turn()
    assert (till.refund().state, till.refund().failure) == ("failed", "key_in_use")

    till.retry()
    till.payer.turn()
    assert [part.round_no for part in till.parts()] == [0], "nobody has asked what went"
    till.retry("it was turned down, they say")
    till.payer.turn()
    assert ([part.round_no for part in till.parts()], till.gone()) == ([0, 1], [CENTS - 100, CENTS])


def test_a_key_that_is_in_use_once_may_be_being_worked_on_however_often_it_was_tried(till: Till) -> None:
    part_id = till.parts()[0].id

    def tried(unit: UnitOfWork) -> None:
        part = unit.session.get_one(RefundPart, part_id)
        part.tries, part.state = IN_USE_TRIES, "sent"

    till.core.transact(tried)
    in_use = Answer(Heard.NOTHING, reason=KEY_IN_USE)
    till.core.transact(lambda unit: note(unit, part_id, in_use, "once"))
    assert till.refund().state == "queued"
    till.core.transact(lambda unit: note(unit, part_id, in_use, "twice"))
    assert (till.refund().state, till.refund().failure) == ("failed", "key_in_use")


def test_a_service_that_was_never_reached_leaves_no_doubt(
    core: Core, clock: SimulatedClock, provider: Provider
) -> None:
    till = Till(core, clock, provider)
    note_id = till.parts()[0].id
    core.transact(lambda unit: note(unit, note_id, Answer(Heard.NOTHING, was_reached=False), "down"))
    assert not till.parts()[0].is_unsure
    core.transact(lambda unit: note(unit, note_id, Answer(Heard.NOTHING), "cut"))
    assert till.parts()[0].is_unsure


@pytest.mark.parametrize("about", [{"currency": "USD"}, {"payment": "somebody-else's"}])
def test_a_word_about_other_money_is_not_believed_and_stops_the_payment(
    till: Till, about: dict[str, str]
) -> None:
    till.pay("cut_before")
    till.hear(Heard.DONE, "REF-X", **about)
    assert (till.refund().state, till.refund().failure) == ("failed", "no_answer")
    assert till.cases() == ["refund_told_otherwise"]
    assert till.refund().parts == [["card", CENTS, 0]]
    till.hear(Heard.DONE, "REF-A", currency="EUR", payment=till.payment)
    assert till.refund().state == "refunded"


def test_more_than_was_asked_for_is_done_and_told(till: Till) -> None:
    till.pay()
    till.hear(Heard.DONE, "REF-A", cents=CENTS + 1)
    assert (till.refund().state, till.cases()) == ("refunded", ["refund_told_otherwise"])


def test_two_executions_under_one_name_are_told_apart(till: Till) -> None:
    till.fail_unheard()
    till.retry("it did not go, they say")
    till.payer.turn()
    assert till.gone() == [CENTS, CENTS], "they were wrong"
    for reference in ("REF-A", "REF-A", "REF-B", "REF-A"):
        till.hear(Heard.DONE, reference)
    assert till.cases() == ["refunded_after_settlement"]
    till.hear(Heard.RETURNED, "REF-B")
    assert till.refund().state == "refunded", "the other one has gone still"


A, B = "REF-A", "REF-B"
_TWICE = [
    ([(Heard.DONE, A)], {"currency": "USD"}, 1),
    ([(Heard.DONE, A), (Heard.DONE, B)], {}, 1),
    ([(Heard.DONE, A), (Heard.RETURNED, A), (Heard.DONE, B), (Heard.RETURNED, B)], {}, 2),
]


@pytest.mark.parametrize(("words", "about", "cases"), _TWICE)
def test_what_the_service_says_again_raises_no_second_case(
    till: Till, words: list[tuple[Heard, str]], about: dict[str, str], cases: int
) -> None:
    for heard, reference in (*words, words[-1], *words):
        till.hear(heard, reference, **about)
    assert len(till.cases()) == cases


def test_what_came_back_stays_back_however_late_its_going_is_heard(till: Till) -> None:
    till.pay()
    reference = till.parts()[0].reference
    till.hear(Heard.RETURNED, reference)
    till.hear(Heard.DONE, reference)
    assert (till.refund().state, till.parts()[0].state) == ("failed", "returned")


def test_a_late_no_ends_the_doubt(till: Till) -> None:
    till.pay("cut_before")
    till.wait(6 * DAY_MS)
    till.payer.turn()
    till.hear(Heard.REFUSED, "REF-A")
    assert (till.refund().failure, till.parts()[0].is_unsure) == ("provider_no", False)
    till.retry()
    assert [part.round_no for part in till.parts()] == [0, 1]


def test_a_core_restored_to_long_ago_pays_nothing_again(till: Till) -> None:
    initialise(till.core)
    till.wait(10 * DAY_MS)
    begin_anew(till.core)
    till.wait(WAITS_MS)
    till.payer.turn()
    assert (till.refund().failure, till.gone()) == ("no_answer", [])


def test_nor_what_is_told_to_a_restored_core_again(till: Till) -> None:
    initialise(till.core)

    def forget(unit: UnitOfWork) -> None:
        for part in unit.session.scalars(select(RefundPart)):
            unit.session.delete(part)

    till.core.transact(forget)
    till.wait(10 * DAY_MS)
    begin_anew(till.core)
    till.core.transact(lambda unit: begin(unit, unit.session.get_one(Refund, "ref")))
    till.wait(WAITS_MS)
    till.payer.turn()
    assert (till.refund().failure, till.gone()) == ("no_answer", [])


def test_a_core_without_a_payment_service_keeps_no_refund_to_itself(till: Till) -> None:
    nobody = Payer(till.core, {})
    nobody.turn()
    assert till.refund().state == "queued"
    till.wait(3 * DAY_MS)
    nobody.turn()
    assert (till.refund().state, till.refund().failure) == ("failed", "no_payment_service")
    till.retry()
    till.payer.turn()
    assert till.gone() == [CENTS]
