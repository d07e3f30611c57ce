"""Type: one family in two weights and four sizes, with figures that stand in columns.

Inter is used where it is installed. Otherwise Source Sans Pro comes with the application; it draws smaller
letters at the same size (x-height 0.486 em against Inter's 0.546), so its sizes are raised to match.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path

import font_source_sans_pro
from PySide6.QtGui import QFont, QFontDatabase

INTER = "Inter"
SOURCE_SANS = "Source Sans Pro"
#: How much larger Source Sans Pro is set, so that its small letters are as tall as Inter's at the named size.
SOURCE_SANS_SCALE = 1.09

_FIXED = ("Cascadia Mono", "Consolas", "DejaVu Sans Mono", "Liberation Mono")
"""Before what the system calls its own: on Windows that is Courier New."""


class TextRole(Enum):
    """What a text is for: size in px and weight."""

    LABEL = (13, 400)
    LABEL_STRONG = (13, 600)
    BODY = (15, 400)
    BODY_STRONG = (15, 600)
    LEAD = (20, 400)
    TITLE = (20, 600)
    HEADLINE = (28, 600)
    NUMBER = (32, 600)
    KEY = (11, 600)


def register_fonts() -> str:
    """Make the house's family known to Qt, once an application exists; returns its name."""
    if INTER in QFontDatabase.families():
        return INTER
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    for weight in ("Regular", "Semibold"):
        QFontDatabase.addApplicationFont(str(folder / f"SourceSansPro-{weight}.ttf"))
    return SOURCE_SANS


@cache
def _family() -> str:
    return register_fonts()


@cache
def font(role: TextRole = TextRole.BODY) -> QFont:
    """The font of a role. Figures are tabular, so that numbers line up wherever they stand."""
    size_px, weight = role.value
    family = _family()
    made = QFont(family)
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setPixelSize(round(size_px * (SOURCE_SANS_SCALE if family == SOURCE_SANS else 1)))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def fixed_font() -> QFont:
    """For files that people read and write as such: every character as wide as any other."""
    made = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    made.setFamilies([*_FIXED, *made.families()])
    made.setStyleHint(QFont.StyleHint.Monospace)
    made.setPixelSize(TextRole.LABEL.value[0])
    return made
