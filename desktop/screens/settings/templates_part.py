"""Settings, the label templates: the readable file, what it comes to, and the label beside it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, QTimer, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from desktop.actions import (
    SETTINGS_KEEP,
    SETTINGS_PUBLISH,
    SETTINGS_REVERT,
    SETTINGS_TEST,
    SETTINGS_VERSION,
    Action,
)
from desktop.screens.settings import template_words
from desktop.screens.settings.templates_state import TemplatesState
from desktop.screens.settings.trial import Trial
from desktop.shell.language import language
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole, fixed_font
from desktop.shell.widgets import (
    Card,
    Dropdown,
    FeedbackBar,
    LabelPreview,
    Pill,
    PrimaryButton,
    Scroll,
    SecondaryButton,
    Text,
    stand,
)

TYPED_AFTER_MS = 350
"""So long after the last key a text is tried."""
TEXT_HEIGHT = 380
FOLDED_TEXT_HEIGHT = 180
"""Where the label stands under its file: the beginning of it is in sight as well."""
PREVIEW_WIDTH = 300
FOLD_BELOW = 760
NARROWEST = 420
FOLDED_PREVIEW_HEIGHT = 240
QWIDGETSIZE_MAX = 16_777_215
"""Qt's own: no limit."""
TEXT_MARGIN = 10


