"""What speaks against a piece that was scanned: sold already, elsewhere, not for sale, another order's."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select

from core.model import Fulfilment, FulfilmentLine, Location, Movement, Piece
from core.rules.fulfilment import DEAD_STATES
from core.rules.stock import Bucket
from desktop.screens.preparation.state import Said
from sync.overlay import GONE_KINDS
from sync.reading import Reader


class Asked(msgspec.Struct, frozen=True):
    """A piece of an article, for a line of an order."""

    article_id: int
    line_id: str
    name: str
    serial: str


def doubt(reader: Reader, asked: Asked) -> Said | None:
    """Why this piece should not be picked; None where nothing speaks against it, or nothing is known of the
    article's pieces at all (the network has not come yet, or the chain keeps none)."""
    about: dict[str, Any] = {"serial": asked.serial, "name": asked.name}
    other = _order_of(reader, asked)
    if other is not None:
        number, customer = other
        return Said(False, "serial_of_another", {**about, "number": number, "customer": customer})
    gone_at = _gone_at(reader, asked)
    if gone_at is not None:
        return Said(False, "serial_sold", {**about, "at": gone_at})
    pieces = select(Piece).where(Piece.article_id == asked.article_id)
    piece = reader.session.scalars(pieces.where(Piece.serial == asked.serial)).one_or_none()
    if piece is None:
        knows_any = reader.session.scalar(pieces.with_only_columns(Piece.id).limit(1)) is not None
        return Said(False, "serial_unknown", about) if knows_any else None
    if piece.sold_at is not None:
        return Said(False, "serial_sold", {**about, "at": piece.sold_at})
    if piece.location_id is None:
        return Said(False, "serial_gone", about)
    if piece.location_id != reader.location_id:
        place = reader.session.scalar(select(Location.name).where(Location.id == piece.location_id)) or ""
        return Said(False, "serial_elsewhere", {**about, "place": place})
    if piece.bucket != Bucket.SELLABLE:
        return Said(False, "serial_not_for_sale", {**about, "bucket": piece.bucket})
    return None


def _order_of(reader: Reader, asked: Asked) -> tuple[str, str] | None:
    """Number and customer of another open order of this store that has the piece."""
    rows = reader.session.execute(
        select(FulfilmentLine.serials, Fulfilment.order_number, Fulfilment.customer_name)
        .join(Fulfilment, Fulfilment.id == FulfilmentLine.fulfilment_id)
        .where(
            FulfilmentLine.article_id == asked.article_id,
            FulfilmentLine.picked > FulfilmentLine.handed_over + FulfilmentLine.put_back,
            FulfilmentLine.id != asked.line_id,
            Fulfilment.location_id == reader.location_id,
            Fulfilment.state.not_in(sorted(DEAD_STATES)),
        )
    )
    return next((row[1:] for row in rows if asked.serial in (row.serials or ())), None)


def _gone_at(reader: Reader, asked: Asked) -> int | None:
    """When the piece left this store, by what happened to it last here."""
    last = reader.session.execute(
        select(Movement.kind, Movement.at)
        .where(
            Movement.article_id == asked.article_id,
            Movement.location_id == reader.location_id,
            Movement.serial == asked.serial,
        )
        .order_by(Movement.at.desc(), Movement.id.desc())
        .limit(1)
    ).one_or_none()
    return last.at if last is not None and last.kind in GONE_KINDS else None
