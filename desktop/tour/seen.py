"""What the tour has shown of the window, and what it has done there: to be held against what there is."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from core.rules.exceptions import CHOICES
from desktop.actions import Action
from desktop.shell.sentences import case_title
from desktop.shell.window import Window
from desktop.tour.shown import Shown

ALERT_TITLE = "alert_title"


class Witness:
    """Sees each picture as it is taken, and hears of each action as it is done.

    Attributes:
        done: names of the actions that were done.
    """

    def __init__(self) -> None:
        self.done: set[str] = set()
        self._heard: set[int] = set()

    def look(self, window: QWidget) -> Shown:
        """See what the window shows now."""
        parts = frozenset(w.objectName() for w in window.findChildren(QWidget) if w.isVisible())
        actions = window.findChildren(Action)
        self._listen(actions)
        return Shown(
            page=_page(window),
            parts=parts - {""},
            actions=frozenset(one.declared.name for one in actions if _can_be_done(one)),
            cases=_cases(window),
        )

    def _listen(self, actions: list[Action]) -> None:
        for action in actions:
            if id(action) not in self._heard:
                self._heard.add(id(action))
                action.triggered.connect(lambda *_is_on, name=action.declared.name: self.done.add(name))


def parts_of(window: QWidget) -> frozenset[str]:
    """The names of everything on the window, seen or not."""
    return frozenset(widget.objectName() for widget in window.findChildren(QWidget)) - {""}


def _page(window: QWidget) -> str:
    return window.page() if isinstance(window, Window) and not window.is_covered() else ""


def _can_be_done(action: Action) -> bool:
    screen = action.parent()
    return action.isEnabled() and isinstance(screen, QWidget) and screen.isVisible()


def _cases(window: QWidget) -> frozenset[str]:
    titles = [w.text() for w in window.findChildren(QLabel, ALERT_TITLE) if w.isVisible()]
    called = {kind: {case_title(kind), case_title(kind, {"expected": 0})} for kind in CHOICES}
    return frozenset(kind for kind, names in called.items() if names.intersection(titles))
