"""The printers that were chosen at this workstation, one for each kind of label and for documents."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import msgspec

from core.rules.errors import BadInput
from desktop.devices.printers.folder import FolderLabelPrinter
from desktop.devices.printers.ipp import IppPrinter, local_queue
from desktop.devices.printers.job import LabelJob, LabelPrinter, Printed
from desktop.devices.printers.network import PORT, NetworkLabelPrinter, Patience
from desktop.devices.printers.system import SystemPrinter
from desktop.devices.printers.windows_raw import WindowsRawPrinter
from desktop.labels import Output, Template, load
from desktop.labels import PrintKind as PrintKind
from desktop.labels.template import DPIS

AS = {PrintKind.PRICE: PrintKind.LABEL, PrintKind.RECEIPT: PrintKind.DOCUMENT}
"""Kinds that need no printer of their own, and whose they are printed on without one."""


ROLL: Mapping[str, str] = MappingProxyType(
    {name: f"{name}_80" for name in ("handover_receipt", "refund_receipt", "store_credit")}
)
"""Receipts, and the same ones for a roll of 80 mm: printed so where this workstation has a printer of its own
for them, and on a page where it has none."""


class PrinterChoice(msgspec.Struct, frozen=True):
    """A printer: the one of another kind (`AS`) when `is_other`; on the network at `host` and `port` when
    `is_network`; else at the IPP address `uri`; else the system's of the name `printer`; else a folder (""
    for the replica's own). `dpi`: of a label printer, 203 or 300. `is_raw`: behind its address or its queue
    stands a label printer, which is given ZPL; else it is given pages. `is_silent`: on the network, a printer
    that never says how it is, and is not asked."""

    is_other: bool = False
    is_network: bool = False
    host: str = ""
    port: int = PORT
    folder: str = ""
    printer: str = ""
    dpi: int = DPIS[0]
    uri: str = ""
    is_raw: bool = False
    is_silent: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether it writes files: who prints a job twice there has it once."""
        return not (self.is_network or self.uri or self.printer)


def kind_of(template: Template) -> PrintKind:
    """Where a template is printed: what no label printer can draw is a document."""
    return template.printer if Output.ZPL in template.outputs else PrintKind.DOCUMENT


def kind_called(template: str) -> PrintKind | None:
    """Where the template of this name is printed; None for one that cannot be read."""
    try:
        return kind_of(load(template))
    except BadInput:
        return None


def setting_of(kind: PrintKind) -> str:
    """The name under which a choice is kept at the workstation."""
    return f"printer.{kind}"


def choice_in(kept: str, kind: PrintKind) -> PrinterChoice:
    """A choice as it was kept. Where there is none, or it cannot be read: another kind's, else the folder."""
    without = PrinterChoice(is_other=kind in AS)
    try:
        return msgspec.json.decode(kept, type=PrinterChoice) if kept else without
    except msgspec.MsgspecError:
        return without


def on_paper(template: str, receipts: PrinterChoice) -> str:
    """The template that a receipt is printed by, with this printer of receipts; any other as it is."""
    return template if receipts.is_other else ROLL.get(template, template)


def printer_of(
    choice: PrinterChoice,
    folder: Path,
    patience: Patience = Patience(),  # noqa: B008 - frozen
) -> LabelPrinter:
    """The printer that was chosen; `folder` is where files go without another."""
    if choice.is_network:
        asks = not choice.is_silent
        return NetworkLabelPrinter(
            choice.host, choice.host, choice.port, choice.dpi, asks_status=asks, patience=patience
        )
    if choice.uri:
        return IppPrinter(choice.uri, choice.uri, choice.dpi if choice.is_raw else None, patience=patience)
    if choice.printer and choice.is_raw:
        return _raw(choice, patience)
    if choice.printer:
        return SystemPrinter(choice.printer)
    return FolderLabelPrinter("labels", Path(choice.folder) if choice.folder else folder, choice.dpi)


def _raw(choice: PrinterChoice, patience: Patience) -> LabelPrinter:
    """The system's queue of a label printer: the spooler of Windows, elsewhere CUPS."""
    if sys.platform == "win32":
        return WindowsRawPrinter(choice.printer, choice.dpi)
    return IppPrinter(choice.printer, local_queue(choice.printer), choice.dpi, patience=patience)


class ChosenPrinter:
    """Prints each job where its kind is printed now: a choice counts from the next label on.

    `setting` reads a setting of the workstation by its name; `folder` is where labels go without a choice.
    """

    def __init__(self, setting: Callable[[str], str], folder: Path) -> None:
        self._setting = setting
        self._folder = folder

    @property
    def name(self) -> str:
        """What people call it."""
        return self.printer(PrintKind.LABEL).name

    @property
    def may_repeat(self) -> bool:
        """Whether a job that was cut off may be printed again by itself: a folder takes it twice as one."""
        return all(self.choice(kind).is_folder for kind in PrintKind)

    def choice(self, kind: PrintKind) -> PrinterChoice:
        """What was chosen, for this kind or for the one whose printer it takes."""
        chosen = choice_in(self._setting(setting_of(kind)), kind)
        return self.choice(AS[kind]) if chosen.is_other and kind in AS else chosen

    def place(self, kind: PrintKind) -> str:
        """Where a kind is printed: kinds that come out of one printer have the same place."""
        chosen = self.choice(kind)
        if chosen.is_network:
            return f"{chosen.host}:{chosen.port}"
        return chosen.uri or chosen.printer or chosen.folder or str(self._folder)

    def printer(self, kind: PrintKind) -> LabelPrinter:
        """The printer of a kind."""
        return printer_of(self.choice(kind), self._folder)

    def fault(self) -> str:
        """What keeps labels from coming out."""
        return self.printer(PrintKind.LABEL).fault()

    def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
        """Print jobs of one kind; see `LabelPrinter.print_labels`."""
        return self.printer(kind_of(jobs[0].template)).print_labels(jobs)
