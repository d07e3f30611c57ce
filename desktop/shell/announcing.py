"""What has just happened, for a screen reader: it reads by itself only what has the keyboard."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_Politeness = QAccessible.AnnouncementPoliteness


def announce(widget: QWidget, sentence: str, *, is_urgent: bool = False) -> None:
    """Have this read out, after what is being read; what is urgent, at once. Nothing where nobody listens."""
    if not sentence or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, sentence)
    event.setPoliteness(_Politeness.Assertive if is_urgent else _Politeness.Polite)
    QAccessible.updateAccessibility(event)
