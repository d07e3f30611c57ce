"""Fulfilments as plain rows, read below the session: a scan and a board wait for them (decision 21)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from sync.reading import Reader


class HeadRow(msgspec.Struct, frozen=True):
    """The columns of a fulfilment that screens show, by their names in the table."""

    id: str
    order_id: str
    order_number: str
    customer_name: str
    kind: str
    state: str
    state_at: int
    promised_at: int
    note: str
    to_pay_cents: int
    currency: str
    pickup_code_digest: str
    claimed_by: str | None
    claimed_device: str | None
    claimed_at: int | None
    round_id: str
    tote: int
    carrier: str
    service: str
    destination: str
    unpaid_lifted_by: str
    unpaid_reason: str


_HEADS = f"SELECT {', '.join(HeadRow.__struct_fields__)} FROM fulfilment WHERE location_id = :here AND"
_BY_PARCEL = (
    "SELECT f.id FROM parcel p JOIN fulfilment f ON f.id = p.fulfilment_id WHERE p.number = ?"
    " ORDER BY f.location_id <> ?, p.id LIMIT 1"
)


def head_rows(reader: Reader, where: str, values: Mapping[str, Any]) -> list[HeadRow]:
    """The fulfilments of this store for which `where` holds: SQL, with what orders and bounds it."""
    found = reader.raw.execute(f"{_HEADS} {where}", {"here": reader.location_id, **values}).fetchall()
    return [HeadRow(*row) for row in found]


def id_by_parcel(reader: Reader, sscc: str) -> str:
    """The id of the fulfilment that a parcel belongs to, "" for none. Of two with one number it is this
    store's rather than another's that is to be collected here, and always the same."""
    row = reader.raw.execute(_BY_PARCEL, (sscc, reader.location_id)).fetchone()
    return str(row[0]) if row else ""
