"""From one exchange to the next: erased from one end is erased at both, and what was sold stays known."""

from __future__ import annotations

import msgspec
import pytest
from order_world import furnish, head_at
from sqlalchemy import select
from test_exchange_orders import AT_HOME, bring, exchange, hand_over, ordered, refund, write_sales

from core.model import Customer, Refund, Return, Sale
from core.orchestration import Core, UnitOfWork
from core.orchestration.erasure import erase
from core.orchestration.order_sales import note_delivery
from core.rules.exchange_sending import Sending


def close_all(core: Core) -> None:
    with core.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE fulfilment SET state = 'closed'")


def sold_and_over(core: Core, sending: Sending) -> None:
    furnish(core, {"LYON": {"COAT": 1}})
    bring(core, price_cents=3_000)
    exchange(core, price_cents=3_000, sending=sending)
    hand_over(core, 1)
    write_sales(core)
    close_all(core)


def test_what_is_told_of_it_after_its_customer_was_erased_is_no_second_sale(core: Core) -> None:
    sold_and_over(core, AT_HOME)
    erase(core, "T-1", "Siège", "")
    assert refund(core).sending["order_id"] == ordered(core).id, "its order is known as the exchange's still"
    head = head_at(core, ordered(core).id)
    core.transact(lambda unit: note_delivery(unit, head, "late"))
    write_sales(core)
    kinds = core.read(lambda s: s.scalars(select(Sale.kind).order_by(Sale.kind)).all())
    assert kinds == ["exchange", "till"]


def test_from_the_order_that_was_taken_in_exchange_all_before_it_is_erased(core: Core) -> None:
    sold_and_over(core, msgspec.structs.replace(AT_HOME, email="c@x.fr"))
    erase(core, "c@x.fr", "Siège", "")
    told = core.read(lambda s: str([row.sending for row in s.scalars(select(Refund))]))
    names = core.read(lambda s: [row.name for row in s.scalars(select(Customer))])
    assert "Camille" not in told and "Mercière" not in told and "c@x.fr" not in told, told
    assert names == [""]
    assert not core.read(lambda s: s.get_one(Sale, "s")).card_last4, "the sale that came back is theirs too"


@pytest.mark.by_turns
@pytest.mark.parametrize(("bought", "last4"), [("Mercière Camille", ""), ("Jeanne Martin", "4417")])
def test_from_the_order_a_sale_goes_that_is_in_the_same_name_alone(
    core: Core, bought: str, last4: str
) -> None:
    sold_and_over(core, msgspec.structs.replace(AT_HOME, email="c@x.fr"))

    def name(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Return)).one().customer_name = "Camille Mercière"
        sale = unit.session.get_one(Sale, "s")
        sale.customer_name, sale.card_last4 = bought, "4417"

    core.transact(name)
    left = erase(core, "c@x.fr", "Siège", "").left
    kept = core.read(lambda s: s.get_one(Sale, "s"))
    assert (kept.card_last4, left) == (last4, (kept.receipt_code,) if last4 else ())
