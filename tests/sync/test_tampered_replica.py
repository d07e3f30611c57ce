"""A store's file is edited with the machine's own key, behind the program's back: this workstation believes
it, and the core does not."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sync_world import ASSOCIATE, MANAGER, Pair
from test_other_stores import number

from core.commands import (
    ApproveRefund,
    DeclareReturn,
    PartDraft,
    PayOutCash,
    ProposeRefund,
    ReceivedLine,
    ReceiveReturn,
    ReturnLineDraft,
)
from core.commands.refund_figures import Figures, figures, open_units
from core.model import ExceptionCase, Refund, Return, ReturnLine, ReturnPolicyRow, Sale, SaleLine
from core.orchestration import UnitOfWork
from core.rules.refund import Means, Part
from core.rules.returns import ReturnReason
from core.wire import SigningKey, approval, make_approval
from sync.containment import raw_of
from sync.reading import Reader
from sync.schema import PendingCommand

PAID_CENTS = 9_000
FORGED = SigningKey(bytes(range(9, 41)))


def edit(pair: Pair, statement: str, *values: Any) -> None:
    """Change rows of `store.db`, by no command."""
    with pair.workstation.replica.writing("test") as session:
        raw_of(session).execute(statement, values)


@pytest.fixture
def counter(pair: Pair) -> Pair:
    """Two scarves were sold here, and paid by card."""

    def sell(unit: UnitOfWork) -> None:
        sale = Sale(id="sale", kind="till", receipt_code="T-1", location_id=pair.names.store, sold_at=unit.at)
        sale.means = [["card", PAID_CENTS]]
        unit.session.add_all([sale, ReturnPolicyRow(location_id=pair.names.store, policy={})])
        unit.session.flush()
        sold = {"name": "Scarf", "quantity": 2, "list_cents": PAID_CENTS, "paid_cents": PAID_CENTS}
        unit.session.add(SaleLine(id="line", sale_id="sale", line_no=1, article_id=pair.names.scarf, **sold))

    pair.at_core(sell)
    pair.cycle()
    return pair


def take_back(pair: Pair, author: str = ASSOCIATE) -> ProposeRefund:
    """Both are here, and what this workstation makes of it is proposed."""
    reason, units = ReturnReason.CHANGED_MIND, [0, 1]
    draft = ReturnLineDraft(
        article_id=pair.names.scarf, quantity=2, reason=reason, sale_line_id="line", units=units
    )
    pair.do(DeclareReturn(return_id="ret", number=number(pair), sale_id="sale", lines=[draft]), author)
    key = pair.workstation.read(lambda reader: reader.session.scalars(select(ReturnLine.id)).one())
    pair.do(ReceiveReturn(return_id="ret", lines=[ReceivedLine(key, 2)]), author)

    def come_to(reader: Reader) -> Figures:
        head = reader.session.get_one(Return, "ret")
        return figures(reader.session, head, open_units(reader.session, head))

    found = pair.workstation.read(come_to)
    parts = [PartDraft(part.means, part.cents) for part in found.parts]
    proposed = ProposeRefund(return_id="ret", refund_id="ref", units=sorted(found.units), parts=parts)
    assert pair.do(proposed, author).status == "applied"
    return proposed


def here(pair: Pair) -> Refund | None:
    return pair.workstation.read(lambda reader: reader.session.get(Refund, "ref"))


def at_the_core(pair: Pair) -> Refund | None:
    return pair.core.read(lambda session: session.get(Refund, "ref"))


def said_no(pair: Pair) -> list[tuple[str, str, str]]:
    """What the core has not done as it was asked to, as this workstation has heard."""
    query = select(PendingCommand).where(PendingCommand.status != "applied").order_by(PendingCommand.sequence)
    rows = pair.workstation.read(lambda reader: reader.session.scalars(query).all())
    return [(row.name, row.status, row.code) for row in rows]


def test_more_than_was_paid_for_a_sale_goes_back_to_nobody(counter: Pair) -> None:
    edit(counter, "UPDATE sale_line SET paid_cents = 900000")
    edit(counter, "UPDATE sale SET means = '[[\"card\", 900000]]'")
    take_back(counter)
    refund = here(counter)
    assert refund is not None and refund.total_cents == 900_000
    counter.cycle()
    assert said_no(counter) == [("ProposeRefund", "refused", "parts_do_not_add_up")]
    assert (at_the_core(counter), here(counter)) == (None, None)


def test_a_policy_that_asks_nobody_is_the_core_s_to_say(counter: Pair) -> None:
    edit(counter, 'UPDATE return_policy SET policy = \'{"limits": {"free_cents": 1000000}}\'')
    take_back(counter)
    refund = here(counter)
    assert refund is not None and (refund.need, refund.state) == ("nobody", "queued")
    counter.cycle()
    for told in (at_the_core(counter), here(counter)):
        assert told is not None and (told.need, told.state) == ("manager", "proposed")


def test_cash_that_left_on_a_policy_of_its_own_is_a_case(counter: Pair) -> None:
    def in_cash(unit: UnitOfWork) -> None:
        unit.session.get_one(Sale, "sale").means = [["cash", PAID_CENTS]]

    counter.at_core(in_cash)
    counter.cycle()
    edit(counter, 'UPDATE return_policy SET policy = \'{"limits": {"free_cents": 1000000}}\'')
    take_back(counter)
    paid = PayOutCash(return_id="ret", refund_id="ref", cents=PAID_CENTS, is_offline=True)
    assert counter.do(paid).status == "applied"
    counter.cycle()
    assert said_no(counter) == [("PayOutCash", "recorded", "cash_paid_unapproved")]
    cases = select(ExceptionCase.kind)
    assert counter.core.read(lambda session: session.scalars(cases).all()) == ["cash_paid_unapproved"]


@pytest.mark.parametrize(
    ("manager", "proposer", "code"),
    [(MANAGER, ASSOCIATE, "approval_not_signed"), (ASSOCIATE, MANAGER, "not_permitted")],
    ids=["a forged key of the manager", "an associate made a manager"],
)
def test_who_may_approve_with_which_key_is_the_core_s_to_say(
    counter: Pair, manager: str, proposer: str, code: str
) -> None:
    device = counter.names.device
    edit(counter, "UPDATE staff SET role = 'manager'")
    edit(
        counter,
        "INSERT INTO approval_key (id, staff_id, device_id, location_id, public_key, registered_at)"
        " VALUES ('forged', ?, ?, ?, ?, 0)",
        manager, device, counter.names.store, FORGED.public.hex(),
    )  # fmt: skip
    proposed, at = take_back(counter, proposer), counter.clock.now()
    given = approval(
        "ret", "ref", parts=[Part(Means.CARD, PAID_CENTS)], units=proposed.units, proposer=proposer,
        manager=manager, device_id=device, at=at,
    )  # fmt: skip
    word = ApproveRefund(
        return_id="ret", refund_id="ref", units=proposed.units, parts=proposed.parts, proposer=proposer,
        signed_at=at, signature=make_approval(FORGED, given).hex(),
    )  # fmt: skip
    assert counter.do(word, manager).status == "applied"
    refund = here(counter)
    assert refund is not None and (refund.state, refund.approved_by) == ("queued", manager)
    counter.cycle()
    assert said_no(counter) == [("ApproveRefund", "refused", code)]
    for told in (at_the_core(counter), here(counter)):
        assert told is not None and (told.state, told.approved_by) == ("proposed", "")
