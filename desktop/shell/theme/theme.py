"""The one switch between light and dark, at run time."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleFactory

from desktop.shell.theme.fonts import TextRole, font
from desktop.shell.theme.stylesheet import stylesheet
from desktop.shell.theme.tokens import DARK, LIGHT, Palette

Mode = Literal["light", "dark", "system"]

#: Length of a movement that shows where something went.
MOTION_MS = 120


class Theme(QObject):
    """What the application looks like now.

    Attributes:
        palette: the colours in force; read it whenever you paint.
        mode: what was asked for ("system" follows the desktop).

    Signals:
        changed: the palette is another one; every widget has been told to repaint already.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.palette: Palette = LIGHT
        self.mode: Mode = "system"
        self._app: QApplication | None = None

    def apply(self, app: QApplication, mode: Mode) -> None:
        """Dress the application; called at the start and at each switch."""
        self.mode = mode
        if self._app is not app:
            self._app = app
            app.setStyle(QStyleFactory.create("Fusion"))
            app.setFont(font(TextRole.BODY))
            app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._use(self._wanted(app))

    def motion_ms(self) -> int:
        """How long a movement takes; 0 where the person's system asks for stillness."""
        if self._app is None:
            return 0
        moves = self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        return MOTION_MS if moves else 0

    def _wanted(self, app: QApplication) -> Palette:
        if self.mode == "system":
            return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self.mode == "dark" else LIGHT

    def _follow_system(self) -> None:
        if self._app is not None and self.mode == "system":
            self._use(self._wanted(self._app))

    def _use(self, palette: Palette) -> None:
        assert self._app is not None
        self.palette = palette
        self._app.setPalette(qt_palette(palette))
        sheet = stylesheet(palette)
        # Qt dresses every widget anew, even if nothing has changed.
        if self._app.styleSheet() != sheet:
            self._app.setStyleSheet(sheet)
        for widget in self._app.allWidgets():
            widget.update()
        self.changed.emit()


def qt_palette(palette: Palette) -> QPalette:
    """The colours for Qt's own widgets."""
    role = QPalette.ColorRole
    made = QPalette(palette.surface, palette.canvas)
    for where, colour in {
        role.Window: palette.canvas,
        role.WindowText: palette.ink,
        role.Base: palette.surface,
        role.AlternateBase: palette.canvas,
        role.Text: palette.ink,
        role.Button: palette.surface,
        role.ButtonText: palette.ink,
        role.PlaceholderText: palette.ink3,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Accent: palette.accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.ToolTipBase: palette.surface,
        role.ToolTipText: palette.ink,
        role.Mid: palette.line,
    }.items():
        made.setColor(where, colour)
    for where in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, palette.ink3)
    return made


#: The theme of the one application in this process.
theme = Theme()
