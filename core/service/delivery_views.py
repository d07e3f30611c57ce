"""Deliveries and transfers as the API tells them: what was announced, what has come, what differs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Carton, Delivery, DeliveryLine, Location, Transfer, TransferLine
from core.rules.time import Instant


class DeliveryLineAnswer(msgspec.Struct, frozen=True):
    """Units of an article; `carton` is the number of the carton that it was announced in."""

    sku: str
    carton: str
    expected: int
    received: int
    damaged: int
    missing: int
    extra: int
    received_serials: list[str]


class CartonAnswer(msgspec.Struct, frozen=True):
    """A carton and whether it has come: `expected`, `received`, `missing`."""

    number: str
    state: str
    is_announced: bool
    received_at: Instant | None


class DeliveryAnswer(msgspec.Struct, frozen=True):
    """A delivery as it stands: `announced`, `receiving`, `received`, `closed`."""

    id: str
    number: str
    kind: str
    state: str
    location: str
    origin: str
    due_at: Instant
    state_at: Instant
    cartons: list[CartonAnswer]
    lines: list[DeliveryLineAnswer]


class TransferLineAnswer(msgspec.Struct, frozen=True):
    """Units of an article: asked for, sent by the other location, received."""

    article_id: int
    name: str
    quantity: int
    sent: int
    received: int


class TransferAnswer(msgspec.Struct, frozen=True):
    """A transfer as it stands, from one location to another."""

    id: str
    number: str
    state: str
    from_location: str
    to_location: str
    reason: str
    decision: str
    requested_by: str
    decided_by: str
    created_at: Instant
    state_at: Instant
    lines: list[TransferLineAnswer]


def delivery_answers(session: Session, rows: Sequence[tuple[Delivery, str]]) -> list[DeliveryAnswer]:
    """Deliveries with their location's code, each with its cartons and lines."""
    ids = [row.id for row, _ in rows]
    cartons = list(session.scalars(select(Carton).where(Carton.delivery_id.in_(ids)).order_by(Carton.number)))
    lines = list(
        session.scalars(
            select(DeliveryLine)
            .where(DeliveryLine.delivery_id.in_(ids))
            .order_by(DeliveryLine.line_no, DeliveryLine.id)
        )
    )
    numbers = {carton.id: carton.number for carton in cartons}
    return [
        DeliveryAnswer(
            id=row.id,
            number=row.number,
            kind=row.kind,
            state=row.state,
            location=code,
            origin=row.origin,
            due_at=Instant(row.due_at),
            state_at=Instant(row.state_at),
            cartons=[_carton(carton) for carton in cartons if carton.delivery_id == row.id],
            lines=[_line(line, numbers) for line in lines if line.delivery_id == row.id],
        )
        for row, code in rows
    ]


def _carton(row: Carton) -> CartonAnswer:
    at = Instant(row.received_at) if row.received_at is not None else None
    return CartonAnswer(row.number, row.state, row.is_announced, at)


def _line(row: DeliveryLine, numbers: dict[str, str]) -> DeliveryLineAnswer:
    return DeliveryLineAnswer(
        sku=row.sku,
        carton=numbers.get(row.carton_id, ""),
        expected=row.expected,
        received=row.received,
        damaged=row.damaged,
        missing=row.missing,
        extra=row.units().extra,
        received_serials=list(row.received_serials),
    )


def transfer_answers(session: Session, rows: Sequence[Transfer]) -> list[TransferAnswer]:
    """Transfers with their lines."""
    places = {row.location_id for row in rows} | {row.from_location_id for row in rows}
    codes = {
        row.id: row.code
        for row in session.execute(select(Location.id, Location.code).where(Location.id.in_(places)))
    }
    lines = list(
        session.scalars(
            select(TransferLine)
            .where(TransferLine.transfer_id.in_([row.id for row in rows]))
            .order_by(TransferLine.line_no)
        )
    )
    return [
        TransferAnswer(
            id=row.id,
            number=row.number,
            state=row.state,
            from_location=codes.get(row.from_location_id, ""),
            to_location=codes.get(row.location_id, ""),
            reason=row.reason,
            decision=row.decision,
            requested_by=row.requested_by,
            decided_by=row.decided_by,
            created_at=Instant(row.created_at),
            state_at=Instant(row.state_at),
            lines=[
                TransferLineAnswer(line.article_id, line.name, line.quantity, line.sent, line.received)
                for line in lines
                if line.transfer_id == row.id
            ],
        )
        for row in rows
    ]
