"""Where a text goes on in the next line, in columns that let it."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextOption

from desktop.shell.theme import TextRole, font
from desktop.shell.widgets.painting import WIDTHS_KEPT, role_width

_TOGETHER = ((" · ", "\u00a0· "), (" × ", "\u00a0×\u00a0"))
"""What holds to what stands before it, and a number of units to what it is of; sign for sign, no longer."""
MOST_LINES = 3
"""Of one text in one row; what is longer ends in an ellipsis."""
Broken = tuple[tuple[int, str], ...]
"""For each line where it begins in the text, and what stands in it."""


def kept_together(text: str) -> str:
    """A text that begins no line with its dot, and parts no "1 ×" from its article."""
    for parted, held in _TOGETHER:
        text = text.replace(parted, held)
    return text


@lru_cache(maxsize=WIDTHS_KEPT)
def broken(text: str, role: TextRole, width: int) -> Broken:
    """The lines of a text in this width; kept, since a list asks for them at each layout and painting."""
    if not text:
        return ()
    if role_width(text, role) <= width + 0.5 or width <= 0:
        return ((0, text),)
    layout = QTextLayout(kept_together(text), font(role))
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    kept = starts[:MOST_LINES]
    ends = [*kept[1:], len(text)]
    lines = [(start, text[start:end].rstrip(" ")) for start, end in zip(kept, ends, strict=True)]
    if len(starts) > MOST_LINES:
        start, rest = lines[-1]
        lines[-1] = (start, QFontMetricsF(font(role)).elidedText(rest, Qt.TextElideMode.ElideRight, width))
    return tuple(lines)


def is_cut(lines: Broken) -> bool:
    """Whether not all of the text stands in its lines."""
    return bool(lines) and lines[-1][1].endswith("…") and len(lines) == MOST_LINES


def _wrapping() -> QTextOption:
    made = QTextOption()
    made.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return made
