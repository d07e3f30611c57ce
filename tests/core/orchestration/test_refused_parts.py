"""A line refused at the counter while another is kept: it is sought nowhere, and nothing is held for it."""

from __future__ import annotations

from order_world import claims, do, furnish, head_at, line_at, order, progress, shares, stock

from core.commands import (
    ClaimFulfilment,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    RefusePart,
    StageFulfilment,
)
from core.orchestration import Core
from core.rules.order import OrderStatus
from core.rules.sscc import build_sscc

NUMBER = build_sscc("9521234", 7)


def test_a_line_refused_is_sourced_nowhere_and_the_other_fulfils_the_order(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1, "COAT": 1}, "PARIS": {"COAT": 5}})
    placed = order(core, ("SCARF", 1), ("COAT", 1))
    head = head_at(core, placed.order_id)
    scarf, coat = (line_at(core, head, sku) for sku in ("SCARF", "COAT"))
    do(
        core,
        head,
        ClaimFulfilment(fulfilment_id=head.id),
        *(PickLine(fulfilment_id=head.id, line_id=line.id) for line in (scarf, coat)),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(NUMBER, {scarf.id: 1, coat.id: 1})]),
        StageFulfilment(fulfilment_id=head.id, bins={NUMBER: "B-07"}),
        RefusePart(fulfilment_id=head.id, units={coat.id: 1}),
    )
    assert head_at(core, placed.order_id).state == "ready", "the scarf waits on"
    assert [line.cancelled for line in progress(core, placed.order_id).lines] == [0, 1]
    assert (stock(core, "COAT", "LYON").allocated, list(shares(core, placed.order_id))) == (0, ["LYON"])
    do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    assert progress(core, placed.order_id).status is OrderStatus.FULFILLED
    assert sorted(state for state, _ in claims(core)) == ["consumed", "released"]
