"""What Receive reads: deliveries and parcels that are expected here, transfers that were asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import func, select

from core.model import (
    ArticlePlace,
    Carton,
    Delivery,
    DeliveryLine,
    Fulfilment,
    Location,
    Movement,
    Parcel,
    Piece,
    Transfer,
    TransferLine,
)
from core.rules.delivery import TO_RECEIVE, DeliveryState
from core.rules.fulfilment import FulfilmentState
from core.rules.permissions import Permission
from core.rules.stock import Bucket
from core.rules.time import DAY_MS, Instant
from core.rules.transfer import OPEN_TRANSFERS
from desktop.desk import Me
from desktop.screens.fulfilments import one_head, staff_names, this_place
from desktop.screens.preparation.bins import free_bins
from desktop.screens.receive.sent_parcels import incoming_of
from desktop.screens.receive.state import (
    Asked,
    AskedLine,
    Boxed,
    Expected,
    Incoming,
    InHand,
    ReceiveState,
    Truck,
)
from sync.overlay import GONE_KINDS
from sync.reading import Reader

MAX_TRUCKS: Final = 60
MAX_PARCELS: Final = 200
MAX_TRANSFERS: Final = 60
RECENT_MS: Final = 3 * DAY_MS
"""How long a transfer that is over is still listed."""


def load_receive(reader: Reader, me: Me, now: Instant) -> ReceiveState:
    """The whole screen, in one read."""
    return ReceiveState(
        now=now,
        timezone=this_place(reader).timezone,
        trucks=_trucks(reader, TO_RECEIVE),
        parcels=_parcels(reader, AWAITED),
        called_off=_trucks(reader, {DeliveryState.WITHDRAWN}),
        lost=_parcels(reader, {FulfilmentState.LOST}),
        transfers=_transfers(reader, now),
        may_receive=me.may(Permission.RECEIVE),
        may_approve=me.may(Permission.APPROVE_TRANSFER),
        may_ask=me.may(Permission.REQUEST_TRANSFER),
        is_read=True,
    )


def _trucks(reader: Reader, states: Collection[str]) -> tuple[Truck, ...]:
    session = reader.session
    rows = session.scalars(
        select(Delivery)
        .where(Delivery.location_id == reader.location_id, Delivery.state.in_(sorted(states)))
        .order_by(Delivery.due_at, Delivery.number)
        .limit(MAX_TRUCKS)
    ).all()
    ids = [row.id for row in rows]
    cartons = session.scalars(select(Carton).where(Carton.delivery_id.in_(ids)).order_by(Carton.number)).all()
    lines = session.scalars(
        select(DeliveryLine)
        .where(DeliveryLine.delivery_id.in_(ids))
        .order_by(DeliveryLine.line_no, DeliveryLine.id)
    ).all()
    places = _places(reader, {line.article_id for line in lines})
    names = staff_names(reader, {row.received_by for row in cartons if row.received_by})
    return tuple(
        Truck(
            id=row.id,
            number=row.number,
            kind=row.kind,
            state=row.state,
            state_at=Instant(row.state_at),
            origin=row.origin,
            due_at=Instant(row.due_at),
            cartons=tuple(_boxed(one, names) for one in cartons if one.delivery_id == row.id),
            lines=tuple(
                _expected(one, places.get(one.article_id, ())) for one in lines if one.delivery_id == row.id
            ),
        )
        for row in rows
    )


def _boxed(row: Carton, names: dict[str, str]) -> Boxed:
    return Boxed(
        id=row.id,
        number=row.number,
        state=row.state,
        is_announced=row.is_announced,
        received_at=Instant(row.received_at) if row.received_at is not None else None,
        received_by=names.get(row.received_by or "", ""),
    )


def _expected(row: DeliveryLine, place: tuple[str, ...]) -> Expected:
    return Expected(
        id=row.id,
        carton_id=row.carton_id,
        article_id=row.article_id,
        name=row.name,
        size=row.size,
        colour=row.colour,
        colour_hex=row.colour_hex,
        gtin=row.gtin,
        is_serialised=row.is_serialised,
        units=row.units(),
        serials=tuple(row.serials),
        received_serials=tuple(row.received_serials),
        place=place,
    )


def _places(reader: Reader, articles: Iterable[int]) -> dict[int, tuple[str, ...]]:
    rows = reader.session.scalars(
        select(ArticlePlace).where(
            ArticlePlace.location_id == reader.location_id, ArticlePlace.article_id.in_(sorted(articles))
        )
    )
    return {row.article_id: tuple(part for part in (row.zone, row.aisle, row.shelf) if part) for row in rows}


AWAITED: Final = frozenset({FulfilmentState.DISPATCHED, FulfilmentState.ARRIVED, FulfilmentState.STAGED})
"""Some of its parcels may still be on their way here, although others have come."""


def _parcels(reader: Reader, states: Collection[str]) -> tuple[Incoming, ...]:
    """Parcels that have been sent here and have not come, of orders in these states."""
    rows = reader.session.execute(
        select(Fulfilment, Parcel)
        .join(Parcel, Parcel.fulfilment_id == Fulfilment.id)
        .where(
            Fulfilment.collect_location_id == reader.location_id,
            Fulfilment.state.in_(sorted(states)),
            Parcel.arrived_at.is_(None),
        )
        .order_by(Fulfilment.promised_at, Parcel.number, Parcel.id)
        .limit(MAX_PARCELS)
    ).all()
    names, here = _location_names(reader, {head.location_id for head, _ in rows}), reader.location_id
    return tuple(
        incoming_of(head, parcel, names.get(head.location_id, "") if head.location_id != here else "")
        for head, parcel in rows
    )


def _location_names(reader: Reader, ids: Iterable[int]) -> dict[int, str]:
    rows = reader.session.execute(select(Location.id, Location.name).where(Location.id.in_(sorted(ids))))
    return {row.id: row.name for row in rows}


def _transfers(reader: Reader, now: Instant) -> tuple[Asked, ...]:
    session = reader.session
    is_open = Transfer.state.in_(sorted(OPEN_TRANSFERS))
    rows = session.scalars(
        select(Transfer)
        .where(
            Transfer.location_id == reader.location_id,
            is_open | (Transfer.state_at > now - RECENT_MS),
        )
        .order_by(is_open.desc(), Transfer.created_at, Transfer.id)
        .limit(MAX_TRANSFERS)
    ).all()
    lines = session.scalars(
        select(TransferLine)
        .where(TransferLine.transfer_id.in_([row.id for row in rows]))
        .order_by(TransferLine.line_no)
    ).all()
    came = _came(reader, [row.id for row in rows])
    names = _location_names(reader, {row.from_location_id for row in rows})
    people = staff_names(reader, {row.requested_by for row in rows})
    return tuple(
        Asked(
            id=row.id,
            number=row.number,
            state=row.state,
            state_at=Instant(row.state_at),
            from_name=names.get(row.from_location_id, ""),
            requested_by=people.get(row.requested_by, ""),
            reason=row.reason,
            decision=row.decision,
            lines=tuple(_asked_line(line, came) for line in lines if line.transfer_id == row.id),
        )
        for row in rows
    )


def _came(reader: Reader, transfers: Sequence[str]) -> dict[tuple[str, int], int]:
    """Units of these transfers' articles that were received here, whatever headquarters has told yet."""
    rows = reader.session.execute(
        select(Delivery.transfer_id, DeliveryLine.article_id, func.sum(DeliveryLine.received))
        .join(DeliveryLine, DeliveryLine.delivery_id == Delivery.id)
        .where(Delivery.transfer_id.in_(transfers), Delivery.state != DeliveryState.WITHDRAWN)
        .group_by(Delivery.transfer_id, DeliveryLine.article_id)
    )
    return {(transfer, article): int(units) for transfer, article, units in rows}


