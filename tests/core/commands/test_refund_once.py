"""Money goes out once, in full, and on somebody else's word: ways around it that somebody has thought of."""

from __future__ import annotations

import pytest
from command_world import NOW, SCARF, World, manager
from return_world import (
    approve,
    declare,
    furnish_people,
    furnish_sale,
    lines,
    propose,
    receive,
    refund,
    scarves,
    watch,
)

from core.commands import (
    FindSale,
    FoundLine,
    OverrideReturn,
    PartDraft,
    PayOutCash,
    RefuseRefund,
    RetryRefund,
    SettleRefund,
)
from core.model import ArticlePrice, ExceptionCase, RefundClaim, Sale
from core.rules.refund import Means
from core.rules.time import DAY_MS

RETRY = RetryRefund(return_id="ret-1", refund_id="ref-1")


@pytest.fixture
def till(world: World) -> World:
    """A sale on the till."""
    furnish_people(world)
    furnish_sale(world)
    return world


def mixed(world: World) -> None:
    """A refund of 140.00 to the card and 13.33 in cash."""
    world.session.get_one(Sale, "sale-1").means = [["cash", 3_000], ["card", 14_000]]
    declare(world, scarves(0, 2), watch())
    receive(world)
    propose(world)


def pay_cash(world: World, cents: int = 1_333) -> str:
    return world.run(PayOutCash(return_id="ret-1", refund_id="ref-1", cents=cents)).code


def test_what_was_paid_without_proof_is_not_paid_again_once_its_sale_is_found(till: World) -> None:
    till.session.add(ArticlePrice(article_id=SCARF, valid_from=NOW - 400 * DAY_MS, price_cents=2_000))
    declare(till, scarves(0, sale_line_id="", units=[]), sale_id="", has_proof=False)
    receive(till)
    [line] = lines(till)
    till.run(OverrideReturn(return_id="ret-1", line_ids=[line.id], reason="cadeau"), manager())
    found = FindSale(return_id="ret-1", sale_id="sale-1", lines=[FoundLine(line.id, "sale-1-scarf", [0])])
    propose(till)
    assert till.run(found).code == "unit_claimed"
    till.run(RefuseRefund(return_id="ret-1", refund_id="ref-1", reason="ticket retrouvé"), manager())
    assert till.run(found).status == "applied"


def test_a_slips_piece_must_be_the_one_that_its_sale_says(till: World) -> None:
    declare(till, watch(sale_line_id="", units=[], serial="W-999"), sale_id="", receipt_code="T-sale-1")
    receive(till)
    [line] = lines(till)
    found = FindSale(return_id="ret-1", sale_id="sale-1", lines=[FoundLine(line.id, "sale-1-watch", [0])])
    assert till.run(found).code == "return_serial_wrong"
    assert line.ground == "none"


def test_a_large_refund_is_not_made_of_small_ones(till: World) -> None:
    declare(till, scarves(0, 1, 2))
    receive(till)
    for place, (cents, need) in enumerate(((1_667, "nobody"), (1_667, "manager"), (1_666, "manager"))):
        parts = [PartDraft(Means.CARD, cents)]
        propose(till, refund_id=f"ref-{place}", units=[f"sale-1-scarf:{place}"], parts=parts)
        assert refund(till, f"ref-{place}").need == need


def test_a_delivery_goes_back_by_law_alone_also_when_it_is_asked_for_by_itself(till: World) -> None:
    sold = {"sold_at": NOW - 26 * DAY_MS, "delivered_at": NOW - 25 * DAY_MS, "delivery_cents": 490}
    furnish_sale(till, "web", kind="web", means=[["card", 17_490]], **sold)
    back = [scarves(0, 1, 2, sale_line_id="web-scarf"), watch(sale_line_id="web-watch")]
    declare(till, *back, sale_id="web")
    receive(till)
    assert {line.ground for line in lines(till)} == {"policy"}
    propose(till)
    alone = propose(till, refund_id="ref-2", units=["web:delivery"], parts=[PartDraft(Means.CARD, 490)])
    assert alone.code == "delivery_not_due"


def test_money_goes_back_in_the_sales_currency(till: World) -> None:
    till.session.get_one(Sale, "sale-1").currency = "CHF"
    declare(till, scarves(0))
    receive(till)
    propose(till)
    assert refund(till).currency == "CHF"


