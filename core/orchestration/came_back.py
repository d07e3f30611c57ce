"""What a carrier has brought back, and of which a person is still to say whether its customer wants it."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.commands import fulfilment_aggregate
from core.model import ExceptionCase, Fulfilment, Order, ParcelLoss
from core.model.gathered import rows_of
from core.model.kept_statements import kept
from core.orchestration.cases import settle_by_itself
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import PARCEL_CAME_BACK


def asked_units(session: Session, order: Order) -> dict[str, int]:
    """Units by line of the order, of which a person is asked: no other source is looked for meanwhile."""
    units: dict[str, int] = {}
    for case in _questions(session, rows_of(session, Fulfilment, Fulfilment.order_id, [order.id])):
        for line_id, count in case.data.get("units", {}).items():
            units[line_id] = units.get(line_id, 0) + count
    return units


def ask_no_more(unit: UnitOfWork, head: Fulfilment, lost: ParcelLoss | None = None) -> None:
    """The questions about a fulfilment's parcels, or about one that had been lost, have their answers."""
    for case in _questions(unit.session, [head]):
        if lost is None or _is_about(case, lost):
            settle_by_itself(unit, case)
    unit.session.flush()


def _is_about(case: ExceptionCase, lost: ParcelLoss) -> bool:
    """Older cases have its number alone."""
    if "parcel_id" in case.data:
        return bool(case.data["parcel_id"] == lost.parcel_id)
    return bool(case.data.get("number") == lost.number)


def _questions(session: Session, heads: list[Fulfilment]) -> list[ExceptionCase]:
    return list(_open(session, [fulfilment_aggregate(head.id) for head in heads]))


@kept
def _open(aggregates: list[str]) -> Select[ExceptionCase]:
    query = select(ExceptionCase).where(
        ExceptionCase.kind == PARCEL_CAME_BACK,
        ExceptionCase.aggregate.in_(aggregates),
        ExceptionCase.settled_at.is_(None),
    )
    return query.order_by(ExceptionCase.id)
