"""What screens read of the fulfilments of this store: heads with their lines and parcels, in one read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from core.rules.agreement import AgreementState
from core.rules.fulfilment import CLAIM_LASTS_MS
from core.rules.quantities import LineQuantities, left_to_pay
from core.rules.time import MINUTE_MS, Instant
from core.rules.walking import natural_key, walking_order
from desktop.desk import Me
from desktop.screens.fulfilment_rows import HeadRow, head_rows
from sync.reading import Reader

MAX_SHOWN = 400
"""More open orders than one store's screens show; the most urgent ones come first."""
FALLBACK_TIMEZONE = "Europe/Paris"
"""Until the network has arrived and with it the store's own."""


class Holder(StrEnum):
    """Who is at it. A claim that has lapsed is nobody's."""

    NOBODY = "nobody"
    THIS_DEVICE = "this_device"
    COLLEAGUE = "colleague"


class Line(LineQuantities, frozen=True, kw_only=True):
    """A line with its article and its place. One that `substitutes` another has an `agreement`."""

    id: str
    article_id: int
    name: str
    size: str
    colour: str
    colour_hex: str
    category: str
    gtin: str
    price_cents: int
    is_serialised: bool
    serials: tuple[str, ...]
    short_reason: str
    is_put_off: bool
    zone: str
    aisle: str
    shelf: str
    substitutes: str = ""
    agreement: str = ""
    agreement_at: int | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether its customer has not said yet that it will do."""
        return self.agreement == AgreementState.ASKED and bool(self.left_to_pick)


class Packed(msgspec.Struct, frozen=True):
    """A parcel: its number, its bin's code ("" for none yet), units by line, grams."""

    number: str
    bin: str
    contents: dict[str, int]
    weight_g: int


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """A fulfilment as screens know it. `lines` are in walking order.

    `round_id` and `tote` say with which others it is picked and where that lies; "" and 0 for alone.
    A shipment goes with a `service` of a `carrier` to its `destination`.
    `lifted_by`, their name and their reason say who lets it leave unpaid.
    """

    id: str
    order_id: str
    number: str
    customer: str
    kind: str
    state: str
    state_at: Instant
    promised_at: Instant
    note: str
    to_pay_cents: int
    currency: str
    code_digest: str
    holder: Holder
    holder_name: str
    round_id: str
    tote: int
    carrier: str = ""
    service: str = ""
    destination: str = ""
    lifted_by: str = ""
    lifted_name: str = ""
    lifted_reason: str = ""
    lines: tuple[Line, ...]
    parcels: tuple[Packed, ...]

    @property
    def family_name(self) -> str:
        """The customer's family name: what follows the first given name."""
        return self.customer.partition(" ")[2] or self.customer

    @property
    def units(self) -> int:
        """How many units were asked for."""
        return sum(line.quantity for line in self.lines if not line.agreement)

    @property
    def is_awaited(self) -> bool:
        """Whether all that is left to pick waits for its customer's answer."""
        left = [line for line in self.lines if line.left_to_pick]
        return bool(left) and all(line.is_awaited for line in left)

    @property
    def picked(self) -> int:
        """How many units are in hand."""
        return sum(line.picked for line in self.lines)

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones it leads through, in walking order."""
        return tuple(dict.fromkeys(line.zone for line in self.lines if line.zone))

    @property
    def bins(self) -> tuple[str, ...]:
        """The bins that its parcels stand in."""
        return tuple(sorted({parcel.bin for parcel in self.parcels if parcel.bin}, key=natural_key))

    @property
    def is_serialised(self) -> bool:
        """Whether a piece of it has a serial number."""
        return any(line.is_serialised for line in self.lines)

    @property
    def due_cents(self) -> int:
        """What the customer pays at the counter."""
        return left_to_pay(self.to_pay_cents, [(line.price_cents, line.short) for line in self.lines])


def open_heads(
    reader: Reader, me: Me, now: Instant, states: Collection[str], most: int = MAX_SHOWN
) -> list[Head]:
    """The fulfilments of this store in these states, the `most` urgent first."""
    of_states = "state IN (SELECT value FROM json_each(:states))"
    where = f"{of_states} ORDER BY promised_at, order_number, id LIMIT :most"
    return heads(reader, me, now, where, {"states": json.dumps(sorted(states)), "most": most})


def one_head(reader: Reader, me: Me, now: Instant, fulfilment_id: str) -> Head | None:
    """One fulfilment of this store, or None where it is not known."""
    return next(iter(heads(reader, me, now, "id = :id", {"id": fulfilment_id})), None)


def heads_of(reader: Reader, me: Me, now: Instant, ids: Collection[str]) -> list[Head]:
    """The fulfilments of this store with these identifiers, the most urgent first."""
    where = "id IN (SELECT value FROM json_each(:ids)) ORDER BY promised_at, order_number, id"
    return heads(reader, me, now, where, {"ids": json.dumps(list(ids))})


def heads(reader: Reader, me: Me, now: Instant, where: str, values: Mapping[str, Any]) -> list[Head]:
    """The fulfilments of this store that `head_rows` finds, whole."""
    rows = head_rows(reader, where, values)
    ids = [row.id for row in rows]
    lines = _lines(reader, ids)
    parcels = _parcels(reader, ids)
    known = {who for row in rows for who in (row.claimed_by, row.unpaid_lifted_by) if who}
    names = staff_names(reader, known)
    return [_head(row, me, now, names, lines[row.id], parcels[row.id]) for row in rows]


def _head(
    row: HeadRow,
    me: Me,
    now: Instant,
    names: dict[str, str],
    lines: Iterable[Line],
    parcels: Iterable[Packed],
) -> Head:
    holder = _holder(row, me, now)
    return Head(
        id=row.id,
        order_id=row.order_id,
        number=row.order_number,
        customer=row.customer_name,
        kind=row.kind,
        state=row.state,
        state_at=Instant(row.state_at),
        promised_at=Instant(row.promised_at),
        note=row.note,
        to_pay_cents=row.to_pay_cents,
        currency=row.currency,
        code_digest=row.pickup_code_digest,
        holder=holder,
        holder_name=names.get(row.claimed_by or "", "") if holder is not Holder.NOBODY else "",
        round_id=row.round_id,
        tote=row.tote,
        carrier=row.carrier,
        service=row.service,
        destination=row.destination,
        lifted_by=row.unpaid_lifted_by,
        lifted_name=names.get(row.unpaid_lifted_by, ""),
        lifted_reason=row.unpaid_reason,
        lines=tuple(walking_order(lines)),
        parcels=tuple(parcels),
    )


def _holder(row: HeadRow, me: Me, now: Instant) -> Holder:
    if row.claimed_device is None:
        return Holder.NOBODY
    if row.claimed_device == me.device_id:
        return Holder.THIS_DEVICE
    is_alive = now < (row.claimed_at or 0) + CLAIM_LASTS_MS
    return Holder.COLLEAGUE if is_alive else Holder.NOBODY


def listed(states: Iterable[str]) -> str:
    """States or kinds as SQL's list; they are names of our own."""
    return ", ".join(f"'{state}'" for state in sorted(states))


