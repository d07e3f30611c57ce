"""The letters that match are told by shape as well as by colour."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.shell.theme import TextRole, font, theme
from desktop.shell.widgets import Cell, Marking, Row
from desktop.shell.widgets.marked_text import draw_marked_text
from desktop.shell.widgets.painting import LEFT

TEXT = "Robe lin"
GROUND = QColor("white")


def drawn(*marks: Marking, width: int = 200, text: str = TEXT) -> QImage:
    picture = QImage(width, 30, QImage.Format.Format_RGB32)
    picture.fill(GROUND)
    painter = QPainter(picture)
    draw_marked_text(painter, QRectF(picture.rect()), text, marks, font(TextRole.BODY), QColor("black"), LEFT)
    painter.end()
    return picture


def longest_line(picture: QImage) -> int:
    """The longest run of pixels in the accent, of all lines."""
    longest = 0
    for y in range(picture.height()):
        run = 0
        for x in range(picture.width()):
            run = run + 1 if picture.pixelColor(x, y) == theme.palette.accent else 0
            longest = max(longest, run)
    return longest


@pytest.mark.usefixtures("qtbot")
def test_what_matches_is_underlined_without_a_gap_and_a_guess_with_gaps() -> None:
    plain, matched, guessed = drawn(), drawn(Marking(0, 3)), drawn(Marking(0, 3, is_guess=True))

    assert longest_line(plain) == 0
    assert longest_line(matched) > 15
    assert longest_line(guessed) < longest_line(matched) / 2
    assert guessed != plain


@pytest.mark.usefixtures("qtbot")
def test_what_is_cut_off_is_not_marked() -> None:
    assert longest_line(drawn(Marking(5, 8), width=40)) == 0
    assert longest_line(drawn(Marking(0, 3), width=40)) > 15


def test_a_row_says_why_it_is_there() -> None:
    row = Row("1", (Cell("Robe lin", marks=(Marking(0, 3),)),), reason="found by Rob")

    assert row.words() == "Robe lin · found by Rob"


@pytest.mark.usefixtures("qtbot")
def test_the_letters_that_match_are_marked_after_what_somebody_has_drawn_too() -> None:
    drawing = "\U0001f338\U0001f338 "
    after = drawn(Marking(len(drawing), len(drawing) + 4), text=drawing + TEXT)
    assert longest_line(after) == longest_line(drawn(Marking(0, 4)))
