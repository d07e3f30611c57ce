"""Takes print jobs from the spool to the printer, one after the other, off the GUI's thread.

A job is a row in the replica, written with the command that asked for it. A printer that is off leaves it
queued; nothing here ever blocks a screen. A job is marked as being sent before the printer gets it: after a
crash in between, only a printer that takes the same job twice as one gets it again; else a person decides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import structlog
from sqlalchemy import select

from core.rules.errors import BadInput, DeviceError
from desktop.devices.printers.chosen import PrintKind, kind_of
from desktop.devices.printers.job import LabelJob, LabelPrinter
from desktop.labels import data_in, load
from desktop.shell.tasks import Tasks
from sync import Reader, Workstation
from sync.schema import SpoolJob

RETRY_S = 5.0
"""How soon a printer that was off is tried again."""
BATCH = 20

log = structlog.get_logger(__name__)


class WaitingJob(msgspec.Struct, frozen=True):
    """A queued row of the spool."""

    id: str
    template: str
    data: dict[str, Any]
    language: str


class Spooler:
    """Prints what waits.

    Attributes:
        fault: code of what keeps the printer from printing; empty when it prints.
    """

    def __init__(
        self,
        workstation: Workstation,
        tasks: Tasks,
        printer: LabelPrinter,
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
            while True:
                self._wake.clear()
                await self._print_waiting()
                if self.fault:
                    await asyncio.sleep(RETRY_S)
                else:
                    await self._wake.wait()
        finally:
            stop()

    def _settle_interrupted(self) -> None:
        for job_id in self._workstation.read(_interrupted):
            if self._may_repeat():
                self._workstation.mark_spool(job_id, "queued")
            else:
                self._workstation.mark_spool(job_id, "failed", "printer_interrupted")

    async def _print_waiting(self) -> None:
        """Each kind by itself: documents are printed while the labels' printer is off."""
        held: set[PrintKind | None] = set()
        fault = self.fault = ""
        for job in await self._tasks.run(self._workstation.read, _waiting):
            kind = await self._tasks.run(_kind_of, job)
            if kind in held:
                continue
            if not await self._tasks.run(self._print, job):
                held.add(kind)
            fault = self.fault = self.fault or fault
            self._on_fault(fault)

    def _print(self, job: WaitingJob) -> bool:
        """Print one job; False if the printer cannot go on."""
        self._workstation.mark_spool(job.id, "sending")
        try:
            label = LabelJob(job.id, load(job.template), data_in(job.data), job.language)
            printed = self._printer.print_label(label)
        except BadInput as error:
            log.warning("label.impossible", job=job.id, code=error.code)
            self._workstation.mark_spool(job.id, "failed", error.code)
            return True
        except DeviceError as error:
            self.fault = error.code
            log.warning("printer.fault", job=job.id, code=error.code)
            is_unsure = error.code == "printer_interrupted" and not self._may_repeat()
            self._workstation.mark_spool(job.id, "failed" if is_unsure else "queued", error.code)
            return False
        self.fault = printed.fault
        self._workstation.mark_spool(job.id, "confirmed" if printed.confirmed else "sent", printed.fault)
        return True


def _kind_of(job: WaitingJob) -> PrintKind | None:
    """Where it is printed; None for a template that cannot be read: its printing says so."""
    try:
        return kind_of(load(job.template))
    except BadInput:
        return None


def _interrupted(reader: Reader) -> list[str]:
    return list(reader.session.scalars(select(SpoolJob.id).where(SpoolJob.status == "sending")))


def _waiting(reader: Reader) -> list[WaitingJob]:
    rows = reader.session.scalars(
        select(SpoolJob)
        .where(SpoolJob.status == "queued")
        .order_by(SpoolJob.asked_at, SpoolJob.id)
        .limit(BATCH)
    )
    return [WaitingJob(row.id, row.template, dict(row.data), row.language) for row in rows]
