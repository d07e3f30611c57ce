"""How sources are chosen: the chain's rules, what others would have made of past decisions, and windows of
orders that were decided together."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from litestar import get, post, put
from litestar.params import JSONBody
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import CoolDown
from core.orchestration.location_figures import read_rules
from core.orchestration.sourcing_rules import WhatIf, set_rules, what_if
from core.rules.sourcing_case import Policy
from core.rules.time import DAY_MS, Instant, to_iso
from core.service.auth import ADMINS
from core.service.exchange import TheCore
from core.service.routes.parameters import DEFAULT_PAGE, Cursor, Limit

MOST_TRIED: Final = 2_000
"""Past decisions that are taken again in one request."""


class CoolDownAnswer(msgspec.Struct, frozen=True):
    """The orders that a channel took in a window, decided together when it was over.

    `method` is `exact`, `solver` (with `gap_mc` to the bound that was proven), or `kept`: one by one was as
    good, or nothing better was found. `moved` orders go elsewhere than they were sent at first. Costs are in
    thousandths of a cent; `saved_mc` is what deciding together saved, and is below zero where the chain's
    priorities (fewer parcels, say) went before the cost.
    """

    id: str
    channel: str
    from_at: Instant
    from_at_iso: str
    until_at: Instant
    until_at_iso: str
    orders: int
    moved: int
    method: str
    parcels_before: int
    parcels_after: int
    cost_mc_before: int
    cost_mc_after: int
    saved_mc: int
    gap_mc: int


class CoolDownPage(msgspec.Struct, frozen=True):
    """Windows, newest first. `next` is where the next page begins."""

    windows: list[CoolDownAnswer]
    next: str | None = None


@get("/sourcing/cool-downs", guards=[ADMINS], sync_to_thread=True, tags=["orders"])
def get_cool_downs(core: TheCore, limit: Limit = DEFAULT_PAGE, after: Cursor = None) -> CoolDownPage:
    """What deciding the orders of a window together came to, against one by one (`cool_down_minutes`)."""
    query = select(CoolDown).order_by(CoolDown.until_at.desc(), CoolDown.id.desc()).limit(limit + 1)

    def read(session: Session) -> CoolDownPage:
        last = session.get(CoolDown, after) if after is not None else None
        rows = session.scalars(query if last is None else query.where(_is_before(last))).all()
        shown = [_answer(row) for row in rows[:limit]]
        return CoolDownPage(shown, shown[-1].id if len(rows) > limit else None)

    return core.read(read)


def _is_before(last: CoolDown) -> Any:
    return (CoolDown.until_at < last.until_at) | (
        (CoolDown.until_at == last.until_at) & (CoolDown.id < last.id)
    )


def _answer(row: CoolDown) -> CoolDownAnswer:
    return CoolDownAnswer(
        id=row.id,
        channel=row.channel,
        from_at=Instant(row.from_at),
        from_at_iso=to_iso(Instant(row.from_at)),
        until_at=Instant(row.until_at),
        until_at_iso=to_iso(Instant(row.until_at)),
        orders=row.orders,
        moved=row.moved,
        method=row.method,
        parcels_before=row.parcels_before,
        parcels_after=row.parcels_after,
        cost_mc_before=row.cost_mc_before,
        cost_mc_after=row.cost_mc_after,
        saved_mc=row.cost_mc_before - row.cost_mc_after,
        gap_mc=row.cost_mc_after - row.bound_mc,
    )


class WhatIfRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rules to try, and on how much of the past."""

    rules: Policy
    days: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 30
    most: Annotated[int, msgspec.Meta(ge=1, le=MOST_TRIED)] = 500


@get("/sourcing/rules", guards=[ADMINS], sync_to_thread=True, tags=["orders"])
def get_rules(core: TheCore) -> Policy:
    """The chain's rules for sources: priorities, kinds of locations, most parcels, costs."""
    return core.read(read_rules)


@put("/sourcing/rules", guards=[ADMINS], sync_to_thread=True, tags=["orders"])
def put_rules(core: TheCore, data: JSONBody[Policy]) -> Policy:
    """Set the rules; what is left out is as usual. They hold within a minute, and each decision keeps those
    that it was taken under. Problems: `bad_sourcing_rules`."""
    core.transact(lambda unit: set_rules(unit, data))
    return core.read(read_rules)


@post("/sourcing/what-if", guards=[ADMINS], status_code=200, sync_to_thread=True, tags=["orders"])
def post_what_if(core: TheCore, data: JSONBody[WhatIfRequest]) -> WhatIf:
    """What rules would have made of past decisions, each with the stock that there was then; nothing changes.

    Problems: `bad_sourcing_rules`.
    """
    since = Instant(core.clock.now() - data.days * DAY_MS)
    return core.read(lambda session: what_if(session, data.rules, since, data.most))
