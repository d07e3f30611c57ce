"""Of several cards that have paid a sale a person says which got the money of a lost core, to the cent; or
the payment service has said so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from perhaps_asked import contradict, restore_to_no, settle, sign, tell
from restored_till import CENTS, WATCH, Till

from core.commands import ExchangeLine, PartDraft, ProposeRefund, Resolution, RetryRefund, WentTo
from core.model import ArticlePrice, PaymentClaim, Refund, RefundPart, Sale, SaleLine, SalePayment
from core.orchestration import Core, UnitOfWork
from core.orchestration.payment_parts import key_of
from core.orchestration.restore_wait import WAITS_MS
from core.ports import SimulatedClock
from core.rules.refund import Means
from core.rules.refund_part import Heard
from core.rules.time import DAY_MS, MINUTE_MS
from tests.core.builders import make_article, make_position

FIRST_CENTS, SECOND_CENTS = 10_000, 14_000
SECOND_WATCH = ["sale-1-watch:1"]


@pytest.fixture
def till(core: Core, clock: SimulatedClock) -> Till:
    """Two watches, paid by two cards."""
    made = Till(core, clock, Means.CARD)
    core.transact(_two_watches)
    return made


def _two_watches(unit: UnitOfWork) -> None:
    line = unit.session.get_one(SaleLine, "sale-1-watch")
    line.quantity, line.list_cents, line.paid_cents = 2, 2 * CENTS, 2 * CENTS
    unit.session.get_one(Sale, "sale-1").means = [["card", 2 * CENTS]]
    unit.session.get_one(SalePayment, ("sale-1", 0)).cents = FIRST_CENTS
    named = {"sale_id": "sale-1", "place": 1, "reference": "PAY-2"}
    unit.session.add(SalePayment(**named, means="card", cents=SECOND_CENTS))


def sent(till: Till, refund_id: str = "ref") -> list[tuple[int, int]]:
    """Payments to which it went, with how much."""
    query = RefundPart.refund_id == refund_id
    parts = till.core.read(lambda s: s.query(RefundPart).where(query).all())
    return sorted((part.payment_place, part.done_cents) for part in parts if part.done_cents)


def claimed(till: Till, refund_id: str) -> list[tuple[int, int]]:
    query = PaymentClaim.refund_id == refund_id
    rows = till.core.read(lambda s: s.query(PaymentClaim).where(query).all())
    return sorted((row.payment_place, row.cents) for row in rows)


def test_a_case_names_the_cards_that_have_paid(till: Till) -> None:
    contradict(till)
    [case] = till.cases()
    assert case.data["cards"] == [["PAY-1", FIRST_CENTS], ["PAY-2", SECOND_CENTS]]
    assert case.data["told"] == []


@pytest.mark.by_turns
@pytest.mark.parametrize(
    ("went", "code"),
    [
        ([], "which_card_got_it"),
        ([("PAY-1", FIRST_CENTS + 1)], "not_on_that_card"),
        ([("PAY-1", FIRST_CENTS), ("PAY-2", CENTS - FIRST_CENTS + 1)], "not_on_that_card"),
        ([("PAY-9", 100)], "not_on_that_card"),
    ],
)
def test_who_says_that_it_went_says_to_which(till: Till, went: Sequence[tuple[str, int]], code: str) -> None:
    contradict(till)
    assert settle(till, Resolution.WENT, [WentTo(*one) for one in went]) == ("refused", code)
    assert till.state("ref")[0] == "refused"


@pytest.mark.by_turns
@pytest.mark.parametrize(
    "went", [[("PAY-2", CENTS)], [("PAY-1", 4_000), ("PAY-2", 8_000)], [("PAY-1", 10_000), ("PAY-2", 2_000)]]
)
def test_it_is_written_to_the_card_that_got_it(till: Till, went: list[tuple[str, int]]) -> None:
    contradict(till)
    assert settle(till, Resolution.WENT, [WentTo(*one) for one in went]) == ("applied", "")
    assert till.state("ref") == ("refunded", "")
    assert sent(till) == [(int(name[-1]) - 1, cents) for name, cents in went]


def test_of_what_did_not_all_go_the_rest_is_to_be_seen_to(till: Till) -> None:
    contradict(till)
    assert settle(till, Resolution.WENT, [WentTo("PAY-2", 5_000)]) == ("applied", "")
    assert (till.state("ref"), sent(till)) == (("failed", "partial"), [(1, 5_000)])


def test_what_the_payment_service_has_said_nobody_has_to_say_again(till: Till) -> None:
    contradict(till)
    tell(till, key_of("ref", 0, 1, 0), payment="PAY-2")
    till.passes(MINUTE_MS)
    [case] = [case for case in till.cases() if case.settled_at is None]
    assert case.data["told"] == [["PAY-2", CENTS]]
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert (till.state("ref"), sent(till)) == (("refunded", ""), [(1, CENTS)])


def test_the_payment_service_s_word_alone_is_the_card_s_that_it_names(till: Till) -> None:
    """The return and its proposal are here; the word tells of the second card."""
    restore_to_no(till)
    tell(till, key_of("ref", 0, 1, 0), payment="PAY-2")
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert (till.state("ref"), sent(till)) == (("refunded", ""), [(1, CENTS)])


def test_a_refund_that_was_turned_down_since_may_have_had_the_card_that_another_would_claim(
    till: Till,
) -> None:
    """It was refused before the restore, by the clock of its machine, and the backup knows nothing of it; the
    machine that has its approval is away."""
    restore_to_no(till)
    till.other.bring_back("ret-2", SECOND_WATCH)
    till.other.pay_back("ret-2", "ref-2", SECOND_WATCH)
    till.other.send(10, is_heard=True)
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert (till.state("ref-2"), till.cards.paid) == (("failed", "no_answer"), {})


@pytest.mark.by_turns
@pytest.mark.parametrize("is_back", [True, False])
def test_what_went_to_a_card_for_a_refund_that_nobody_knows_goes_back_to_it_no_second_time(
    till: Till, is_back: bool
) -> None:
    """Unless it has come back from that card."""
    till.one.approve("lost", "ref", WATCH, [PartDraft(Means.CARD, CENTS)])
    till.is_restored()
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    went = [WentTo("PAY-1", FIRST_CENTS), WentTo("PAY-2", CENTS - FIRST_CENTS)]
    assert settle(till, Resolution.WENT, went) == ("applied", "")
    for heard in (Heard.DONE, Heard.RETURNED) if is_back else ():
        tell(till, key_of("ref", 0, 0, 0), heard, cents=FIRST_CENTS)

    till.other.keeps_time = True
    till.other.bring_back("ret-2", SECOND_WATCH)
    till.other.pay_back("ret-2", "ref-2", SECOND_WATCH)
    till.other.send(10, is_heard=True)
    till.passes(MINUTE_MS)
    left = [(0, FIRST_CENTS), (1, CENTS - FIRST_CENTS)] if is_back else [(1, CENTS)]
    assert (till.state("ref-2"), sent(till, "ref-2")) == (("refunded", ""), left)


def test_what_another_had_claimed_of_that_card_goes_back_to_what_is_left(till: Till) -> None:
    """The other was approved here first, and has claimed the first card."""
    restore_to_no(till)
    till.one.bring_back("ret-2", SECOND_WATCH)
    till.one.pay_back("ret-2", "ref-2", SECOND_WATCH)
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    till.passes(MINUTE_MS)
    assert claimed(till, "ref-2") == [(0, FIRST_CENTS), (1, CENTS - FIRST_CENTS)]
    assert till.state("ref-2") == ("failed", "no_answer")

    went = [WentTo("PAY-1", FIRST_CENTS), WentTo("PAY-2", CENTS - FIRST_CENTS)]
    assert settle(till, Resolution.WENT, went) == ("applied", "")
    assert (sent(till), claimed(till, "ref-2")) == ([(0, FIRST_CENTS), (1, CENTS - FIRST_CENTS)], [])
    for _ in range(2):
        asked = RetryRefund(return_id="ret-2", refund_id="ref-2", checked="It did not go.")
        till.do(till.other, asked, till.manager)
        till.passes(MINUTE_MS)
    assert (till.state("ref-2"), sent(till, "ref-2")) == (("refunded", ""), [(1, CENTS)])


def test_another_that_has_given_its_cash_already_goes_on_to_the_card_that_is_left(till: Till) -> None:
    cash_cents = 2_000
    till.core.transact(lambda unit: _part_in_cash(unit, cash_cents))
    contradict(till)
    till.other.keeps_time = True
    till.other.bring_back("ret-2", SECOND_WATCH)
    parts = [PartDraft(Means.CARD, CENTS - cash_cents), PartDraft(Means.CASH, cash_cents)]
    till.other.seal(ProposeRefund(return_id="ret-2", refund_id="ref-2", units=SECOND_WATCH, parts=parts))
    till.other.approve("ret-2", "ref-2", SECOND_WATCH, parts)
    till.other.pay_out("ret-2", "ref-2", parts)
    till.other.send(10, is_heard=True)
    assert till.state("ref-2") == ("executing", "")
    assert (0, FIRST_CENTS) in claimed(till, "ref-2")

    went = [WentTo("PAY-1", FIRST_CENTS), WentTo("PAY-2", CENTS - FIRST_CENTS)]
    assert settle(till, Resolution.WENT, went) == ("applied", "")
    till.passes(MINUTE_MS)
    assert till.cards.paid == {key_of("ref-2", 0, 1, 0): CENTS - cash_cents}
    assert till.state("ref-2") == ("refunded", "")


def _part_in_cash(unit: UnitOfWork, cash_cents: int) -> None:
    unit.session.get_one(Sale, "sale-1").means = [["card", 2 * CENTS - cash_cents], ["cash", cash_cents]]
    unit.session.get_one(SalePayment, ("sale-1", 1)).cents = SECOND_CENTS - cash_cents


@pytest.mark.by_turns
@pytest.mark.parametrize(
    "went", [[("PAY-1", 8_000)], [("PAY-2", 8_000)], [("PAY-1", 3_000), ("PAY-2", 5_000)]]
)
def test_the_money_of_an_exchange_goes_by_the_keys_that_have_paid_it(
    till: Till, went: list[tuple[str, int]]
) -> None:
    """It is agreed and handed out by itself; no card is paid that the lost core had not paid."""
    parts = exchange_and_lose(till)
    assert settle(till, Resolution.WENT, [WentTo(*one) for one in went]) == ("applied", "")
    assert till.state("ref") == ("proposed", "")
    till.other.keeps_time = True
    till.other.approve("ret", "ref", WATCH, parts)
    till.other.send(10, is_heard=True)
    till.passes(MINUTE_MS)
    assert till.cards.paid == {key_of("ref", 0, int(name[-1]) - 1, 0): cents for name, cents in went}
    assert till.state("ref") == ("refunded", "")


@pytest.mark.by_turns
@pytest.mark.parametrize("is_agreed_first", [True, False])
def test_what_went_for_an_exchange_is_taken_of_its_card_once(till: Till, is_agreed_first: bool) -> None:
    """Another refund finds all the rest, before the exchange is agreed and after, and has to move for it no
    more."""
    parts = exchange_and_lose(till)
    assert settle(till, Resolution.WENT, [WentTo("PAY-1", 8_000)]) == ("applied", "")
    till.other.keeps_time = True
    if is_agreed_first:
        till.other.approve("ret", "ref", WATCH, parts)
    till.other.bring_back("ret-2", SECOND_WATCH)
    till.other.pay_back("ret-2", "ref-2", SECOND_WATCH)
    if not is_agreed_first:
        till.other.approve("ret", "ref", WATCH, parts)
    till.other.send(10, is_heard=True)
    assert claimed(till, "ref") == [(0, 8_000)]
    assert claimed(till, "ref-2") == [(0, 2_000), (1, CENTS - 2_000)]
    assert till.core.read(lambda s: {part.round_no for part in s.query(RefundPart)}) == {0}


def test_a_refund_that_comes_after_somebody_has_said_where_it_went_goes_there(till: Till) -> None:
    parts = sign(till)
    till.is_restored()
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    assert settle(till, Resolution.WENT, [WentTo("PAY-2", CENTS)], till.one) == ("applied", "")
    till.other.send(10, is_heard=True)
    till.other.approve("ret", "ref", WATCH, parts)
    till.other.send(10, is_heard=True)
    till.passes(MINUTE_MS)
    assert till.cards.paid == {key_of("ref", 0, 1, 0): CENTS}


def exchange_and_lose(till: Till) -> list[PartDraft]:
    """A watch for a cheaper clock, and the rest to the card; the approval comes before the return that it is
    for, and is turned down. Returns how the rest is to go back."""
    till.core.transact(lambda unit: _clock(unit, till))
    parts = [PartDraft(Means.CARD, 8_000)]
    till.other.bring_back("ret", WATCH)
    taken = [ExchangeLine(till.articles["clock"], 1, CENTS - 8_000)]
    names = {"return_id": "ret", "refund_id": "ref"}
    till.other.seal(ProposeRefund(**names, units=WATCH, parts=parts, exchange=taken))
    till.one.approve("ret", "ref", WATCH, parts)
    till.is_restored()
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    till.other.send(10, is_heard=True)
    return parts


def _clock(unit: UnitOfWork, till: Till) -> None:
    article = make_article(unit, "CLOCK", gtin="03012345678917")
    make_position(unit, article, till.location)
    price = {"article_id": article.id, "valid_from": unit.at - DAY_MS, "price_cents": CENTS - 8_000}
    unit.session.add(ArticlePrice(**price))
    till.articles["clock"] = article.id


def test_a_sale_that_comes_after_the_question_names_its_cards(till: Till) -> None:
    parts = sign(till)
    till.is_restored()
    payments = till.core.transact(_forget_payments)
    till.one.send(10, is_heard=True)
    till.passes(WAITS_MS)
    [case] = till.cases()
    assert "cards" not in case.data

    def know(unit: UnitOfWork) -> None:
        for payment in payments:
            unit.session.add(SalePayment(**payment))

    till.core.transact(know)
    till.other.send(10, is_heard=True)
    [case] = till.cases()
    assert [name for name, _ in case.data["cards"]] == ["PAY-1", "PAY-2"]
    assert parts and till.core.read(lambda s: s.get_one(Refund, "ref")).state == "proposed"


def _forget_payments(unit: UnitOfWork) -> list[dict[str, object]]:
    rows = unit.session.query(SalePayment).order_by(SalePayment.place).all()
    known = [{c.key: getattr(row, c.key) for c in SalePayment.__table__.columns} for row in rows]
    for row in rows:
        unit.session.delete(row)
    return known


def test_of_one_card_nobody_has_to_say_it_is_that_one(core: Core, clock: SimulatedClock) -> None:
    till = Till(core, clock, Means.CARD)
    contradict(till)
    [case] = till.cases()
    assert "cards" not in case.data
    assert settle(till, Resolution.WENT) == ("applied", "")
    assert sent(till) == [(0, CENTS)]
    assert till.core.read(lambda s: s.get_one(Refund, "ref")).units == WATCH
