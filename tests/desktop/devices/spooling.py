"""A spooler over the jobs of a test, and the spool without waiting: each printer gets what waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

from core.rules.errors import DeviceError
from desktop.devices.printers.chosen import (
    PrintKind,
    kind_of,
)
from desktop.devices.printers.job import LabelJob, ManyPrinters, Printed
from desktop.devices.spooler import Spooler
from desktop.devices.waiting_jobs import WaitingJob
from desktop.labels import load
from desktop.labels.template_files import names
from desktop.shell.tasks import Tasks
from sync import Workstation
from tests.desktop.screens.at_once import AtOnce, now

Marks = list[tuple[str, ...]]


class OutOfLabels:
    """Has no labels; documents come out."""

    def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
        if kind_of(jobs[0].template) is PrintKind.LABEL:
            raise DeviceError("paper_out")
        return [Printed(job.id, "printer", 1, True) for job in jobs]


def template_of(kind: PrintKind) -> str:
    return next(name for name in names() if kind_of(load(name)) is kind)


def spooler_of(
    jobs: list[WaitingJob], printer: ManyPrinters, *, may_repeat: bool = True
) -> tuple[Spooler, Marks]:
    marks: Marks = []

    def mark(ids: Sequence[str], *mark: str) -> None:
        marks.extend((job_id, *mark) for job_id in ids)

    def take(ids: Sequence[str]) -> list[str]:
        mark(ids, "sending")
        return list(ids)

    station = SimpleNamespace(
        read=lambda _what: jobs, mark_prints=mark, take_prints=take, on_change=lambda _listener: lambda: None
    )
    made = Spooler(
        cast(Workstation, station),
        cast(Tasks, AtOnce()),
        printer,
        may_repeat=lambda: may_repeat,
        on_fault=lambda _: None,
    )
    return made, marks


def batch(count: int, name: str = "batch:1") -> list[WaitingJob]:
    data = {"bin": "B-1", "bin_code": "BIN-B-1"}
    return [WaitingJob(f"{name}:{n}", "bin", data, "fr", PrintKind.LABEL, name) for n in range(count)]


def print_waiting(spooler: Spooler) -> None:
    """What is printed until a printer cannot go on; none is tried again."""
    for place, jobs in now(spooler._waiting()).items():
        now(spooler._print_all(place, jobs))
