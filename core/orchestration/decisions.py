"""Decisions on sources are kept with what they depended on, and can be taken again."""

from __future__ import annotations

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.model import SourcingDecision
from core.orchestration.sourcing import Sourced
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.sourcing import Beyond, Decision, decide, kept
from core.rules.sourcing_case import Case
from core.rules.sourcing_growth import grown
from core.rules.time import Instant


def keep(unit: UnitOfWork, order_id: str, cause: str, sourced: Sourced) -> None:
    """Write a decision down.

    Args:
        cause: the identifier of what asked for it: the order, or the command that left units open.
    """
    unit.session.add(
        SourcingDecision(
            id=derive(cause, "sourcing", order_id),
            order_id=order_id,
            cause=cause,
            at=unit.at,
            method=sourced.decision.method.value,
            cost_mc=sourced.decision.chosen.cost_mc,
            inputs=msgspec.json.encode(kept(sourced.case, sourced.decision)),
            answer=msgspec.json.encode(sourced.decision),
        )
    )


def decisions_of(session: Session, order_id: str) -> list[SourcingDecision]:
    """An order's decisions, oldest first."""
    query = select(SourcingDecision).where(SourcingDecision.order_id == order_id)
    return list(session.scalars(query.order_by(SourcingDecision.at, SourcingDecision.id)))


def decision_of(row: SourcingDecision) -> Decision:
    """What was decided."""
    return msgspec.json.decode(row.answer, type=Decision)


def forget_old(unit: UnitOfWork, before: Instant, most: int) -> int:
    """Let go of at most so many decisions from before an instant; how many these were."""
    old = select(SourcingDecision.id).where(SourcingDecision.at < before)
    ids = unit.session.scalars(old.order_by(SourcingDecision.at, SourcingDecision.id).limit(most)).all()
    if ids:
        unit.session.execute(delete(SourcingDecision).where(SourcingDecision.id.in_(ids)))
    return len(ids)


def replayed(row: SourcingDecision, beyond: Beyond = grown) -> Decision:
    """The decision taken again, from the inputs that were kept: the same plan, costs and alternatives.

    How many locations were considered and barred is told by the kept answer alone: the inputs have those that
    decided. A plan of a general solver that ran out of time may differ.
    """
    return decide(msgspec.json.decode(row.inputs, type=Case), beyond)
