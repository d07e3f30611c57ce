"""Printers: one port, ``LabelPrinter``, with a printer on the network, the system's, or a folder behind it.

Everything here blocks; the caller runs it in a worker thread.
"""

from desktop.devices.printers.chosen import ChosenPrinter, PrinterChoice, PrintKind
from desktop.devices.printers.folder import FolderLabelPrinter
from desktop.devices.printers.host_status import HostStatus, parse_host_status
from desktop.devices.printers.job import LabelJob, LabelPrinter, Printed
from desktop.devices.printers.network import NetworkLabelPrinter, Patience
from desktop.devices.printers.system import SystemPrinter, system_printers

__all__ = [
    "ChosenPrinter",
    "FolderLabelPrinter",
    "HostStatus",
    "LabelJob",
    "LabelPrinter",
    "NetworkLabelPrinter",
    "Patience",
    "PrintKind",
    "Printed",
    "PrinterChoice",
    "SystemPrinter",
    "parse_host_status",
    "system_printers",
]
