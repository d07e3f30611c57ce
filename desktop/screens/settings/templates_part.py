"""Settings, the label templates: the readable file, what it comes to, and the label beside it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from desktop.actions import SETTINGS_KEEP, SETTINGS_TEST, Action
from desktop.screens.settings import template_words
from desktop.screens.settings.templates_state import TemplatesState
from desktop.screens.settings.trial import Trial
from desktop.shell.language import language
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole, font
from desktop.shell.widgets import (
    Card,
    Dropdown,
    FeedbackBar,
    LabelPreview,
    Pill,
    PrimaryButton,
    SecondaryButton,
    Text,
)

TYPED_AFTER_MS = 350
"""So long after the last key a text is tried."""
TEXT_HEIGHT = 380
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
        keep_wanted, back_wanted, test_wanted: the buttons.
    """

    template_wanted = Signal(str)
    edited = Signal(str)
    keep_wanted = Signal()
    back_wanted = Signal()
    test_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="settings_templates_card", padding=20, spacing=GRID)
        self._shown = 0
        self._title = Text("", TextRole.TITLE)
        self._lead = Text("", TextRole.BODY, "ink2", wrap=True)
        self.names = Dropdown(name="template_name")
        self.names.activated.connect(lambda place: self.template_wanted.emit(str(self.names.itemData(place))))
        self._pill = Pill(name="template_whose")
        self.text = QPlainTextEdit()
        self.text.setObjectName("template_text")
        self.text.setFont(font(TextRole.LABEL))
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
        self._back = SecondaryButton("", name="template_back")
        self._back.clicked.connect(self.back_wanted)
        self.keep_action = Action(SETTINGS_KEEP, self)
        self.keep_action.triggered.connect(self._keep)
        self.test_action = Action(SETTINGS_TEST, self)
        self.test_action.triggered.connect(self._test)
        self._lay_out()

    def show_state(self, state: TemplatesState) -> None:
        """Show a template; what is being typed stays."""
        self._title.setText(translate("Templates", "Label templates"))
        self._lead.setText(
            translate(
                "Templates",
                "Each label is one readable file, in millimetres. What is kept here is this store's own "
                "version and is printed from the next label on.",
            )
        )
        self._show_names(state)
        if state.shown != self._shown:
            self._shown = state.shown
            with QSignalBlocker(self.text):
                self.text.setPlainText(state.text)
            self._pause.stop()
        self.text.setAccessibleName(translate("Templates", "The template's file"))
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
        self._back.set_text(template_words.back_words(state))
        self._back.setEnabled(template_words.can_go_back(state))
        is_typing = self._pause.isActive()
        is_fine = tried is not None and tried.is_fine
        self.keep_action.setEnabled(is_typing or (is_fine and state.is_changed))
        self.keep_action.say()
        is_printable = is_typing or bool(tried and tried.preview)
        self.test_action.setEnabled(is_printable and state.test is not Trial.WAITING)
        self.test_action.say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The label stands under its file where there is no room beside it."""
        super().resizeEvent(event)
        is_narrow = self.width() < FOLD_BELOW
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(direction)
        self._buttons.setDirection(direction)
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

    def _keep(self) -> None:
        self.flush()
        self.keep_wanted.emit()

    def _test(self) -> None:
        self.flush()
        self.test_wanted.emit()

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
        test, keep = (
            SecondaryButton("", name="template_test", icon="printer"),
            PrimaryButton("", name="template_keep"),
        )
        self.test_action.drive(test)
        self.keep_action.drive(keep)
        deeds = QHBoxLayout()
        deeds.setSpacing(GRID)
        deeds.addStretch()
        deeds.addWidget(test)
        deeds.addWidget(keep)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(GRID)
        self._buttons.addWidget(self._back)
        self._buttons.addLayout(deeds, 1)
        self.body.addWidget(self._title)
        self.body.addWidget(self._lead)
        self.body.addLayout(head)
        self.body.addLayout(self._both, 1)
        for part in (self._verdict, self._more, self._said):
            self.body.addWidget(part)
        self.body.addLayout(self._buttons)
