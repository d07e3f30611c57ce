"""What the screen Settings shows."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from core.rules.errors import CoulisseError
from desktop.devices.printers.chosen import PrinterChoice, PrintKind
from desktop.devices.scanner import Scanned
from desktop.devices.scanner.camera_pictures import Camera
from desktop.devices.scanner.elements import Element
from desktop.devices.scanner.history import Past
from desktop.devices.scanner.serial_port import SerialChoice
from desktop.devices.scanner.sounds import VOLUMES
from desktop.preferences import Preferences
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from desktop.screens.settings.templates_state import TemplatesState
from desktop.screens.settings.trial import Trial
from sync.figures import Figures


class Part(StrEnum):
    """The parts of the screen."""

    PRINTERS = "printers"
    TEMPLATES = "templates"
    WINDOW = "window"
    SCANNER = "scanner"
    PIN = "pin"
    FIGURES = "figures"


class Answer(StrEnum):
    """What is known of a printer."""

    UNASKED = "unasked"
    ASKING = "asking"
    READY = "ready"
    FAULT = "fault"


class Device(msgspec.Struct, frozen=True):
    """The printer of a kind: what was chosen, what it answered (`code` says which fault), and the test."""

    choice: PrinterChoice = PrinterChoice()
    answer: Answer = Answer.UNASKED
    code: str = ""
    test_id: str = ""
    test: Trial = Trial.NONE


SERIAL_SCANNER = "serial_scanner"
"""Kind of change: the scanner on a serial port answers, or does not any more."""


class ScannerChoices(msgspec.Struct, frozen=True):
    """How the scanner was chosen: its serial port among the machine's `ports`, the volume in percent.

    Attributes:
        fault: code of what keeps the port from being read.
        camera: the device of the camera, among the machine's `cameras`; "" for none.
        camera_fault: code of what keeps it from being read.
    """

    serial: SerialChoice = SerialChoice()
    ports: tuple[str, ...] = ()
    fault: str = ""
    percent: int = VOLUMES[-1]
    camera: str = ""
    cameras: tuple[Camera, ...] = ()
    camera_fault: str = ""


class Heard(msgspec.Struct, frozen=True):
    """A scan as it came: the text by key positions, as the layout typed it, how, and what it means."""

    text: str
    typed: str
    prefix: str
    end: str
    duration_ms: int
    mean_gap_ms: float
    meaning: Scanned
    elements: tuple[Element, ...] = ()


class PinTrial(msgspec.Struct, frozen=True):
    """A PIN that is being changed: whether it is asked now, whether it is changed, and why it is not."""

    is_asking: bool = False
    is_changed: bool = False
    trouble: CoulisseError | None = None


class SettingsState(msgspec.Struct, frozen=True):
    """The whole screen.

    Attributes:
        folder: where files go that have no printer.
        printers: the system's, by name.
        is_checking: the files are being looked through now.
        past: what was scanned lately at this window, the newest first.
        timezone: the store's.
    """

    part: Part = Part.PRINTERS
    past: tuple[Past, ...] = ()
    timezone: str = FALLBACK_TIMEZONE
    devices: dict[PrintKind, Device] = msgspec.field(
        default_factory=lambda: {kind: Device() for kind in PrintKind}
    )
    folder: str = ""
    printers: tuple[str, ...] = ()
    preferences: Preferences = Preferences()
    heard: Heard | None = None
    figures: Figures | None = None
    is_checking: bool = False
    pin: PinTrial = PinTrial()
    scanner: ScannerChoices = ScannerChoices()
    templates: TemplatesState = TemplatesState()
