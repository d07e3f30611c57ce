"""What other stores have to do with one's returns: their sales with the line cut, their refunds to sign."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sync_world import ASSOCIATE, MANAGER, Pair, core_rows

from core.commands import (
    ApproveRefund,
    DeclareReturn,
    FindSale,
    FoundLine,
    OutcomeStatus,
    PartDraft,
    ProposeRefund,
    ReceivedLine,
    ReceiveReturn,
    ReturnLineDraft,
)
from core.commands.definitions import parts_of
from core.model import (
    ApprovalKey,
    ExceptionCase,
    NumberBlock,
    Refund,
    RefundClaim,
    Return,
    ReturnLine,
    Sale,
    SaleLine,
    SignsFor,
    Staff,
)
from core.orchestration import UnitOfWork
from core.orchestration.sale_sharing import find_sales, share
from core.rules.errors import Refused
from core.rules.refund import Means
from core.rules.returns import ReturnReason, number_text
from core.wire import SigningKey, approval, make_approval

KEY = SigningKey(bytes(range(7, 39)))
CENTS = [1_667, 1_667, 1_666]


def sell_elsewhere(pair: Pair) -> None:
    """Three scarves for 50.00 in the other store, by card."""

    def work(unit: UnitOfWork) -> None:
        where = {"location_id": pair.names.elsewhere, "sold_at": unit.at}
        unit.session.add(Sale(id="sale", kind="till", receipt_code="T-9", means=[["card", 5_000]], **where))
        unit.session.flush()
        unit.session.add(
            SaleLine(
                id="line", sale_id="sale", line_no=1, article_id=pair.names.scarf, name="Scarf", quantity=3,
                list_cents=5_400, paid_cents=5_000,
            )
        )  # fmt: skip

    pair.at_core(work)


def number(pair: Pair, kind: str = "return") -> str:
    query = select(NumberBlock).where(NumberBlock.kind == kind, NumberBlock.device_id == pair.names.device)
    return number_text("R", pair.core.read(lambda session: session.scalars(query).first()).first)  # type: ignore[union-attr]


def take_back(pair: Pair) -> str:
    """Two scarves on a receipt that is not known here: a slip. Returns the line's id."""
    draft = ReturnLineDraft(article_id=pair.names.scarf, quantity=2, reason=ReturnReason.CHANGED_MIND)
    pair.do(DeclareReturn(return_id="ret", number=number(pair), receipt_code="T-9", lines=[draft]))
    key = pair.workstation.read(lambda reader: reader.session.scalars(select(ReturnLine.id)).one())
    pair.do(ReceiveReturn(return_id="ret", lines=[ReceivedLine(key, 2)]))
    return key


def ask(pair: Pair) -> None:
    """The line is back, and the sale is asked for."""
    pair.cycle()
    found = pair.core.read(lambda session: find_sales(session, receipt="T-9"))
    pair.at_core(lambda unit: share(unit, found, pair.names.store, ASSOCIATE))
    pair.cycle()


def propose(pair: Pair, *places: int) -> OutcomeStatus:
    parts = [PartDraft(Means.CARD, sum(CENTS[place] for place in places))]
    units = [f"line:{place}" for place in places]
    return pair.do(ProposeRefund(return_id="ret", refund_id="ref", units=units, parts=parts)).status


def test_goods_of_another_stores_sale_are_taken_back_offline_and_paid_to_the_cent_afterwards(
    pair: Pair,
) -> None:
    sell_elsewhere(pair)
    line = take_back(pair)
    head = pair.workstation.read(lambda reader: reader.session.get_one(Return, "ret"))
    assert (head.sale_id, head.receipt_code) == ("", "T-9"), "the goods are here, no money is promised"
    ask(pair)
    pair.do(FindSale(return_id="ret", sale_id="sale", lines=[FoundLine(line, "line", [0, 2])]))
    assert propose(pair, 0, 2) == OutcomeStatus.APPLIED
    pair.cycle()
    refund = pair.core.read(lambda session: session.get_one(Refund, "ref"))
    assert (refund.total_cents, refund.units) == (3_333, ["line:0", "line:2"])
    assert pair.core.read(lambda session: session.scalars(select(ExceptionCase)).all()) == []
    assert pair.pending() == []
    assert pair.rows()["refund"] == core_rows(pair)["refund"]


