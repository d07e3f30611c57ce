"""Reads what was sold and what regions know of it, in plain rows for the model."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session
from told import Region, Row, Rows, Sold

from core.model import RegionSale
from core.orchestration import Core
from core.orchestration.chain_settings import read_chain

_COLUMNS = [column.name for column in RegionSale.__table__.columns]
_JSON = frozenset({"means", "body"})
_SALE = ("id", "location_id", "sold_at", "receipt_code", "means")
_LINE = ("id", "sale_id", "article_id", "quantity", "paid_cents")
_NAMES = ("receipt_code", "customer_id", "customer_name", "card_last4")


def sold_of(core: Core, session: Session, raw: Any) -> Sold:
    """What was sold in the chain, and which regions are to know of it."""
    columns = dict.fromkeys((*_SALE, *_NAMES))
    sales = {row["id"]: {**row, "lines": []} for row in _rows(raw, "sale", columns)}
    for line in _rows(raw, "sale_line", _LINE, "ORDER BY line_no"):
        sales[line["sale_id"]]["lines"].append(line)
    stores = raw.execute("SELECT location_id, region, filled_from FROM store_region").fetchall()
    return Sold(
        regions={location: region for location, region, _from in stores},
        untold={location for location, _region, filled_from in stores if filled_from},
        oldest=core.clock.now() - read_chain(session).region_sales_ms,
        sales=sales,
        names={sale[name] for sale in sales.values() for name in _NAMES} - {""},
    )


def region_of(raw: Any) -> Region:
    """What a workstation has of its region's sales."""
    state = raw.execute("SELECT stream, epoch, version FROM region_state").fetchone()
    rows: Rows = {("region_sale", (row["id"],)): row for row in _rows(raw, "region_sale", _COLUMNS)}
    return Region(*(state or ("", "", 0)), rows)


def _rows(raw: Any, table: str, columns: Iterable[str], order: str = "") -> list[Row]:
    names = list(columns)
    found = raw.execute(f"SELECT {', '.join(names)} FROM {table} {order}").fetchall()
    return [_plain(dict(zip(names, values, strict=True))) for values in found]


def _plain(row: dict[str, Any]) -> Row:
    # PostgreSQL's driver has read its JSON already.
    texts = {name: json.loads(row[name]) for name in _JSON.intersection(row) if isinstance(row[name], str)}
    return {**row, **texts}
