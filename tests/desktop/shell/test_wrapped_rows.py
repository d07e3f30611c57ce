"""Rows whose words go on in the next line, where their column wraps."""

from __future__ import annotations

import math

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.theme import ROW, TextRole, font
from desktop.shell.widgets import Cell, Column, Row, RowList, Text
from desktop.shell.widgets.broken_lines import MOST_LINES, broken, lines_of
from desktop.shell.widgets.painting import line_height, role_width
from desktop.shell.widgets.row_columns import RowColumns

LONG = "Veste de costume laine Léandre à double boutonnage"
COLUMNS = (Column(width=20), Column(stretch=1, wraps=True), Column(align_right=True))


def a_row(name: str, hint: str = "M · Marine", key: str = "a") -> Row:
    return Row(key, (Cell("1"), Cell(name, hint, strong=True), Cell("0 of 1", "B · 4 · 2")))


def made(qtbot: QtBot, *rows: Row, width: int = 300) -> RowList:
    shown = RowList(COLUMNS, name="rows", meaning="Pick list")
    qtbot.addWidget(shown)
    shown.resize(width, 400)
    shown.show_rows(rows)
    shown.show()
    return shown


def test_no_letter_of_a_name_is_lost_between_its_lines() -> None:
    lines = broken(LONG, TextRole.BODY_STRONG, 180)
    assert len(lines) > 1
    assert " ".join(text for _, text in lines) == LONG
    assert [LONG[start : start + len(text)] for start, text in lines] == [text for _, text in lines]


def test_what_a_customer_draws_in_a_note_parts_no_word_after_it() -> None:
    note = "Merci \U0001f64f\U0001f64f\U0001f64f de sonner chez la voisine du troisième · bonne journée"
    words = note.replace("· ", "").split()
    for width in range(240, 400, 16):
        in_a_row = " ".join(line for _, line in broken(note, TextRole.BODY, width))
        as_text = " ".join(lines_of(note, font(TextRole.BODY), width))
        for said in (in_a_row, as_text):
            assert said.replace("·", "").split() == words, width


def test_what_fits_stays_on_its_line_and_what_has_no_end_ends_in_an_ellipsis() -> None:
    assert broken("Veste", TextRole.BODY, 180) == ((0, "Veste"),)
    assert broken("", TextRole.BODY, 180) == ()
    lines = broken(LONG * 9, TextRole.BODY, 180)
    assert len(lines) == MOST_LINES
    assert lines[-1][1].endswith("…")


def test_a_row_is_as_much_taller_as_its_name_needs_and_the_others_are_not(qtbot: QtBot) -> None:
    rows = made(qtbot, a_row(LONG), a_row("Veste", key="b"))
    tall = rows.row_rect("a").height()
    assert tall > ROW == rows.row_rect("b").height()
    assert rows.content_height() == tall + ROW
    assert rows.content_height(900) == 2 * ROW


@pytest.mark.parametrize("is_small", [False, True])
def test_two_lines_are_no_taller_row_and_three_are_taller_by_their_own_height(is_small: bool) -> None:
    columns = RowColumns(COLUMNS)
    role = TextRole.LABEL_STRONG if is_small else TextRole.BODY_STRONG
    heights = {}
    for count in (1, 2, 3):
        name = " ".join(["Veste"] * count)
        row = Row("a", (Cell("1"), Cell(name, strong=True, small=is_small)))
        columns.fit([row])
        # As wide as one word: whatever stands before it and after it.
        heights[count] = columns.row_height(row, _width_for(columns, round(role_width("Veste", role)) + 2))
    assert (heights[1], heights[2]) == (ROW, ROW)
    padding = ROW - line_height(font(TextRole.BODY_STRONG)) - line_height(font(TextRole.LABEL))
    assert heights[3] == math.ceil(3 * line_height(font(role)) + padding)


def test_heights_follow_the_names_of_the_columns(qtbot: QtBot) -> None:
    """A column as wide as its name leaves another less."""
    rows = made(qtbot, a_row("Veste de costume", hint=""), width=360)
    assert rows.row_rect("a").height() == rows.content_height() == ROW
    rows.set_heads(("", "Article", "Not picked yet, of how many there are"))
    qtbot.waitUntil(lambda: rows.row_rect("a").height() > ROW)
    assert rows.content_height() == rows.row_rect("a").height()


def _width_for(columns: RowColumns, room: int) -> int:
    """The width of a list whose second column has so much room."""
    return next(
        width for width in range(600) if (span := columns.spans(width)[1]) is not None and span[1] == room
    )


