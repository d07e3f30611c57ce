"""Settings, the scanner: the serial port that it is on, and how loud scans are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.devices.scanner.serial_port import SPEEDS, SerialChoice
from desktop.devices.scanner.sounds import VOLUMES
from desktop.screens.settings.state import ScannerChoices, SettingsState
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import code_sentence
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Card, Dropdown, Segments, Text

_VOLUMES = dict(
    zip(
        VOLUMES,
        (
            QT_TRANSLATE_NOOP("Settings", "Off"),
            QT_TRANSLATE_NOOP("Settings", "Soft"),
            QT_TRANSLATE_NOOP("Settings", "Middle"),
            QT_TRANSLATE_NOOP("Settings", "Loud"),
        ),
        strict=True,
    )
)
SPEED_WIDTH = 200


class ScannerDevicesCard(Card):
    """Chooses the port and the volume.

    Signals:
        serial_wanted: a `SerialChoice`.
        volume_wanted: percent.
    """

    serial_wanted = Signal(object)
    volume_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(name="settings_scanner_devices", padding=20, spacing=GRID)
        self._title = Text("", TextRole.BODY_STRONG)
        self._lead = Text("", TextRole.LABEL, "ink2", wrap=True)
        self.port = Dropdown(name="scanner_port")
        self.speed = Dropdown(name="scanner_speed")
        self.speed.setFixedWidth(SPEED_WIDTH)
        for list_ in (self.port, self.speed):
            list_.activated.connect(lambda _place: self._want())
        self._said = Text("", TextRole.BODY, "ink2", name="scanner_port_words", wrap=True)
        self._sound_title = Text("", TextRole.BODY_STRONG)
        self.volume = Segments(name="scanner_volume")
        self.volume.chosen.connect(lambda key: self.volume_wanted.emit(int(key)))
        self._sounds = Text("", TextRole.LABEL, "ink2", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.port, 1)
        line.addWidget(self.speed)
        self.body.addWidget(self._title)
        self.body.addWidget(self._lead)
        self.body.addLayout(line)
        self.body.addWidget(self._said)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._sound_title)
        self.body.addWidget(self.volume, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._sounds)

    def show_state(self, state: SettingsState) -> None:
        """Show what was chosen."""
        scanner = state.scanner
        self._title.setText(translate("Settings", "Scanner on a serial port"))
        self._lead.setText(
            translate("Settings", "One that types like a keyboard needs nothing here; both may be used.")
        )
        self.port.setAccessibleName(translate("Settings", "Serial port"))
        self.speed.setAccessibleName(translate("Settings", "Speed"))
        self._show_ports(scanner)
        speeds = [(translate("Settings", "{0} bit/s").format(speed), speed) for speed in SPEEDS]
        self.speed.show_choices(speeds, scanner.serial.speed)
        self.speed.setEnabled(bool(scanner.serial.port))
        self._said.setText(_port_words(scanner))
        self._said.set_colour("bad" if scanner.fault else "ink2")
        self._said.setVisible(bool(self._said.text()))
        self._sound_title.setText(translate("Settings", "Sound of scans"))
        self.volume.setAccessibleName(self._sound_title.text())
        volumes = {str(percent): translate("Settings", words) for percent, words in _VOLUMES.items()}
        self.volume.show_segments(volumes, str(scanner.percent))
        self._sounds.setText(
            translate(
                "Settings",
                "Short and high: it fits. Low: it does not. Twice: the same barcode came again within a "
                "second. Rising: several are possible, and you choose.",
            )
        )

    def _show_ports(self, scanner: ScannerChoices) -> None:
        """The machine's ports, and the chosen one even where it is not there."""
        chosen = scanner.serial.port
        names = scanner.ports if chosen in ("", *scanner.ports) else (*scanner.ports, chosen)
        none = translate("Settings", "None: it types like a keyboard")
        self.port.show_choices([(none, ""), *((name, name) for name in names)], chosen)

    def _want(self) -> None:
        speed = int(self.speed.currentData() or SPEEDS[0])
        self.serial_wanted.emit(SerialChoice(str(self.port.currentData() or ""), speed))


def _port_words(scanner: ScannerChoices) -> str:
    if not scanner.serial.port:
        return ""
    return code_sentence(scanner.fault) if scanner.fault else translate("Settings", "It is being read.")