class TemplatesCard(Card):
    """Works on one template.

    Signals:
        template_wanted: a name.
        edited: the text, once nobody has typed for a moment.
        keep_wanted, publish_wanted, back_wanted, version_wanted, test_wanted: the buttons.
    """

    template_wanted = Signal(str)
    edited = Signal(str)
    keep_wanted = Signal()
    publish_wanted = Signal()
    back_wanted = Signal()
    version_wanted = Signal()
    test_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="settings_templates_card", padding=20, spacing=GRID)
        self._shown = 0
        self._name = ""
        self._title = Text("", TextRole.TITLE)
        self._lead = Text("", TextRole.BODY, "ink2", wrap=True)
        self.names = Dropdown(name="template_name")
        self.names.activated.connect(self._turn_to)
        self._pill = Pill(name="template_whose")
        self.text = QPlainTextEdit()
        self.text.setObjectName("template_text")
        self.text.setFont(fixed_font())
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(TEXT_MARGIN)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setMinimumHeight(TEXT_HEIGHT)
        self._pause = QTimer(self, singleShot=True, interval=TYPED_AFTER_MS)
        self._pause.timeout.connect(lambda: self.edited.emit(self.text.toPlainText()))
        self.text.textChanged.connect(self._on_typed)
        self.preview = LabelPreview(name="template_preview")
        self.preview.setMinimumWidth(PREVIEW_WIDTH)
        self._source = Text("", TextRole.LABEL, "ink2", name="template_source", wrap=True)
        self._verdict = FeedbackBar(name="template_verdict")
        self._more = Text("", TextRole.BODY, "ink", name="template_more", wrap=True)
        self._said = Text("", TextRole.BODY, "ink2", name="template_said", wrap=True)
        self._note = Text("", TextRole.BODY, "ink2", name="template_note", wrap=True)
        self.revert_action = Action(SETTINGS_REVERT, self)
        self.revert_action.triggered.connect(lambda: self._flushed(self.back_wanted))
        self._can_turn = False
        self.version_action = Action(SETTINGS_VERSION, self)
        self.version_action.triggered.connect(self.version_wanted)
        self.keep_action = Action(SETTINGS_KEEP, self)
        self.keep_action.triggered.connect(lambda: self._flushed(self.keep_wanted))
        self.publish_action = Action(SETTINGS_PUBLISH, self)
        self.publish_action.triggered.connect(lambda: self._flushed(self.publish_wanted))
        self.test_action = Action(SETTINGS_TEST, self)
        self.test_action.triggered.connect(lambda: self._flushed(self.test_wanted))
        self._lay_out()

    @property
    def way_back(self) -> Action:
        """The way back that is offered: from what is typed, else to another version."""
        return self.version_action if self._can_turn else self.revert_action

    def show_state(self, state: TemplatesState) -> None:
        """Show a template; what is being typed stays."""
        self._title.setText(translate("Templates", "Label templates"))
        self._lead.setText(
            translate(
                "Templates",
                "Each label is one readable file, in millimetres. What is kept here is this workstation’s "
                "own version; what is published is the chain’s. Both count from the next label on.",
            )
        )
        self._show_names(state)
        self._show_text(state)
        self.text.setAccessibleName(translate("Templates", "The template’s file"))
        self._pill.show_look(template_words.whose_look(state))
        tried = state.tried
        words = template_words.source_words(tried)
        self._source.setText(words)
        self.preview.show_pdf(tried.preview if tried is not None else b"", words=words)
        said, *more = template_words.verdict_words(state)
        if tried is None:
            self._verdict.clear()
        elif tried.is_fine:
            self._verdict.good(said)
        else:
            self._verdict.bad(said)
        self._more.setText("\n".join(more))
        self._more.setVisible(bool(more))
        self._said.setText(template_words.test_words(state))
        self._said.setVisible(bool(self._said.text()))
        self.revert_action.say()
        self.version_action.say(template_words.version_words(state))
        is_typed = state.is_changed or self._pause.isActive()
        self._offer_ways_back(is_typed=is_typed, can_turn=state.can_turn)
        self._note.setText(template_words.note_words(state))
        self._note.set_colour("bad" if state.refused else "ink2")
        self._note.setVisible(bool(self._note.text()))
        is_typing = self._pause.isActive()
        is_fine = tried is not None and tried.is_fine
        self.keep_action.setEnabled(state.may_edit and (is_typing or (is_fine and state.is_changed)))
        self.keep_action.say()
        can_publish = is_typing or (is_fine and template_words.is_news_to_the_chain(state))
        self.publish_action.setEnabled(state.may_publish and can_publish)
        self.publish_action.say()
        self._keep_button.setVisible(state.may_edit)
        self._publish_button.setVisible(state.may_publish)
        is_printable = is_typing or bool(tried and tried.preview)
        self.test_action.setEnabled(is_printable and state.test is not Trial.WAITING)
        self.test_action.say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The label stands under its file where there is no room beside it."""
        super().resizeEvent(event)
        is_narrow = self.width() < FOLD_BELOW
        stand(self._both, is_across=not is_narrow)
        stand(self._buttons, is_across=not is_narrow)
        self.text.setMinimumHeight(FOLDED_TEXT_HEIGHT if is_narrow else TEXT_HEIGHT)
        self.preview.setMaximumHeight(FOLDED_PREVIEW_HEIGHT if is_narrow else QWIDGETSIZE_MAX)

    def minimumSizeHint(self) -> QSize:
        """Narrower than both columns: they fold."""
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def flush(self) -> None:
        """Let what was typed a moment ago be tried at once."""
        if self._pause.isActive():
            self._pause.stop()
            self.edited.emit(self.text.toPlainText())

    def _on_typed(self) -> None:
        """What is typed is tried after a moment; its keys work at once."""
        self._pause.start()
        self.keep_action.setEnabled(True)
        self._offer_ways_back(is_typed=True, can_turn=False)
        self.publish_action.setEnabled(not self._publish_button.isHidden())

    def _offer_ways_back(self, *, is_typed: bool, can_turn: bool) -> None:
        """A key too many takes back what is typed, and no more: turning to another version has its own."""
        self._can_turn = can_turn and not is_typed
        ways = {self.revert_action: self._back_button, self.version_action: self._version_button}
        # The actions of a part that is not in front are hidden, and stay so.
        is_in_front = any(action.isVisible() for action in ways)
        for action, button in ways.items():
            button.setVisible(action is self.way_back)
            action.setVisible(is_in_front and action is self.way_back)
        # Qt takes what is hidden for disabled.
        self.revert_action.setEnabled(is_typed)
        self.version_action.setEnabled(self._can_turn)

    def _flushed(self, wanted: SignalInstance) -> None:
        """What was typed a moment ago counts for what is asked for now."""
        self.flush()
        wanted.emit()

    def _turn_to(self, place: int) -> None:
        self.flush()
        self.template_wanted.emit(str(self.names.itemData(place)))

    def _show_text(self, state: TemplatesState) -> None:
        """Letters that are being typed into this very template are left alone, whatever comes meanwhile."""
        self.text.setReadOnly(not state.may_edit)
        is_typing = self._pause.isActive() and state.name == self._name
        if state.shown == self._shown or is_typing:
            return
        self._shown, self._name = state.shown, state.name
        with QSignalBlocker(self.text):
            self.text.setPlainText(state.text)
        self._pause.stop()

    def _show_names(self, state: TemplatesState) -> None:
        self.names.setAccessibleName(translate("Templates", "Template"))
        titles = [(template_words.title_of(one, language.on_paper), one.name) for one in state.known]
        self.names.show_choices(titles, state.name)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.names, 1)
        head.addWidget(self._pill)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(self.preview, 1)
        right.addWidget(self._source)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(16)
        self._both.addWidget(self.text, 3)
        self._both.addLayout(right, 2)
        self._back_button = SecondaryButton("", name="template_back")
        self._version_button = SecondaryButton("", name="template_version")
        test = SecondaryButton("", name="template_test", icon="printer")
        self._publish_button = SecondaryButton("", name="template_publish")
        self._keep_button = PrimaryButton("", name="template_keep")
        self.revert_action.drive(self._back_button)
        self.version_action.drive(self._version_button)
        self.test_action.drive(test)
        self.publish_action.drive(self._publish_button)
        self.keep_action.drive(self._keep_button)
        deeds = QHBoxLayout()
        deeds.setSpacing(GRID)
        deeds.addStretch()
        for button in (test, self._publish_button, self._keep_button):
            deeds.addWidget(button)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(GRID)
        self._buttons.addWidget(self._back_button)
        self._buttons.addWidget(self._version_button)
        self._buttons.addLayout(deeds, 1)
        above = Scroll(name="settings_templates_scroll", spacing=GRID)
        above.body.addWidget(self._title)
        above.body.addWidget(self._lead)
        above.body.addLayout(head)
        above.body.addLayout(self._both, 1)
        # What comes of it and what is to be done stay in sight, however low the window is.
        self.body.addWidget(above, 1)
        for part in (self._note, self._verdict, self._more, self._said):
            self.body.addWidget(part)
        self.body.addLayout(self._buttons)
