"""The look of the house: tokens, two palettes, type, icons, and the switch between light and dark.

A painted widget reads :data:`theme` when it paints, so that a switch needs no restart::

    painter.setPen(theme.palette.ink)
    painter.setFont(font(TextRole.TITLE))

Whoever keeps something that depends on the palette listens to ``theme.changed``.
"""

from desktop.shell.theme.contrast import contrast_ratio, mix
from desktop.shell.theme.fonts import TextRole, fixed_font, font
from desktop.shell.theme.icons import ICONS, icon, icon_pixmap, paint_icon
from desktop.shell.theme.theme import Mode, Theme, theme
from desktop.shell.theme.tokens import DARK, GRID, LIGHT, RADIUS, ROW, TOUCH, Palette, Tone

__all__ = [
    "DARK",
    "GRID",
    "ICONS",
    "LIGHT",
    "RADIUS",
    "ROW",
    "TOUCH",
    "Mode",
    "Palette",
    "TextRole",
    "Theme",
    "Tone",
    "contrast_ratio",
    "fixed_font",
    "font",
    "icon",
    "icon_pixmap",
    "mix",
    "paint_icon",
    "theme",
]
