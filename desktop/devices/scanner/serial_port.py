"""A scanner on a serial port (RS-232, or USB as a virtual port), read by pyserial on a thread of its own."""

from __future__ import annotations

import threading
from typing import Final

import msgspec
import serial
from PySide6.QtCore import QObject, Signal
from serial.tools import list_ports

from desktop.devices.scanner.serial_lines import SerialLines
from desktop.devices.scanner.wedge import Scan

SETTING: Final = "scanner.serial"
SPEEDS: Final = (9_600, 19_200, 38_400, 57_600, 115_200)
"""Bits a second that scanners come with, the most common first."""
QUIET_S: Final = 0.15
"""So long after the last byte a scan without an end is one."""
RETRY_S: Final = 2.0
READ_BYTES: Final = 256
STOPS_WITHIN_S: Final = 3.0


class SerialChoice(msgspec.Struct, frozen=True):
    """The port that was chosen at this workstation, "" for none, and its bits a second."""

    port: str = ""
    speed: int = SPEEDS[0]


def choice_in(kept: str) -> SerialChoice:
    """A choice as it was kept; none where it cannot be read."""
    try:
        return msgspec.json.decode(kept, type=SerialChoice) if kept else SerialChoice()
    except msgspec.MsgspecError:
        return SerialChoice()


def serial_ports() -> tuple[str, ...]:
    """The serial ports of this machine, by name."""
    return tuple(sorted(port.device for port in list_ports.comports()))


class SerialScanner(QObject):
    """Reads the chosen port, and tries it again while it is not there.

    Signals:
        scanned: a `Scan`.
        changed: the port answers, or does not any more.

    Attributes:
        fault: ``scanner_port_missing`` while the chosen port does not open; else empty.
        is_reading: the port is open, and what it sends is heard.
    """

    scanned = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = SerialChoice()
        self.fault = ""
        self.is_reading = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def use(self, choice: SerialChoice) -> None:
        """Read this port from now on; none for an empty name."""
        if choice == self.choice:
            return
        self.stop()
        self.choice = choice
        self._tell("", is_reading=False)
        if choice.port:
            self._stop = threading.Event()
            self._thread = threading.Thread(
                target=self._run, args=(choice, self._stop), name="serial scanner", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Read no more."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(STOPS_WITHIN_S)
            self._thread = None
        self.choice = SerialChoice()

    def _run(self, choice: SerialChoice, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                with serial.Serial(choice.port, choice.speed, timeout=QUIET_S) as line:
                    self._tell("", is_reading=True)
                    self._read(line, stop)
            except (OSError, ValueError):
                # SerialException is an OSError; ValueError: a speed that the port does not have.
                self._tell("scanner_port_missing", is_reading=False)
                stop.wait(RETRY_S)

    def _read(self, line: serial.Serial, stop: threading.Event) -> None:
        lines = SerialLines()
        while not stop.is_set():
            received = line.read(max(1, min(READ_BYTES, line.in_waiting)))
            for text in lines.feed(received) if received else lines.quiet():
                self.scanned.emit(Scan(text, text))

    def _tell(self, fault: str, *, is_reading: bool) -> None:
        if (fault, is_reading) != (self.fault, self.is_reading):
            self.fault, self.is_reading = fault, is_reading
            self.changed.emit()