def test_what_the_other_store_has_paid_meanwhile_is_seen_before_anything_is_promised(pair: Pair) -> None:
    sell_elsewhere(pair)
    line = take_back(pair)

    def paid_there(unit: UnitOfWork) -> None:
        place = pair.names.elsewhere
        unit.session.add(
            Return(
                id="theirs", number="X", location_id=place, sale_id="sale", declared_by="x",
                declared_device="x", declared_at=unit.at,
            )
        )  # fmt: skip
        unit.session.flush()
        unit.session.add(
            Refund(
                id="their-ref", return_id="theirs", location_id=place, sale_id="sale", state="refunded",
                state_at=unit.at, total_cents=CENTS[0], parts=[["card", CENTS[0], CENTS[0]]],
                units=["line:0"], proposed_by="x", proposed_device="x", proposed_at=unit.at,
            )
        )  # fmt: skip
        unit.session.add(
            RefundClaim(
                id="c", unit_id="line:0", sale_id="sale", return_id="theirs", refund_id="their-ref",
                cents=CENTS[0],
            )
        )  # fmt: skip

    pair.at_core(paid_there)
    ask(pair)
    found = FindSale(return_id="ret", sale_id="sale", lines=[FoundLine(line, "line", [0, 2])])
    pair.do(found)
    with pytest.raises(Refused, match="unit_claimed"):
        propose(pair, 0, 2)
    assert propose(pair, 2) == OutcomeStatus.APPLIED
    pair.cycle()
    claims = pair.core.read(lambda session: session.scalars(select(RefundClaim.unit_id)).all())
    assert sorted(claims) == ["line:0", "line:2"]


def test_a_region_s_refund_is_signed_at_its_managers_store_and_leaves_it_again(pair: Pair) -> None:
    def furnish(unit: UnitOfWork) -> None:
        unit.session.get_one(Staff, MANAGER).role = "regional_manager"
        unit.session.add(SignsFor(staff_id=MANAGER, location_id=pair.names.elsewhere))
        unit.session.add(
            ApprovalKey(
                id="key", staff_id=MANAGER, device_id=pair.names.device, location_id=pair.names.store,
                public_key=KEY.public.hex(), registered_at=unit.at, revoked_at=None,
            )
        )  # fmt: skip
        place = pair.names.elsewhere
        unit.session.add(
            Return(
                id="ret", number="R1", location_id=place, declared_by="x", declared_device="x",
                declared_at=unit.at,
            )
        )  # fmt: skip
        unit.session.flush()
        unit.session.add(
            Refund(
                id="ref", return_id="ret", location_id=place, kind="goodwill", state="escalated",
                need="regional_manager", state_at=unit.at, total_cents=900, parts=[["store_credit", 900, 0]],
                credit_number="A0000900", proposed_by="x", proposed_device="x", proposed_at=unit.at,
            )
        )  # fmt: skip

    pair.at_core(furnish)
    pair.cycle()
    waiting = pair.workstation.read(lambda reader: reader.session.get_one(Refund, "ref"))
    assert waiting.state == "escalated"
    parts, at = [PartDraft(Means.STORE_CREDIT, 900)], pair.clock.now()
    given = approval(
        "ret", "ref", parts=parts_of(parts), units=[], proposer="x", manager=MANAGER,
        device_id=pair.names.device, at=at,
    )  # fmt: skip
    said = pair.do(
        ApproveRefund(
            return_id="ret", refund_id="ref", units=[], parts=parts, proposer="x", signed_at=at,
            signature=make_approval(KEY, given).hex(), is_offline=True,
        ),
        MANAGER,
    )  # fmt: skip
    assert said.status == OutcomeStatus.APPLIED
    assert pair.workstation.read(lambda reader: reader.session.get_one(Refund, "ref")).state == "queued"
    pair.cycle()
    core = pair.core.read(lambda session: session.get_one(Refund, "ref"))
    assert (core.state, core.approved_by) == ("queued", MANAGER)
    assert pair.workstation.read(lambda reader: reader.session.get(Refund, "ref")) is None
    assert pair.pending() == []
    ours, theirs = pair.rows(), core_rows(pair)
    for name in ("refund", "goods_return", "return_line", "signs_for", "exception_case"):
        assert ours[name] == theirs[name], name
