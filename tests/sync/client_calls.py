"""Whatever a workstation asks of a core, and what came of it where no core has answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sync_world import CORE_KEY

from core.rules.errors import Offline
from core.rules.time import Instant
from core.wire import PieceRef
from sync.client import CoreClient
from sync.connection import Cause

NOW = Instant(1)
PIECE = PieceRef(
    name="network/0/e1-1-2-00000000.delta",
    from_version=1,
    to_version=2,
    size_bytes=4,
    raw_bytes=4,
    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    rows=1,
)
PROBLEM = "application/problem+json"


async def enrol(client: CoreClient) -> object:
    return await client.enrol("CODE", "Back room", CORE_KEY)


async def pokes(client: CoreClient) -> object:
    return [poke async for poke in client.pokes()]


async def _piece_from(client: CoreClient) -> object:
    return b"".join([chunk async for chunk in client.piece_from(PIECE, 0)])


CALLS: dict[str, Callable[[CoreClient], Awaitable[object]]] = {
    "manifest": lambda client: client.manifest(CORE_KEY.public),
    "tail": lambda client: client.tail((0, 0)),
    "push": lambda client: client.push([], NOW),
    "piece": lambda client: client.piece(PIECE),
    "piece_from": _piece_from,
    "pokes": pokes,
    "lease": lambda client: client.lease_block("sscc"),
    "enrol": enrol,
}


async def cause_of(call: Awaitable[object]) -> Cause:
    with pytest.raises(Offline) as error:
        await call
    assert error.value.code == "offline"
    return Cause(error.value.data["cause"])
