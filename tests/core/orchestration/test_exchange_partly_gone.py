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


@pytest.fixture
def partly_paid(core: Core) -> Core:
    """Two scarfs of 60.00 against a coat of 15.00: of the 45.00 that go back the cash has left, and nobody
    has agreed yet."""
    furnish(core, {"LYON": {"COAT": 1}})
    bring(core, price_cents=KEPT_CENTS, units=2)
    assert exchange(core, price_cents=KEPT_CENTS).parts == [["card", 4_000, 0], ["cash", CASH_CENTS, 0]]
    paid = PayOutCash(return_id="r", refund_id="f", cents=CASH_CENTS)
    assert take_in(core, HERE, paid)[1].code == "cash_paid_unapproved"
    return core


def is_free(core: Core) -> bool:
    """Whether any of its units can be refunded once more."""

    def look(session: Any) -> bool:
        claims = session.scalar(select(func.count()).select_from(RefundClaim))
        return bool(open_units(session, session.get_one(Return, "r"))) or claims != 2

    return core.read(look)


def test_an_order_that_ends_frees_no_units_of_which_money_has_gone(partly_paid: Core) -> None:
    cancel_of(partly_paid, str(refund(partly_paid).sending["order_id"]), 0, "c")
    assert not is_free(partly_paid)
    stands = refund(partly_paid)
    assert (stands.state, stands.exchange, stands.parts[1]) == ("proposed", [], ["cash", 500, 500])
    told = [one for one in cases(partly_paid) if one.kind == "exchange_partly_gone"]
    assert [(one.data["cents"], one.data["name"]) for one in told] == [(KEPT_CENTS, "Coat")]


@pytest.mark.parametrize("no", [RefuseRefund, WithdrawRefund])
def test_what_is_turned_down_after_some_was_paid_keeps_its_units_and_is_settled_by_hand(
    partly_paid: Core, no: type[RefuseRefund | WithdrawRefund]
) -> None:
    assert take_in(partly_paid, HERE, no(return_id="r", refund_id="f", reason="non"))[1].has_effect
    assert (refund(partly_paid).state, is_free(partly_paid)) == ("failed", False)
    by_hand = SettleRefund(return_id="r", refund_id="f", settlement="In cash, at the till.")
    assert take_in(partly_paid, HERE, by_hand)[1].has_effect
    assert not is_free(partly_paid)
