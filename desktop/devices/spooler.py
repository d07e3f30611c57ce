"""Takes print jobs from the spool to their printers, to each one after the other, off the GUI's thread.

A job is a row in the replica, written with the command that asked for it. A printer that is off leaves it
queued, and only what is printed there waits; nothing here ever blocks a screen. A job is marked as being sent
before the printer gets it, and what it is getting as the program is closed is waited for. After a crash in
between, or too short a wait, only a printer that takes the same job twice as one gets it again; else a person
decides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable

import structlog

from core.rules.errors import BadInput, DeviceError
from desktop.devices.printers.chosen import AS
from desktop.devices.printers.job import LabelJob, ManyPrinters, PrinterFault
from desktop.devices.waiting_jobs import WaitingJob, being_sent, waiting_jobs
from desktop.labels import PrintKind, data_in
from desktop.labels.template_files import template_for
from desktop.shell.tasks import Tasks
from sync import Workstation
from sync.cancelling import cancel_until_ended
from sync.schema import SpoolJob

FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 5.0
"""How soon a printer that was off is tried again: paper is soon put in, and what lasts is looked at now and
then."""
LAST_LABELS_S = 4.0
"""How long the program stays for what a printer is getting as it is closed; below
`sync.cancelling.CANCEL_AGAIN_S`."""
CUT_OFF = "printing_cut_off"
"""Why a job has failed that was being sent when the program ended: nobody knows whether it came out."""
PRINT_THREADS = len(PrintKind) + 2
"""Each printer is waited for on a thread of its own, and so is what cannot be printed; one more reads."""
TOGETHER = 8
"""Labels of a batch that go over one connection: so many may have to be looked for after a cut, and so long
may a parcel's label wait behind them."""

log = structlog.get_logger(__name__)


