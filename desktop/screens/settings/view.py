"""Settings as they are seen: the parts at the left, the one in front beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.actions import SETTINGS_TURN, Action
from desktop.devices.printers.chosen import PrintKind
from desktop.screens.settings import words
from desktop.screens.settings.camera_part import CameraCard
from desktop.screens.settings.parts import FiguresCard, ScannerCard, WindowCard
from desktop.screens.settings.pin_part import PinCard
from desktop.screens.settings.printers_part import PrinterCard
from desktop.screens.settings.scanner_part import ScannerDevicesCard
from desktop.screens.settings.state import Part, SettingsState
from desktop.screens.settings.templates_part import TemplatesCard
from desktop.screens.wired import ScreenPage
from desktop.shell.saying import translate
from desktop.shell.widgets import Choice, Choices, Scroll, Stack
from desktop.shell.widgets.page import COLUMN_GAP

PARTS_WIDTH = 248
WIDEST = 896
WIDEST_EDITOR = 1400


class SettingsView(ScreenPage):
    """The page.

    Signals:
        part_wanted: a `Part`.
    """

    part_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(name="settings")
        self._state = SettingsState()
        self.parts = Choices(name="settings_part")
        self.parts.setFixedWidth(PARTS_WIDTH)
        self.parts.chosen.connect(lambda key: self.part_wanted.emit(Part(key)))
        self.printers = {kind: PrinterCard(kind) for kind in PrintKind}
        self.window_card, self.scanner, self.figures = WindowCard(), ScannerCard(), FiguresCard()
        self.scanner_devices, self.camera = ScannerDevicesCard(), CameraCard()
        self.pin = PinCard()
        self.templates = TemplatesCard()
        self.turn = Action(SETTINGS_TURN, self)
        self.turn.triggered.connect(lambda: self.part_wanted.emit(self._next_part()))
        self._pages = Stack()
        self._page_of: dict[Part, QWidget] = {Part.TEMPLATES: self.templates}
        cards = {
            Part.PRINTERS: tuple(self.printers.values()),
            Part.WINDOW: (self.window_card,),
            Part.SCANNER: (self.scanner, self.scanner_devices, self.camera),
            Part.PIN: (self.pin,),
            Part.FIGURES: (self.figures,),
        }
        for part, shown in cards.items():
            scroll = self._page_of[part] = Scroll(name=f"settings_{part}_scroll", spacing=16)
            for card in shown:
                scroll.body.addWidget(card)
            scroll.body.addStretch()
        for page in self._page_of.values():
            self._pages.addWidget(page)
        self._pages.setMaximumWidth(WIDEST)
        line = QHBoxLayout()
        line.setSpacing(COLUMN_GAP)
        line.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._pages, 1)
        line.addStretch()
        self.body.addLayout(line, 1)
        # Enter comes to the page, wherever on it the keyboard is.
        self.addAction(self.pin.change_action)
        self.speak()

    def show_state(self, state: SettingsState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        is_turned = state.part is not before.part
        if is_turned:
            # Before the part goes out of sight that has it.
            self.give_keys_to(None)
        if is_turned or _rights(state) != _rights(before):
            self._choose_part()
        if is_turned and state.part is Part.PIN:
            self.give_keys_to(self.pin.fields[0].line)
        for printer in self.printers.values():
            printer.show_state(state)
        self.window_card.show_state(state)
        self.scanner.show_state(state)
        self.scanner_devices.show_state(state)
        self.camera.show_state(state)
        self.pin.show_state(state)
        self.templates.show_state(state.templates)
        self.figures.show_state(state)

    def can_be_done(self) -> list[Action]:
        """The actions of the part in front, and the one that turns to the next."""
        return [*self._actions_of(self._state.part), self.turn]

    def speak(self) -> None:
        self.turn.say()
        self._choose_part()
        self.parts.setAccessibleName(translate("Settings", "Parts of the settings"))
        self.show_state(self._state)

    def _choose_part(self) -> None:
        part = self._state.part
        choices = [
            Choice(one.value, translate("Settings", title), translate("Settings", hint), self._key_to(one))
            for one, (title, hint) in words.PARTS.items()
        ]
        self.parts.show_choices(choices, part.value)
        self._pages.setCurrentWidget(self._page_of[part])
        self._pages.setMaximumWidth(WIDEST_EDITOR if part is Part.TEMPLATES else WIDEST)
        self.templates.revert_action.setVisible(False)
        self.templates.version_action.setVisible(False)
        for one in Part:
            for action in self._actions_of(one):
                action.setVisible(False)
        for action in self._actions_of(part):
            action.setVisible(True)

    def _key_to(self, part: Part) -> str:
        return self.turn.key if part is self._next_part() else ""

    def _next_part(self) -> Part:
        parts = list(words.PARTS)
        return parts[(parts.index(self._state.part) + 1) % len(parts)]

    def _actions_of(self, part: Part) -> list[Action]:
        """What somebody with these rights can do in a part."""
        templates, rights = self.templates, self._state.templates
        editing = [
            *([templates.keep_action] if rights.may_edit else []),
            *([templates.publish_action] if rights.may_publish else []),
            templates.test_action,
            templates.way_back,
        ]
        printers = self.printers.values()
        return {
            Part.PRINTERS: [one for card in printers for one in (card.use_action, card.try_action)],
            Part.TEMPLATES: editing,
            Part.WINDOW: [],
            Part.SCANNER: [self.scanner.setup_action],
            Part.PIN: [self.pin.change_action],
            Part.FIGURES: [self.figures.copy_action, self.figures.check_action],
        }[part]


def _rights(state: SettingsState) -> tuple[bool, bool]:
    return state.templates.may_edit, state.templates.may_publish
