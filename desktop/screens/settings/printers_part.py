"""Settings, the printers: one card for each kind of output."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop import actions
from desktop.actions import Action
from desktop.devices.printers.chosen import AS, PrinterChoice, PrintKind
from desktop.devices.printers.network import PORT
from desktop.labels.template import DPIS
from desktop.screens.settings import words
from desktop.screens.settings.state import Answer, SettingsState
from desktop.screens.settings.trial import Trial
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import (
    Card,
    Choice,
    Choices,
    Field,
    Labelled,
    Pill,
    PrimaryButton,
    SecondaryButton,
    Segments,
    Text,
)
from desktop.shell.widgets.chips import Chip, Chips

OTHER, FOLDER, NETWORK, SYSTEM, IPP = "other", "folder", "network", "system", "ipp"
RAW, PAGES = "raw", "pages"
ASKED, SILENT = "asked", "silent"
USES = {
    PrintKind.LABEL: actions.SETTINGS_USE_LABEL,
    PrintKind.PRICE: actions.SETTINGS_USE_PRICE,
    PrintKind.RECEIPT: actions.SETTINGS_USE_RECEIPT,
    PrintKind.DOCUMENT: actions.SETTINGS_USE_DOCUMENT,
}
TRIES = {
    PrintKind.LABEL: actions.SETTINGS_TRY_LABEL,
    PrintKind.PRICE: actions.SETTINGS_TRY_PRICE,
    PrintKind.RECEIPT: actions.SETTINGS_TRY_RECEIPT,
    PrintKind.DOCUMENT: actions.SETTINGS_TRY_DOCUMENT,
}
HIGHEST_PORT = 65_535
PORT_WIDTH = 120


def _way_of(choice: PrinterChoice) -> str:
    if choice.is_other:
        return OTHER
    if choice.is_network:
        return NETWORK
    return IPP if choice.uri else SYSTEM if choice.printer else FOLDER


class PrinterCard(Card):
    """The printer of one kind.

    Signals:
        choice_wanted: kind and `PrinterChoice`.
        test_wanted: kind.
    """

    choice_wanted = Signal(object, object)
    test_wanted = Signal(object)

    def __init__(self, kind: PrintKind) -> None:
        super().__init__(name=f"printer_{kind}", padding=20, spacing=GRID)
        self._kind = kind
        self._shown: PrinterChoice | None = None
        name = f"printer_{kind}"
        self._title = Text("", TextRole.TITLE)
        self._pill = Pill(name=f"{name}_state")
        self._ways = Chips(name=f"{name}_way")
        self._ways.chosen.connect(self._show_way)
        self._dots = DPIS[0]
        self.dots = Segments(name=f"{name}_dots")
        self.dots.chosen.connect(self._keep_dots)
        self._sent_as = PAGES
        self.sent_as = Segments(name=f"{name}_sent_as")
        self.sent_as.chosen.connect(self._send_as)
        self._answers = ASKED
        self.answers = Segments(name=f"{name}_answers")
        self.answers.chosen.connect(self._keep_answers)
        self._sent_as_asked, self._dots_asked = Labelled(self.sent_as), Labelled(self.dots)
        self._answers_asked = Labelled(self.answers)
        self._silent = Text("", TextRole.LABEL, "ink2", name=f"{name}_silent", wrap=True)
        self.uri = Field("", name=f"{name}_uri", hint="ipp://192.168.1.40/ipp/print")
        self.host = Field("", name=f"{name}_host", hint="192.168.1.40")
        self.port = Field("", name=f"{name}_port")
        self.port.setFixedWidth(PORT_WIDTH)
        self.folder = Field("", name=f"{name}_folder")
        self.printers = Choices(name=f"{name}_system")
        self.printers.chosen.connect(self._choose)
        self._none = Text("", TextRole.BODY, "ink2", name=f"{name}_none", wrap=True)
        self._names: tuple[str, ...] = ()
        self._printer = ""
        self._is_waiting = False
        self._first = Text("", TextRole.BODY, "ink2", name=f"{name}_first", wrap=True)
        self._said = Text("", TextRole.BODY, "ink2", name=f"{name}_words", wrap=True)
        self.use_action, self.try_action = Action(USES[kind], self), Action(TRIES[kind], self)
        self.use_action.triggered.connect(self._submit)
        self.try_action.triggered.connect(lambda: self.test_wanted.emit(self._kind))
        for field in (self.host, self.port, self.folder, self.uri):
            field.line.returnPressed.connect(self._submit)
            field.line.textChanged.connect(self._show_what_can_be_tried)
        self._lay_out()

    def show_state(self, state: SettingsState) -> None:
        """Show the printer as it is; what is being typed stays."""
        device = state.devices[self._kind]
        self._title.setText(translate("Settings", words.KINDS[self._kind]))
        self._pill.show_look(words.answer_look(device))
        if device.choice != self._shown:
            self._shown = device.choice
            self.host.line.setText(device.choice.host)
            self.port.line.setText(str(device.choice.port))
            self.folder.line.setText(device.choice.folder)
            self._printer = device.choice.printer
            self._dots = device.choice.dpi
            self.uri.line.setText(device.choice.uri)
            self._sent_as = RAW if device.choice.is_raw else PAGES
            self._answers = SILENT if device.choice.is_silent else ASKED
            self._way = _way_of(device.choice)
            self._names = ()
        self._show_printers(state.printers)
        self.folder.line.setPlaceholderText(state.folder)
        self._said.setText(words.device_words(device))
        self._said.set_colour("bad" if device.answer is Answer.FAULT else "ink2")
        self._is_waiting = device.test is Trial.WAITING
        self.use_action.setEnabled(device.answer is not Answer.ASKING)
        self._speak()

    def _speak(self) -> None:
        ways = [Chip(key, words) for key, words in self._possible_ways().items()]
        self._ways.show_chips(ways, self._way)
        self.dots.show_segments({str(dpi): f"{dpi} dpi" for dpi in DPIS}, str(self._dots))
        self.host.set_label(translate("Settings", "Name or address of the printer"))
        self.port.set_label(translate("Settings", "Port"))
        self.uri.set_label(translate("Settings", "Address of the printer or its queue"))
        ways_of_sending = {
            RAW: translate("Settings", "Label printer (ZPL)"),
            PAGES: translate("Settings", "Pages"),
        }
        self.sent_as.show_segments(ways_of_sending, self._sent_as)
        self._sent_as_asked.set_label(translate("Settings", "What is sent to it"))
        ways_of_answering = {
            ASKED: translate("Settings", "Says how it is"),
            SILENT: translate("Settings", "Never answers"),
        }
        self.answers.show_segments(ways_of_answering, self._answers)
        self._answers_asked.set_label(translate("Settings", "Whether it answers"))
        self._dots_asked.set_label(translate("Settings", "Resolution"))
        self._silent.setText(
            translate(
                "Settings",
                "It is not asked: labels are sent without a word back, and an empty roll is not seen here.",
            )
        )
        self.folder.set_label(translate("Settings", "Folder for files"))
        self._none.setText(
            translate("Settings", "This machine has no printer yet. Add one in the system’s settings.")
        )
        self._first.setText(translate("Settings", "Not in use yet: use it, then print a test."))
        self.use_action.say()
        self.try_action.say()
        self._show_way(self._way)

    def _possible_ways(self) -> dict[str, str]:
        ways = {}
        if self._kind in AS:
            as_other = translate("Settings", "As “{0}”")
            ways[OTHER] = as_other.format(translate("Settings", words.KINDS[AS[self._kind]]))
        ways[FOLDER] = translate("Settings", "Folder (PDF)")
        if self._kind is not PrintKind.DOCUMENT:
            ways[NETWORK] = translate("Settings", "Label printer on the network")
        ways[SYSTEM] = translate("Settings", "Printer of this machine")
        ways[IPP] = translate("Settings", "By IPP")
        return ways

    def _keep_dots(self, dpi: str) -> None:
        self._dots = int(dpi)
        self._show_what_can_be_tried()

    def _keep_answers(self, how: str) -> None:
        self._answers = how
        self._show_way(self._way)

    def _send_as(self, what: str) -> None:
        self._sent_as = what
        self._show_way(self._way)

    def _show_way(self, way: str) -> None:
        self._way = way
        may_be_raw = way in (SYSTEM, IPP) and self._kind is not PrintKind.DOCUMENT
        self._sent_as_asked.set_visible(may_be_raw)
        self._dots_asked.set_visible(way == NETWORK or (may_be_raw and self._sent_as == RAW))
        self.uri.setVisible(way == IPP)
        self.host.setVisible(way == NETWORK)
        self.port.setVisible(way == NETWORK)
        self._answers_asked.set_visible(way == NETWORK)
        self._silent.setVisible(way == NETWORK and self._answers == SILENT)
        self.folder.setVisible(way == FOLDER)
        self.printers.setVisible(way == SYSTEM and bool(self._names))
        self._none.setVisible(way == SYSTEM and not self._names)
        self._show_what_can_be_tried()

    def _show_printers(self, known: tuple[str, ...]) -> None:
        """The system's, and the one that was chosen even if the system has it no more."""
        names = known if self._printer in ("", *known) else (*known, self._printer)
        if names != self._names:
            self._names = names
            choices = [Choice(str(place), name) for place, name in enumerate(names)]
            selected = str(names.index(self._printer)) if self._printer else ""
            self.printers.show_choices(choices, selected)

    def _choose(self, place: str) -> None:
        self._printer = self._names[int(place)]
        self._show_what_can_be_tried()

    def _submit(self) -> None:
        choice = self._typed()
        if choice is not None:
            self.choice_wanted.emit(self._kind, choice)
        elif self._way == IPP:
            self.uri.line.setFocus()
        elif self._way == NETWORK:
            self.host.line.setFocus()

    def _typed(self) -> PrinterChoice | None:
        """The printer that is typed or chosen, not kept yet perhaps; None while there is too little of it."""
        if self._way == OTHER:
            return PrinterChoice(is_other=True)
        if self._way == FOLDER:
            return PrinterChoice(folder=self.folder.text().strip())
        if self._way == SYSTEM:
            return self._sent_there(printer=self._printer) if self._printer else None
        if self._way == IPP:
            uri = self.uri.text().strip()
            return self._sent_there(uri=uri) if uri else None
        host, port = self.host.text().strip(), self.port.text().strip()
        is_port = port.isascii() and port.isdecimal() and 0 < int(port) <= HIGHEST_PORT
        number = int(port) if is_port else PORT
        is_silent = self._answers == SILENT
        chosen = PrinterChoice(is_network=True, host=host, port=number, dpi=self._dots, is_silent=is_silent)
        return chosen if host else None

    def _sent_there(self, printer: str = "", uri: str = "") -> PrinterChoice:
        is_raw = self._sent_as == RAW and self._kind is not PrintKind.DOCUMENT
        return PrinterChoice(printer=printer, uri=uri, is_raw=is_raw, dpi=self._dots if is_raw else DPIS[0])

    def _show_what_can_be_tried(self) -> None:
        """A test comes out of the printer in use: of one that is only typed it would say nothing."""
        typed = self._typed()
        is_in_use = typed == self._shown
        self.try_action.setEnabled(is_in_use and not self._is_waiting)
        self._first.setVisible(typed is not None and not is_in_use)
        self._said.setVisible(is_in_use and bool(self._said.text()))

    def _lay_out(self) -> None:
        self._way = FOLDER
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._pill)
        where = QHBoxLayout()
        where.setSpacing(GRID)
        where.addWidget(self.host, 1)
        where.addWidget(self.port)
        test = SecondaryButton("", name=f"printer_{self._kind}_test", icon="printer")
        loud = PrimaryButton if self._kind is PrintKind.LABEL else SecondaryButton
        use = loud("", name=f"printer_{self._kind}_use")
        self.try_action.drive(test)
        self.use_action.drive(use)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch()
        buttons.addWidget(test)
        buttons.addWidget(use)
        self.body.addLayout(head)
        self.body.addWidget(self._ways)
        self.body.addLayout(where)
        self.body.addWidget(self.uri)
        self.body.addWidget(self.folder)
        self.body.addWidget(self.printers)
        self.body.addWidget(self._none)
        for asked in (self._sent_as_asked, self._dots_asked, self._answers_asked):
            self.body.addLayout(asked)
        self.body.addWidget(self._silent)
        self.body.addWidget(self._first)
        self.body.addWidget(self._said)
        self.body.addSpacing(4)
        self.body.addLayout(buttons)
