"""The workspace Settings, wired."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from desktop.actions import Action
from desktop.desk import Kinds
from desktop.devices.scanner import Scan
from desktop.devices.scanner.wedge import Manner
from desktop.preferences import Preferences
from desktop.screens.screen import Doors, Section
from desktop.screens.settings.presenter import Keeping, SettingsPresenter
from desktop.screens.settings.state import SERIAL_SCANNER, Part
from desktop.screens.settings.view import SettingsView
from desktop.screens.wired import WiredScreen
from desktop.shell.language import language, system_language
from desktop.shell.saying import translate
from sync.figures import as_text


def spoken() -> str:
    """The language of what is printed now."""
    return language.code or system_language()


class SettingsScreen(WiredScreen[SettingsView, SettingsPresenter]):
    """What is chosen at this workstation, and how it is. `dress` lets the window look as was chosen."""

    key = Section.SETTINGS
    KINDS = frozenset({"spool_job", "local_setting", "label_template", SERIAL_SCANNER})

    def __init__(self, doors: Doors, keeper: Keeping, dress: Callable[[Preferences], None]) -> None:
        super().__init__(doors)
        self._dress = dress
        self.view = SettingsView()
        self.presenter = SettingsPresenter(doors.desk, self, keeper, spoken)
        self.view.part_wanted.connect(lambda part: self.start(self.presenter.turn_to(part)))
        self.view.window_card.preferred.connect(self._prefer)
        for card in self.view.printers.values():
            card.choice_wanted.connect(lambda kind, choice: self.start(self.presenter.choose(kind, choice)))
            card.test_wanted.connect(lambda kind: self.start(self.presenter.print_test(kind, spoken())))
        self.view.pin.change_wanted.connect(
            lambda pin, new, again: self.start(self.presenter.change_pin(pin, new, again))
        )
        self.view.scanner.print_wanted.connect(lambda: self.start(self.presenter.print_setup(spoken())))
        editor, templates = self.view.templates, self.presenter.templates
        editor.template_wanted.connect(lambda name: self.start(templates.choose(name, spoken())))
        editor.edited.connect(lambda text: self.start(templates.edit(text, spoken())))
        editor.keep_wanted.connect(lambda: self.start(templates.keep(spoken())))
        editor.publish_wanted.connect(lambda: self.start(templates.publish(spoken())))
        editor.back_wanted.connect(lambda: self.start(templates.take_back(spoken())))
        editor.version_wanted.connect(lambda: self.start(templates.turn(spoken())))
        editor.test_wanted.connect(lambda: self.start(templates.print_test(spoken())))
        devices = self.view.scanner_devices
        devices.serial_wanted.connect(lambda choice: self.start(self.presenter.choose_serial(choice)))
        devices.volume_wanted.connect(self._choose_volume)
        self.view.camera.camera_wanted.connect(
            lambda device: self.start(self.presenter.choose_camera(device))
        )
        self.view.figures.copy_wanted.connect(self._copy)
        self.view.figures.check_wanted.connect(lambda: self.start(self.presenter.check()))

    async def look_again(self, kinds: Kinds | None) -> None:
        """Read again if it matters, and is seen; the machine itself is asked when it is opened."""
        if self.matters(kinds) and self.view.isVisible():
            await self.presenter.refresh(asks_machine=False)

    async def recount(self) -> None:
        """Nothing is counted here."""

    async def open(self, fulfilment_id: str) -> None:
        """Show it; or a part of it, where that is asked for."""
        if fulfilment_id in set(Part):
            await self.presenter.turn_to(Part(fulfilment_id))
        else:
            await self.presenter.refresh()

    def takes(self, scan: Scan, manner: Manner) -> bool:
        """Take a scan whole, while the scanner's test is in front: it is only shown."""
        return self.presenter.hear(scan, manner)

    def actions(self) -> list[Action]:
        """What can be done in the part in front."""
        return self.view.can_be_done()

    def _choose_volume(self, percent: int) -> None:
        self.start(self.presenter.choose_volume(percent))

    def _prefer(self, chosen: Preferences) -> None:
        self._dress(chosen)
        self.start(self.presenter.prefer(chosen))

    def _copy(self) -> None:
        figures = self.presenter.state.figures
        if figures is not None:
            QGuiApplication.clipboard().setText(as_text(figures))
            self.doors.messages.good(translate("Settings", "Copied. It names no customer and nobody here."))
