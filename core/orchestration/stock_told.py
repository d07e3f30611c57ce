"""Positions told in bulk (an opening stock, another system's word): what differs enters the ledger.

A told position is absolute; the ledger gets the difference to what was known, as an adjustment for each
bucket, so the fold of the movements stays what the positions say. Rows go past the log: replicas take a
snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import text

from core.feed.streams import NETWORK
from core.model.bulk_rows import empty_stage, fill_stage, is_sqlite, make_room, upsert_staged
from core.model.stock import QUANTITY_COLUMNS
from core.orchestration.unit import UnitOfWork
from core.rules.stock import TOLD, MovementKind

TOLD_COLUMNS = ("article_id", "location_id", "sellable", "display", "damaged", "safety", "counted_at")
TOLD_BUCKETS = ("sellable", "display", "damaged")
"""What is told of; all else follows from movements alone."""
OPENING = TOLD
"""The reason of an adjustment that a told position has brought."""

_STAGE = "told_position"
_DIFFERENCES = "told_difference"
_DIFFERENCE_COLUMNS = ("article_id", "location_id", "bucket", "quantity")
_KEPT = {name: "0" for name in (*QUANTITY_COLUMNS, "heard_at") if name not in TOLD_COLUMNS}


def take_told_positions(unit: UnitOfWork, rows: Iterable[tuple[int, ...]], actor: str) -> int:
    """Bring positions to what is told; returns how many were added or changed.

    Args:
        rows: values in the order of `TOLD_COLUMNS`, no (article, location) twice.
        actor: who tells it, for the ledger.
    """
    session = unit.session
    make_room(session)
    fill_stage(session, _STAGE, "position", TOLD_COLUMNS, rows)
    empty_stage(session, _DIFFERENCES, "movement", _DIFFERENCE_COLUMNS)
    if not is_sqlite(session):
        session.execute(text(_LOCK))
    found: Any = session.execute(text(_DIFFERENCE))
    changed = upsert_staged(session, "position", _STAGE, TOLD_COLUMNS, TOLD_COLUMNS[:2], _KEPT)
    if changed:
        unit.raise_floor(NETWORK)
    if found.rowcount:
        unit.when_numbered(lambda versions: _append(unit, versions[NETWORK], actor))
    return changed


def _append(unit: UnitOfWork, version: int, actor: str) -> None:
    unit.session.execute(text(_APPEND), adjustment_values(unit, version, actor))


def adjustment_values(unit: UnitOfWork, version: int, actor: str) -> dict[str, Any]:
    """What `ADJUSTMENT` needs to know. Identifiers have one length: their index grows at its end."""
    return {
        "id": f"{OPENING}-{version:08d}-",
        "at": unit.at,
        "kind": MovementKind.ADJUSTED.value,
        "reason": OPENING,
        "actor": actor,
        "version": version,
    }


_LOCK = (
    f"SELECT 1 FROM position JOIN {_STAGE} AS told ON told.article_id = position.article_id"
    " AND told.location_id = position.location_id"
    " ORDER BY position.article_id, position.location_id FOR UPDATE OF position"
)
_DIFFERENCE = (
    f"INSERT INTO {_DIFFERENCES} (article_id, location_id, bucket, quantity)"
    " SELECT article_id, location_id, bucket, quantity FROM"
    " (SELECT told.article_id, told.location_id, part.bucket, CASE part.bucket "
    + " ".join(f"WHEN '{b}' THEN told.{b} - COALESCE(position.{b}, 0)" for b in TOLD_BUCKETS)
    + f" END AS quantity FROM {_STAGE} AS told"
    " LEFT JOIN position ON position.article_id = told.article_id AND position.location_id = told.location_id"
    " CROSS JOIN (" + " UNION ALL ".join(f"SELECT '{b}' AS bucket" for b in TOLD_BUCKETS) + ") AS part)"
    " AS difference WHERE quantity <> 0"
)
ADJUSTMENT = (
    "INSERT INTO movement (id, at, kind, article_id, location_id, quantity, bucket, reason, aggregate,"
    " command_id, actor, network_version)"
    " SELECT :id || CAST(1000000000 + article_id AS VARCHAR(10)) || '-' ||"
    " CAST(1000000 + location_id AS VARCHAR(7)) || '-' || bucket,"
    " CAST(:at AS BIGINT), :kind, article_id, location_id, quantity, bucket, :reason, '', '', :actor,"
    " CAST(:version AS BIGINT) FROM {source}"
)
"""Movements from rows of article_id, location_id, bucket and quantity, with `adjustment_values`."""
_APPEND = ADJUSTMENT.format(source=f"{_DIFFERENCES} ORDER BY article_id, location_id, bucket")
