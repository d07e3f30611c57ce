"""A sale of another store of the region is taken back with the line cut: units and amounts, and no names."""

from __future__ import annotations

import pytest
from pair_transport import problem
from running_engine import running
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sync_world import ASSOCIATE, OTHER_KEY, Pair, core_rows
from test_other_stores import CENTS, number, sell_elsewhere

from core.commands import (
    DeclareReturn,
    OutcomeStatus,
    PartDraft,
    PayOutCash,
    ProposeRefund,
    ReceivedLine,
    ReceiveReturn,
    ReturnLineDraft,
)
from core.commands.region_reading import with_code
from core.commands.return_reading import claims_on, sale_lines, sale_of
from core.feed.region_tail import read_region_tail
from core.model import (
    Device,
    ExceptionCase,
    Location,
    Refund,
    RefundClaim,
    RegionSale,
    Return,
    ReturnLine,
    Sale,
    SaleLine,
)
from core.orchestration import UnitOfWork
from core.orchestration.region_sales import fill_region, set_region, tell_region_again
from core.rules.errors import Refused
from core.rules.refund import Means
from core.rules.returns import ReturnReason
from core.wire import RegionTail, decode_region_tail, encode_region_tail
from sync.answers import Enrolment
from sync.connection import ConnectionKind
from sync.region_rows import apply_region_tail, region_state
from sync.schema import RegionState
from tests.core.builders import make_device


def take_region(pair: Pair, most_rows: int = 2_000) -> list[RegionTail]:
    """Take what the region's stream tells, page by page, as the exchange does; returns the pages."""
    pages = []
    while not pages or pages[-1].more:

        def read(session: Session) -> RegionTail:
            device = session.get_one(Device, pair.workstation.replica.state().device_id)
            have = pair.workstation.replica.read(region_state)
            return read_region_tail(
                session, device, have.stream, have.epoch, have.version, have.floor, 0, most_rows
            )

        pages.append(decode_region_tail(encode_region_tail(pair.core.read(read))))
        with pair.workstation.replica.writing("region") as session:
            apply_region_tail(session, pages[-1])
    return pages


def a_sale_of_the_region(pair: Pair, *means: list[object]) -> None:
    """Three scarves for 50.00 in the other store of the region."""
    sell_elsewhere(pair)

    def work(unit: UnitOfWork) -> None:
        sale = unit.session.get_one(Sale, "sale")
        sale.customer_name, sale.card_last4 = "Camille Royer", "4242"
        sale.means = [list(one) for one in means] or sale.means
        set_region(unit, ["S1", "S2"], "69")
        unit.session.flush()
        while fill_region(unit, str(pair.names.elsewhere)):
            pass

    pair.at_core(work)
    pair.cycle()
    take_region(pair)


def declare(pair: Pair, *places: int) -> None:
    """The goods are here, by what the region knows."""
    draft = ReturnLineDraft(
        article_id=pair.names.scarf,
        quantity=len(places),
        reason=ReturnReason.CHANGED_MIND,
        sale_line_id="line",
        units=list(places),
    )
    pair.do(
        DeclareReturn(return_id="ret", number=number(pair), receipt_code="T-9", sale_id="sale", lines=[draft])
    )
    key = pair.workstation.read(lambda reader: reader.session.scalars(select(ReturnLine.id)).one())
    pair.do(ReceiveReturn(return_id="ret", lines=[ReceivedLine(key, len(places))]))


def propose(pair: Pair, means: Means, *places: int) -> OutcomeStatus:
    parts = [PartDraft(means, sum(CENTS[place] for place in places))]
    units = [f"line:{place}" for place in places]
    refund = ProposeRefund(return_id="ret", refund_id="ref", units=units, parts=parts, is_offline=True)
    return pair.do(refund).status


def test_it_is_found_by_its_receipt_priced_and_refunded_without_the_line(pair: Pair) -> None:
    a_sale_of_the_region(pair)

    def look(session: Session) -> tuple[list[str], str, list[tuple[str, int]]]:
        found = with_code(session, "t-9 ")
        sale = sale_of(session, found[0])
        assert sale is not None
        return (
            found,
            sale.customer_name + sale.card_last4,
            [(line.name, line.paid_cents) for line in sale_lines(session, found[0])],
        )

    assert pair.workstation.replica.read(look) == (["sale"], "", [("Écharpe", 5_000)])
    stored = pair.workstation.replica.read(lambda session: str(session.get_one(RegionSale, "sale").body))
    assert "Camille" not in stored and "T-9" not in stored
    declare(pair, 0, 2)
    assert propose(pair, Means.CARD, 0, 2) == OutcomeStatus.APPLIED
    assert pair.workstation.replica.read(lambda s: claims_on(s, "sale")) == {"line:0", "line:2"}
    assert pair.workstation.replica.read(lambda s: s.get(Sale, "sale")) is None, "not whole before the line"
    pair.cycle()
    refund = pair.core.read(lambda session: session.get_one(Refund, "ref"))
    assert (refund.total_cents, refund.units) == (3_333, ["line:0", "line:2"])
    assert pair.core.read(lambda session: session.scalars(select(ExceptionCase)).all()) == []
    assert pair.pending() == []
    whole = pair.workstation.replica.read(lambda session: session.get_one(Sale, "sale"))
    assert whole.customer_name == "Camille Royer", "what is taken back comes whole, and who asked is kept"
    assert pair.rows() == core_rows(pair)


