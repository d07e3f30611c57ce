"""What is on the screen: one window at a time, each in the place of the one before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.one_window import bring_forward
from desktop.shell.first_start import FirstStartPage
from desktop.shell.trouble import TroublePage
from desktop.shell.window import LEAST_HEIGHT, LEAST_WIDTH

FIRST_SIZE = (1440, 900)
"""Of the first window, px; on a screen that has no room for it the window fills the screen."""


def fills(room: QSize) -> bool:
    """Whether the first window fills a screen with that much room: it has none for the window at its first
    size, and enough for the least one."""
    first, least = QSize(*FIRST_SIZE), QSize(LEAST_WIDTH, LEAST_HEIGHT)
    return first.boundedTo(room) != first and least.boundedTo(room) == least


class Stage:
    """Lets one window take the place of the other.

    Attributes:
        window: the one that is shown.
    """

    def __init__(self, application: QApplication, on_closed: Callable[[], object]) -> None:
        """`on_closed` is called where a person closes what stands in the window's place."""
        self._application = application
        self._on_closed = on_closed
        self.window: QWidget | None = None

    def show(self, window: QWidget) -> None:
        """Show this one from now on, where the one before was and as large."""
        if self.window is None:
            window.resize(*FIRST_SIZE)
            if fills(self._application.primaryScreen().availableSize()):
                window.setWindowState(Qt.WindowState.WindowMaximized)
        elif self.window is not window:
            window.setGeometry(self.window.normalGeometry())
            window.setWindowState(self.window.windowState())
            if isinstance(self.window, FirstStartPage):
                self.window.leave()
            if isinstance(self.window, TroublePage):
                # It makes room: nobody has closed the program.
                self.window.closed.disconnect(self._on_closed)
            self.window.close()
            self.window.deleteLater()
        self.window = window
        window.show()

    def show_trouble(
        self, page: TroublePage, *, retry: Callable[[], object], anew: Callable[[], object]
    ) -> None:
        """Show what stands in the way, with its ways out."""
        page.closed.connect(self._on_closed)
        page.retry_wanted.connect(retry)
        page.anew_wanted.connect(anew)
        self.show(page)

    def come_to_front(self) -> None:
        """Show the window over all others, as far as the system allows; else let it ask for attention."""
        if self.window is not None:
            bring_forward(self._application, self.window)
