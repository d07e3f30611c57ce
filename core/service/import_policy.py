"""What a chain says about what may be promised, from records: few rows, written one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Arrival, Article, Location, Quota
from core.orchestration import UnitOfWork
from core.orchestration.availability_policy import quota_id, set_arrival, set_quota, set_rule
from core.rules.availability_policy import EVERY_ARTICLE, EVERYWHERE, Rule
from core.service.import_rows import Known
from core.service.records import ArrivalRecord, QuotaRecord, RuleRecord

PolicyRecord = RuleRecord | ArrivalRecord | QuotaRecord


def known_of(session: Session, records: Sequence[PolicyRecord]) -> Known:
    """The articles and locations that these name."""
    skus = {record.sku for record in records}
    codes = {record.location for record in records if not isinstance(record, QuotaRecord)}
    articles = session.execute(select(Article.sku, Article.id).where(Article.sku.in_(skus)))
    locations = session.execute(select(Location.code, Location.id).where(Location.code.in_(codes)))
    return Known({row.code: row.id for row in locations}, {row.sku: row.id for row in articles})


def write_policy(unit: UnitOfWork, records: Iterable[PolicyRecord], there: Known) -> None:
    """Write these; each replaces what was said for the same before.

    Raises:
        BadInput: `unknown_article`, `unknown_location`.
    """
    for record in records:
        write_one(unit, record, there)


def write_one(unit: UnitOfWork, record: PolicyRecord, there: Known) -> bool:
    """Write one, and return whether it says something new; errors as `write_policy`."""
    if isinstance(record, RuleRecord):
        return set_rule(unit, _rule(record, there))
    if isinstance(record, ArrivalRecord):
        return set_arrival(
            unit,
            Arrival(
                id=record.id,
                article_id=there.article(record.sku),
                location_id=there.location(record.location),
                quantity=record.quantity,
                due_at=record.due_at,
            ),
        )
    article_id = there.article(record.sku)
    return set_quota(
        unit,
        Quota(
            id=quota_id(article_id, record.channel),
            article_id=article_id,
            channel=record.channel,
            kind=record.kind,
            quantity=record.quantity,
            due_at=record.due_at,
        ),
    )


def _rule(record: RuleRecord, there: Known) -> Rule:
    return Rule(
        channel=record.channel,
        location_id=there.location(record.location) if record.location else EVERYWHERE,
        article_id=there.article(record.sku) if record.sku else EVERY_ARTICLE,
        threshold=record.threshold,
        pool=record.pool,
        is_open=record.is_open,
    )
