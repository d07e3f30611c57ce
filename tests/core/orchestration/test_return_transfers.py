"""What came back and goes on elsewhere leaves by a transfer that its store prepares and sends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.commands import (
    CancelTransfer,
    DeclareReturn,
    DispatchFulfilment,
    DisposeReturn,
    FinishDelivery,
    GradeReturn,
    PickLine,
    PutBack,
    ReceiveCarton,
    ReceivedLine,
    ReceivePieces,
    ReceiveReturn,
    RejectFulfilment,
    Resolution,
    ReturnLineDraft,
    UndoShort,
)
from core.model import (
    Arrival,
    Delivery,
    DeliveryLine,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Location,
    ReturnLine,
    ReturnPolicyRow,
    Transfer,
    TransferLine,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.ledger_check import disagreements
from core.rules.disposition import Disposition
from core.rules.ids import derive
from core.rules.return_policy import ReturnPolicy
from core.rules.returns import Condition, ReturnReason
from core.service.store_policies import set_policy
from tests.core.builders import make_location
from tests.core.orchestration.order_world import claims, furnish, stock
from tests.core.orchestration.test_settlements import settled
from tests.core.orchestration.transfer_world import NUMBER, do, leaves, one, place, scarf


@pytest.fixture
def chain(core: Core) -> Core:
    """Lyon has ten scarves; a warehouse is near, another far."""
    furnish(core, {"LYON": {"SCARF": 10}})

    def warehouses(unit: UnitOfWork) -> None:
        make_location(unit, "FAR", kind="warehouse", latitude=43.3, longitude=5.4)
        make_location(unit, "NEAR", kind="warehouse", latitude=45.7, longitude=4.95)

    core.transact(warehouses)
    return core


def brings_back(
    core: Core,
    key: str,
    disposition: Disposition,
    condition: Condition = Condition.DEFECTIVE,
    units: int = 1,
    at: str = "LYON",
) -> str:
    """A scarf comes back without its sale, is graded, and goes where it goes; returns the last command."""
    drafts = [ReturnLineDraft(article_id=scarf(core), quantity=units, reason=ReturnReason.DEFECTIVE)]
    do(core, at, DeclareReturn(return_id=key, number=key, lines=drafts, has_proof=False))
    line = core.read(lambda s: s.query(ReturnLine).filter_by(return_id=key).one().id)
    return do(
        core,
        at,
        ReceiveReturn(return_id=key, lines=[ReceivedLine(line, units)]),
        GradeReturn(return_id=key, line_id=line, condition=condition),
        DisposeReturn(return_id=key, line_id=line, disposition=disposition),
    )


def code_of(core: Core, location_id: int) -> str:
    return core.read(lambda s: s.get_one(Location, location_id).code)


def test_what_goes_to_warehouse_or_vendor_leaves_together_and_is_looked_at_there(chain: Core) -> None:
    brings_back(chain, "R-1", Disposition.RETURN_TO_VENDOR)
    brings_back(chain, "R-2", Disposition.RETURN_TO_WAREHOUSE, Condition.NEW, units=2)
    brings_back(chain, "R-3", Disposition.BACK_ON_SALE, Condition.NEW)
    transfer, head = one(chain, Transfer), one(chain, Fulfilment)
    assert (code_of(chain, transfer.location_id), transfer.state) == ("NEAR", "approved")
    assert (head.kind, head.state, code_of(chain, head.location_id)) == ("transfer", "proposed", "LYON")
    here = stock(chain, "SCARF", "LYON")
    assert (here.sellable, here.allocated, here.damaged, here.quarantine) == (14, 3, 0, 0)
    line = one(chain, FulfilmentLine)
    do(chain, "LYON", PickLine(fulfilment_id=head.id, line_id=line.id, quantity=3))
    brings_back(chain, "R-4", Disposition.RETURN_TO_VENDOR)
    assert chain.read(lambda s: s.query(Transfer).count()) == 2, "what is begun is not added to"
    leaves(chain, "LYON", head, line, 3)
    here = stock(chain, "SCARF", "LYON")
    assert (here.sellable, here.allocated, here.transit_out) == (12, 1, 3)
    assert chain.read(lambda s: s.query(Arrival).count()) == 0, "nobody is promised what is not looked at"
    delivery = one(chain, Delivery)
    do(
        chain,
        "NEAR",
        ReceiveCarton(delivery_id=delivery.id, number=NUMBER),
        FinishDelivery(delivery_id=delivery.id),
    )
    there = stock(chain, "SCARF", "NEAR")
    assert (there.sellable, there.quarantine, there.transit_in) == (0, 3, 0)
    assert stock(chain, "SCARF", "LYON").transit_out == 0
    assert chain.read(lambda s: s.query(Arrival).count()) == 0
    assert chain.read(disagreements) == 0
    told = chain.read(lambda s: {case.kind for case in s.query(ExceptionCase)})
    assert told == {"return_number_wrong", "parcel_number_not_leased"}, "the test's own numbers alone"


def rejected(core: Core, head: Fulfilment) -> None:
    do(core, "LYON", RejectFulfilment(fulfilment_id=head.id, reason="camion plein"))


def put_back_twice(core: Core, head: Fulfilment) -> None:
    """Two workstations tell it of one another."""
    line = one(core, FulfilmentLine)
    put_back = PutBack(fulfilment_id=head.id)
    do(core, "LYON", PickLine(fulfilment_id=head.id, line_id=line.id), put_back, put_back)


def called_off(core: Core, head: Fulfilment) -> None:
    do(core, "NEAR", CancelTransfer(transfer_id=head.order_id, reason="plein"))


def settled_by_a_person(core: Core, head: Fulfilment) -> None:
    line = one(core, FulfilmentLine)
    undo = UndoShort(fulfilment_id=head.id, line_id=line.id, quantity=1, undoes="nothing")
    do(core, "LYON", undo)
    [case] = core.read(lambda s: s.query(ExceptionCase).filter_by(kind="worked_on_before_claim").all())
    do(core, "LYON", settled(core, case, Resolution.SEND_ELSEWHERE))


@pytest.mark.parametrize("ends", [rejected, put_back_twice, called_off, settled_by_a_person])
def test_what_does_not_leave_is_not_on_sale(chain: Core, ends: Callable[[Core, Fulfilment], None]) -> None:
    brings_back(chain, "R-1", Disposition.RETURN_TO_VENDOR)
    ends(chain, one(chain, Fulfilment))
    here = stock(chain, "SCARF", "LYON")
    assert (here.sellable, here.allocated, here.damaged) == (10, 0, 1)
    assert claims(chain) == [("released", 1)]
    told = chain.read(lambda s: s.query(ExceptionCase).filter_by(kind="transfer_not_sent").all())
    is_told = ends is not called_off
    assert [code_of(chain, case.location_id) for case in told] == ["LYON"] * is_told
    assert one(chain, Transfer).state == ("refused" if is_told else "cancelled")
    assert chain.read(disagreements) == 0


def test_what_the_other_place_sends_back_leaves_where_it_stands(chain: Core) -> None:
    brings_back(chain, "R-1", Disposition.RETURN_TO_VENDOR)
    head, line = one(chain, Fulfilment), one(chain, FulfilmentLine)
    do(chain, "LYON", PickLine(fulfilment_id=head.id, line_id=line.id))
    do(chain, "LYON", DispatchFulfilment(fulfilment_id=head.id))
    delivery, article = one(chain, Delivery), one(chain, DeliveryLine).article_id
    key = delivery.id
    do(
        chain,
        "NEAR",
        ReceivePieces(delivery_id=key, article_id=article, quantity=2),
        FinishDelivery(delivery_id=key),
    )
    assert stock(chain, "SCARF", "NEAR").quarantine == 2
    [case] = chain.read(lambda s: s.query(ExceptionCase).filter_by(kind="units_extra").all())
    do(chain, "NEAR", settled(chain, case, Resolution.SEND_BACK))
    there = stock(chain, "SCARF", "NEAR")
    assert (there.sellable, there.quarantine) == (0, 1)
    assert chain.read(disagreements) == 0


def test_the_chain_says_where_its_vendors_get_their_goods(chain: Core) -> None:
    here = place(chain, "LYON").id
    rules = ReturnPolicy(vendor="FAR")
    chain.transact(lambda unit: set_policy(unit, ReturnPolicyRow, [here], rules))
    brings_back(chain, "R-1", Disposition.RETURN_TO_VENDOR)
    brings_back(chain, "R-2", Disposition.RETURN_TO_WAREHOUSE)
    to = chain.read(lambda s: [one.location_id for one in s.query(Transfer).order_by(Transfer.created_at)])
    assert sorted(code_of(chain, one) for one in to) == ["FAR", "NEAR"]
    # There itself nothing is sent to its own door.
    brings_back(chain, "R-3", Disposition.RETURN_TO_WAREHOUSE, at="NEAR")
    [sent] = chain.read(lambda s: s.query(Transfer).filter_by(from_location_id=place(chain, "NEAR").id).all())
    assert code_of(chain, sent.location_id) == "FAR"
    near = place(chain, "NEAR").id
    chain.transact(lambda unit: set_policy(unit, ReturnPolicyRow, [near], ReturnPolicy(vendor="NEAR")))
    brings_back(chain, "R-4", Disposition.RETURN_TO_VENDOR, at="NEAR")
    assert stock(chain, "SCARF", "NEAR").damaged == 1


def test_without_such_a_place_it_stays_aside(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    last = brings_back(core, "R-1", Disposition.RETURN_TO_VENDOR)
    assert stock(core, "SCARF", "LYON").damaged == 1
    assert core.read(lambda s: s.get(Transfer, derive(last, "transfer"))) is None
    assert core.read(lambda s: s.query(TransferLine).count()) == 0
