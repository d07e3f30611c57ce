"""Where other systems' stock and ours have drifted apart."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody

from core.orchestration import Core
from core.orchestration.stock_drift import (
    MOST_AT_ONCE,
    Drift,
    Settled,
    ToldPosition,
    drifted,
    settle_drift,
    settled_drifts,
)
from core.rules.errors import BadInput
from core.rules.plausibility import implausible_time
from core.rules.time import Instant
from core.service.auth import SHOPS
from core.service.exchange import TheCore
from core.service.record_types import InstantMs, PositionUnits
from core.service.routes.parameters import DEFAULT_PAGE, CodeFilter, Cursor, Limit, Word


class ToldRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the system has of an article at a location. Below zero is what a till may report."""

    sku: Word
    location: Word
    sellable: PositionUnits


class DriftRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A system's word on stock as of an instant (now, without one); with `settle` our ledger follows it."""

    system: Word
    positions: Annotated[list[ToldRequest], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]
    as_of: InstantMs | None = None
    settle: bool = False


class DriftAnswer(msgspec.Struct, frozen=True):
    """Where the two differ, and whether our ledger has followed."""

    as_of: Instant
    drifts: list[Drift]
    is_settled: bool


class PositionsRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a system has, as of an instant (now, without one)."""

    system: Word
    positions: Annotated[list[ToldRequest], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]
    as_of: InstantMs | None = None


@post("/stock/positions", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["stock"])
def post_positions(core: TheCore, data: JSONBody[PositionsRequest]) -> DriftAnswer:
    """Take another system's stock as it says: our ledger gets the differences, and they are told.

    The same word again changes nothing, and one that is older than what has been counted since is refused.
    To look first, ask `/v1/stock/drift`. Problems: `drift_corrected_since`, `unknown_article`,
    `unknown_location`, `from_the_future`, `from_long_ago`.
    """
    return _answer(core, DriftRequest(data.system, data.positions, data.as_of, settle=True))


class SettledPage(msgspec.Struct, frozen=True):
    """Drifts that were settled, the latest first. `next` is where the next page begins."""

    drifts: list[Settled]
    next: str | None = None


@get("/stock/drift", guards=[SHOPS], sync_to_thread=True, tags=["stock"])
def get_drift(
    core: TheCore, location: CodeFilter = None, limit: Limit = DEFAULT_PAGE, after: Cursor = None
) -> SettledPage:
    """Where our ledger has followed another system's word, by how much, and which system's.

    What drifts at one place again and again is to be counted there.
    """
    rows = core.read(lambda session: settled_drifts(session, location, after or "", limit + 1))
    return SettledPage(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


@post("/stock/drift", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["stock"])
def post_drift(core: TheCore, data: JSONBody[DriftRequest]) -> DriftAnswer:
    """Compare another system's stock with our ledger, and settle the difference if asked to.

    What has moved since `as_of` is no drift. Problems: `drift_corrected_since`, `unknown_article`,
    `unknown_location`, `from_the_future`, `from_long_ago`.
    """
    return _answer(core, data)


def _answer(core: Core, data: DriftRequest) -> DriftAnswer:
    now = core.clock.now()
    as_of = now if data.as_of is None else Instant(data.as_of)
    code = implausible_time(as_of, now)
    if code is not None:
        raise BadInput(code, as_of=as_of)
    told = [ToldPosition(one.sku, one.location, one.sellable) for one in data.positions]
    if data.settle:
        drifts = core.transact(lambda unit: settle_drift(unit, told, as_of, data.system))
    else:
        drifts = core.read(lambda session: drifted(session, told, as_of))
    return DriftAnswer(as_of, drifts, data.settle)
