"""The parts of an amount as they are seen: each with what is left on it, and a line for another means."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.rules.errors import Refused
from core.rules.refund import Means
from desktop.actions import Action
from desktop.screens.part_payments import MAX_TYPED, PartPaid, Parts
from desktop.shell.amounts import clock_words, date_words, money_words
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import sentence
from desktop.shell.theme import TextRole
from desktop.shell.widgets import Field, QuietButton, SecondaryButton, Text

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NAMES = {
    Means.CARD: QT_TRANSLATE_NOOP("PartPayments", "Card"),
    Means.CASH: QT_TRANSLATE_NOOP("PartPayments", "Cash"),
    Means.GIFT_CARD: QT_TRANSLATE_NOOP("PartPayments", "Gift card {number}"),
    Means.STORE_CREDIT: QT_TRANSLATE_NOOP("PartPayments", "Store credit {number}"),
}


class PartsView(QWidget):
    """What pays already, the line for another means, and the buttons for both.

    Signals:
        given: what was typed, with Enter.
    """

    given = Signal(str)

    def __init__(self, more: Action, back: Action, *, name: str) -> None:
        super().__init__()
        self._shown = 0
        self._paid = Text("", TextRole.BODY, "ink", name=f"{name}_parts", wrap=True)
        self.field = Field("", name=f"{name}_part")
        self.field.line.setMaxLength(MAX_TYPED)
        self.field.line.installEventFilter(self)
        self._trouble = Text("", TextRole.BODY, "bad", name=f"{name}_part_trouble", wrap=True)
        self._more = SecondaryButton("", name=f"{name}_more_means")
        more.drive(self._more)
        self._back = QuietButton("", name=f"{name}_part_back", icon="undo")
        back.drive(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._paid, self.field, self._trouble, self._more, self._back):
            column.addWidget(part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A line leaves Enter to the page as well, and the page would let the goods go.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            self.given.emit(self.field.text())
            return True
        return super().eventFilter(watched, event)

    def show_parts(self, parts: Parts, currency: str, timezone: str, *, may_add: bool) -> None:
        """Show what pays; what was typed goes once it does."""
        if len(parts.paid) != self._shown or not parts.is_asked:
            self.field.line.clear()
        self._shown = len(parts.paid)
        self._paid.setText("\n".join(with_left(part, currency, timezone) for part in parts.paid))
        self._paid.setVisible(bool(parts.paid))
        self.field.set_label(translate("PartPayments", "Gift card or credit: scan it, or type it"))
        self.field.line.setPlaceholderText(translate("PartPayments", "Its number; or so much in cash: 20.00"))
        self.field.setVisible(parts.is_asked and may_add)
        said = translate("PartPayments", "Headquarters is asked…") if parts.is_looking else ""
        self._trouble.setText(refusal_words(parts.said, timezone) if parts.said is not None else said)
        self._trouble.setVisible(bool(parts.said is not None or said))
        self._more.setVisible(may_add and not parts.is_asked)
        self._back.setVisible(bool(parts.paid))


def paid_part_words(part: PartPaid, currency: str) -> str:
    """ "Gift card GC77120042: €50.00"."""
    name = translate("PartPayments", _NAMES[part.means]).format(number=part.number)
    return translate("PartPayments", "{means}: {amount}").format(
        means=name, amount=money_words(part.cents, currency)
    )


def with_left(part: PartPaid, currency: str, timezone: str) -> str:
    """ "Gift card GC77120042: €50.00 · €12.00 left until 12 Mar 2028"; offline, that nobody asked."""
    said = [paid_part_words(part, currency)]
    if part.left_cents:
        left, day = money_words(part.left_cents, currency), date_words(part.expires_at, timezone)
        said.append(translate("PartPayments", "{amount} left until {day}").format(amount=left, day=day))
    if part.held_cents:
        said.append(_held_words(part, currency, timezone))
    if part.number and not part.is_fresh:
        said.append(translate("PartPayments", "as this store knew it last"))
    return " · ".join(said)


def refusal_words(refusal: Refused, timezone: str) -> str:
    """Why it pays nothing; an hour as it is at this counter."""
    until = refusal.data.get("until")
    if not until:
        return sentence(refusal)
    return sentence(Refused(f"{refusal.code}_until", **refusal.data, time=clock_words(until, timezone)))


def _held_words(part: PartPaid, currency: str, timezone: str) -> str:
    said = translate("PartPayments", "another counter is about to take {amount} of it")
    if part.held_at:
        said = translate("PartPayments", "{amount} of it are held at {place} until {time}")
    return said.format(
        amount=money_words(part.held_cents, currency),
        place=part.held_at,
        time=clock_words(part.held_until, timezone),
    )
