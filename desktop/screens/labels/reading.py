"""What the screen Labels reads: what changes today, what the store has, and where the batch stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace
from sqlalchemy import select

from core.model import Location
from core.rules.time import Instant
from desktop.devices.printers.chosen import kind_called
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from desktop.screens.labels.state import Batch, LabelsState
from desktop.screens.labels.store_labels import store_labels
from desktop.shell.amounts import midnight_before
from sync.price_labels import LabelArticle, label_article, labels_that_change
from sync.reading import Reader
from sync.schema import SpoolJob
from sync.spool import BATCH, WAITING, progress_of

UNFINISHED = (*WAITING, "held", "failed")


def load_labels(reader: Reader, now: Instant, kept: LabelsState) -> LabelsState:
    """What is shown, as it is now; what a person chose stays as `kept` has it."""
    place = reader.session.get(Location, reader.location_id)
    timezone = place.timezone if place is not None else FALLBACK_TIMEZONE
    since, until = _day(now, timezone)
    article = label_article(reader, kept.article.id, now) if kept.article is not None else None
    return replace(
        kept,
        changes=tuple(labels_that_change(reader, since, until)),
        store=store_labels(reader),
        article=article,
        batch=batch_now(reader, kept.batch.name if kept.batch else ""),
        timezone=timezone,
        now=now,
        has_network=place is not None,
    )


def _day(now: Instant, timezone: str) -> tuple[Instant, Instant]:
    """The day of the store: from its midnight to the next."""
    midnight = midnight_before(now, timezone)
    following = (midnight + timedelta(days=1, hours=12)).replace(hour=0)
    return _instant(midnight), _instant(following)


def _instant(moment: datetime) -> Instant:
    return Instant(int(moment.timestamp() * 1_000))


def batch_now(reader: Reader, name: str) -> Batch | None:
    """The batch that is followed while it is not over, else the newest one that is not."""
    if name:
        batch = batch_called(reader, name)
        if not batch.is_over:
            return batch
    newest = reader.session.scalars(
        select(SpoolJob.aggregate)
        .where(SpoolJob.status.in_(UNFINISHED), SpoolJob.aggregate.startswith(BATCH))
        .order_by(SpoolJob.asked_at.desc(), SpoolJob.id.desc())
        .limit(1)
    ).one_or_none()
    if newest is not None:
        return batch_called(reader, newest)
    return batch_called(reader, name) if name else None


def batch_called(reader: Reader, name: str) -> Batch:
    """A batch as it stands."""
    return Batch(name, progress_of(reader.session, name), _fault(reader, name))


def _fault(reader: Reader, name: str) -> str:
    """What keeps the printer of a batch from printing. One job of a kind is tried, and the others wait behind
    it: what it was told is told of them all."""
    jobs = reader.session.execute(
        select(SpoolJob.aggregate, SpoolJob.template, SpoolJob.code)
        .where(SpoolJob.status.in_(WAITING))
        .distinct()
    ).all()
    kinds = {kind_called(job.template) for job in jobs if job.aggregate == name}
    faults = [job.code for job in jobs if job.code and kind_called(job.template) in kinds]
    return min(faults, default="")


def article_scanned(reader: Reader, gtin: str, now: Instant) -> LabelArticle | None:
    """The article of a barcode."""
    article = reader.article_by_gtin(gtin)
    return label_article(reader, article.id, now) if article is not None else None
