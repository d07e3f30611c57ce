"""What was done at a shelf before a count, and is heard of after, asks for another one: whoever tells it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from core.commands import (
    DeclareReturn,
    DisposeReturn,
    PickLine,
    ReceivedLine,
    ReceiveReturn,
    Resolution,
    ReturnLineDraft,
    SettleException,
)
from core.model import (
    Article,
    CountTask,
    Delivery,
    DeliveryLine,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Location,
    ReturnLine,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.stock_intake import MovementDraft
from core.orchestration.stock_intake import take_in as take_in_told
from core.rules.disposition import Disposition
from core.rules.returns import ReturnReason
from core.rules.stock import MovementKind
from core.rules.time import MINUTE_MS
from tests.core.orchestration.order_world import do, furnish
from tests.core.orchestration.transfer_world import at, scarf


@pytest.fixture
def counted(core: Core) -> Core:
    """Lyon's scarves were counted in a minute's time: all that happens now was before it."""
    furnish(core, {"LYON": {"SCARF": 6}})

    def work(unit: UnitOfWork) -> None:
        unit.session.add(
            CountTask(
                id="count", location_id=ids(unit)[0], article_id=ids(unit)[1], aggregate="count:1",
                reason="planned", state="counted", counted=6, expected=6, asked_by="s", asked_at=unit.at,
                counted_at=unit.at + MINUTE_MS,
            )
        )  # fmt: skip

    core.transact(work)
    return core


def ids(unit: UnitOfWork) -> tuple[int, int]:
    """Lyon, and the scarf."""
    location = unit.session.scalars(select(Location.id).where(Location.code == "LYON")).one()
    return location, unit.session.scalars(select(Article.id).where(Article.sku == "SCARF")).one()


def asked_again(core: Core) -> list[str]:
    return core.read(lambda s: list(s.scalars(select(CountTask.reason).where(CountTask.state == "asked"))))


def tell(core: Core, kind: MovementKind, at_ms: int = 0, bucket: str = "sellable") -> None:
    draft = MovementDraft(f"m-{kind}", core.clock.now() + at_ms, kind, "SCARF", "LYON", 1)
    core.transact(lambda unit: take_in_told(unit, [draft], "till-1"))


def a_till_sells(core: Core) -> None:
    tell(core, MovementKind.SOLD)


def a_return_goes_on_sale_again(core: Core) -> None:
    head, article = at(core, "LYON"), scarf(core)
    line = ReturnLineDraft(article_id=article, quantity=1, reason=ReturnReason.CHANGED_MIND)
    do(core, head, DeclareReturn(return_id="r1", number="R1", lines=[line], has_proof=False))
    line_id = core.read(lambda s: s.scalars(select(ReturnLine.id)).one())
    do(core, head, ReceiveReturn(return_id="r1", lines=[ReceivedLine(line_id, 1)]))
    assert asked_again(core) == [], "it stands aside, not on the shelf"
    do(core, head, DisposeReturn(return_id="r1", line_id=line_id, disposition=Disposition.BACK_ON_SALE))


def a_transfer_is_picked(core: Core) -> None:
    head, article = at(core, "LYON"), scarf(core)

    def work(unit: UnitOfWork) -> None:
        now = {"state_at": unit.at, "promised_at": unit.at, "created_at": unit.at}
        told = {"order_id": "t1", "order_number": "T-1", "customer_name": "Paris", "state": "proposed"}
        row = Fulfilment(id="f1", location_id=head.location_id, kind="transfer", **told, **now)
        unit.session.add(row)
        unit.session.add(
            FulfilmentLine(id="l1", fulfilment_id="f1", order_line_id="tl1", line_no=1, article_id=article,
                           quantity=1, serials=[], price_cents=0)
        )  # fmt: skip

    core.transact(work)
    do(core, head, PickLine(fulfilment_id="f1", line_id="l1"))


def what_came_wrongly_is_sent_back(core: Core) -> None:
    head, article = at(core, "LYON"), scarf(core)

    def work(unit: UnitOfWork) -> None:
        at = {"state_at": unit.at, "created_at": unit.at}
        unit.session.add(
            Delivery(
                id="d1", location_id=head.location_id, number="A", kind="announced", state="received", **at
            )
        )
        unit.session.add(
            DeliveryLine(id="dl1", delivery_id="d1", line_no=1, article_id=article, received=2, serials=[],
                         received_serials=[])
        )  # fmt: skip
        unit.session.add(
            ExceptionCase(id="x1", location_id=head.location_id, kind="units_extra", aggregate="delivery:d1",
                          data={"line_id": "dl1", "units": 2}, raised_at=unit.at)
        )  # fmt: skip

    core.transact(work)
    choice = {"settlement": "vu", "resolution": Resolution.SEND_BACK}
    do(core, head, SettleException(case_id="x1", case_aggregate="delivery:d1", **choice))


@pytest.mark.parametrize(
    "happens",
    [a_till_sells, a_return_goes_on_sale_again, a_transfer_is_picked, what_came_wrongly_is_sent_back],
)
def test_a_fact_that_a_count_did_not_know_of_asks_for_another(
    counted: Core, happens: Callable[[Core], None]
) -> None:
    happens(counted)
    assert asked_again(counted) == ["moved_meanwhile"]


def test_what_a_till_tells_of_later_than_the_count_or_of_the_books_asks_for_nothing(counted: Core) -> None:
    tell(counted, MovementKind.SOLD, 2 * MINUTE_MS)
    tell(counted, MovementKind.ADJUSTED)
    assert asked_again(counted) == []
