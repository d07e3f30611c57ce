"""What has happened to an article in this store: its movements, its pieces and theirs, its prices by date.

Every query is led by an index of the replica: `ix_movement_article_id` (article, location), the unique key of
`piece` (article, serial), the primary key of `article_price` (article, from).
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select

from core.model import Fulfilment, FulfilmentLine
from core.rules.fulfilment import DEAD_STATES
from core.rules.time import Instant
from sync.reading import Reader

MAX_MOVEMENTS = 200
"""Movements that one read brings; older ones are read when they are wanted."""
MAX_PIECES = 200
MAX_PRICES = 24


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """One movement.

    Attributes:
        quantity: as the ledger has it: negative only for a correction downwards.
        actor: who did it; `actor_name` is empty for somebody who is not (or no longer) of this store.
        order_number: the order that it was done for, empty for none.
        is_sent: whether the core has taken it in.
    """

    id: str
    at: Instant
    kind: str
    quantity: int
    bucket: str
    to_bucket: str
    serial: str
    reason: str
    actor: str
    actor_name: str
    order_number: str
    is_sent: bool


class Serial(msgspec.Struct, frozen=True, kw_only=True):
    """One piece. `place` is empty once it has left the network's hands; `order_number` is that of the order
    that it is picked for here, and waits with, empty for none."""

    serial: str
    location_id: int
    place: str
    bucket: str
    sold_at: Instant
    is_here: bool
    order_number: str = ""


class Dated(msgspec.Struct, frozen=True):
    """A price from an instant on, tax included."""

    valid_from: Instant
    price_cents: int
    currency: str
    kind: str


_WHO = "coalesce(s.name, CASE WHEN m.command_id = '' AND m.actor <> 'core' THEN m.actor ELSE '' END)"
"""A person by name; what no command told, another system did, which is named as it names itself."""
_MOVEMENT = (
    "SELECT m.id, m.at, m.kind, m.quantity, m.bucket, coalesce(m.to_bucket, '') AS to_bucket,"
    " coalesce(m.serial, '') AS serial, m.reason, m.actor, " + _WHO + " AS actor_name,"
    " coalesce(f.order_number, '') AS order_number, m.network_version IS NOT NULL AS is_sent"
    " FROM movement m LEFT JOIN staff s ON s.id = m.actor"
    " LEFT JOIN fulfilment f ON m.aggregate LIKE 'fulfilment:%' AND f.id = substr(m.aggregate, 12)"
    " WHERE m.article_id = :article AND m.location_id = :here"
)
_LATEST = " ORDER BY m.at DESC, m.id DESC LIMIT :limit OFFSET :offset"
_MOVEMENTS = _MOVEMENT + _LATEST
_OF_PIECE = _MOVEMENT + " AND m.serial = :serial" + _LATEST
_FOR_ORDER = (
    "SELECT DISTINCT m.id, m.at, m.kind, m.quantity, m.bucket, coalesce(m.to_bucket, '') AS to_bucket,"
    " coalesce(m.serial, '') AS serial, l.name AS reason, m.actor, coalesce(s.name, '') AS actor_name,"
    " f.order_number, m.network_version IS NOT NULL AS is_sent"
    " FROM fulfilment f JOIN fulfilment_line l ON l.fulfilment_id = f.id"
    " JOIN movement m ON m.article_id = l.article_id AND m.location_id = :here"
    " AND m.aggregate = 'fulfilment:' || f.id"
    " LEFT JOIN staff s ON s.id = m.actor"
    " WHERE f.order_number = :number ORDER BY m.at DESC, m.id DESC LIMIT :limit"
)
"""The article's name stands where the reason does: what was done is read by what it was done with."""
_PIECES = (
    "SELECT p.serial, coalesce(p.location_id, 0) AS location_id, coalesce(l.name, '') AS place, p.bucket,"
    " coalesce(p.sold_at, 0) AS sold_at FROM piece p LEFT JOIN location l ON l.id = p.location_id"
    " WHERE p.article_id = :article"
    " ORDER BY p.serial <> :first, coalesce(p.location_id <> :here, 1), p.location_id IS NULL, p.serial"
    " LIMIT :limit OFFSET :offset"
)
_PRICES = (
    "SELECT valid_from, price_cents, currency, kind FROM article_price WHERE article_id = :article"
    " ORDER BY valid_from DESC LIMIT :limit"
)


def movements_of(
    reader: Reader, article_id: int, offset: int = 0, limit: int = MAX_MOVEMENTS, serial: str = ""
) -> list[Happened]:
    """What happened to an article in this store, the latest first; with a serial number, to that piece."""
    wanted = {
        "article": article_id,
        "here": reader.location_id,
        "serial": serial,
        "limit": min(limit, MAX_MOVEMENTS),
        "offset": offset,
    }
    rows: list[Any] = reader.raw.execute(_OF_PIECE if serial else _MOVEMENTS, wanted).fetchall()
    return [
        Happened(**dict(zip(Happened.__struct_fields__, row[:-1], strict=False)), is_sent=bool(row[-1]))
        for row in rows
    ]


def movements_for(reader: Reader, order_number: str) -> list[Happened]:
    """What was done in this store with an order's articles, the latest first."""
    wanted = {"number": order_number, "here": reader.location_id, "limit": MAX_MOVEMENTS}
    rows: list[Any] = reader.raw.execute(_FOR_ORDER, wanted).fetchall()
    return [
        Happened(**dict(zip(Happened.__struct_fields__, row[:-1], strict=False)), is_sent=bool(row[-1]))
        for row in rows
    ]


def pieces_of(
    reader: Reader, article_id: int, offset: int = 0, limit: int = MAX_PIECES, first: str = ""
) -> list[Serial]:
    """The pieces of an article: `first` before all others, then those of this store, then by number."""
    here = reader.location_id
    wanted = {
        "article": article_id,
        "here": here,
        "first": first,
        "limit": min(limit, MAX_PIECES),
        "offset": offset,
    }
    taken = pieces_in_hand(reader, article_id)
    return [
        Serial(
            **dict(zip(Serial.__struct_fields__, row, strict=False)),
            is_here=row[1] == here,
            order_number=taken.get(row[0], "") if row[1] == here else "",
        )
        for row in reader.raw.execute(_PIECES, wanted).fetchall()
    ]


def pieces_in_hand(reader: Reader, article_id: int) -> dict[str, str]:
    """The pieces of an article that are picked in this store and not handed over yet: the number of the order
    that has each, by serial number."""
    rows = reader.session.execute(
        select(FulfilmentLine.serials, FulfilmentLine.handed_over, Fulfilment.order_number)
        .join(Fulfilment, Fulfilment.id == FulfilmentLine.fulfilment_id)
        .where(
            FulfilmentLine.article_id == article_id,
            FulfilmentLine.picked > FulfilmentLine.handed_over + FulfilmentLine.put_back,
            Fulfilment.location_id == reader.location_id,
            Fulfilment.state.not_in(sorted(DEAD_STATES)),
        )
    )
    # Those that have left stand first.
    return {serial: number for serials, left, number in rows for serial in (serials or ())[left:]}


def prices_of(reader: Reader, article_id: int) -> list[Dated]:
    """The prices of an article with their dates, the latest (which may be still to come) first."""
    rows = reader.raw.execute(_PRICES, {"article": article_id, "limit": MAX_PRICES}).fetchall()
    return [Dated(*row) for row in rows]