def test_cash_beside_a_card_that_failed_leaves_the_card_to_be_tried_again(till: World) -> None:
    mixed(till)
    approve(till)
    refund(till).state = "failed"
    assert pay_cash(till) == ""
    assert refund(till).parts == [["card", 14_000, 0], ["cash", 1_333, 1_333]]
    assert till.run(RETRY, manager()).status == "applied"


def test_cash_that_left_before_its_approval_leaves_the_card_to_be_approved(till: World) -> None:
    mixed(till)
    assert pay_cash(till) == "cash_paid_unapproved"
    assert refund(till).state == "proposed"
    assert approve(till).status == "applied"
    assert refund(till).parts == [["card", 14_000, 0], ["cash", 1_333, 1_333]]


def test_a_case_about_money_says_what_it_is_counted_in(till: World) -> None:
    till.session.get_one(Sale, "sale-1").currency = "CHF"
    mixed(till)
    pay_cash(till, 400)
    till.run(PayOutCash(return_id="ret-1", refund_id="nobody's", cents=9_900_000))
    told = till.session.query(ExceptionCase).all()
    kinds = {case.kind for case in told}
    assert {"cash_paid_unapproved", "cash_paid_without_refund", "cash_beyond_store_day"} <= kinds
    assert {case.data.get("currency") for case in told} == {"CHF"}
    assert refund(till, "nobody's").currency == "CHF"


def test_cash_that_left_before_a_refusal_keeps_its_units(till: World) -> None:
    """As where it is told of after the refusal."""
    mixed(till)
    assert pay_cash(till) == "cash_paid_unapproved"
    till.run(RefuseRefund(return_id="ret-1", refund_id="ref-1", reason="non"), manager())
    assert refund(till).state == "failed"
    kinds = [case.kind for case in till.session.query(ExceptionCase)]
    assert kinds.count("cash_paid_unapproved") == 1
    assert "cash_paid_after_refusal" not in kinds, "it left before"
    assert "exchange_partly_gone" not in kinds, "nothing was kept for an article"
    units = list(refund(till).units)
    again = propose(till, refund_id="ref-2", units=units, parts=[PartDraft(Means.CARD, 14_000)])
    assert again.code == "unit_claimed"


def test_cash_that_left_after_a_refusal_takes_no_card_with_it(till: World) -> None:
    mixed(till)
    till.run(RefuseRefund(return_id="ret-1", refund_id="ref-1", reason="non"), manager())
    assert pay_cash(till) == "cash_paid_after_refusal"
    assert till.run(RETRY, manager()).code == "not_in_this_state"
    by_hand = SettleRefund(return_id="ret-1", refund_id="ref-1", settlement="espèces rendues")
    assert till.run(by_hand, manager()).status == "applied"


def test_what_was_paid_after_a_refusal_has_its_delivery_as_it_was_proposed(world: World) -> None:
    """What the chain takes back beyond the law, in the same return, is no part of it."""
    furnish_people(world)
    furnish_sale(world, kind="web", delivery_cents=490, delivered_at=NOW - DAY_MS, means=[["cash", 17_490]])
    declare(world, scarves(0, 1, 2), watch())
    receive(world)
    lines(world)[0].ground = "policy"
    propose(
        world, units=[f"sale-1-scarf:{place}" for place in range(3)], parts=[PartDraft(Means.CASH, 5_000)]
    )
    whole = {"units": ["sale-1-watch:0", "sale-1:delivery"], "parts": [PartDraft(Means.CASH, 12_490)]}
    assert propose(world, refund_id="ref-2", **whole).code == ""
    world.run(RefuseRefund(return_id="ret-1", refund_id="ref-2", reason="non"), manager())
    world.run(PayOutCash(return_id="ret-1", refund_id="ref-2", cents=12_490))
    claims = world.session.query(RefundClaim).filter(RefundClaim.refund_id == "ref-2")
    assert {one.unit_id: one.cents for one in claims} == {"sale-1-watch:0": 12_000, "sale-1:delivery": 490}


def test_what_may_have_gone_is_tried_again_by_who_has_asked_the_payment_service(till: World) -> None:
    mixed(till)
    approve(till)
    refund(till).state, refund(till).failure = "failed", "no_answer"
    assert till.run(RETRY, manager()).code == "outcome_unknown"
    assert refund(till).state == "failed"
    asked = RetryRefund(return_id="ret-1", refund_id="ref-1", checked="pas de remboursement chez eux")
    assert till.run(asked, manager()).status == "applied"
    assert (refund(till).failure, refund(till).decision) == ("", "pas de remboursement chez eux")
