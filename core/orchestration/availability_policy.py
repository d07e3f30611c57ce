"""Reads and writes what a chain says about what may be promised: rules, goods on their way, sales beyond
stock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.model import Arrival, AvailabilityRule, Backorder, Quota
from core.model.capture import image_of
from core.model.desk import Desk
from core.orchestration.unit import UnitOfWork
from core.rules.availability_policy import ALL_OPEN, EVERY_ARTICLE, EVERY_CHANNEL, ChannelPolicy, Rule
from core.rules.ids import derive
from core.rules.time import Instant

_RULE = AvailabilityRule.__table__.c
_RULE_COLUMNS = tuple(_RULE[name] for name in Rule.__struct_fields__)


class Beyond(msgspec.Struct, frozen=True):
    """Units that may be sold beyond what there is: `kind` is preorder or backorder, `due_at` 0 if nobody
    knows when they come."""

    kind: str
    quantity: int
    due_at: Instant


def policy_for(session: Session, article_ids: Collection[int]) -> ChannelPolicy:
    """The rules that some articles are under."""
    if isinstance(session, Desk):
        at_desk = session.find(AvailabilityRule.article_id, {EVERY_ARTICLE, *article_ids})
        rules = [Rule(*(getattr(row, name) for name in Rule.__struct_fields__)) for row in at_desk]
        return ChannelPolicy(rules) if rules else ALL_OPEN
    rows = session.execute(
        select(*_RULE_COLUMNS).where(_RULE.article_id.in_({EVERY_ARTICLE, *article_ids}))
    ).all()
    return ChannelPolicy(Rule(*row) for row in rows) if rows else ALL_OPEN


def set_rule(unit: UnitOfWork, rule: Rule) -> bool:
    """Say what a channel may sell; a rule for the same channel, location and article is replaced.

    Returns:
        Whether that is new; so do the others here.
    """
    key = derive("availability", rule.channel, rule.location_id, rule.article_id)
    return _put(unit, AvailabilityRule(id=key, **msgspec.structs.asdict(rule)))


def set_arrival(unit: UnitOfWork, arrival: Arrival) -> bool:
    """Say what is on its way; nothing any more, if its quantity is 0. What was promised on it is looked at
    again by itself."""
    look_again(unit, arrival.article_id)
    if arrival.quantity:
        return _put(unit, arrival)
    known = unit.session.get(Arrival, arrival.id)
    if known is not None:
        unit.session.delete(known)
    return known is not None


def set_quota(unit: UnitOfWork, quota: Quota) -> bool:
    """Say how many units of an article may be sold beyond what there is."""
    look_again(unit, quota.article_id)
    return _put(unit, quota)


def look_again(unit: UnitOfWork, article_id: int) -> None:
    """What is said of an article's goods has changed: what was promised on them is promised again."""
    stale = update(Backorder).where(Backorder.article_id == article_id).values(is_stale=True)
    unit.session.execute(stale, execution_options={"synchronize_session": False})


def _put(unit: UnitOfWork, told: AvailabilityRule | Arrival | Quota) -> bool:
    known = unit.session.get(type(told), told.id)
    if known is not None and image_of(known) == image_of(told):
        return False
    unit.session.merge(told)
    return True


def quota_id(article_id: int, channel: str) -> str:
    """One quota for an article and a channel."""
    return derive("quota", article_id, channel)


def arriving(session: Session, article_ids: Collection[int], by: Instant) -> Mapping[tuple[int, int], int]:
    """Units by (article, location) that are due by then."""
    rows = session.execute(
        select(Arrival.article_id, Arrival.location_id, func.sum(Arrival.quantity))
        .where(Arrival.article_id.in_(article_ids), Arrival.due_at <= by)
        .group_by(Arrival.article_id, Arrival.location_id)
    )
    return {(article_id, location_id): int(units) for article_id, location_id, units in rows}


def beyond_stock(session: Session, article_ids: Sequence[int], channel: str) -> Mapping[int, Beyond]:
    """What may still be sold of each article beyond what there is; those who wait already are taken off.

    A channel's own quota goes before the one for every channel.
    """
    quotas: dict[int, Quota] = {}
    rows = session.scalars(
        select(Quota).where(Quota.article_id.in_(article_ids), Quota.channel.in_((channel, EVERY_CHANNEL)))
    )
    for row in sorted(rows, key=lambda row: row.channel):
        quotas[row.article_id] = row
    waiting = _waiting(session, list(quotas)) if quotas else {}
    return {
        article_id: Beyond(
            row.kind,
            max(0, row.quantity - _taken(waiting.get(article_id, {}), row.channel)),
            Instant(row.due_at),
        )
        for article_id, row in quotas.items()
    }


def _waiting(session: Session, article_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    rows = session.execute(
        select(Backorder.article_id, Backorder.channel, func.sum(Backorder.quantity))
        .where(Backorder.article_id.in_(article_ids))
        .group_by(Backorder.article_id, Backorder.channel)
    )
    found: dict[int, dict[str, int]] = {}
    for article_id, channel, units in rows:
        found.setdefault(article_id, {})[channel] = int(units)
    return found


def _taken(waiting: Mapping[str, int], channel: str) -> int:
    return sum(waiting.values()) if channel == EVERY_CHANNEL else waiting.get(channel, 0)
