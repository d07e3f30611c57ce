"""Where a text goes on in the next line, in columns that let it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from desktop.shell.theme import TextRole, font
from desktop.shell.widgets.painting import WIDTHS_KEPT, role_width, units_of

_TOGETHER = ((" · ", "\u00a0· "), (" × ", "\u00a0×\u00a0"), ("\u00a0× ", "\u00a0×\u00a0"))
"""What holds to what stands before it, and a number of units to what it is of; sign for sign, no longer."""
_COUNT = re.compile(r"((?:^|(?<=[,:;.·] )|(?<=\())[0-9][0-9\u202f]*) (?=[^\W\d_]|\()")
"""A number that begins a phrase, with the word that it counts: "2 articles", after a comma too."""
_AT_END = " \u00a0\u2028·"
"""What a line does not end with: where the next line begins, a dot parts nothing any more."""
MOST_LINES = 3
"""Of one text in one row; what is longer ends in an ellipsis."""
Broken = tuple[tuple[int, str], ...]
"""For each line where it begins in the text, and what stands in it."""


def kept_together(text: str) -> str:
    """A text that begins no line with its dot, and parts no "1 ×" or "2" from what it counts."""
    for parted, held in _TOGETHER:
        text = text.replace(parted, held)
    return _COUNT.sub("\\1\u00a0", text)


def lines_of(text: str, drawn_in: QFont, width: int) -> tuple[str, ...]:
    """The lines of a text that breaks between words alone, none of them with a dot at its end."""
    whole = kept_together(text).replace("\n", "\u2028")
    starts = _starts(whole, drawn_in, width, QTextOption.WrapMode.WordWrap)
    return tuple(whole[start:end].rstrip(_AT_END) for start, end in pairwise([*starts, len(whole)]))


@lru_cache(maxsize=WIDTHS_KEPT)
def broken(text: str, role: TextRole, width: int) -> Broken:
    """The lines of a text in this width; kept, since a list asks for them at each layout and painting."""
    if not text:
        return ()
    if role_width(text, role) <= width + 0.5 or width <= 0:
        return ((0, text),)
    mode = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    starts = _starts(kept_together(text), font(role), width, mode)
    kept = starts[:MOST_LINES]
    lines = [(start, text[start:end].rstrip(_AT_END)) for start, end in pairwise([*kept, len(text)])]
    if len(starts) > MOST_LINES:
        start, rest = lines[-1]
        lines[-1] = (start, QFontMetricsF(font(role)).elidedText(rest, Qt.TextElideMode.ElideRight, width))
    return tuple(lines)


def is_cut(lines: Broken) -> bool:
    """Whether not all of the text stands in its lines."""
    return bool(lines) and lines[-1][1].endswith("…") and len(lines) == MOST_LINES


def _starts(text: str, drawn_in: QFont, width: int, mode: QTextOption.WrapMode) -> list[int]:
    """Where each line begins."""
    layout = QTextLayout(text, drawn_in)
    option = QTextOption()
    option.setWrapMode(mode)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    return [_signs_before(text, start) for start in starts]


def _signs_before(text: str, start: int) -> int:
    """Where a place of Qt's is in the text."""
    if units_of(text) == len(text):
        return start
    units = accumulate(map(units_of, text), initial=0)
    return next(place for place, before in enumerate(units) if before >= start)