class Spooler:
    """Prints what waits.

    Attributes:
        fault: what keeps a printer from printing, and which; None when all print.
    """

    def __init__(
        self,
        workstation: Workstation,
        tasks: Tasks,
        printer: ManyPrinters,
        *,
        may_repeat: Callable[[], bool],
        on_fault: Callable[[PrinterFault | None], None],
        place_of: Callable[[PrintKind], str] = str,
    ) -> None:
        """`may_repeat`: whether the printer now takes the same job twice as one. `on_fault` hears, on the
        loop, of each fault and of its end. `place_of` says where a kind is printed: kinds of one place wait
        for each other. `tasks` has a thread for each place."""
        self._may_repeat = may_repeat
        self._workstation = workstation
        self._tasks = tasks
        self._printer = printer
        self._place_of = place_of
        self._wake = asyncio.Event()
        self._on_fault = on_fault
        self._faults: dict[str, PrinterFault] = {}
        self._pauses_s: dict[str, float] = {}
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._resting: set[str] = set()
        self._is_ending = False

    @property
    def fault(self) -> PrinterFault | None:
        """The first printer's that does not print."""
        return next(iter(self._faults.values()), None)

    async def run(self) -> None:
        """Go on until cancelled."""
        loop = asyncio.get_running_loop()

        def on_change(kinds: frozenset[str]) -> None:
            if SpoolJob.__tablename__ in kinds:
                loop.call_soon_threadsafe(self._wake.set)

        self._is_ending = False
        stop = self._workstation.on_change(on_change)
        try:
            await self._tasks.run(self._settle_interrupted)
            while True:
                self._wake.clear()
                await self._begin_waiting()
                await self._wake.wait()
        finally:
            stop()
            await self._end()

    async def _end(self) -> None:
        """Begin nothing more, and note what becomes of what the printers are getting."""
        self._is_ending = True
        for place in self._resting:
            self._busy[place].cancel()
        serving = set(self._busy.values())
        if serving:
            await asyncio.wait(serving, timeout=LAST_LABELS_S)
        await cancel_until_ended(serving)
        self._busy.clear()

    def _settle_interrupted(self) -> None:
        interrupted = self._workstation.read(being_sent)
        if self._may_repeat():
            self._workstation.mark_prints(interrupted, "queued")
        else:
            self._workstation.mark_prints(interrupted, "failed", CUT_OFF)

    async def _begin_waiting(self) -> None:
        """Give each printer that has nothing to do what waits for it."""
        for place in [place for place, serving in self._busy.items() if serving.done()]:
            # A bug ends the whole, which is begun again.
            self._busy.pop(place).result()
        for place, jobs in (await self._waiting()).items():
            if place not in self._busy:
                self._busy[place] = asyncio.create_task(self._serve(place, jobs))

    async def _waiting(self) -> dict[str, list[WaitingJob]]:
        """What waits, by its printer. Of one for which nothing waits any more nothing is said."""
        waiting: dict[str, list[WaitingJob]] = {}
        for place, job in await self._tasks.run(self._placed):
            waiting.setdefault(place, []).append(job)
        over = set(self._faults) - waiting.keys() - (self._busy.keys() - self._resting)
        for place in over:
            del self._faults[place]
            self._pauses_s.pop(place, None)
        if over:
            self._on_fault(self.fault)
        return waiting

    def _placed(self) -> list[tuple[str, WaitingJob]]:
        jobs = self._workstation.read(waiting_jobs)
        places = {kind: self._place_of(kind) if kind else "" for kind in {job.kind for job in jobs}}
        return [(places[job.kind], job) for job in jobs]

    async def _serve(self, place: str, jobs: list[WaitingJob]) -> None:
        """Print what waits for one printer, and let one that does not print rest."""
        try:
            await self._print_all(place, jobs)
            if place in self._faults and not self._is_ending:
                pause_s = self._pauses_s.get(place, FIRST_RETRY_S)
                self._pauses_s[place] = min(2 * pause_s, LONGEST_RETRY_S)
                self._resting.add(place)
                # What waited may have been dropped while it was tried: then nothing is said of the printer.
                self._wake.set()
                await asyncio.sleep(pause_s)
            else:
                self._pauses_s.pop(place, None)
        finally:
            self._resting.discard(place)
            self._wake.set()

    async def _print_all(self, place: str, waiting: Iterable[WaitingJob]) -> None:
        waiting = list(waiting)
        known = {job.id for job in waiting}
        fault: PrinterFault | None = None
        for jobs in _together(waiting):
            can_go_on, met = await self._tasks.run(self._print_at, place, jobs)
            fault = fault or met
            if fault is not None:
                self._faults[place] = fault
            else:
                self._faults.pop(place, None)
            self._on_fault(self.fault)
            if not can_go_on or self._is_ending or (jobs[0].batch and await self._is_asked(place, known)):
                return

    async def _is_asked(self, place: str, known: Collection[str]) -> bool:
        """Whether somebody stands beside this printer since: what is left of a batch waits then."""
        placed = await self._tasks.run(self._placed)
        return any(at == place and not job.batch and job.id not in known for at, job in placed)

    def _print_at(self, place: str, jobs: list[WaitingJob]) -> tuple[bool, PrinterFault | None]:
        """Print them, unless another printer has been chosen for their kind: it gets them, and prints none
        twice."""
        kind = jobs[0].kind
        if (self._place_of(kind) if kind else "") != place:
            return False, None
        can_go_on, code = self._print(jobs)
        return can_go_on, PrinterFault(code, self._whose(kind)) if code else None

    def _whose(self, kind: PrintKind | None) -> PrintKind:
        """As which of the workstation's printers people know the one that prints this kind."""
        if kind is None:
            return PrintKind.LABEL
        is_other_s = kind in AS and self._place_of(kind) == self._place_of(AS[kind])
        return AS[kind] if is_other_s else kind

    def _print(self, jobs: list[WaitingJob]) -> tuple[bool, str]:
        """Print jobs of one batch, or one, as far as they are still wanted; whether the printer can go on,
        and what is the matter with it."""
        ids = self._workstation.take_prints([job.id for job in jobs])
        jobs = [job for job in jobs if job.id in ids]
        if not jobs:
            return True, ""
        try:
            labels = [
                LabelJob(job.id, template_for(job.template, job.data), data_in(job.data), job.language)
                for job in jobs
            ]
            printed = self._printer.print_labels(labels)
        except BadInput as error:
            return self._refuse(jobs, error)
        except DeviceError as error:
            log.warning("printer.fault", jobs=len(jobs), code=error.code)
            begun = error.data.get("begun", len(jobs)) if error.code == "printer_interrupted" else 0
            unsure = 0 if self._may_repeat() else begun
            self._workstation.mark_prints(ids[unsure:], "queued", error.code)
            self._workstation.mark_prints(ids[:unsure], "failed", error.code)
            return False, error.code
        fault = next((one.fault for one in printed if one.fault), "")
        for status in ("confirmed", "sent"):
            done = [one.job_id for one in printed if one.confirmed is (status == "confirmed")]
            self._workstation.mark_prints(done, status, fault)
        return True, fault

    def _refuse(self, jobs: list[WaitingJob], error: BadInput) -> tuple[bool, str]:
        """Data of which no label can be made; among several, each is tried alone."""
        if len(jobs) > 1:
            done = [self._print([job]) for job in jobs]
            return all(can_go_on for can_go_on, _ in done), next((met for _, met in done if met), "")
        log.warning("label.impossible", job=jobs[0].id, code=error.code)
        self._workstation.mark_prints([jobs[0].id], "failed", error.code)
        return True, ""


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
