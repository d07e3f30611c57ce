"""Settings: what was chosen at this workstation, and how it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from core.rules.errors import Offline, Refused
from desktop.desk import Desk
from desktop.devices.printers.chosen import PrinterChoice, PrintKind
from desktop.devices.scanner import Scan, read
from desktop.devices.scanner.elements import elements_of
from desktop.devices.scanner.history import Past
from desktop.devices.scanner.serial_port import SerialChoice
from desktop.devices.scanner.wedge import Manner
from desktop.preferences import Preferences
from desktop.screens.fulfilments import this_place
from desktop.screens.screen import Face
from desktop.screens.settings.state import (
    Answer,
    Device,
    Heard,
    Part,
    PinTrial,
    ScannerChoices,
    SettingsState,
)
from desktop.screens.settings.templates import KeepingTemplates, TemplatesPresenter
from desktop.screens.settings.templates_state import TemplatesState
from desktop.screens.settings.trial import Trial
from sync.figures import Figures


class Keeping(Protocol):
    """See `desktop.screens.settings.keeping.Keeper`. All of it blocks."""

    @property
    def folder(self) -> Path: ...

    @property
    def templates(self) -> KeepingTemplates: ...

    def preferences(self) -> Preferences: ...

    def keep_preferences(self, chosen: Preferences) -> None: ...

    def printers(self) -> tuple[str, ...]: ...

    def choice(self, kind: PrintKind) -> PrinterChoice: ...

    def choose(self, kind: PrintKind, choice: PrinterChoice) -> None: ...

    def fault(self, choice: PrinterChoice) -> str: ...

    def print_test(self, kind: PrintKind, author: str, language: str) -> str: ...

    def print_setup(self, author: str, language: str) -> None: ...

    def test(self, job_id: str) -> tuple[Trial, str]: ...

    def scanner(self, *, asks_machine: bool) -> ScannerChoices: ...

    def choose_serial(self, choice: SerialChoice) -> None: ...

    def choose_camera(self, device: str) -> None: ...

    def choose_volume(self, percent: int) -> None: ...

    def figures(self) -> Figures: ...

    def check(self) -> None: ...


class SettingsPresenter:
    """Shows and keeps the choices of one workstation.

    Attributes:
        state: what is shown now.
        templates: the editor of templates.
        past: the last scans of this window.
        serial_fault, camera_fault: what keeps its serial port or its camera from being read.
    """

    def __init__(
        self, desk: Desk, face: Face[SettingsState], keeper: Keeping, language: Callable[[], str]
    ) -> None:
        """`language` tells the one to print in."""
        self._language = language
        self._desk = desk
        self._face = face
        self._keeper = keeper
        self.serial_fault: Callable[[], str] = str
        self.camera_fault: Callable[[], str] = str
        self.past: Callable[[], tuple[Past, ...]] = tuple
        self.state = SettingsState(folder=str(keeper.folder))
        self.templates = TemplatesPresenter(desk, face, keeper.templates, self._on_templates)

    async def refresh(self, *, asks_machine: bool = True) -> None:
        """Read again what the part in front shows.

        Args:
            asks_machine: also which printers it has, which may take seconds.
        """
        chosen = await self._face.run(self._keeper.preferences)
        self._show(preferences=chosen)
        if self.state.part is Part.PRINTERS:
            await self._read_printers(asks_machine=asks_machine)
        elif self.state.part is Part.TEMPLATES:
            await self.templates.refresh(self._language(), self._keeper.test)
        elif self.state.part is Part.SCANNER:
            await self._read_scanner(asks_machine=asks_machine)
        elif self.state.part is Part.FIGURES:
            self._show(figures=await self._face.run(self._keeper.figures))

    async def turn_to(self, part: Part) -> None:
        """Bring a part to the front; the scanner's test begins and ends with its part."""
        self._show(part=part, heard=None, pin=PinTrial())
        await self.refresh()

    async def prefer(self, chosen: Preferences) -> None:
        """Keep a choice about the window."""
        await self._face.run(lambda: self._keeper.keep_preferences(chosen))
        self._show(preferences=chosen)

    async def choose(self, kind: PrintKind, choice: PrinterChoice) -> None:
        """Keep a printer, and ask it how it is."""
        await self._face.run(lambda: self._keeper.choose(kind, choice))
        self._put(kind, Device(choice, Answer.ASKING))
        answer, fault = Answer.UNASKED, ""
        try:
            fault = await self._face.run(lambda: self._keeper.fault(choice))
            answer = Answer.FAULT if fault else Answer.READY
        finally:
            if self.state.devices[kind].choice == choice:
                self._put(kind, replace(self.state.devices[kind], answer=answer, code=fault))

    async def print_test(self, kind: PrintKind, language: str) -> None:
        """Print a test, through the spool."""
        author = self._desk.me.staff_id
        job = await self._face.run(lambda: self._keeper.print_test(kind, author, language))
        self._put(kind, replace(self.state.devices[kind], test_id=job, test=Trial.WAITING))
        await self._read_printers(asks_machine=False)

    def hear(self, scan: Scan, manner: Manner) -> bool:
        """Take a scan for the test, if that is open: nothing else comes of it."""
        if self.state.part is not Part.SCANNER:
            return False
        heard = Heard(
            scan.text,
            scan.typed,
            manner.prefix,
            manner.end,
            manner.duration_ms,
            manner.mean_gap_ms,
            read(scan),
            elements_of(scan.text),
        )
        self._show(heard=heard)
        return True

    async def choose_serial(self, choice: SerialChoice) -> None:
        """Read scans from another serial port, or from none."""
        await self._face.run(lambda: self._keeper.choose_serial(choice))
        await self._read_scanner(asks_machine=False)

    async def choose_camera(self, device: str) -> None:
        """Look through another camera, or through none."""
        await self._face.run(lambda: self._keeper.choose_camera(device))
        await self._read_scanner(asks_machine=False)

    async def choose_volume(self, percent: int) -> None:
        """Let scans be heard so loud."""
        await self._face.run(lambda: self._keeper.choose_volume(percent))
        await self._read_scanner(asks_machine=False)

    async def _read_scanner(self, *, asks_machine: bool) -> None:
        found = await self._face.run(lambda: self._keeper.scanner(asks_machine=asks_machine))
        machine = found if asks_machine else self.state.scanner
        found = replace(
            found,
            ports=machine.ports,
            fault=self.serial_fault(),
            cameras=machine.cameras,
            camera_fault=found.camera_fault or (self.camera_fault() if found.camera else ""),
        )
        place = await self._desk.read(this_place)
        self._show(past=self.past(), timezone=place.timezone, scanner=found)

    async def change_pin(self, pin: str, new_pin: str, again: str) -> None:
        """Change the PIN of who is here."""
        if self.state.pin.is_asking:
            return
        if new_pin != again:
            self._show(pin=PinTrial(trouble=Refused("pin_not_repeated")))
            return
        self._show(pin=PinTrial(is_asking=True))
        try:
            await self._desk.change_pin(pin, new_pin)
        except (Offline, Refused) as error:
            self._show(pin=PinTrial(trouble=error))
        else:
            self._show(pin=PinTrial(is_changed=True))

    async def print_setup(self, language: str) -> None:
        """Print the code that teaches what the scanner sends around a barcode."""
        author = self._desk.me.staff_id
        await self._face.run(lambda: self._keeper.print_setup(author, language))

    async def check(self) -> None:
        """Look through the replica's files."""
        if self.state.is_checking:
            return
        self._show(is_checking=True)
        try:
            await self._face.run(self._keeper.check)
            figures = await self._face.run(self._keeper.figures)
        finally:
            self._show(is_checking=False)
        self._show(figures=figures)

    async def _read_printers(self, *, asks_machine: bool) -> None:
        if asks_machine:
            self._show(printers=await self._face.run(self._keeper.printers))
        for kind in PrintKind:
            await self._read_printer(kind)

    async def _read_printer(self, kind: PrintKind) -> None:
        """How one is now; looked at again where another was chosen or a test was asked for meanwhile."""
        known = self.state.devices[kind]
        found = await self._looked_at(kind, known)
        if self.state.devices[kind] == known:
            self._put(kind, found)
        else:
            await self._read_printer(kind)

    async def _looked_at(self, kind: PrintKind, device: Device) -> Device:
        choice = await self._face.run(lambda: self._keeper.choice(kind))
        if choice != device.choice:
            device = Device(choice)
        if not device.test_id:
            return device
        job, was_printed = device.test_id, device.test is Trial.PRINTED
        test, code = await self._face.run(lambda: self._keeper.test(job))
        if test is Trial.PRINTED and not was_printed:
            # What kept it from printing is over.
            device = replace(device, answer=Answer.READY, code="")
        is_told = test is not Trial.PRINTED and bool(code)
        device = replace(device, test=test, code=code if is_told else device.code)
        return replace(device, answer=Answer.FAULT) if is_told else device

    def _on_templates(self, state: TemplatesState) -> None:
        self._show(templates=state)

    def _put(self, kind: PrintKind, device: Device) -> None:
        self._show(devices=self.state.devices | {kind: device})

    def _show(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)
        self._face.show(self.state)
