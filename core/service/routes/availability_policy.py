"""What a chain says about what its channels may promise."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get, put
from litestar.params import JSONBody
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Article, AvailabilityRule, Location
from core.service.auth import ADMINS
from core.service.exchange import TheCore
from core.service.import_policy import PolicyRecord, known_of, write_policy
from core.service.records import ArrivalRecord, QuotaRecord, RuleRecord

MOST_AT_ONCE = 1_000


class PolicyRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rules, goods on their way, quotas: each replaces what was said for the same before."""

    rules: Annotated[list[RuleRecord], msgspec.Meta(max_length=MOST_AT_ONCE)] = []
    arrivals: Annotated[list[ArrivalRecord], msgspec.Meta(max_length=MOST_AT_ONCE)] = []
    quotas: Annotated[list[QuotaRecord], msgspec.Meta(max_length=MOST_AT_ONCE)] = []


class PolicyAnswer(msgspec.Struct, frozen=True):
    """The rules as they stand, the first of them."""

    rules: list[RuleRecord]


@put("/availability/policy", guards=[ADMINS], sync_to_thread=True, tags=["stock"])
def put_policy(core: TheCore, data: JSONBody[PolicyRequest]) -> PolicyAnswer:
    """Say what channels may promise: all of it or nothing.

    A rule without channel, location or article stands for all of them; the most particular one holds. An
    arrival of 0 units is taken off. Problems: `unknown_article`, `unknown_location`.
    """
    records: list[PolicyRecord] = [*data.rules, *data.arrivals, *data.quotas]
    there = core.read(lambda session: known_of(session, records))
    core.transact(lambda unit: write_policy(unit, records, there))
    return core.read(_policy)


@get("/availability/policy", guards=[ADMINS], sync_to_thread=True, tags=["stock"])
def get_policy(core: TheCore) -> PolicyAnswer:
    """The rules as they stand, the first thousand of them."""
    return core.read(_policy)


def _policy(session: Session) -> PolicyAnswer:
    rows = session.execute(
        select(AvailabilityRule, Location.code, Article.sku)
        .outerjoin(Location, Location.id == AvailabilityRule.location_id)
        .outerjoin(Article, Article.id == AvailabilityRule.article_id)
        .order_by(AvailabilityRule.channel, AvailabilityRule.location_id, AvailabilityRule.article_id)
        .limit(MOST_AT_ONCE)
    )
    fields = ("channel", "threshold", "pool", "is_open")
    return PolicyAnswer(
        [
            RuleRecord(location=code or "", sku=sku or "", **{name: getattr(rule, name) for name in fields})
            for rule, code, sku in rows
        ]
    )
