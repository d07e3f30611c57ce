"""The port of label printers: what they are given, what they say of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from desktop.labels import LabelData, PrintKind, Template


class LabelJob(msgspec.Struct, frozen=True):
    """One label to print.

    Attributes:
        id: the spool's own; a folder names its files after it, so that a job printed twice is there once.
        language: of the label's words, ``fr`` or ``en``.
    """

    id: str
    template: Template
    data: LabelData
    language: str
    copies: int = 1


class Printed(msgspec.Struct, frozen=True):
    """A job that the printer has taken: it must not be sent again by itself.

    Attributes:
        confirmed: the printer says that nothing is left to print; without it the label is in the printer,
            which did not say yet that it is out.
        fault: what keeps it inside (``paper_out``, ...), when the printer says so; it comes out once that is
            put right.
        files: what a folder was given.
    """

    job_id: str
    printer: str
    sent_bytes: int
    confirmed: bool
    fault: str = ""
    files: tuple[str, ...] = ()


class PrinterFault(msgspec.Struct, frozen=True):
    """What keeps one of the workstation's printers from printing.

    Attributes:
        code: of a DeviceError.
        kind: what is chosen to be printed there.
    """

    code: str
    kind: PrintKind


class ManyPrinters(Protocol):
    """What takes jobs to be printed, wherever that is."""

    def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
        """Print labels, one behind the other.

        Raises:
            DeviceError: nothing was printed and the jobs may be sent again, unless the code is
                ``printer_interrupted``: then labels may have come out, and a person decides. Its ``begun``
                says of how many, where it is not all: the others were not sent.
            BadInput: a label cannot be made of these data; nothing was printed.
        """


class LabelPrinter(ManyPrinters, Protocol):
    """One printer, whatever is behind it."""

    @property
    def name(self) -> str:
        """What people call it."""

    def fault(self) -> str:
        """What keeps it from printing, as a code of DeviceError; empty when it is ready."""
