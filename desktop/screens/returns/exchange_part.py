"""What may be taken instead: size by colour of the article that comes back, or what is scanned."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.returns.sending_part import SendingPart
from desktop.screens.returns.state import ReturnsState
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import QuietButton, Text, Variant, VariantGrid


class ExchangePart(QWidget):
    """The grid and what to do with it.

    Args:
        put_away: what ends choosing.

    Signals:
        chosen: id of the article.

    Attributes:
        sending: how the customer gets what is not here.
    """

    chosen = Signal(int)

    def __init__(self, put_away: Action, name: str = "returns_instead") -> None:
        super().__init__()
        self._title = Text("", TextRole.BODY_STRONG, name=f"{name}_title", elide=True)
        self._put_away = QuietButton("", name=f"{name}_put_away")
        put_away.drive(self._put_away)
        self._hint = Text("", TextRole.LABEL, "ink2", name=f"{name}_hint", wrap=True)
        self.grid = VariantGrid(name=f"{name}_grid")
        self.sending = SendingPart(f"{name}_sending")
        self.grid.chosen.connect(lambda key: self.chosen.emit(int(key)))
        self._shown: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._put_away)
        column.addLayout(head)
        for part in (self._hint, self.grid, self.sending):
            column.addWidget(part)

    def show_state(self, state: ReturnsState) -> None:
        """Show the choices while somebody chooses."""
        self.setVisible((state.is_choosing or state.sending is not None) and state.beside is None)
        for part in (self._title, self._put_away, self.grid):
            part.setVisible(state.is_choosing)
        # The address needs the room.
        self._hint.setVisible(state.is_choosing and state.sending is None)
        self._title.setText(translate("Returns", "What is taken instead?"))
        self._hint.setText(
            translate(
                "Returns",
                "Scan the new article, or choose its size and colour. A plus: it is in another place.",
            )
        )
        self.sending.show_state(state)
        chosen = next((str(one.article_id) for one in reversed(state.instead)), "")
        wanted = (state.choices, chosen)
        if wanted == self._shown:
            return
        is_new = not self._shown or self._shown[0] != state.choices
        self._shown = wanted
        if is_new:
            cells = [
                Variant(str(one.id), one.size, one.colour, one.free, one.elsewhere) for one in state.choices
            ]
            self.grid.show_variants(cells, chosen)
        else:
            self.grid.blockSignals(True)
            self.grid.choose(chosen)
            self.grid.blockSignals(False)

    def take_keyboard(self) -> None:
        """To the first cell that has any; whoever has gone on meanwhile keeps it."""
        if not self.isVisible():
            return
        cells = self.grid.findChildren(QWidget)
        free = [cell for cell in cells if cell.focusPolicy() is Qt.FocusPolicy.StrongFocus]
        if free:
            free[0].setFocus(Qt.FocusReason.OtherFocusReason)
