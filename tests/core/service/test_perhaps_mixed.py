"""While it is asked whether a lost core has paid some units: a refund by several means, of which some has
gone, and what happens to the units and the article taken for them."""

from __future__ import annotations

import pytest
from perhaps_asked import REFUSED, contradict, restore_to_no, settle
from perhaps_exchanged import (
    CARD_CENTS,
    TO_COLLECT,
    MixedTill,
    another_watch,
    asked,
    lost,
    order_of,
    pay_by_both,
    refund,
)
from restored_till import CENTS, WATCH, Till

from core.commands import (
    DropExchange,
    ExchangeLine,
    PartDraft,
    PayOutCash,
    ProposeRefund,
    Resolution,
    RetryRefund,
    SettleRefund,
)
from core.model import (
    ExceptionCase,
    Order,
    OrderLine,
    RefundClaim,
)
from core.orchestration import Core
from core.orchestration.cancellation import cancel
from core.orchestration.restore_wait import WAITS_MS
from core.ports import SimulatedClock
from core.rules.exchange_sending import Sending
from core.rules.refund import Means
from core.rules.time import MINUTE_MS


@pytest.mark.parametrize("sending", [None, TO_COLLECT])
def test_an_exchange_of_which_some_money_has_gone_keeps_its_units_where_its_article_is_not_taken(
    core: Core, clock: SimulatedClock, sending: Sending | None
) -> None:
    till = MixedTill(core, clock, Means.CARD)
    core.transact(pay_by_both)
    core.transact(lambda unit: another_watch(unit, till, CENTS - 8_000))
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
    core.transact(lambda unit: another_watch(unit, till, CENTS - 7_000))
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


def test_cash_for_what_was_paid_already_is_settled_by_hand(core: Core, clock: SimulatedClock) -> None:
    till = MixedTill(core, clock, Means.CARD)
    core.transact(pay_by_both)
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


@pytest.mark.by_turns
@pytest.mark.parametrize("is_gone", [True, False])
def test_an_order_that_ends_while_it_is_asked_frees_no_units_where_its_credit_has_gone(
    core: Core, clock: SimulatedClock, is_gone: bool
) -> None:
    """Of the very refund store credit goes on, though its article waits."""
    till = MixedTill(core, clock, Means.CARD)
    core.transact(pay_by_both)
    core.transact(lambda unit: another_watch(unit, till, CENTS - 8_000))
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
    order_id = order_of(till).id
    core.transact(lambda unit: cancel(unit, unit.lock(Order, order_id), [], "c"))  # type: ignore[arg-type]
    state, claims = till.state("another")[0], core.read(lambda s: s.query(RefundClaim).count())
    every = core.read(lambda s: s.query(ExceptionCase).all())
    told = [case for case in every if case.kind.startswith("exchange_")]
    if is_gone:
        assert (state, claims, refund(till).exchange) == ("refunded", 1, [])
        assert [(case.kind, case.data["cents"]) for case in told] == [("exchange_partly_gone", CENTS - 8_000)]
    else:
        assert (state, claims, [case.kind for case in told]) == ("withdrawn", 0, ["exchange_cancelled"])
