"""What Settings reads and keeps at this workstation. Everything here blocks."""

from __future__ import annotations

from pathlib import Path

import msgspec

from desktop import preferences
from desktop.devices.printers.chosen import PrinterChoice, PrintKind, choice_in, printer_of, setting_of
from desktop.devices.printers.network import Patience
from desktop.devices.printers.system import system_printers
from desktop.devices.scanner.camera import SETTING as CAMERA_SETTING
from desktop.devices.scanner.camera_pictures import cameras, is_installed
from desktop.devices.scanner.learning import SETUP_CODE
from desktop.devices.scanner.serial_port import SETTING as SERIAL_SETTING
from desktop.devices.scanner.serial_port import SerialChoice, serial_ports
from desktop.devices.scanner.serial_port import choice_in as choice_in_scanner
from desktop.devices.scanner.sounds import SETTING as VOLUME_SETTING
from desktop.devices.scanner.sounds import volume_in
from desktop.preferences import Preferences
from desktop.screens.settings.state import ScannerChoices
from desktop.screens.settings.templates_keeping import TemplateKeeper
from desktop.screens.settings.trial import Trial
from sync import Reader, Workstation, figures, integrity
from sync.figures import Figures
from sync.schema import SpoolJob
from sync.workstation import Print

IMPATIENT = Patience(attempts=1)
"""A person waits for this answer: one try, of some seconds."""
_PRINTED = ("sent", "confirmed")


class Keeper:
    """This workstation's own choices and figures.

    Attributes:
        templates: its labels' templates.
    """

    def __init__(self, workstation: Workstation) -> None:
        self._workstation = workstation
        self._profile = workstation.replica.folder.root
        self.templates = TemplateKeeper(workstation)

    @property
    def folder(self) -> Path:
        """Where labels go without a printer."""
        return self._workstation.replica.folder.labels

    def preferences(self) -> Preferences:
        """The window's."""
        return preferences.load(self._profile)

    def keep_preferences(self, chosen: Preferences) -> None:
        """Keep the window's."""
        preferences.keep(self._profile, chosen)

    def printers(self) -> tuple[str, ...]:
        """The system's printers, by name."""
        return system_printers()

    def choice(self, kind: PrintKind) -> PrinterChoice:
        """The printer of a kind."""
        return choice_in(self._workstation.setting(setting_of(kind)), kind)

    def choose(self, kind: PrintKind, choice: PrinterChoice) -> None:
        """Keep the printer of a kind; it prints from the next job on."""
        self._workstation.set_setting(setting_of(kind), msgspec.json.encode(choice).decode())

    def fault(self, choice: PrinterChoice) -> str:
        """What keeps a printer from printing, as a code; empty when it is ready. Takes seconds at worst."""
        if choice.is_other:
            return ""
        return printer_of(choice, self.folder, IMPATIENT).fault()

    def print_test(self, kind: PrintKind, author: str, language: str) -> str:
        """Put a test into the spool, as a parcel's label goes into it; returns the job's id."""
        state = self._workstation.replica.state()
        job = Print(*_TESTS[kind](state.location_name), language)
        [job_id] = self._workstation.print_by_hand([job], "", author, "test")
        return job_id

    def print_setup(self, author: str, language: str) -> None:
        """Put the scanner's set-up code into the spool."""
        job = Print("scanner_setup", {"setup_code": SETUP_CODE}, language)
        self._workstation.print_by_hand([job], "", author, "scanner set-up")

    def test(self, job_id: str) -> tuple[Trial, str]:
        """What became of a test, and the code of what stood in its way."""

        def load(reader: Reader) -> tuple[Trial, str]:
            job = reader.session.get(SpoolJob, job_id)
            if job is None:
                return Trial.NONE, ""
            if job.status == "failed":
                return Trial.FAILED, job.code
            return (Trial.PRINTED if job.status in _PRINTED else Trial.WAITING), job.code

        return self._workstation.read(load)

    def scanner(self, *, asks_machine: bool) -> ScannerChoices:
        """How the scanner was chosen; the machine's ports and cameras are looked up where they are asked
        for."""
        setting = self._workstation.setting
        return ScannerChoices(
            serial=choice_in_scanner(setting(SERIAL_SETTING)),
            ports=serial_ports() if asks_machine else (),
            percent=volume_in(setting(VOLUME_SETTING)),
            camera=setting(CAMERA_SETTING),
            cameras=cameras() if asks_machine else (),
            camera_fault="" if is_installed() else "camera_not_installed",
        )

    def choose_serial(self, choice: SerialChoice) -> None:
        """Keep the scanner's port; it is read from now on."""
        self._workstation.set_setting(SERIAL_SETTING, msgspec.json.encode(choice).decode())

    def choose_camera(self, device: str) -> None:
        """Keep which camera is looked through."""
        self._workstation.set_setting(CAMERA_SETTING, device)

    def choose_volume(self, percent: int) -> None:
        """Keep how loud scans are."""
        self._workstation.set_setting(VOLUME_SETTING, str(percent))

    def figures(self) -> Figures:
        """The key figures of the replica."""
        return figures.gather(self._workstation)

    def check(self) -> None:
        """Look through the replica's files; at most a minute."""
        integrity.check(self._workstation)


def _label(store: str) -> tuple[str, dict[str, object]]:
    return "bin", {"bin": "TEST", "bin_code": "BIN-TEST", "store_name": store}


def _document(store: str) -> tuple[str, dict[str, object]]:
    return "test_page", {"store_name": store}


def _price(store: str) -> tuple[str, dict[str, object]]:
    return "price_label", {"name": store, "price": "0,00 €", "gtin": "4006381333931"}


def _receipt(store: str) -> tuple[str, dict[str, object]]:
    fields = {"order_number": "TEST", "store_name": store, "customer_name": "TEST"}
    return "handover_receipt_80", {**fields, "rows": [{"quantity": "1", "name": "TEST"}]}


_TESTS = {
    PrintKind.LABEL: _label,
    PrintKind.PRICE: _price,
    PrintKind.RECEIPT: _receipt,
    PrintKind.DOCUMENT: _document,
}
