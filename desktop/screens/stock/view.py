"""Stock as it is seen: a field, under it what was found, or the article that was opened."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.actions import STOCK_BACK, STOCK_FIND, STOCK_OPEN, Action
from desktop.screens.stock import words
from desktop.screens.stock.article_view import ArticleView
from desktop.screens.stock.state import StockState
from desktop.screens.wired import ScreenPage
from desktop.shell.saying import translate
from desktop.shell.theme import TOUCH
from desktop.shell.widgets import (
    Column,
    EdgeLine,
    EmptyState,
    FeedbackBar,
    QuietButton,
    RowList,
    SearchField,
    Stack,
)

FOUND_COLUMNS = (
    Column(stretch=5),
    Column(stretch=3, hide_below=820),
    Column(width=88, align_right=True),
    Column(width=56, align_right=True),
    Column(width=80, align_right=True),
)
AGE_TICK_MS = 15_000
"""How often the ages are said again."""

_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class StockView(ScreenPage):
    """The page.

    Signals:
        search_wanted: what is typed.
        chosen: id of the row that is selected.
        open_wanted: open the selected row; variant_wanted: open this article.
        back_wanted: from the article to the list.
        ages_passed: time for the ages to be said again.
    """

    search_wanted = Signal(str)
    chosen = Signal(int)
    open_wanted = Signal()
    variant_wanted = Signal(int)
    back_wanted = Signal()
    ages_passed = Signal()

    def __init__(self) -> None:
        super().__init__(name="stock")
        self._state = StockState()
        self.open_action = Action(STOCK_OPEN, self)
        self.open_action.triggered.connect(self.open_wanted)
        self.another = Action(STOCK_FIND, self)
        self.another.triggered.connect(self._find)
        self.back = Action(STOCK_BACK, self)
        self.back.triggered.connect(self.back_wanted)
        self.search = SearchField("", name="stock_search", is_large=True)
        self.search.edited.connect(self.search_wanted)
        self.search.line.installEventFilter(self)
        self._back_button = QuietButton("", name="stock_back_button")
        self.back.drive(self._back_button)
        self.feedback = FeedbackBar(name="stock_feedback")
        self.results = RowList(FOUND_COLUMNS, name="stock_results", meaning="", opens=True)
        self.results.chosen.connect(lambda key: self.chosen.emit(int(key)))
        self.results.acted.connect(self._open_row)
        self.nothing = EmptyState("stock", name="stock_nothing")
        self.article = ArticleView()
        self.article.variant_wanted.connect(self.variant_wanted)
        self._lay_out()
        self.tell_while_seen(AGE_TICK_MS, self.ages_passed)
        self.speak()

    def show_state(self, state: StockState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        if self.search.text() != state.wanted:
            self.search.set_text(state.wanted)
        self._show_feedback(state)
        is_open = state.page is not None
        self.open_action.setEnabled(not is_open and bool(state.matches))
        self.back.setEnabled(is_open)
        for action in self.article.beside.actions_here():
            action.setEnabled(is_open)
        self._back_button.setVisible(is_open)
        self.search.setFixedHeight(TOUCH if is_open else self.search.sizeHint().height())
        if state.page is not None:
            wants_keys = before.page is None or self.article.has_keys()
            self.article.show_page(state.page, state)
            self._parts.setCurrentWidget(self.article)
            is_another = before.page is None or before.page.article_id != state.page.article_id
            if is_another and wants_keys and self.isVisible() and not self.article.focus_variant():
                self.search.line.setFocus()
            return
        if before.page is not None and self.isVisible() and state.wanted == before.wanted:
            # Whoever types over the article is not to have the first letter selected, and lost.
            self.search.focus_all()
        self._show_list(state)

    def speak(self) -> None:
        self.search.set_hint(
            translate("Stock", "Name, size, colour, number, or the last digits of the barcode")
        )
        self.results.setAccessibleName(translate("Stock", "Articles found"))
        self.another.say()
        self.back.say()
        self.open_action.say()
        self.article.beside.speak()
        self.show_state(self._state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shown = self._parts.currentWidget()
            if event.key() in _LIST_KEYS and shown is self.results:
                QCoreApplication.sendEvent(self.results, event)
                return True
            if event.key() == Qt.Key.Key_Down and shown is self.article:
                self.article.focus_variant()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        has_command = (
            event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier
        )
        if event.text().isalnum() and not has_command and not self.search.line.hasFocus():
            self.search.line.setText(event.text())
            self.search.line.setFocus()
            self.search_wanted.emit(event.text())
            return
        if event.key() in _PAGES and self._state.page is not None:
            self.article.beside.turn_pages(_PAGES[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = EdgeLine()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self._back_button)
        self._parts = Stack()
        for part in (self.nothing, self.results, self.article):
            self._parts.addWidget(part)
        self.body.setSpacing(20)
        self.body.addLayout(head)
        self.body.addWidget(self.feedback)
        self.body.addWidget(self._parts, 1)
        self.lead_to(self.search.line)

    def _show_feedback(self, state: StockState) -> None:
        if state.unknown_barcode:
            sentence = translate("Stock", "No article has the barcode {0}. Type its name instead.")
            self.feedback.bad(sentence.format(state.unknown_barcode))
        else:
            self.feedback.clear()
        self.feedback.setVisible(bool(state.unknown_barcode))

    def _show_list(self, state: StockState) -> None:
        if not state.matches:
            self._say_nothing(state)
            self._parts.setCurrentWidget(self.nothing)
            return
        self.results.show_groups(words.groups(state))
        if state.chosen and self.results.current_key() != str(state.chosen):
            self.results.choose(str(state.chosen))
        self._parts.setCurrentWidget(self.results)

    def _say_nothing(self, state: StockState) -> None:
        if not state.has_network:
            sentence = translate("Stock", "The network is still arriving")
            hint = translate("Stock", "Orders can be prepared meanwhile. Sync says how far it has come.")
        elif state.wanted.strip():
            sentence = translate("Stock", "No article is called “{0}”").format(state.wanted.strip())
            hint = _what_else(state.wanted)
        else:
            sentence = translate("Stock", "Which article?")
            hint = translate(
                "Stock", "Scan it, or type its name, its number or the last digits of its barcode."
            )
        self.nothing.say(sentence, hint)

    def _open_row(self, key: str) -> None:
        self.chosen.emit(int(key))
        self.open_wanted.emit()

    def _find(self) -> None:
        self.search.focus_all()


def _what_else(wanted: str) -> str:
    """What finds more where nothing was found."""
    if len(wanted.split()) > 1:
        return translate("Stock", "Every word has to fit: leave one out, the size or the colour first.")
    return translate("Stock", "Fewer letters find more: “rob lin 40” finds the linen dresses in 40.")
