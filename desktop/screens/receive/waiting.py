"""How much waits on Receive, for the rail: counted without reading it."""

from __future__ import annotations

from typing import Final

from core.rules.delivery import TO_RECEIVE
from core.rules.permissions import Permission
from core.rules.time import Instant
from core.rules.transfer import OPEN_TRANSFERS, TransferState
from desktop.desk import Me
from desktop.screens.fulfilments import listed
from desktop.screens.receive.reading import AWAITED, MAX_PARCELS, MAX_TRANSFERS, MAX_TRUCKS, RECENT_MS
from sync.reading import Reader

_TRUCKS: Final = f"""SELECT 1 FROM delivery
    WHERE location_id = :here AND state IN ({listed(TO_RECEIVE)}) LIMIT {MAX_TRUCKS}"""
_PARCELS: Final = f"""SELECT 1 FROM fulfilment f JOIN parcel p ON p.fulfilment_id = f.id
    WHERE f.collect_location_id = :here AND f.state IN ({listed(AWAITED)}) AND p.arrived_at IS NULL
    LIMIT {MAX_PARCELS}"""
_IS_OPEN: Final = f"state IN ({listed(OPEN_TRANSFERS)})"
_LISTED: Final = f"""SELECT state FROM transfer
    WHERE location_id = :here AND ({_IS_OPEN} OR state_at > :recent)
    ORDER BY {_IS_OPEN} DESC, created_at, id LIMIT {MAX_TRANSFERS}"""
_DRAFTS: Final = f"SELECT 1 FROM ({_LISTED}) WHERE state = '{TransferState.DRAFT}'"


def number_waiting(reader: Reader, me: Me, now: Instant) -> int:
    """Deliveries, parcels, and what only I can approve: as many as are listed."""
    parts = [_TRUCKS, _PARCELS]
    if me.may(Permission.APPROVE_TRANSFER):
        parts.append(_DRAFTS)
    asked = " + ".join(f"(SELECT count(*) FROM ({part}))" for part in parts)
    values = {"here": reader.location_id, "recent": now - RECENT_MS}
    return int(reader.raw.execute(f"SELECT {asked}", values).fetchone()[0])
