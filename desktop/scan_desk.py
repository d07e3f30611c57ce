"""A window's scanner: how it is set up, what it scanned lately, and where a scan leads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtWidgets import QWidget

from desktop.devices.scanner import OrderNumber, Scanned, Unknown, WedgeSettings
from desktop.devices.scanner.camera import SETTING as CAMERA_SETTING
from desktop.devices.scanner.camera import CameraScanner
from desktop.devices.scanner.history import ScanHistory
from desktop.devices.scanner.learning import PREFIX_SETTING, SUFFIX_SETTING
from desktop.devices.scanner.qt_wedge import ScannerWedge
from desktop.devices.scanner.serial_port import SETTING as SERIAL_SETTING
from desktop.devices.scanner.serial_port import SerialScanner, choice_in
from desktop.devices.scanner.sounds import SETTING as VOLUME_SETTING
from desktop.devices.scanner.sounds import Sounds, volume_in
from desktop.scan_ways import ways
from desktop.screens.handover.scan_line import ScanLine
from desktop.screens.screen import Screen, Section
from desktop.shell.messages import Messages
from desktop.shell.saying import translate
from desktop.shell.tasks import Tasks
from desktop.shell.widgets import SearchField
from sync import Workstation


class ScanDesk:
    """The scanner's side of the window.

    Attributes:
        history: the last scans.
        serial: the scanner on a serial port, if one was chosen.
        camera: the camera, if one was chosen; it looks while its preview is seen.
    """

    def __init__(
        self,
        workstation: Workstation,
        tasks: Tasks,
        wedge: ScannerWedge,
        messages: Messages,
        search: SearchField,
        sounds: Sounds,
    ) -> None:
        """`search` asks which of several is meant."""
        self._sounds = sounds
        self.serial = SerialScanner()
        self.camera = CameraScanner()
        self._workstation = workstation
        self._tasks = tasks
        self._wedge = wedge
        self._messages = messages
        self._search = search
        self.history = ScanHistory()

    async def begin(self) -> None:
        """Set everything as it was chosen or learned at this workstation."""
        read = self._workstation.setting
        volume = volume_in(await self._tasks.run(read, VOLUME_SETTING))
        if volume != self._sounds.percent:
            await self._tasks.run(self._sounds.use, volume)
        choice = choice_in(await self._tasks.run(read, SERIAL_SETTING))
        if choice != self.serial.choice:
            await self._tasks.run(self.serial.use, choice)
        device = await self._tasks.run(read, CAMERA_SETTING)
        if device != self.camera.device:
            await self._tasks.run(self.camera.use, device)
        prefix = await self._tasks.run(self._workstation.setting, PREFIX_SETTING)
        suffix = await self._tasks.run(self._workstation.setting, SUFFIX_SETTING)
        self._wedge.use(WedgeSettings(prefix, self._wedge.settings.max_gap_ms, suffix))

    async def end(self) -> None:
        """Read no scans any more; what does not let go at once keeps nobody waiting at the window."""
        self._sounds.stop()
        await self._tasks.run(self.serial.stop)
        await self._tasks.run(self.camera.stop)

    async def keep(self, settings: WedgeSettings) -> None:
        """Keep what a scan of the set-up code showed, and say it."""
        await self._tasks.run(self._workstation.set_setting, PREFIX_SETTING, settings.prefix)
        await self._tasks.run(self._workstation.set_setting, SUFFIX_SETTING, settings.suffix)
        self._wedge.use(settings)
        self._messages.good(_learned_words(settings))

    def hear(self, text: str, meaning: Scanned, page: QWidget | None) -> None:
        """Keep a scan in the history; the same one within a second is told, where `page` says what a scan
        would do, if it does."""
        if not self.history.hear(text, meaning, self._workstation.world.clock.now()):
            return
        self._sounds.twice()
        words = translate("Scans", "The same barcode twice within a second: it counts twice.")
        lines = page.findChildren(ScanLine) if page is not None else []
        shown = next((line for line in lines if line.isVisible()), None)
        if shown is not None:
            shown.note(words)
        else:
            self._messages.info(words)

    async def lead(
        self,
        scanned: Scanned,
        follow: Callable[[Section, str], Awaitable[Screen]],
        sound: Callable[[bool], None],
    ) -> None:
        """To where a scan leads that the screen in front does not take; of several a person says which."""
        found = await self._tasks.run(self._workstation.read, lambda reader: ways(reader, scanned))
        if len(found) == 1:
            [way] = found
            screen = await follow(way.section, way.key)
            if not way.takes_scan:
                sound(True)
                return
            if screen.scanned(scanned):
                return
        if len(found) > 1 or (found and isinstance(scanned, OrderNumber)):
            self._sounds.ask()
            self._search.focus_all()
            self._search.line.setText(scanned.number if isinstance(scanned, OrderNumber) else _text(scanned))
            return
        sound(False)
        text = _text(scanned)
        words = translate("Scans", "This barcode means nothing on this screen. {0}")
        self._messages.bad(words.format(text).strip())


def _text(scanned: Scanned) -> str:
    return scanned.text if isinstance(scanned, Unknown) else ""


def _learned_words(settings: WedgeSettings) -> str:
    if not settings.prefix and not settings.suffix:
        return translate("Scans", "The scanner is set up: it sends nothing before or after a barcode.")
    said = translate(
        "Scans", "The scanner is set up: it sends {prefix} before and {suffix} after each barcode."
    )
    return said.format(prefix=_shown(settings.prefix), suffix=_shown(settings.suffix))


def _shown(affix: str) -> str:
    """Characters as one can read them; a word for none."""
    if not affix:
        return translate("Scans", "nothing")
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in affix)
