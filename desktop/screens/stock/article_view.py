"""An article's page: what it is, its variants in this store, why so many, and where else there are some."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.screens.stock import words
from desktop.screens.stock.beside_view import MOST, BesideView
from desktop.screens.stock.state import ArticlePage, StockState, VariantStock
from desktop.shell.amounts import barcode_parts
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import (
    Card,
    Scroll,
    SectionTitle,
    Swatch,
    Text,
    Variant,
    VariantGrid,
    WhyCard,
    stand,
)

FOLD_BELOW = 960
"""Room, px, under which the places stand under the article."""


class ArticleHead(QWidget):
    """Swatch, name, size and colour, price, and the barcode with its last digits strong."""

    def __init__(self) -> None:
        super().__init__()
        self._swatch = Swatch(name="stock_swatch")
        self._name = Text("", TextRole.HEADLINE, name="stock_name", elide=True)
        self._what = Text("", TextRole.BODY, "ink2", name="stock_what", elide=True)
        self._code = Text("", TextRole.BODY, "ink3")
        self._digits = Text("", TextRole.BODY_STRONG, "ink", name="stock_digits")
        self._where = Text("", TextRole.BODY, "ink2", name="stock_place", elide=True)
        code = QHBoxLayout()
        code.setSpacing(4)
        code.addWidget(self._code)
        code.addWidget(self._digits)
        code.addSpacing(16)
        code.addWidget(self._where, 1)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addStretch()
        lines.addWidget(self._name)
        lines.addWidget(self._what)
        lines.addLayout(code)
        lines.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self._swatch, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)

    def show_page(self, page: ArticlePage) -> None:
        """Show an article."""
        what = words.size_and_colour(page.size, page.colour)
        self._swatch.show_article(page.colour_hex or words.NO_COLOUR, page.category, f"{page.name}, {what}")
        self._name.setText(page.name)
        parts = (what, words.price_words(page), page.brand)
        self._what.setText(" · ".join(part for part in parts if part))
        head, strong = barcode_parts(page.gtin)
        self._code.setText(head)
        self._digits.setText(strong)
        self._digits.setAccessibleName(page.gtin)
        self._where.setText(words.place_words(page))


class ArticleView(QWidget):
    """The page. Where two columns would leave too little room for the places, these stand under the article,
    whose own parts go side by side.

    Signals:
        variant_wanted: id of another variant.
    """

    variant_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stock_article")
        self._shown: tuple[VariantStock, ...] = ()
        self._selected = 0
        self._why_said: tuple[object, ...] = ()
        self.head = ArticleHead()
        self.piece = Text("", TextRole.BODY_STRONG, "info", name="stock_piece", wrap=True)
        self._grid_title = SectionTitle("")
        self._grid_card = Card(padding=16)
        self.grid = VariantGrid(name="stock_variants")
        self.grid.chosen.connect(self._tell)
        self._grid_card.body.addWidget(self.grid)
        self._why_title = SectionTitle("", name="stock_why_title")
        self.why = WhyCard(name="stock_why")
        self.beside = BesideView()
        self._lay_out()

    def show_page(self, page: ArticlePage, state: StockState) -> None:
        """Show an article."""
        self.head.show_page(page)
        self.piece.setText(words.piece_words(page.piece) if page.piece else "")
        self.piece.setVisible(page.piece is not None)
        has_variants = len(page.variants) > 1
        self._grid_title.set_text(translate("Stock", "Size by colour, this store"))
        self._variants.setVisible(has_variants)
        self._show_variants(page)
        self._show_why(page, state)
        self.beside.show_page(page, state)
        self._article.setMinimumWidth(self._article.body.minimumSize().width())
        self._share_height()

    def has_keys(self) -> bool:
        """Whether the keyboard is on a variant."""
        return any(cell.hasFocus() for cell in self.grid.findChildren(QWidget))

    def focus_variant(self) -> bool:
        """Put the keyboard on the variant that is shown, so that the arrows lead to the others.

        False where the article comes in one kind only.
        """
        cells = self.grid.findChildren(QWidget, f"variant_{self._selected}")
        shown = [cell for cell in cells if not cell.isHidden()]
        if not shown or self._variants.isHidden():
            return False
        # A new cell is out of sight until the layout comes to it, and could not take the keyboard.
        shown[-1].show()
        shown[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_folded = self.width() < FOLD_BELOW
        if is_folded is not self._is_folded:
            self._fold(is_folded)
        self._share_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What an article takes is known once its parts are laid out, after it was shown."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._share_height()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        article = self._article = Scroll(spacing=20, name="stock_article_side")
        self._variants = _section(self._grid_title, self._grid_card)
        self._why = _section(self._why_title, self.why)
        self._lower = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lower.setSpacing(20)
        for part in (self.head, self.piece, self._variants, self._why):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        article.body.addWidget(self.head)
        article.body.addWidget(self.piece)
        self._lower.addWidget(self._variants, 1, Qt.AlignmentFlag.AlignTop)
        self._lower.addWidget(self._why, 1, Qt.AlignmentFlag.AlignTop)
        article.body.addLayout(self._lower)
        article.body.addStretch()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(article)
        self._columns.addWidget(self.beside)
        self._is_folded = False
        self._fold(False)
        inside = article.widget()
        assert inside is not None
        inside.installEventFilter(self)

    def _fold(self, is_folded: bool) -> None:
        """Lay the places under the article, its parts side by side; or all of them beside it."""
        self._is_folded = is_folded
        stand(self._columns, is_across=not is_folded)
        self._columns.setSpacing(12 if is_folded else 24)
        self._columns.setStretch(0, 0 if is_folded else 1)
        self._columns.setStretch(1, 1)
        stand(self._lower, is_across=is_folded)
        for place in range(self._lower.count()):
            # Side by side they share the width; one under the other neither takes a tall screen's height.
            self._lower.setStretch(place, 1 if is_folded else 0)

    def _share_height(self) -> None:
        """Above the places the article takes what it needs, and half of the page at most."""
        wanted = self._article.sizeHint().height() if self._is_folded else 0
        self._article.setMinimumHeight(min(wanted, self.height() // 2))
        self._article.setMaximumHeight(wanted or MOST)

    def _show_variants(self, page: ArticlePage) -> None:
        had_focus = self.has_keys()
        self._selected = page.article_id
        if page.variants == self._shown:
            self.grid.blockSignals(True)
            self.grid.choose(str(page.article_id))
            self.grid.blockSignals(False)
            return
        self._shown = page.variants
        shown = [Variant(str(v.article_id), v.size, v.colour, v.available) for v in page.variants]
        self.grid.show_variants(shown, str(page.article_id))
        if had_focus:
            self.focus_variant()

    def _show_why(self, page: ArticlePage, state: StockState) -> None:
        why = page.why
        self._why_title.set_text(translate("Stock", "Why {0} here?").format(why.available))
        terms, notes = words.why_terms(why, state), words.why_notes(why, page.on_the_way, state)
        said = (tuple(terms), why.available, notes)
        if said != self._why_said:
            self._why_said = said
            self.why.show_terms(terms, translate("Stock", "Can be promised"), why.available, notes)

    def _tell(self, key: str) -> None:
        if int(key) != self._selected:
            self.variant_wanted.emit(int(key))


def _section(title: QWidget, content: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(title)
    column.addWidget(content, 1)
    return holder
