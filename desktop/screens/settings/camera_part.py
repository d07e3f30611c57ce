"""Settings, the scanner: the camera that reads barcodes when no scanner is at hand."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.screens.settings.state import ScannerChoices, SettingsState
from desktop.shell.saying import translate
from desktop.shell.sentences import code_sentence
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Card, Dropdown, Text


class CameraCard(Card):
    """Chooses the camera.

    Signals:
        camera_wanted: its device, "" for none.
    """

    camera_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(name="settings_camera", padding=20, spacing=GRID)
        self._title = Text("", TextRole.BODY_STRONG)
        self._lead = Text("", TextRole.LABEL, "ink2", wrap=True)
        self.camera = Dropdown(name="scanner_camera")
        self.camera.activated.connect(
            lambda _place: self.camera_wanted.emit(str(self.camera.currentData() or ""))
        )
        self._said = Text("", TextRole.BODY, "bad", name="scanner_camera_words", wrap=True)
        for part in (self._title, self._lead, self.camera, self._said):
            self.body.addWidget(part)

    def show_state(self, state: SettingsState) -> None:
        """Show what was chosen."""
        scanner = state.scanner
        self._title.setText(translate("Settings", "Camera"))
        self._lead.setText(
            translate(
                "Settings",
                "Ctrl G, or the drawing at the top, shows from any screen what it sees and reads the "
                "barcode in the frame. It is on only while you see its picture.",
            )
        )
        self.camera.setAccessibleName(self._title.text())
        none = translate("Settings", "None")
        self.camera.show_choices([(none, ""), *_offered(scanner)], scanner.camera)
        self._said.setText(code_sentence(scanner.camera_fault) if scanner.camera_fault else "")
        self._said.setVisible(bool(scanner.camera_fault))
        # Where nobody wants a camera, nothing is wrong.
        self._said.set_colour("bad" if scanner.camera else "ink2")


def _offered(scanner: ScannerChoices) -> list[tuple[str, str]]:
    """The machine's cameras, and the chosen one even where it is not there."""
    offered = [(_words(one.device, one.name), one.device) for one in scanner.cameras]
    if scanner.camera and scanner.camera not in {device for _, device in offered}:
        offered.append((_words(scanner.camera, ""), scanner.camera))
    return offered


def _words(device: str, name: str) -> str:
    if device.isdecimal():
        return translate("Settings", "Camera {0}").format(int(device) + 1)
    return f"{name} ({device})" if name else device
