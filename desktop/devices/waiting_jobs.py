"""What waits to be printed, as the replica has it: the next jobs, and those of which nobody knows."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import select

from desktop.devices.printers.chosen import PrinterChoice, choice_in, kind_called, on_paper, setting_of
from desktop.labels import PrintKind
from sync import Reader
from sync.schema import LocalSetting, SpoolJob
from sync.spool import BATCH, BEING_SENT

READ_AT_ONCE = 24


class WaitingJob(msgspec.Struct, frozen=True):
    """A queued row of the spool; `kind` is None for a template that cannot be read: its printing says so."""

    id: str
    template: str
    data: dict[str, Any]
    language: str
    kind: PrintKind | None
    batch: str = ""


def _receipts(reader: Reader) -> PrinterChoice:
    """The printer of receipts, if they have one of their own."""
    kept = reader.session.get(LocalSetting, setting_of(PrintKind.RECEIPT))
    return choice_in(kept.value if kept is not None else "", PrintKind.RECEIPT)


def being_sent(reader: Reader) -> list[str]:
    """The jobs that somebody began to send, of which nobody has noted what became."""
    return list(reader.session.scalars(select(SpoolJob.id).where(SpoolJob.status.in_(BEING_SENT))))


def waiting_jobs(reader: Reader) -> list[WaitingJob]:
    """The next jobs: a batch waits behind whatever somebody stands beside the printer for."""
    is_batch = SpoolJob.aggregate.startswith(BATCH)
    queued = SpoolJob.status == "queued"
    by_kind: dict[PrintKind | None, list[str]] = {}
    receipts = _receipts(reader)
    for template in reader.session.scalars(select(SpoolJob.template).where(queued).distinct()):
        by_kind.setdefault(kind_called(on_paper(template, receipts)), []).append(template)
    # Of each kind some: of those whose printer is off there may be any number.
    rows = [
        row
        for templates in by_kind.values()
        for row in reader.session.scalars(
            select(SpoolJob)
            .where(queued, SpoolJob.template.in_(templates))
            .order_by(is_batch, SpoolJob.asked_at, SpoolJob.id)
            .limit(READ_AT_ONCE)
        )
    ]
    jobs = [
        WaitingJob(
            row.id,
            on_paper(row.template, receipts),
            dict(row.data),
            row.language,
            kind_called(on_paper(row.template, receipts)),
            row.aggregate if row.aggregate.startswith(BATCH) else "",
        )
        for row in rows
    ]
    # Kinds may come out of one printer: then a batch of one waits behind what is asked for of another.
    return sorted(jobs, key=lambda job: bool(job.batch))
