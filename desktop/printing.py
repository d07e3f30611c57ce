"""Wires what prints at a workstation: its printers, what waits for them, and the chain's labels."""

from __future__ import annotations

from collections.abc import Callable

from core.rules.errors import CoulisseError
from desktop.chain_labels import ChainLabels
from desktop.devices.printers.chosen import ChosenPrinter
from desktop.devices.printers.job import PrinterFault
from desktop.devices.spooler import Spooler
from desktop.labels import use_own
from desktop.shell.tasks import Tasks
from sync import Workstation


def make_printing(
    workstation: Workstation,
    tasks: Tasks,
    printing: Tasks,
    *,
    on_fault: Callable[[PrinterFault | None], None],
    explain: Callable[[CoulisseError], None],
) -> tuple[Spooler, ChainLabels]:
    """What is to be run for it. `printing` has threads of its own, `tasks` those of other work. `on_fault`
    hears of a printer that does not print, `explain` of a label of the chain that does not print well."""
    folder = workstation.replica.folder
    use_own(folder.label_templates, folder.chain_templates)
    printer = ChosenPrinter(workstation.setting, folder.labels)
    spooler = Spooler(
        workstation,
        printing,
        printer,
        may_repeat=lambda: printer.may_repeat,
        on_fault=on_fault,
        place_of=printer.place,
    )
    return spooler, ChainLabels(workstation, tasks, explain)