def test_a_wider_list_takes_the_height_back(qtbot: QtBot) -> None:
    rows = made(qtbot, a_row(LONG))
    rows.resize(900, 400)
    qtbot.waitUntil(lambda: rows.row_rect("a").height() == ROW)
    rows.resize(300, 400)
    qtbot.waitUntil(lambda: rows.row_rect("a").height() > ROW)


def test_the_second_line_is_painted_under_the_first(qtbot: QtBot) -> None:
    rows = made(qtbot, a_row(LONG, hint=""))
    picture, place = rows.viewport().grab().toImage(), rows.row_rect("a")
    middle = place.center().y()
    assert _has_ink(picture, place.top() + 4, middle - 2)
    assert _has_ink(picture, middle + 2, place.bottom() - 4)


def test_a_row_that_wraps_is_cut_only_where_its_lines_do_not_suffice() -> None:
    columns = RowColumns(COLUMNS)
    for name, is_cut in ((LONG, False), (LONG * 9, True)):
        row = a_row(name)
        columns.fit([row])
        assert columns.is_cut(row, 300) is is_cut


def _has_ink(picture: QImage, top: int, bottom: int) -> bool:
    left, right = 60, 180
    colours = {picture.pixel(x, y) for x in range(left, right) for y in range(top, bottom)}
    return len(colours) > 2


@pytest.mark.parametrize(
    "text", ["Culotte de bain Garrigue · 40 · Bleu pétrole", "12 × Robe, 3 × Culotte · 40"]
)
def test_a_dot_begins_no_line_and_a_number_stays_with_what_it_is_of(text: str) -> None:
    longest = round(role_width("de bain Garrigue · 40", TextRole.BODY))
    for width in range(longest, longest * 2):
        for _, line in broken(text, TextRole.BODY, width):
            assert not line.startswith(("·", "×")), (width, line)
            assert not line.endswith(("×", "·")), (width, line)


def test_a_wrapped_text_holds_together_what_a_list_does_and_says_what_it_was_given(qtbot: QtBot) -> None:
    shown = Text("12 × Robe · 40", wrap=True)
    qtbot.addWidget(shown)
    assert QLabel.text(shown) == "12\u00a0×\u00a0Robe\u00a0· 40"
    assert shown.text() == "12 × Robe · 40"
    assert QLabel.text(Text("12 × Robe · 40")) == "12 × Robe · 40"


def test_a_text_that_wraps_paints_no_dot_at_the_end_of_a_line(qtbot: QtBot) -> None:
    """The dot parts what stands in one line; at its end nothing stands after it."""
    parted, plain = Text("Culotte de bain · 40", wrap=True), Text("Culotte de bain 40", wrap=True)
    for text in (parted, plain):
        qtbot.addWidget(text)
        text.setFixedSize(round(role_width("Culotte de bain ·", TextRole.BODY)) + 2, 60)
    assert parted.lines() == ("Culotte de bain", "40")
    assert parted.grab().toImage() == plain.grab().toImage()
    parted.setFixedWidth(300)
    assert parted.lines() == ("Culotte de bain\u00a0· 40",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("2 demandés, 2 envoyés", ("2\u00a0demandés,", "2\u00a0envoyés")),
        ("À envoyer : 1 article", ("À envoyer :", "1\u00a0article")),
        ("Dans le casier 4 ici", ("Dans le casier 4", "ici")),
        ("Abîmé : 1\u00a0× Veste", ("Abîmé :", "1\u00a0×\u00a0Veste")),
    ],
)
def test_a_number_that_begins_a_phrase_stays_with_what_it_counts(
    qtbot: QtBot, text: str, lines: tuple[str, ...]
) -> None:
    shown = Text(text, wrap=True)
    qtbot.addWidget(shown)
    whole = text.rpartition(" ")[0]
    shown.setFixedWidth(round(role_width(whole, TextRole.BODY)) + 2)
    assert shown.lines() == lines


def test_a_list_that_grows_has_room_for_the_same_rows_with_more_words(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = RowList((Column(stretch=1, wraps=True),), name="rows", meaning="Rows", grows=True)
    column = QVBoxLayout(window)
    column.addWidget(rows)
    column.addStretch()
    window.resize(300, 400)
    rows.show_rows([Row("1", (Cell("Short"),))])
    window.show()
    QApplication.processEvents()
    before = rows.height()
    rows.show_rows(
        [Row("1", (Cell("A name of several words that takes more than one line here"),), "Take all")]
    )
    for _ in range(3):
        QApplication.processEvents()
    assert rows.height() > before
    assert rows.height() == rows.content_height()
