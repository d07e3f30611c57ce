"""What is over and old goes; what something under way may still ask for stays. On both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from core.model import CoolDown, FulfilmentLine, Notification, Reservation, SaleQuestion
from core.orchestration import Core, UnitOfWork
from core.orchestration.chain_settings import BOUNDS, ChainSetting
from core.orchestration.forgetting import ENDED, ROWS
from core.orchestration.sale_questions import note_question
from core.ports import SimulatedClock
from core.rules.reservation import HOLDING, ReservationState
from core.rules.time import DAY_MS
from core.service.upkeep import keep_up
from tests.core.builders import make_article, make_fulfilment, make_location
from tests.core.service.test_upkeep import NOTHING


def left(core: Core, kind: Any) -> set[str]:
    return set(core.read(lambda session: session.scalars(select(kind.id)).all()))


def tell(unit: UnitOfWork, order_id: str, name: str, *, is_sent: bool) -> None:
    row = Notification(id=name, order_id=order_id, kind="ready", created_at=unit.at)
    unit.session.add(row)
    unit.session.flush()
    if is_sent:
        row.sent_at, row.due_at = unit.at, None


def claim(unit: UnitOfWork, name: str, state: ReservationState, line: FulfilmentLine | None) -> None:
    unit.session.add(
        Reservation(
            id=name,
            holder="somebody",
            fulfilment_line_id=line.id if line else None,
            article_id=1,
            location_id=1,
            quantity=1,
            state=state.value,
            created_at=unit.at,
        )
    )


def arrange(unit: UnitOfWork) -> None:
    place, scarf = make_location(unit, "S1"), make_article(unit, "SCARF")
    for number, state in (("over", "closed"), ("open", "rejected")):
        head = make_fulfilment(unit, place, [(scarf, 1)], number, state=state)
        unit.session.flush()
        line = unit.session.scalars(
            select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head.id)
        ).one()
        tell(unit, head.order_id, f"{number} sent", is_sent=True)
        tell(unit, head.order_id, f"{number} waiting", is_sent=False)
        claim(unit, f"{number} consumed", ReservationState.CONSUMED, line)
        claim(unit, f"{number} allocated", ReservationState.ALLOCATED, line)
    for state in ReservationState:
        claim(unit, f"basket {state}", state, None)
    for number in range(ROWS + 1):
        claim(unit, f"many {number:04}", ReservationState.EXPIRED, None)
    note_question(unit, location_id=place.id, device_id="d", asked_by="nadia", by="customer", found=0)
    unit.session.add(
        CoolDown(
            id="window",
            channel="web",
            from_at=unit.at - 1,
            until_at=unit.at,
            at=unit.at,
            **dict.fromkeys(("orders", "moved", "parcels_before", "parcels_after"), 1),
            **dict.fromkeys(("cost_mc_before", "cost_mc_after", "bound_mc"), 1),
            method="exact",
        )
    )


def test_what_is_over_goes_when_it_is_old_and_nothing_else(core: Core, clock: SimulatedClock) -> None:
    core.transact(arrange)
    kinds = (Notification, Reservation, CoolDown, SaleQuestion)
    before = [left(core, kind) for kind in kinds]
    usual = BOUNDS[ChainSetting.ENDED_DAYS].usual
    clock.advance(BOUNDS[ChainSetting.DECISION_DAYS].usual * DAY_MS)
    keep_up(core, lambda: NOTHING)
    assert [left(core, kind) for kind in kinds] == before
    clock.advance(DAY_MS)
    keep_up(core, lambda: NOTHING)
    assert [left(core, kind) for kind in kinds] == [*before[:2], set(), before[3]]
    clock.advance(usual * DAY_MS)
    keep_up(core, lambda: NOTHING, lambda: False)
    assert [left(core, kind) for kind in kinds[:2]] == before[:2]
    keep_up(core, lambda: NOTHING)
    assert left(core, Notification) == {"over waiting", "open sent", "open waiting"}
    held = {f"basket {state}" for state in (*HOLDING, ReservationState.ALLOCATED)}
    assert left(core, Reservation) == held | {"over allocated", "open consumed", "open allocated"}
    assert left(core, SaleQuestion) == set(), "who has asked for a sale is nobody's concern any more"
    assert held.isdisjoint({f"basket {state}" for state in ENDED})