def test_what_went_elsewhere_in_the_region_is_not_promised_again(pair: Pair) -> None:
    a_sale_of_the_region(pair)

    def paid_there(unit: UnitOfWork) -> None:
        unit.session.add(
            Return(
                id="theirs", number="X", location_id=pair.names.elsewhere, sale_id="sale", declared_by="x",
                declared_device="x", declared_at=unit.at,
            )
        )  # fmt: skip
        unit.session.flush()
        unit.session.add(
            Refund(
                id="their-ref", return_id="theirs", location_id=pair.names.elsewhere, sale_id="sale",
                state="queued", state_at=unit.at, total_cents=CENTS[0], parts=[["card", CENTS[0], 0]],
                units=["line:0"], proposed_by="x", proposed_device="x", proposed_at=unit.at,
            )
        )  # fmt: skip
        unit.session.add(
            RefundClaim(
                id="c", unit_id="line:0", sale_id="sale", return_id="theirs", refund_id="their-ref",
                cents=CENTS[0],
            )
        )  # fmt: skip
        tell_region_again(unit, "sale")

    pair.at_core(paid_there)
    take_region(pair)
    declare(pair, 0, 1)
    with pytest.raises(Refused, match="unit_claimed"):
        propose(pair, Means.CARD, 0)
    assert propose(pair, Means.CARD, 1) == OutcomeStatus.APPLIED


def test_cash_does_not_leave_for_it_while_the_line_is_cut(pair: Pair) -> None:
    a_sale_of_the_region(pair, ["cash", 5_000])
    declare(pair, 0)
    assert propose(pair, Means.CASH, 0) == OutcomeStatus.APPLIED
    pair.do(PayOutCash(return_id="ret", refund_id="ref", cents=CENTS[0], is_offline=True), ASSOCIATE)
    pair.cycle()
    [case] = pair.core.read(lambda session: session.scalars(select(ExceptionCase)).all())
    assert case.kind == "cash_beyond_offline_limit", "cash that has left is a fact, and told"


def test_it_comes_in_pages_and_one_s_own_sales_are_left_out(pair: Pair) -> None:
    a_sale_of_the_region(pair)

    def more(unit: UnitOfWork) -> None:
        for place in range(5):
            for key, where in ((f"far-{place}", pair.names.elsewhere), (f"own-{place}", pair.names.store)):
                unit.session.add(
                    Sale(
                        id=key, kind="till", receipt_code=key, location_id=where, sold_at=unit.at + place,
                        means=[["card", 900]],
                    )
                )  # fmt: skip
                unit.session.flush()
                unit.session.add(
                    SaleLine(
                        id=f"{key}-line", sale_id=key, line_no=1, article_id=pair.names.scarf, quantity=1,
                        list_cents=900, paid_cents=900,
                    )
                )  # fmt: skip

    pair.at_core(more)
    pair.at_core(lambda unit: set_region(unit, ["S1", "S2"], "01"))
    for store in (pair.names.store, pair.names.elsewhere):
        while pair.at_core(lambda unit, store=store: fill_region(unit, str(store))):
            pass
    assert len(take_region(pair, most_rows=3)) == 2
    known = pair.workstation.replica.read(lambda s: set(s.scalars(select(RegionSale.id))))
    assert known == {"sale"} | {f"far-{place}" for place in range(5)}
    pair.at_core(lambda unit: set_region(unit, ["S1"], ""))
    take_region(pair)
    assert pair.workstation.replica.read(lambda s: s.scalars(select(RegionSale)).all()) == []


def test_a_machine_that_moves_to_another_store_of_the_region_learns_what_it_had_left_out(pair: Pair) -> None:
    a_sale_of_the_region(pair)

    def second_sale(unit: UnitOfWork) -> None:
        unit.session.add(
            Sale(
                id="own", kind="till", receipt_code="own", location_id=pair.names.store, sold_at=unit.at,
                means=[["card", 900]],
            )
        )  # fmt: skip
        unit.session.flush()
        tell_region_again(unit, "own")

    def enrol_there(unit: UnitOfWork) -> str:
        return make_device(unit, unit.session.get_one(Location, pair.names.elsewhere), OTHER_KEY).id

    def known() -> set[str]:
        return pair.workstation.replica.read(lambda session: set(session.scalars(select(RegionSale.id))))

    pair.at_core(second_sale)
    take_region(pair)
    assert known() == {"sale"}
    state = pair.workstation.replica.state()
    moved = Enrolment(
        pair.at_core(enrol_there), "token", pair.names.elsewhere, "Store S2", state.core_id,
        state.core_public_key.hex(), state.epoch,
    )  # fmt: skip
    pair.workstation.adopt(moved, state.core_url, OTHER_KEY.seed)
    assert known() == set(), "what another store may know is not here for a moment"
    take_region(pair)
    assert known() == {"own"}


async def test_the_exchange_brings_it_and_whatever_stands_in_its_way_stands_in_nobody_else_s(
    pair: Pair,
) -> None:
    a_sale_of_the_region(pair)
    with pair.workstation.replica.writing("forget") as session:
        session.execute(delete(RegionSale))
        session.get_one(RegionState, 1).epoch = "another"

    def known() -> list[str]:
        return pair.workstation.replica.read(lambda s: list(s.scalars(select(RegionSale.id))))

    async with running(pair) as run:
        await run.at_rest()
        await run.until(lambda: known() == ["sale"])
    async with running(pair) as run:
        run.transport.faults["sales"] = lambda _request: problem(404, "unknown_path")
        await run.at_rest()
        assert run.engine.state.kind is ConnectionKind.CONNECTED
    assert known() == ["sale"]