def placed(name: str) -> str:
    """A part of the place where a line's article stands, as SQL: of the line `l` and the `article_place` that
    is joined to it as `p`. What was scanned last is newer than what an order brought along."""
    return f"CASE WHEN coalesce(p.zone, '') <> '' THEN p.{name} ELSE l.{name} END"


_LINE_COLUMNS = tuple(name for name in Line.__struct_fields__ if name not in ("zone", "aisle", "shelf"))
_PLACE_COLUMNS = ", ".join(placed(name) for name in ("zone", "aisle", "shelf"))
_LINES = (
    f"SELECT l.fulfilment_id, {', '.join(f'l.{name}' for name in _LINE_COLUMNS)}, {_PLACE_COLUMNS}"
    " FROM fulfilment_line l"
    " LEFT JOIN article_place p ON p.location_id = ? AND p.article_id = l.article_id"
    " WHERE l.fulfilment_id IN (SELECT value FROM json_each(?)) AND l.agreement <> 'withdrawn'"
    " ORDER BY l.line_no"
)
_PARCELS = (
    "SELECT fulfilment_id, number, bin, contents, weight_g FROM parcel"
    " WHERE fulfilment_id IN (SELECT value FROM json_each(?)) ORDER BY number"
)


def _lines(reader: Reader, ids: Sequence[str]) -> dict[str, list[Line]]:
    """Lines by fulfilment. Below the session, as they are many: a board has a thousand of them."""
    found: dict[str, list[Line]] = defaultdict(list)
    names = (*_LINE_COLUMNS, "zone", "aisle", "shelf")
    for key, *values in reader.raw.execute(_LINES, (reader.location_id, json.dumps(ids))).fetchall():
        row = dict(zip(names, values, strict=True))
        row["serials"] = tuple(json.loads(row["serials"] or "[]") or ())
        row["is_serialised"], row["is_put_off"] = bool(row["is_serialised"]), bool(row["is_put_off"])
        found[key].append(Line(**row))
    return found


def _parcels(reader: Reader, ids: Sequence[str]) -> dict[str, list[Packed]]:
    found: dict[str, list[Packed]] = defaultdict(list)
    for key, number, code, contents, weight_g in reader.raw.execute(_PARCELS, (json.dumps(ids),)).fetchall():
        found[key].append(Packed(number, code, json.loads(contents or "{}"), weight_g))
    return found


def staff_names(reader: Reader, ids: Collection[str]) -> dict[str, str]:
    """Names by staff id."""
    asked = "SELECT id, name FROM staff WHERE id IN (SELECT value FROM json_each(?))"
    return dict(reader.raw.execute(asked, (json.dumps(sorted(ids)),)).fetchall()) if ids else {}


class Place(msgspec.Struct, frozen=True):
    """This store: its time zone, and how many orders it can prepare in an hour."""

    timezone: str
    capacity_per_hour: int


def this_place(reader: Reader) -> Place:
    """What the network says of this store."""
    asked = "SELECT timezone, capacity_per_hour FROM location WHERE id = ?"
    row = reader.raw.execute(asked, (reader.location_id,)).fetchone()
    return Place(*row) if row else Place(FALLBACK_TIMEZONE, 0)


def minutes_until(promised_at: int, now: int) -> int:
    """Whole minutes left, negative once late. Half a minute late is not late yet."""
    difference = promised_at - now
    return difference // MINUTE_MS if difference >= 0 else -(-difference // MINUTE_MS)
