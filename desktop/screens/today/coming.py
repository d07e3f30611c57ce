"""What Today shows of the truck: deliveries, customers' parcels on their way, requests that wait for me."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select

from core.model import Delivery, DeliveryLine, Fulfilment, Location, Parcel, Transfer, TransferLine
from core.rules.delivery import TO_RECEIVE, DeliveryKind
from core.rules.fulfilment import FulfilmentState
from core.rules.permissions import Permission
from core.rules.time import Instant
from core.rules.transfer import TransferState
from desktop.desk import Me
from desktop.screens.fulfilments import listed
from desktop.screens.receive.state import PARCEL_KEY, TRANSFER_KEY
from desktop.screens.today.state import Coming
from sync.reading import Reader

MAX_COMING: Final = 20
"""Rows of each; all of them are on Receive."""


def comings(reader: Reader, me: Me) -> list[Coming]:
    """What is to be received here, the next first."""
    return [*_deliveries(reader), *_parcels(reader), *(_requests(reader) if may_approve(me) else [])]


def may_approve(me: Me) -> bool:
    """Whether requests of other stores wait for me."""
    return me.may(Permission.APPROVE_TRANSFER)


_EXPECTED = f"SELECT 1 FROM delivery WHERE location_id = :here AND state IN ({listed(TO_RECEIVE)})"
_ON_THEIR_WAY = f"""SELECT 1 FROM fulfilment f JOIN parcel p ON p.fulfilment_id = f.id
    WHERE f.collect_location_id = :here AND f.state = '{FulfilmentState.DISPATCHED}'"""
_DRAFTS = f"SELECT 1 FROM transfer WHERE location_id = :here AND state = '{TransferState.DRAFT}'"


def number_coming(reader: Reader, *, may_approve: bool) -> int:
    """How many `comings` there are."""
    parts = (_EXPECTED, _ON_THEIR_WAY, *([_DRAFTS] if may_approve else []))
    sums = " + ".join(f"(SELECT count(*) FROM ({part} LIMIT {MAX_COMING}))" for part in parts)
    return int(reader.raw.execute(f"SELECT {sums}", {"here": reader.location_id}).fetchone()[0])


def _deliveries(reader: Reader) -> list[Coming]:
    units = (
        select(func.coalesce(func.sum(DeliveryLine.expected), 0))
        .where(DeliveryLine.delivery_id == Delivery.id)
        .scalar_subquery()
    )
    rows = reader.session.execute(
        select(Delivery, units)
        .where(Delivery.location_id == reader.location_id, Delivery.state.in_(sorted(TO_RECEIVE)))
        .order_by(Delivery.due_at, Delivery.number)
        .limit(MAX_COMING)
    ).all()
    return [
        Coming(
            key=row.id,
            icon="transfer" if row.kind == DeliveryKind.TRANSFER else "ship",
            number=row.number,
            about=row.origin,
            at=Instant(row.due_at),
            units=int(count),
        )
        for row, count in rows
    ]


def _parcels(reader: Reader) -> list[Coming]:
    rows = reader.session.execute(
        select(Fulfilment, Parcel.number)
        .join(Parcel, Parcel.fulfilment_id == Fulfilment.id)
        .where(
            Fulfilment.collect_location_id == reader.location_id,
            Fulfilment.state == FulfilmentState.DISPATCHED.value,
        )
        .order_by(Fulfilment.promised_at, Parcel.number, Parcel.id)
        .limit(MAX_COMING)
    ).all()
    return [
        Coming(
            key=PARCEL_KEY + number,
            icon="parcel",
            number=head.order_number,
            about=head.customer_name,
            at=Instant(head.promised_at),
        )
        for head, number in rows
    ]


def _requests(reader: Reader) -> list[Coming]:
    units = (
        select(func.coalesce(func.sum(TransferLine.quantity), 0))
        .where(TransferLine.transfer_id == Transfer.id)
        .scalar_subquery()
    )
    rows = reader.session.execute(
        select(Transfer, Location.name, units)
        .join(Location, Location.id == Transfer.from_location_id, isouter=True)
        .where(Transfer.location_id == reader.location_id, Transfer.state == TransferState.DRAFT.value)
        .order_by(Transfer.created_at, Transfer.id)
        .limit(MAX_COMING)
    ).all()
    return [
        Coming(
            key=TRANSFER_KEY + row.id,
            icon="transfer",
            number=row.number,
            about=name or "",
            at=Instant(row.created_at),
            units=int(count),
            is_request=True,
        )
        for row, name, count in rows
    ]