def _asked_line(row: TransferLine, came: Mapping[tuple[str, int], int]) -> AskedLine:
    return AskedLine(
        name=row.name,
        size=row.size,
        colour=row.colour,
        quantity=row.quantity,
        sent=row.sent,
        received=max(row.received, came.get((row.transfer_id, row.article_id), 0)),
    )


def load_in_hand(reader: Reader, me: Me, now: Instant, fulfilment_id: str, sscc: str) -> InHand | None:
    """A parcel that has arrived, with the bin for it: its order's own, else the first that is free."""
    head = one_head(reader, me, now, fulfilment_id)
    if head is None:
        return None
    rows = reader.session.scalars(select(Parcel).where(Parcel.fulfilment_id == fulfilment_id)).all()
    own = next((row.bin for row in rows if row.bin and row.number != sscc), "")
    awaited = sum(row.arrived_at is None for row in rows)
    free: Sequence[str] = () if own else free_bins(reader, fulfilment_id, _units_of(rows))
    return InHand(head=head, sscc=sscc, proposed_bin=own or next(iter(free), ""), awaited=awaited)


def _units_of(parcels: Iterable[Parcel]) -> int:
    return sum(units for parcel in parcels for units in (parcel.contents or {}).values())


def waits_for_a_bin(reader: Reader, sscc: str) -> str:
    """The fulfilment of a parcel that has arrived here and stands in no bin yet, "" for none."""
    found = reader.session.scalar(
        select(Fulfilment.id)
        .join(Parcel, Parcel.fulfilment_id == Fulfilment.id)
        .where(
            Fulfilment.location_id == reader.location_id,
            Parcel.number == sscc,
            Parcel.arrived_at.is_not(None),
            Parcel.bin == "",
        )
        .order_by(Parcel.id)
        .limit(1)
    )
    return found or ""


class KnownArticle(msgspec.Struct, frozen=True):
    """An article by its barcode."""

    article_id: int
    name: str
    is_serialised: bool


def article_of(reader: Reader, truck: Truck, gtin: str) -> KnownArticle | None:
    """The article of a barcode: of this delivery, else as the network knows it."""
    bare = gtin.lstrip("0")
    for line in truck.lines:
        if line.gtin.lstrip("0") == bare:
            return KnownArticle(line.article_id, line.name, line.is_serialised)
    article = reader.article_by_gtin(gtin)
    return KnownArticle(article.id, article.name, article.is_serialised) if article is not None else None


def doubt(reader: Reader, article_id: int, serial: str) -> str:
    """What speaks against a piece coming now, by what is known here of its number; "" for nothing."""
    row = reader.session.scalars(
        select(Piece).where(Piece.article_id == article_id, Piece.serial == serial)
    ).one_or_none()
    last = reader.session.scalar(
        select(Movement.kind)
        .where(Movement.article_id == article_id, Movement.serial == serial)
        .order_by(Movement.at.desc(), Movement.id.desc())
        .limit(1)
    )
    went = last in GONE_KINDS
    if row is None or row.bucket in (Bucket.TRANSIT_IN, Bucket.TRANSIT_OUT):
        return "serial_was_sold" if went else ""
    if row.location_id is None or went:
        return "serial_was_sold"
    return "serial_already_here" if row.location_id == reader.location_id else "serial_elsewhere"
