"""A substitute whose customer has not answered: what was asked, since when, and at what price."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.screens.preparation.article_words import BESIDE, PICTURE, SPACING, ArticleWords
from desktop.screens.preparation.state import PreparationState
from desktop.shell.amounts import article_words, moment_words, money_words
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import KeyValueRows, Swatch, Text

_TOP = Qt.AlignmentFlag.AlignTop


class AnswerPart(QWidget):
    """The question, in the place of the article."""

    def __init__(self) -> None:
        super().__init__()
        self._label = Text("", TextRole.LABEL, "ink3")
        self._title = Text("", TextRole.TITLE, name="answer_title", wrap=True)
        self._swatch = Swatch(name="answer_swatch", size=PICTURE)
        self._words = ArticleWords(name="answer")
        self._facts = KeyValueRows(name="answer_facts")
        self._hint = Text("", TextRole.BODY, "ink2", name="answer_hint", wrap=True)
        said = QVBoxLayout()
        said.setSpacing(SPACING)
        said.addWidget(self._words)
        said.addSpacing(4)
        said.addWidget(self._facts)
        said.addStretch()
        article = QHBoxLayout()
        article.setSpacing(BESIDE)
        article.addWidget(self._swatch, 0, _TOP)
        article.addLayout(said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._label)
        column.addWidget(self._title)
        column.addSpacing(4)
        column.addLayout(article)
        column.addWidget(self._hint)
        column.addStretch()

    def show_state(self, state: PreparationState) -> None:
        """Show the current line's question."""
        line, head = state.current_line, state.head
        if line is None or head is None:
            return
        self._label.setText(translate("Prepare", "Waiting for an answer"))
        title = translate("Prepare", "Will this do for {customer}?")
        self._title.setText(title.format(customer=head.customer))
        article = article_words(line.name, line.size, line.colour)
        self._swatch.show_article(line.colour_hex or "#888888", line.category, article)
        self._words.show_line(line)
        missing = next((one for one in head.lines if one.id == line.substitutes), None)
        self._facts.show_facts(
            [
                (
                    translate("Prepare", "Instead of"),
                    article_words(missing.name, missing.size, missing.colour) if missing else "",
                ),
                (translate("Prepare", "Price"), money_words(line.price_cents, head.currency)),
                (
                    translate("Prepare", "Asked"),
                    moment_words(line.agreement_at or 0, state.now, state.timezone),
                ),
            ]
        )
        self._hint.setText(
            translate(
                "Prepare",
                "Headquarters writes to the customer. If they call or come, take down what they say.",
            )
        )
