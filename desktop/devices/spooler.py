"""Takes print jobs from the spool to the printer, one after the other, off the GUI's thread.

A job is a row in the replica, written with the command that asked for it. A printer that is off leaves it
queued; nothing here ever blocks a screen. A job is marked as being sent before the printer gets it: after a
crash in between, only a printer that takes the same job twice as one gets it again; else a person decides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import structlog
from sqlalchemy import select

from core.rules.errors import BadInput, DeviceError
from desktop.devices.printers.chosen import PrinterChoice, choice_in, kind_called, on_paper, setting_of
from desktop.devices.printers.job import LabelJob, ManyPrinters
from desktop.labels import PrintKind, data_in
from desktop.labels.template_files import template_for
from desktop.shell.tasks import Tasks
from sync import Reader, Workstation
from sync.schema import LocalSetting, SpoolJob
from sync.spool import BATCH, BEING_SENT

FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 5.0
"""How soon a printer that was off is tried again: paper is soon put in, and what lasts is looked at now and
then."""
READ_AT_ONCE = 24
TOGETHER = 8
"""Labels of a batch that go over one connection: so many may have to be looked for after a cut, and so long
may a parcel's label wait behind them."""

log = structlog.get_logger(__name__)


class WaitingJob(msgspec.Struct, frozen=True):
    """A queued row of the spool; `kind` is None for a template that cannot be read: its printing says so."""

    id: str
    template: str
    data: dict[str, Any]
    language: str
    kind: PrintKind | None
    batch: str = ""


class Spooler:
    """Prints what waits.

    Attributes:
        fault: code of what keeps the printer from printing; empty when it prints.
    """

    def __init__(
        self,
        workstation: Workstation,
        tasks: Tasks,
        printer: ManyPrinters,
        *,
        may_repeat: Callable[[], bool],
        on_fault: Callable[[str], None],
    ) -> None:
        """`may_repeat`: whether the printer now takes the same job twice as one. `on_fault` hears, on the
        loop, of each fault and of its end."""
        self._may_repeat = may_repeat
        self._workstation = workstation
        self._tasks = tasks
        self._printer = printer
        self._wake = asyncio.Event()
        self._on_fault = on_fault
        self.fault = ""

    async def run(self) -> None:
        """Go on until cancelled."""
        loop = asyncio.get_running_loop()

        def on_change(kinds: frozenset[str]) -> None:
            if SpoolJob.__tablename__ in kinds:
                loop.call_soon_threadsafe(self._wake.set)

        stop = self._workstation.on_change(on_change)
        try:
            await self._tasks.run(self._settle_interrupted)
            retry_s = FIRST_RETRY_S
            while True:
                self._wake.clear()
                await self._print_waiting()
                if self.fault:
                    await asyncio.sleep(retry_s)
                    retry_s = min(2 * retry_s, LONGEST_RETRY_S)
                else:
                    retry_s = FIRST_RETRY_S
                    await self._wake.wait()
        finally:
            stop()

    def _settle_interrupted(self) -> None:
        interrupted = self._workstation.read(_interrupted)
        if self._may_repeat():
            self._workstation.mark_prints(interrupted, "queued")
        else:
            self._workstation.mark_prints(interrupted, "failed", "printer_interrupted")

    async def _print_waiting(self) -> None:
        """Each kind by itself: documents are printed while the labels' printer is off."""
        held: set[PrintKind | None] = set()
        fault = self.fault = ""
        waiting = _together(await self._tasks.run(self._workstation.read, _waiting))
        if not waiting:
            # What waited for the printer is not wanted any more.
            self._on_fault("")
        for jobs in waiting:
            if jobs[0].kind in held:
                continue
            if not await self._tasks.run(self._print, jobs):
                held.add(jobs[0].kind)
            fault = self.fault = self.fault or fault
            self._on_fault(fault)

    def _print(self, jobs: list[WaitingJob]) -> bool:
        """Print jobs of one batch, or one, as far as they are still wanted; False if the printer cannot go
        on."""
        ids = self._workstation.take_prints([job.id for job in jobs])
        jobs = [job for job in jobs if job.id in ids]
        if not jobs:
            return True
        try:
            labels = [
                LabelJob(job.id, template_for(job.template, job.data), data_in(job.data), job.language)
                for job in jobs
            ]
            printed = self._printer.print_labels(labels)
        except BadInput as error:
            return self._refuse(jobs, error)
        except DeviceError as error:
            self.fault = error.code
            log.warning("printer.fault", jobs=len(jobs), code=error.code)
            begun = error.data.get("begun", len(jobs)) if error.code == "printer_interrupted" else 0
            unsure = 0 if self._may_repeat() else begun
            self._workstation.mark_prints(ids[unsure:], "queued", error.code)
            self._workstation.mark_prints(ids[:unsure], "failed", error.code)
            return False
        self.fault = next((one.fault for one in printed if one.fault), "")
        for status in ("confirmed", "sent"):
            done = [one.job_id for one in printed if one.confirmed is (status == "confirmed")]
            self._workstation.mark_prints(done, status, self.fault)
        return True

    def _refuse(self, jobs: list[WaitingJob], error: BadInput) -> bool:
        """Data of which no label can be made; among several, each is tried alone."""
        if len(jobs) > 1:
            done = [self._print([job]) for job in jobs]
            return all(done)
        log.warning("label.impossible", job=jobs[0].id, code=error.code)
        self._workstation.mark_prints([jobs[0].id], "failed", error.code)
        return True


def _together(jobs: Iterable[WaitingJob]) -> list[list[WaitingJob]]:
    """Neighbours of one batch and one kind go together; every other job goes alone."""
    groups: list[list[WaitingJob]] = []
    for job in jobs:
        before = groups[-1] if groups else []
        alike = bool(before and job.batch) and (before[0].batch, before[0].kind) == (job.batch, job.kind)
        if alike and len(before) < TOGETHER:
            before.append(job)
        else:
            groups.append([job])
    return groups


def _receipts(reader: Reader) -> PrinterChoice:
    """The printer of receipts, if they have one of their own."""
    kept = reader.session.get(LocalSetting, setting_of(PrintKind.RECEIPT))
    return choice_in(kept.value if kept is not None else "", PrintKind.RECEIPT)


def _interrupted(reader: Reader) -> list[str]:
    return list(reader.session.scalars(select(SpoolJob.id).where(SpoolJob.status.in_(BEING_SENT))))


def _waiting(reader: Reader) -> list[WaitingJob]:
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
    return [
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
