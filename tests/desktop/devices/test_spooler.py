"""Two kinds of printers, one spool."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from core.rules.errors import DeviceError
from desktop.devices.printers.chosen import PrintKind, kind_of
from desktop.devices.printers.job import LabelJob, Printed
from desktop.devices.spooler import Spooler, WaitingJob
from desktop.labels import load
from desktop.labels.template import names
from desktop.shell.tasks import Tasks
from sync import Workstation
from tests.desktop.screens.at_once import AtOnce, now


class OutOfLabels:
    """Has no labels; documents come out."""

    name = "printer"

    def fault(self) -> str:
        return ""

    def print_label(self, job: LabelJob) -> Printed:
        if kind_of(job.template) is PrintKind.LABEL:
            raise DeviceError("paper_out")
        return Printed(job.id, self.name, 1, True)


def template_of(kind: PrintKind) -> str:
    return next(name for name in names() if kind_of(load(name)) is kind)


def test_a_document_is_printed_while_the_labels_wait() -> None:
    label, document = template_of(PrintKind.LABEL), template_of(PrintKind.DOCUMENT)
    jobs = [WaitingJob(str(at), name, {}, "en") for at, name in enumerate((label, document, label))]
    marks: list[tuple[Any, ...]] = []
    faults: list[str] = []
    station = SimpleNamespace(read=lambda _what: jobs, mark_spool=lambda *mark: marks.append(mark))
    spooler = Spooler(
        cast(Workstation, station),
        cast(Tasks, AtOnce()),
        OutOfLabels(),
        may_repeat=lambda: True,
        on_fault=faults.append,
    )
    now(spooler._print_waiting())
    assert marks == [
        ("0", "sending"),
        ("0", "queued", "paper_out"),
        ("1", "sending"),
        ("1", "confirmed", ""),
    ]
    assert faults == ["paper_out", "paper_out"]
    assert spooler.fault == "paper_out"
