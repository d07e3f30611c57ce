"""Settings, the window, the scanner's test and the key figures: a card each."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from desktop.actions import SETTINGS_CHECK, SETTINGS_COPY, SETTINGS_SETUP, Action
from desktop.preferences import SCALES, Preferences
from desktop.screens.settings import figure_words, words
from desktop.screens.settings.state import Part, SettingsState
from desktop.shell.language import LANGUAGE_NAMES, language
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole, theme
from desktop.shell.widgets import (
    Card,
    Divider,
    FeedbackBar,
    KeyValueRows,
    PrimaryButton,
    SecondaryButton,
    Segments,
    Text,
)
from desktop.shell.widgets.facts import line_up

_LEFT = Qt.AlignmentFlag.AlignLeft
LEAST_WIDTH = 1024
"""Of the window, in its own px: a larger size must leave that many on the screen."""


class WindowCard(Card):
    """Language, light and size.

    Signals:
        preferred: the `Preferences` as they are to be.
    """

    preferred = Signal(object)

    def __init__(self) -> None:
        super().__init__(name="settings_window", padding=20, spacing=GRID)
        self._chosen = Preferences()
        self._wished: list[Preferences] = []
        self._title = Text("", TextRole.TITLE, name="settings_window_title")
        self._titles = [Text("", TextRole.LABEL, "ink2") for _ in range(3)]
        self.languages = Segments(name="settings_language")
        self.languages.chosen.connect(lambda key: self._prefer(language=key))
        self.looks = Segments(name="settings_look")
        self.looks.chosen.connect(lambda key: self._prefer(look=key))
        self.scales = Segments(name="settings_scale")
        self.scales.chosen.connect(lambda key: self._prefer(scale_percent=int(key)))
        self._later = Text("", TextRole.LABEL, "ink2", name="settings_scale_words", wrap=True)
        choices = (self.languages, self.looks, self.scales)
        self.body.addWidget(self._title)
        self.body.addSpacing(GRID)
        for title, choice in zip(self._titles, choices, strict=True):
            self.body.addWidget(title)
            self.body.addWidget(choice, 0, _LEFT)
            self.body.addSpacing(GRID)
        self.body.addWidget(self._later)

    def show_state(self, state: SettingsState) -> None:
        """Show what was chosen."""
        # While nobody has chosen, what holds now is the command line's or the system's: shown, and not kept.
        # What is still being kept is not taken back by a state from before it.
        if state.preferences in self._wished:
            del self._wished[: self._wished.index(state.preferences) + 1]
        if not self._wished:
            self._chosen = state.preferences
        chosen = self._chosen
        self._title.setText(words.title_words(Part.WINDOW))
        said = (
            translate("Settings", "Language"),
            translate("Settings", "Look"),
            translate("Settings", "Size of everything on the screen"),
        )
        for title, text, choice in zip(
            self._titles, said, (self.languages, self.looks, self.scales), strict=True
        ):
            title.setText(text)
            choice.setAccessibleName(text)
        self.languages.show_segments(LANGUAGE_NAMES, language.code)
        looks = {key: translate("Settings", text) for key, text in words.LOOKS.items()}
        self.looks.show_segments(looks, theme.mode)
        percent = translate("Settings", "{0}%")
        sizes = {str(scale): percent.format(scale) for scale in self._sizes()}
        self.scales.show_segments(sizes, str(chosen.scale_percent))
        self._later.setText(translate("Settings", "The size changes when the program is started next."))

    def _sizes(self) -> list[int]:
        """The sizes at which the window still fits on this screen, and the one that was chosen."""
        width = self.screen().size().width() * self.devicePixelRatioF()
        fit = {scale for scale in SCALES if scale * LEAST_WIDTH <= width * 100}
        return sorted(fit | {SCALES[0], self._chosen.scale_percent})

    def _prefer(self, **changes: object) -> None:
        # A second choice may come before the first is kept: it must not take that one back.
        self._chosen = replace(self._chosen, **changes)
        self._wished.append(self._chosen)
        self.preferred.emit(self._chosen)


class ScannerCard(Card):
    """What was scanned, character by character, what it means, and what was scanned before.

    Signals:
        print_wanted: the set-up code.
    """

    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="settings_scanner", padding=20, spacing=GRID)
        self._title = Text("", TextRole.TITLE)
        self._lead = Text("", TextRole.BODY, "ink2", wrap=True)
        self._heard = Text("", TextRole.LEAD, name="scanner_heard", wrap=True)
        self._feedback = FeedbackBar(name="scanner_meaning", card=self)
        self._facts = KeyValueRows(name="scanner_facts")
        for part in (self._title, self._lead, self._heard, self._feedback, self._facts):
            self.body.addWidget(part)
        self.setup_action = Action(SETTINGS_SETUP, self)
        self.setup_action.triggered.connect(self.print_wanted)
        setup = SecondaryButton("", name="scanner_print_setup", icon="printer")
        self.setup_action.drive(setup)
        self._setup = Text("", TextRole.LABEL, "ink2", wrap=True)
        self._past_title = Text("", TextRole.BODY_STRONG)
        self._past = KeyValueRows(name="scanner_past")
        self.body.addSpacing(GRID)
        self.body.addWidget(self._setup)
        self.body.addWidget(setup, 0, _LEFT)
        self.body.addSpacing(GRID)
        self.body.addWidget(self._past_title)
        self.body.addWidget(self._past)

    def show_state(self, state: SettingsState) -> None:
        """Show the last scan."""
        self._title.setText(translate("Settings", "Scan anything"))
        self._lead.setText(
            translate("Settings", "Nothing is done with what is scanned here: it is only shown.")
        )
        self._setup.setText(
            translate(
                "Settings", "If the scanner sends signs before or after a barcode, scan its set-up code once."
            )
        )
        self.setup_action.say()
        self._past_title.setText(translate("Settings", "Scanned lately"))
        self._past_title.setVisible(bool(state.past))
        self._past.show_facts(words.past_facts(state.past, state.timezone))
        heard = state.heard
        self._heard.setVisible(heard is not None)
        if heard is None:
            self._feedback.clear()
            self._facts.show_facts([])
            return
        self._heard.setText(words.characters(heard.text))
        said = words.meaning_words(heard.meaning)
        if words.is_known(heard.meaning):
            self._feedback.good(said)
        else:
            self._feedback.bad(said)
        self._facts.show_facts(words.heard_facts(heard))


class FiguresCard(Card):
    """The key figures of the replica.

    Signals:
        copy_wanted, check_wanted: the buttons.
    """

    copy_wanted = Signal()
    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="settings_figures", padding=20, spacing=12)
        self._title = Text("", TextRole.TITLE, name="settings_figures_title")
        self._identity = KeyValueRows(name="figures_identity")
        self._streams = KeyValueRows(name="figures_streams")
        self._sizes = KeyValueRows(name="figures_sizes", are_numbers=True)
        self._checked = Text("", TextRole.BODY, "ink", name="figures_checked", wrap=True)
        self.copy_action, self.check_action = Action(SETTINGS_COPY, self), Action(SETTINGS_CHECK, self)
        self.copy_action.triggered.connect(self.copy_wanted)
        self.check_action.triggered.connect(self.check_wanted)
        copy, check = SecondaryButton("", name="figures_copy"), PrimaryButton("", name="figures_check")
        self.copy_action.drive(copy)
        self.check_action.drive(check)
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(12)
        grid.addWidget(self._identity, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._sizes, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch()
        buttons.addWidget(copy)
        buttons.addWidget(check)
        self.body.addWidget(self._title)
        self.body.addLayout(grid)
        self.body.addWidget(Divider())
        self.body.addWidget(self._streams)
        self.body.addWidget(Divider())
        self.body.addWidget(self._checked)
        self.body.addLayout(buttons)

    def show_state(self, state: SettingsState) -> None:
        """Show the figures, once they are counted."""
        self._title.setText(words.title_words(Part.FIGURES))
        self.copy_action.say()
        self.check_action.say(translate("Settings", "Looking through…") if state.is_checking else "")
        self.check_action.setEnabled(not state.is_checking)
        figures = state.figures
        self.copy_action.setEnabled(figures is not None)
        if figures is None:
            self._checked.setText(translate("Settings", "The figures are being counted."))
            return
        self._identity.show_facts(figure_words.identity_facts(figures))
        self._streams.show_facts(figure_words.stream_facts(figures))
        self._sizes.show_facts(figure_words.size_facts(figures))
        line_up(self._identity, self._streams)
        self._checked.setText(figure_words.check_words(figures.checked, figures.at))
