"""A substitute in an exchange's order is sold as what it is, and its lower price given back to the cent."""

from __future__ import annotations

import pytest
from order_world import do, furnish, head_at, line_at, take_in
from sqlalchemy import select
from test_exchange_orders import HERE, bring, exchange, open_money, ordered, sold, write_sales

from core.commands import (
    AnswerSubstitute,
    HandOutExchange,
    HandOver,
    HandOverPart,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    ProposeSubstitute,
    RefuseAtCounter,
)
from core.model import Article, ArticlePrice, Fulfilment, SaleLine
from core.orchestration import Core
from core.rules.ids import derive


def substituted(core: Core, price_cents: int = 3_333) -> tuple[Fulfilment, str]:
    """Two coats are ordered and paid; for one a hat of 20.00 is agreed on, and both are packed. Returns the
    fulfilment and the hat's line."""
    furnish(core, {"LYON": {"COAT": 2, "HAT": 1}})
    bring(core, price_cents=price_cents, units=2)
    hat = core.read(lambda s: s.scalars(select(Article.id).where(Article.sku == "HAT")).one())
    core.transact(
        lambda unit: unit.session.add(ArticlePrice(article_id=hat, valid_from=0, price_cents=2_000))
    )
    exchange(core, price_cents=price_cents, quantity=2)
    rest_cents = 2 * price_cents - 6_000
    take_in(core, HERE, HandOutExchange(return_id="r", refund_id="f", paid_cents=rest_cents))
    head = head_at(core, ordered(core).id, "LYON")
    coat = line_at(core, head, "COAT")
    asked = do(
        core,
        head,
        PickLine(fulfilment_id=head.id, line_id=coat.id, quantity=1),
        ProposeSubstitute(fulfilment_id=head.id, line_id=coat.id, article_id=hat, quantity=1),
    )
    line_id = derive(asked, "line")
    do(
        core,
        head,
        AnswerSubstitute(fulfilment_id=head.id, line_id=line_id, is_agreed=True),
        PickLine(fulfilment_id=head.id, line_id=line_id, quantity=1),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft("x", {coat.id: 1, line_id: 1})]),
    )
    return head, line_id


def lines(core: Core) -> list[tuple[str, int, int]]:
    """What the exchange's sale says: article, units, cents paid for them."""
    rows = core.read(lambda s: s.scalars(select(SaleLine).where(SaleLine.id != "sl")).all())
    return sorted((row.sku, row.quantity, row.paid_cents) for row in rows)


@pytest.mark.by_turns
@pytest.mark.parametrize(("coat", "rest"), [(3_333, 1_333), (3_000, 1_000)])
def test_it_is_sold_at_its_price_and_the_rest_comes_back_once(core: Core, coat: int, rest: int) -> None:
    head, _ = substituted(core, coat)
    assert core.read(open_money) == [], "nothing comes back before it has left: it can still be refused"
    do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    write_sales(core)
    assert lines(core) == [("COAT", 1, rest), ("COAT", 1, coat), ("HAT", 1, 2_000)]
    assert sold(core)[2:] == (2 * coat, True), "what was paid, to the cent"
    once = core.read(open_money)
    do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    write_sales(core)
    assert once == core.read(open_money) == [("R0000001-1", 1, rest)]


def test_each_part_that_leaves_gives_back_what_is_its_own(core: Core) -> None:
    head, hat = substituted(core)
    coat = line_at(core, head, "COAT")
    do(core, head, HandOverPart(fulfilment_id=head.id, units={coat.id: 1}, proof=Proof.IDENTITY))
    write_sales(core)
    assert (lines(core), core.read(open_money)) == ([("COAT", 1, 3_333)], [])
    do(core, head, HandOverPart(fulfilment_id=head.id, units={hat: 1}, proof=Proof.IDENTITY))
    write_sales(core)
    assert (sold(core)[2], core.read(open_money)) == (6_666, [("R0000001-1", 1, 1_333)])


def test_refused_at_the_counter_it_was_paid_as_what_was_ordered(core: Core) -> None:
    head, _ = substituted(core)
    do(core, head, RefuseAtCounter(fulfilment_id=head.id, reason="trop grand"))
    assert core.read(open_money) == [("R0000001-1", 1, 6_666)]
