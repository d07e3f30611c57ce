"""Some of a refund's money has gone before a manager has spoken, or before the order of its exchange ends:
its units are not free again, or the same money would go twice."""

from __future__ import annotations

from typing import Any

import pytest
from order_world import furnish, take_in
from sqlalchemy import func, select
from test_exchange_order_ends import cancel_of, cases
from test_exchange_orders import HERE, bring, exchange, refund

from core.commands import PayOutCash, RefuseRefund, SettleRefund, WithdrawRefund
from core.commands.refund_figures import open_units
from core.model import RefundClaim, Return
from core.orchestration import Core

CASH_CENTS = 500
KEPT_CENTS = 1_500


PAID = PayOutCash(return_id="r", refund_id="f", cents=CASH_CENTS)


@pytest.fixture
def proposed(core: Core) -> Core:
    """Two scarfs of 60.00 against a coat of 15.00: 45.00 go back."""
    furnish(core, {"LYON": {"COAT": 1}})
    bring(core, price_cents=KEPT_CENTS, units=2)
    assert exchange(core, price_cents=KEPT_CENTS).parts == [["card", 4_000, 0], ["cash", CASH_CENTS, 0]]
    return core


@pytest.fixture
def partly_paid(proposed: Core) -> Core:
    """The cash has left, and nobody has agreed yet."""
    assert take_in(proposed, HERE, PAID)[1].code == "cash_paid_unapproved"
    return proposed


def is_free(core: Core) -> bool:
    """Whether any of its units can be refunded once more."""

    def look(session: Any) -> bool:
        claims = session.scalar(select(func.count()).select_from(RefundClaim))
        return bool(open_units(session, session.get_one(Return, "r"))) or claims != 2

    return core.read(look)


def kept_told(core: Core) -> list[tuple[int, str]]:
    """What somebody is to give of what was kept for the new articles, and for which, where it is known."""
    told = [one for one in cases(core) if one.kind == "exchange_partly_gone"]
    return [(one.data["cents"], one.data.get("name", "")) for one in told]


def test_an_order_that_ends_frees_no_units_of_which_money_has_gone(partly_paid: Core) -> None:
    cancel_of(partly_paid, str(refund(partly_paid).sending["order_id"]), 0, "c")
    assert not is_free(partly_paid)
    stands = refund(partly_paid)
    assert (stands.state, stands.exchange, stands.parts[1]) == ("proposed", [], ["cash", 500, 500])
    assert kept_told(partly_paid) == [(KEPT_CENTS, "Coat")]


@pytest.mark.parametrize("no", [RefuseRefund, WithdrawRefund])
def test_what_is_turned_down_after_some_was_paid_keeps_its_units_and_is_settled_by_hand(
    partly_paid: Core, no: type[RefuseRefund | WithdrawRefund]
) -> None:
    assert take_in(partly_paid, HERE, no(return_id="r", refund_id="f", reason="non"))[1].has_effect
    assert (refund(partly_paid).state, is_free(partly_paid)) == ("failed", False)
    assert kept_told(partly_paid) == [(KEPT_CENTS, "Coat")], "what was kept for its article is in no part"
    assert "cash_paid_after_refusal" not in {one.kind for one in cases(partly_paid)}, "it had left before"
    by_hand = SettleRefund(return_id="r", refund_id="f", settlement="In cash, at the till.")
    assert take_in(partly_paid, HERE, by_hand)[1].has_effect
    assert not is_free(partly_paid)


def test_what_was_kept_is_told_where_the_cash_is_told_of_after_the_refusal(proposed: Core) -> None:
    take_in(proposed, HERE, RefuseRefund(return_id="r", refund_id="f", reason="non"))
    assert kept_told(proposed) == [], "nothing has gone: its units are free again, whole"
    assert take_in(proposed, HERE, PAID)[1].code == "cash_paid_after_refusal"
    assert (refund(proposed).state, is_free(proposed)) == ("failed", False)
    assert kept_told(proposed) == [(KEPT_CENTS, "")]
    take_in(proposed, HERE, PAID)
    assert len(kept_told(proposed)) == 1, "once"
