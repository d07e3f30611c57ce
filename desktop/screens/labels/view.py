"""Labels as they are seen: what is to be printed, the label as it will come out, the batch under way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import LABELS_ALL, LABELS_DROP, LABELS_HOLD, LABELS_PART, LABELS_PRINT, Action
from desktop.screens.labels import words
from desktop.screens.labels.batch_card import BatchCard
from desktop.screens.labels.state import LabelsState, Part
from desktop.screens.wired import ScreenPage
from desktop.shell.amounts import variant_words
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import (
    Card,
    Column,
    EmptyState,
    Field,
    LabelPreview,
    MasterDetail,
    PrimaryButton,
    RowList,
    SecondaryButton,
    Segments,
    Text,
    stand,
)

COLUMNS = (
    Column(stretch=1),
    Column(hide_below=520),
    Column(align_right=True, hide_below=420),
    Column(align_right=True),
)
DETAIL_WIDTH = 420
PREVIEW_HEIGHT = 176
COPIES_WIDTH = 120


class _Beside(QWidget):
    """The label and the batch: one above the other beside the list, side by side under it."""

    def __init__(self, label: QWidget, batch: QWidget) -> None:
        super().__init__()
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(16)
        self._cards.addWidget(label, 1)
        self._cards.addWidget(batch, 1)

    def set_folded(self, is_folded: bool) -> None:
        """Lie under the list, or stand beside it."""
        stand(self._cards, is_across=is_folded)


class LabelsView(ScreenPage):
    """The page.

    Signals:
        part_wanted: a `Part`; template_wanted: name of the article's label.
        chosen: id of an article that changes; store_chosen: key of a label of the store.
        copies_wanted: how many labels.
        print_wanted: print what is in front; all_wanted: all of its kind.
        hold_wanted, go_on_wanted, drop_wanted: about the batch.
    """

    part_wanted = Signal(object)
    template_wanted = Signal(str)
    chosen = Signal(int)
    store_chosen = Signal(str)
    all_wanted = Signal()
    copies_wanted = Signal(int)
    print_wanted = Signal()
    hold_wanted = Signal()
    go_on_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="labels")
        self._state = LabelsState()
        self._is_showing = False
        self.print_action = Action(LABELS_PRINT, self)
        self.print_action.triggered.connect(self.print_wanted)
        self.all_of_them = Action(LABELS_ALL, self)
        self.all_of_them.triggered.connect(self.all_wanted)
        self.other_part = Action(LABELS_PART, self)
        self.other_part.triggered.connect(self._turn)
        self.hold = Action(LABELS_HOLD, self)
        self.hold.triggered.connect(self._hold_or_go_on)
        self.drop = Action(LABELS_DROP, self)
        self.drop.triggered.connect(self.drop_wanted)
        self.parts = Segments(name="labels_part")
        self.parts.chosen.connect(lambda key: self.part_wanted.emit(Part(key)))
        self.rows = RowList(COLUMNS, name="labels_rows", meaning="")
        self.rows.chosen.connect(self._choose)
        self.rows.acted.connect(lambda _key: self.print_action.trigger())
        self.nothing = EmptyState("label", name="labels_nothing")
        self.article = Text("", TextRole.TITLE, name="labels_article", wrap=True)
        self.facts = Text("", TextRole.BODY, "ink2", name="labels_facts", wrap=True)
        self.templates = Segments(name="labels_template")
        self.templates.chosen.connect(self.template_wanted)
        self.copies = Field("", name="labels_copies")
        self.copies.setFixedWidth(COPIES_WIDTH)
        self.copies.line.editingFinished.connect(self._tell_copies)
        self.copies.line.returnPressed.connect(self.print_action.trigger)
        self.preview = LabelPreview(name="labels_preview")
        self.preview.setFixedHeight(PREVIEW_HEIGHT)
        self.reduction = Text("", TextRole.BODY, "warn", name="labels_reduction", wrap=True)
        self.missing = Text("", TextRole.BODY, "bad", name="labels_missing", wrap=True)
        self.batch = BatchCard(self.hold, self.drop)
        self._lay_out()
        self.speak()

    def show_state(self, state: LabelsState) -> None:
        """Show a state."""
        before, self._state = self._state, state
        is_article = state.part is Part.ARTICLE
        is_store = state.part is Part.STORE
        self.parts.show_segments(words.part_words(state), state.part.value)
        is_empty = state.article is None if is_article else not state.store if is_store else not state.changes
        are_new = (state.part, state.changes, state.store) != (before.part, before.changes, before.store)
        self._show_rows(state, not is_article and not is_empty, are_new)
        self.nothing.setVisible(is_empty)
        self._say_nothing(state)
        self.sheet.setVisible(is_article and not is_empty)
        self._show_article(state)
        self.preview.setVisible(bool(state.preview))
        if state.preview:
            self.preview.show_pdf(state.preview, words=translate("Labels", "The label as it will come out"))
        self.missing.setText(words.missing_words(state))
        self.missing.setVisible(bool(self.missing.text()))
        self.reduction.setText(words.reduction_words(state.shown))
        self.reduction.setVisible(bool(self.reduction.text()))
        is_list = state.part is Part.CHANGES
        self.print_action.setEnabled(not is_empty and (is_list or bool(state.preview)))
        self.print_action.say(words.print_words(state))
        self.all_of_them.setEnabled(is_store and bool(state.preview))
        self.all_of_them.say(words.all_words(state))
        self.all_button.setVisible(is_store)
        self.label_card.setVisible(not is_empty or bool(self.missing.text()))
        self.batch.show_batch(state.batch)

    def speak(self) -> None:
        self.copies.set_label(translate("Labels", "How many"))
        self.other_part.say()
        self.show_state(self._state)

    def _show_rows(self, state: LabelsState, is_shown: bool, are_new: bool) -> None:
        if is_shown is self.rows.isHidden():
            self.give_keys_to(self.rows if is_shown else None)
        self.rows.setVisible(is_shown)
        self._is_showing = True
        is_store = state.part is Part.STORE
        if are_new or not self.rows.rows():
            self.rows.show_groups(words.store_groups(state) if is_store else words.groups(state))
        self.rows.setAccessibleName(
            translate("Labels", "Labels of the store")
            if is_store
            else translate("Labels", "Shelf labels that change today")
        )
        key = state.store_chosen if is_store else str(state.chosen or "")
        if key and self.rows.current_key() != key:
            self.rows.choose(key)
        self._is_showing = False

    def _show_article(self, state: LabelsState) -> None:
        article = state.article
        if article is None:
            return
        self.article.setText(article.name)
        facts = (
            variant_words(article.size, article.colour),
            words.place_words(article),
            words.price_words(article),
            translate("Labels", "Serial number {0}").format(state.serial) if state.serial else "",
        )
        self.facts.setText("   ".join(fact for fact in facts if fact))
        self.templates.show_segments(words.template_words(state), state.template)
        if self.copies.text() != str(state.copies):
            self.copies.line.setText(str(state.copies))

    def _say_nothing(self, state: LabelsState) -> None:
        if state.part is Part.ARTICLE:
            self.nothing.say(
                translate("Labels", "Scan an article"),
                translate("Labels", "Its labels are shown here. Scan it again for one label more."),
            )
        else:
            self.nothing.say(
                translate("Labels", "No shelf label changes today"),
                translate("Labels", "Scan an article to print its labels."),
            )

    def _choose(self, key: str) -> None:
        if not key or self._is_showing:
            return
        if self._state.part is Part.STORE:
            self.store_chosen.emit(key)
        else:
            self.chosen.emit(int(key))

    def _turn(self) -> None:
        parts = list(Part)
        self.part_wanted.emit(parts[(parts.index(self._state.part) + 1) % len(parts)])

    def _tell_copies(self) -> None:
        text = self.copies.text().strip()
        is_number = text.isascii() and text.isdecimal() and len(text) < 9
        self.copies_wanted.emit(int(text) if is_number else self._state.copies)

    def _hold_or_go_on(self) -> None:
        batch = self._state.batch
        if batch is not None and batch.is_stopped:
            self.go_on_wanted.emit()
        else:
            self.hold_wanted.emit()

    def _lay_out(self) -> None:
        self.sheet = Card(name="labels_sheet", padding=20, spacing=GRID)
        self.sheet.body.addWidget(self.article)
        self.sheet.body.addWidget(self.facts)
        self.sheet.body.addSpacing(GRID)
        self.sheet.body.addWidget(self.templates)
        self.sheet.body.addWidget(self.copies)
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.parts)
        column.addWidget(self.rows, 1)
        column.addWidget(self.sheet)
        column.addWidget(self.nothing, 1)
        column.addStretch()
        self.label_card = Card(name="labels_label", padding=20, spacing=GRID)
        button = PrimaryButton("", name="labels_print_button", icon="printer")
        self.print_action.drive(button)
        self.all_button = SecondaryButton("", name="labels_all_button")
        self.all_of_them.drive(self.all_button)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self.all_button)
        line.addWidget(button)
        self.label_card.body.addWidget(self.preview)
        self.label_card.body.addWidget(self.reduction)
        self.label_card.body.addWidget(self.missing)
        self.label_card.body.addLayout(line)
        parts = MasterDetail(
            master, _Beside(self.label_card, self.batch), name="labels_parts", detail_width=DETAIL_WIDTH
        )
        self.body.addWidget(parts, 1)
