"""While it is asked whether a lost core has paid some units, nothing else is given for them: no article in
exchange, and no cash. Whoever has the refund before them sees why, in whichever store."""

from __future__ import annotations

import pytest
from perhaps_asked import PARTS, REFUSED, contradict, forget_line, restore_to_no, settle, sign, tell
from restored_till import CENTS, WATCH, Till

from core.commands import (
    DropExchange,
    ExchangeLine,
    HandOutExchange,
    PartDraft,
    PayOutCash,
    ProposeRefund,
    Resolution,
    RetryRefund,
    SettleRefund,
)
from core.model import (
    ArticlePrice,
    ExceptionCase,
    Order,
    OrderLine,
    PaymentClaim,
    Refund,
    RefundClaim,
    Sale,
    SaleLine,
    SalePayment,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.cancellation import cancel
from core.orchestration.exchange_sales import exchange_sale_id
from core.orchestration.payment_parts import key_of
from core.orchestration.restore_wait import WAITS_MS
from core.orchestration.sale_of_word import payment_meant
from core.ports import SimulatedClock
from core.rules.exchange_sending import Sending, Way
from core.rules.refund import Means, Part
from core.rules.refund_part import Heard
from core.rules.return_signals import Asked, told_of
from core.rules.time import DAY_MS, MINUTE_MS
from tests.core.builders import make_article, make_position

TO_COLLECT = Sending(Way.PICKUP, "Camille Royer", phone="0600000000")
CARD_CENTS = 7_000


class MixedTill(Till):
    """The watch was paid by card and in cash."""

    def due_for(self, units: list[str]) -> list[Part]:  # type: ignore[override]
        return [Part(Means.CARD, CARD_CENTS), Part(Means.CASH, CENTS - CARD_CENTS)]


@pytest.fixture
def till(core: Core, clock: SimulatedClock) -> Till:
    made = Till(core, clock, Means.CARD)
    core.transact(lambda unit: _another_watch(unit, made))
    return made


def _another_watch(unit: UnitOfWork, till: Till, cents: int = CENTS) -> None:
    article = make_article(unit, "CLOCK", gtin="03012345678917")
    make_position(unit, article, till.location)
    price = {"article_id": article.id, "valid_from": unit.at - DAY_MS, "price_cents": cents}
    unit.session.add(ArticlePrice(**price))
    till.articles["clock"] = article.id  # type: ignore[index]


def exchange(till: Till, sending: Sending | None = None) -> None:
    """One for the other: nothing is to be paid, and nobody has to sign."""
    deed = ProposeRefund(
        return_id="ret",
        refund_id="another",
        units=WATCH,
        exchange=[ExchangeLine(till.articles["clock"], 1, CENTS)],
        sending=sending,
    )
    assert till.do(till.other, deed) == ("applied", "")


def refund(till: Till, refund_id: str = "another") -> Refund:
    return till.core.read(lambda s: s.get_one(Refund, refund_id))


def asked(till: Till) -> Asked | None:
    return told_of(refund(till).told).asked


def test_an_exchange_of_units_that_may_have_been_paid_says_so_until_somebody_has_settled_it(
    till: Till,
) -> None:
    contradict(till)
    [case] = till.cases()
    exchange(till)
    held = asked(till)
    assert held == Asked(case.id, case.data["number"], CENTS, till.location.id)
    assert settle(till, Resolution.CLOSE) == ("applied", "")
    assert asked(till) is None


def test_a_question_that_comes_after_the_exchange_is_told_to_its_store_as_well(till: Till) -> None:
    sign(till)
    till.is_restored()
    till.other.send(10, is_heard=True)
    till.passes(WAITS_MS)
    assert till.do(till.other, REFUSED, till.manager) == ("applied", "")
    exchange(till)
    assert asked(till) is None, "the device is away"

    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    [case] = till.cases()
    held = asked(till)
    assert held is not None and held.case_id == case.id


def test_a_question_that_comes_out_by_itself_holds_nobody_back(till: Till) -> None:
    contradict(till)
    exchange(till)
    assert asked(till) is not None
    tell(till, key_of("ref", 0, 0, 0), Heard.RETURNED)
    assert asked(till) is None


def test_what_was_ordered_in_exchange_is_sent_once_it_is_known_not_to_have_been_paid(till: Till) -> None:
    contradict(till)
    exchange(till, TO_COLLECT)
    assert (refund(till).is_exchange_out, _order(till).confirmed_at) == (False, None)
    assert settle(till, Resolution.CLOSE) == ("applied", "")
    assert refund(till).is_exchange_out
    assert _order(till).confirmed_at is not None, "it goes on its way"


def _order(till: Till) -> Order:
    return till.core.read(lambda s: s.get_one(Order, refund(till).sending["order_id"]))


def test_an_exchange_whose_units_were_paid_can_be_taken_back(till: Till) -> None:
    contradict(till)
    exchange(till)
    assert settle(till, Resolution.WENT) == ("applied", "")
    held = asked(till)
    assert held is not None and held.is_paid
    assert till.do(till.other, DropExchange(return_id="ret", refund_id="another")) == ("applied", "")
    assert till.core.read(lambda s: s.query(RefundClaim).count()) == 0


@pytest.mark.parametrize("sending", [None, TO_COLLECT])
def test_an_exchange_of_which_some_money_has_gone_keeps_its_units_where_its_article_is_not_taken(
    core: Core, clock: SimulatedClock, sending: Sending | None
) -> None:
    till = MixedTill(core, clock, Means.CARD)
    core.transact(_pay_by_both)
    core.transact(lambda unit: _another_watch(unit, till, CENTS - 8_000))
    contradict(till)
    parts = [PartDraft(Means.CARD, 7_000), PartDraft(Means.CASH, 1_000)]
    taken = [ExchangeLine(till.articles["clock"], 1, CENTS - 8_000)]
    names = {"return_id": "ret", "refund_id": "another"}
    till.other.keeps_time = True
    till.other.seal(ProposeRefund(**names, units=WATCH, parts=parts, exchange=taken, sending=sending))
    till.other.approve("ret", "another", WATCH, parts)
    assert till.do(till.other, PayOutCash(**names, cents=400)) == ("applied", "")
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert till.state("another") == ("failed", "paid_before_restore")

    assert till.do(till.other, DropExchange(**names)) == ("applied", "")
    assert (till.state("another")[0], refund(till).exchange) == ("failed", [])
    assert till.core.read(lambda s: s.query(RefundClaim).count()) == 1
    assert {line.cancelled for line in till.core.read(lambda s: s.query(OrderLine).all())} <= {1}
    by_hand = SettleRefund(**names, settlement="The customer has it.")
    assert till.do(till.other, by_hand, till.manager) == ("applied", "")


def test_what_was_kept_for_an_exchange_is_told_where_its_refund_was_given_up_and_had_gone(
    core: Core, clock: SimulatedClock
) -> None:
    till = Till(core, clock, Means.CARD)
    core.transact(lambda unit: _another_watch(unit, till, CENTS - 7_000))
    parts = [PartDraft(Means.CARD, 7_000)]
    taken = [ExchangeLine(till.articles["clock"], 1, CENTS - 7_000)]
    till.other.bring_back("ret", WATCH)
    till.other.seal(ProposeRefund(return_id="ret", refund_id="ref", units=WATCH, parts=parts, exchange=taken))
    till.one.approve("ret", "ref", WATCH, parts)
    till.other.seal(REFUSED, till.manager)
    till.is_restored()
    till.other.send(10, is_heard=True)
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert (refund(till, "ref").exchange, [case.kind for case in till.cases()]) == (
        [],
        ["refund_perhaps_paid"],
    )
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert till.core.read(lambda s: s.query(RefundClaim).count()) == 1
    [case] = till.core.read(lambda s: s.query(ExceptionCase).filter_by(kind="exchange_partly_gone").all())
    assert (case.data["cents"], case.location_id) == (CENTS - 7_000, till.location.id)


@pytest.mark.parametrize("is_told", [True, False])
def test_what_was_ordered_is_locked_before_its_sale_as_everybody_does(
    till: Till, monkeypatch: pytest.MonkeyPatch, is_told: bool
) -> None:
    contradict(till)
    exchange(till, TO_COLLECT)
    locked: list[type] = []
    lock = UnitOfWork.lock

    def note(unit: UnitOfWork, kind: type, key: object) -> object:
        locked.append(kind)
        return lock(unit, kind, key)

    monkeypatch.setattr(UnitOfWork, "lock", note)
    if is_told:
        tell(till, key_of("ref", 0, 0, 0), Heard.RETURNED)
    else:
        till.other.keeps_time = True
        till.other.approve("ret", "ref", WATCH, PARTS)
        till.other.send(10, is_heard=True)
    first = {kind: place for place, kind in reversed(list(enumerate(locked)))}
    assert first[Order] < first[Sale]


def test_what_has_left_all_the_same_is_recorded_and_told_once_it_is_known_to_have_been_paid(
    till: Till,
) -> None:
    """A machine that was away has handed it out in good faith."""
    contradict(till)
    exchange(till)
    out = HandOutExchange(return_id="ret", refund_id="another")
    assert till.do(till.other, out) == ("applied", "")
    assert refund(till).is_exchange_out
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert lost(till) == [(CENTS, refund(till).number)]


def lost(till: Till) -> list[tuple[int, str]]:
    """What people are told of as refunded twice."""
    query = ExceptionCase.kind == "refunded_after_settlement"
    cases = till.core.read(lambda s: s.query(ExceptionCase).where(query).all())
    return [(case.data["cents"], case.data["number"]) for case in cases]


def test_what_leaves_after_somebody_has_said_that_it_was_paid_is_told_as_well(till: Till) -> None:
    """A counter that is offline has heard of nothing."""
    contradict(till)
    exchange(till)
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert lost(till) == []
    out = HandOutExchange(return_id="ret", refund_id="another")
    assert till.do(till.other, out) == ("applied", "")
    assert lost(till) == [(CENTS, refund(till).number)]
    assert till.do(till.other, out)[0] == "recorded"
    assert len(lost(till)) == 1


@pytest.mark.by_turns
@pytest.mark.parametrize("is_before", [True, False])
def test_of_what_the_payment_service_alone_tells_what_was_given_since_is_told(
    till: Till, is_before: bool
) -> None:
    """It names no units. Of what was given before the restore the lost core knew."""
    till.other.bring_back("ret", WATCH)
    out = HandOutExchange(return_id="ret", refund_id="another")
    if is_before:
        exchange(till)
        assert till.do(till.other, out) == ("applied", "")
    till.is_restored()
    if not is_before:
        exchange(till)
        assert till.do(till.other, out) == ("applied", "")
    tell(till, "somebody else's")
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert lost(till) == ([] if is_before else [(CENTS, refund(till).number)])


def test_what_went_back_went_for_what_the_lost_core_knew_in_whichever_order_sales_are_read(
    till: Till,
) -> None:
    """What was taken in exchange is a sale of its own, of the same payment."""
    till.other.bring_back("ret", WATCH)
    till.is_restored()
    exchange(till)
    assert till.do(till.other, HandOutExchange(return_id="ret", refund_id="another")) == ("applied", "")
    till.core.transact(_write_payment_last)
    tell(till, "somebody else's")
    till.passes(WAITS_MS)
    assert [case.aggregate for case in till.cases()] == [f"sale:{till.sale_id}"]
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert lost(till) == [(CENTS, refund(till).number)]


@pytest.mark.by_turns
@pytest.mark.parametrize("is_rewritten", [True, False])
def test_what_was_kept_for_an_exchange_before_the_restore_went_back_for_what_was_taken(
    till: Till, is_rewritten: bool
) -> None:
    """Nothing of the payment was left for the sale before; and what comes back comes back from there."""
    till.other.bring_back("ret", WATCH)
    exchange(till)
    assert till.do(till.other, HandOutExchange(return_id="ret", refund_id="another")) == ("applied", "")
    till.is_restored()
    if is_rewritten:
        till.core.transact(_write_payment_last)
    tell(till, "somebody else's")
    till.passes(WAITS_MS)
    taken = exchange_sale_id(refund(till))
    assert [case.aggregate for case in till.cases()] == [f"sale:{taken}"]
    tell(till, "somebody else's", Heard.RETURNED)
    assert [case.settled_at is None for case in till.cases()] == [False]


def test_the_sale_of_a_word_is_chosen_once_all_that_it_may_be_about_are_locked(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left of a payment changes until then: somebody hands out what is taken in exchange."""
    till.other.bring_back("ret", WATCH)
    exchange(till)
    assert till.do(till.other, HandOutExchange(return_id="ret", refund_id="another")) == ("applied", "")
    till.is_restored()
    tell(till, "somebody else's")
    chosen_under: list[set[object]] = []
    locked: set[object] = set()
    lock_all = UnitOfWork.lock_all

    def note(unit: UnitOfWork, kind: type, column: object, keys: set[str]) -> None:
        locked.update(keys if kind is Sale else ())
        lock_all(unit, kind, column, keys)  # type: ignore[arg-type]

    def choose(*asked: object) -> SalePayment | None:
        chosen_under.append(set(locked))
        return payment_meant(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(UnitOfWork, "lock_all", note)
    monkeypatch.setattr("core.orchestration.untold_refunds.payment_meant", choose)
    till.passes(WAITS_MS)
    assert chosen_under[-1] == {till.sale_id, exchange_sale_id(refund(till))}


def _write_payment_last(unit: UnitOfWork) -> None:
    """A database that is asked for rows in no order may have any first."""
    row = unit.session.get_one(SalePayment, ("sale-1", 0))
    written = {column.key: getattr(row, column.key) for column in SalePayment.__table__.columns}
    unit.session.delete(row)
    unit.session.flush()
    unit.session.add(SalePayment(**written))


@pytest.mark.by_turns
@pytest.mark.parametrize("is_by_case", [True, False])
def test_what_had_gone_back_before_the_restore_was_not_left_for_a_word_either(
    till: Till, is_by_case: bool
) -> None:
    """Of 120 some 30 stay for what was taken, and 80 went: a word of 30 is not about the 10 left."""
    till.other.bring_back("ret", WATCH)
    exchange(till)
    assert till.do(till.other, HandOutExchange(return_id="ret", refund_id="another")) == ("applied", "")
    taken = exchange_sale_id(refund(till))
    till.core.transact(lambda unit: _keep_less(unit, taken, 3_000))
    if not is_by_case:
        till.core.transact(lambda unit: _went_back(unit, till, 8_000))
    till.is_restored()
    if is_by_case:
        tell(till, "somebody's", cents=8_000)
        till.passes(WAITS_MS)
        assert settle(till, Resolution.WENT) == ("applied", "")
    tell(till, "somebody else's", reference="REF-2", cents=3_000)
    till.passes(WAITS_MS)
    [case] = [case for case in till.cases() if case.settled_at is None]
    assert (case.aggregate, case.data["cents"]) == (f"sale:{taken}", 3_000)


def _keep_less(unit: UnitOfWork, taken_sale_id: str, cents: int) -> None:
    """As if what was taken had cost less, and the rest had been left."""
    claim = unit.session.get_one(PaymentClaim, ("another", "kept", 0, 0))
    claim.cents = cents
    unit.session.get_one(SalePayment, (taken_sale_id, 0)).cents = cents


def _went_back(unit: UnitOfWork, till: Till, cents: int) -> None:
    known = unit.session.get_one(Refund, "another")
    written = {column.key: getattr(known, column.key) for column in Refund.__table__.columns}
    written |= {"id": "third", "number": "", "units": [], "exchange": [], "state": "refunded"}
    unit.session.add(Refund(**written))
    unit.session.flush()
    claim = {"refund_id": "third", "use": "back", "place": 0, "payment_place": 0}
    unit.session.add(PaymentClaim(**claim, sale_id=till.sale_id, cents=cents))


@pytest.mark.by_turns
@pytest.mark.parametrize("is_first", [True, False])
def test_a_question_of_another_return_holds_back_the_same_units_until_it_is_settled(
    till: Till, is_first: bool
) -> None:
    """Neither its return nor its sale is known when it is raised."""
    till.one.approve("elsewhere", "ref", WATCH, PARTS)
    till.is_restored()
    if not is_first:
        till.other.bring_back("ret", WATCH)
        exchange(till)
    line = till.core.transact(forget_line)
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    till.core.transact(lambda unit: unit.session.add(SaleLine(**line)))
    assert [case.aggregate for case in till.cases()] == ["return:elsewhere"]
    if is_first:
        till.other.bring_back("ret", WATCH)
        exchange(till, TO_COLLECT)
    assert asked(till) is not None
    assert settle(till, Resolution.CLOSE) == ("applied", "")
    assert asked(till) is None
    assert refund(till).is_exchange_out is is_first, "what is ordered goes on its way"


def test_cash_for_what_was_paid_already_is_settled_by_hand(core: Core, clock: SimulatedClock) -> None:
    till = MixedTill(core, clock, Means.CARD)
    core.transact(_pay_by_both)
    restore_to_no(till)
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    parts = [PartDraft(Means.CARD, CARD_CENTS), PartDraft(Means.CASH, CENTS - CARD_CENTS)]
    till.other.keeps_time = True
    till.other.propose("ret", "another", WATCH)
    till.other.approve("ret", "another", WATCH, parts)
    till.other.send(10, is_heard=True)
    assert (till.state("another"), asked(till) is not None) == (("queued", ""), True)

    assert settle(till, Resolution.WENT) == ("applied", "")
    assert till.state("another") == ("failed", "paid_before_restore")
    by_hand = SettleRefund(return_id="ret", refund_id="another", settlement="The customer has it.")
    assert till.do(till.other, by_hand, till.manager) == ("applied", "")
    till.passes(MINUTE_MS)
    assert (till.cards.paid, lost(till)) == ({}, [])
    late = PayOutCash(return_id="ret", refund_id="another", cents=CENTS - CARD_CENTS)
    assert till.do(till.other, late)[0] == "recorded"
    assert lost(till) == [(CARD_CENTS, refund(till).number)]


def _pay_by_both(unit: UnitOfWork) -> None:
    unit.session.get_one(Sale, "sale-1").means = [["card", CARD_CENTS], ["cash", CENTS - CARD_CENTS]]
    unit.session.get_one(SalePayment, ("sale-1", 0)).cents = CARD_CENTS


@pytest.mark.by_turns
@pytest.mark.parametrize("is_gone", [True, False])
def test_an_order_that_ends_while_it_is_asked_frees_no_units_where_its_credit_has_gone(
    core: Core, clock: SimulatedClock, is_gone: bool
) -> None:
    """Of the very refund store credit goes on, though its article waits."""
    till = MixedTill(core, clock, Means.CARD)
    core.transact(_pay_by_both)
    core.transact(lambda unit: _another_watch(unit, till, CENTS - 8_000))
    contradict(till, is_told=True)
    till.payer = till.pays_credits()
    parts = [PartDraft(Means.STORE_CREDIT, 8_000)]
    taken = [ExchangeLine(till.articles["clock"], 1, CENTS - 8_000)]
    names = {"return_id": "ret", "refund_id": "another"}
    till.other.keeps_time = True
    number = till.other.credit_number
    till.other.seal(
        ProposeRefund(
            **names, units=WATCH, parts=parts, exchange=taken, sending=TO_COLLECT, credit_number=number
        )
    )
    till.other.approve("ret", "another", WATCH, parts)
    till.other.send(10, is_heard=True)
    till.passes(MINUTE_MS)
    if is_gone:
        asked = RetryRefund(**names, checked="Rien chez eux.")
        assert till.do(till.other, asked, till.manager) == ("applied", "")
        till.passes(MINUTE_MS)
    assert refund(till).parts == [["store_credit", 8_000, 8_000 if is_gone else 0]]
    assert not refund(till).is_exchange_out, "while it is asked nothing of it is sent"
    order_id = _order(till).id
    core.transact(lambda unit: cancel(unit, unit.lock(Order, order_id), [], "c"))  # type: ignore[arg-type]
    state, claims = till.state("another")[0], core.read(lambda s: s.query(RefundClaim).count())
    every = core.read(lambda s: s.query(ExceptionCase).all())
    told = [case for case in every if case.kind.startswith("exchange_")]
    if is_gone:
        assert (state, claims, refund(till).exchange) == ("refunded", 1, [])
        assert [(case.kind, case.data["cents"]) for case in told] == [("exchange_partly_gone", CENTS - 8_000)]
    else:
        assert (state, claims, [case.kind for case in told]) == ("withdrawn", 0, ["exchange_cancelled"])
