from __future__ import annotations

import gc
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from desktop.shell.widgets import Cell, Column, Group, Row, RowList
from desktop.shell.widgets.overlay_bar import ROOM, OverlayBar
from desktop.shell.widgets.row_columns import EDGE, GAP, RowColumns, cell_width
from desktop.shell.widgets.row_painter import TITLE_GAP, TITLE_HEIGHT, RowPainter
from desktop.shell.widgets.standing_title import StandingTitle
from tests.desktop.shell.quick import press_quickly
from tests.desktop.shell.row_lists import COLUMNS, double_click, keys, made, row, two_groups


def test_the_first_row_is_selected(qtbot: QtBot) -> None:
    assert made(qtbot, *two_groups()).current_key() == "A"


def test_arrows_step_over_titles(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    visited = []
    rows.chosen.connect(visited.append)
    for _ in range(3):
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Up)
    assert visited == ["B", "C", "B"]


def test_enter_acts_on_the_selected_row(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    rows.choose("B")
    with qtbot.waitSignal(rows.acted) as acted:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert acted.args == ["B"]


def test_a_key_that_is_held_down_acts_once_and_moves_on_none_of_the_rest(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    acted: list[str] = []
    rows.acted.connect(acted.append)
    none = Qt.KeyboardModifier.NoModifier
    for is_repeat in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", autorep=is_repeat)
        rows.keyPressEvent(event)
        assert event.isAccepted(), "the page does not get it either"

    assert acted == ["A"]


def test_enter_on_a_row_is_not_the_page_s_as_well(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    # As the scanner's filter passes a key on.
    event.setAccepted(False)
    rows.keyPressEvent(event)
    assert event.isAccepted()


def test_the_button_of_a_row_acts(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    with qtbot.waitSignal(rows.acted) as acted:
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.action_rect("C").center())
    assert acted.args == ["C"]
    assert rows.current_key() == "C"


def test_the_rest_of_a_row_only_selects(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    with qtbot.assertNotEmitted(rows.acted):
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.row_rect("B").center())
    assert rows.current_key() == "B"


def test_two_presses_do_what_the_row_s_button_does_and_nothing_where_it_has_none(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((row("A"), row("B", action=""), row("C"))))
    acted: list[str] = []
    rows.acted.connect(acted.append)
    double_click(qtbot, rows, "C")
    assert acted == ["C"]
    double_click(qtbot, rows, "B")
    assert (acted, rows.current_key()) == (["C"], "B")


def test_two_presses_on_a_button_are_one_also_where_another_row_has_slid_under_the_pointer(
    qtbot: QtBot,
) -> None:
    rows = made(qtbot, Group((row("A"), row("B"))))
    acted: list[str] = []
    rows.acted.connect(acted.append)
    double_click(qtbot, rows, "A", on_action=True)
    assert acted == ["A"]
    rows.acted.connect(lambda _key: rows.show_groups([Group((row("B"),))]))
    double_click(qtbot, rows, "A", on_action=True)
    assert (acted, keys(rows)) == (["A", "A"], ["B"])
    double_click(qtbot, rows, "B", on_action=True)
    assert acted == ["A", "A", "B"], "it is for itself again"


def test_two_presses_on_words_act_on_no_row_that_has_slid_under_the_pointer(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((row("A"), row("B"))))
    with qtbot.assertNotEmitted(rows.acted):
        at = rows.row_rect("A").center()
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
        rows.show_groups([Group((row("B"),))])
        qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
        qtbot.mouseRelease(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_press_acts_on_no_row_that_comes_before_it_is_let_go(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((row("A"), row("B"))))
    at = rows.action_rect("A").center()
    with qtbot.assertNotEmitted(rows.acted):
        qtbot.mousePress(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
        rows.show_groups([Group((row("B"),))])
        qtbot.mouseRelease(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_where_each_press_counts_two_quick_ones_are_two(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((replace(row("A", action="One less"), repeats=True),)))
    acted: list[str] = []
    rows.acted.connect(acted.append)
    double_click(qtbot, rows, "A", on_action=True)
    assert acted == ["A", "A"]


@pytest.mark.parametrize("times", [2, 3, 4, 5])
def test_any_number_of_quick_presses_on_a_row_are_one(qtbot: QtBot, times: int) -> None:
    rows = made(qtbot, Group((row("A"), row("B"))))
    acted: list[str] = []
    rows.acted.connect(acted.append)
    press_quickly(*[(rows.viewport(), rows.row_rect("A").center())] * times)
    assert acted == ["A"], "on its words"
    on_button = [(rows.viewport(), rows.action_rect("A").center())] * times
    press_quickly(*on_button)
    assert acted == ["A", "A"]
    rows.acted.connect(lambda _key: rows.show_groups([Group((row("B"),))]))
    press_quickly(*on_button)
    assert (acted, keys(rows)) == (["A", "A", "A"], ["B"]), "what has slid under the pointer is not meant"
    press_quickly(*on_button[:1])
    assert acted[3:] == ["B"], "it is for itself again"


def test_a_quick_press_on_another_row_is_its_own(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((row("A"), row("B"), row("C"))))
    acted: list[str] = []
    rows.acted.connect(acted.append)
    here = [(rows.viewport(), rows.action_rect(key).center()) for key in "AC"]
    press_quickly(here[0], here[0], here[1])
    assert acted == ["A", "C"]


def test_where_each_press_counts_three_quick_ones_are_three(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((replace(row("A", action="One less"), repeats=True),)))
    acted: list[str] = []
    rows.acted.connect(acted.append)
    press_quickly(*[(rows.viewport(), rows.action_rect("A").center())] * 3)
    assert acted == ["A"] * 3


def test_two_presses_open_a_row_without_a_button_that_has_more(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((replace(row("A", action=""), has_more=True),)))
    with qtbot.waitSignal(rows.acted) as acted:
        double_click(qtbot, rows, "A")
    assert acted.args == ["A"]


def test_two_presses_where_one_opens_open_once(qtbot: QtBot) -> None:
    rows = RowList(COLUMNS, name="rows", meaning="", opens=True)
    qtbot.addWidget(rows)
    rows.resize(800, 500)
    rows.show_groups(two_groups())
    rows.show()
    acted: list[str] = []
    rows.acted.connect(acted.append)
    double_click(qtbot, rows, "A")
    assert acted == ["A"]


def test_a_press_between_groups_does_nothing(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    with qtbot.assertNotEmitted(rows.chosen), qtbot.assertNotEmitted(rows.acted):
        gap = QPoint(rows.action_rect("C").center().x(), rows.row_rect("C").top() - 4)
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=gap)
    assert rows.current_key() == "A"


def test_selection_survives_new_rows(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    rows.choose("B")
    rows.show_groups([Group((row("Z"), row("A"), row("B")), "Prepare")])
    assert rows.current_key() == "B"


def test_the_row_that_takes_the_place_is_selected(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    rows.choose("B")
    rows.show_groups([Group((row("A"),), "Prepare"), Group((row("C"),), "Hand over")])
    assert rows.current_key() == "C"
    rows.show_groups([Group((row("A"),), "Prepare")])
    assert rows.current_key() == "A"
    rows.show_groups([])
    assert rows.current_key() == ""


def test_other_words_move_nothing(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    rows.choose("B")
    with qtbot.assertNotEmitted(rows.chosen):
        rows.show_groups([Group((row("A", number="2"), row("B")), "Prepare"), two_groups()[1]])
    assert rows.rows()[0].cells[2].text == "2"


def test_the_same_rows_again_change_and_measure_nothing(qtbot: QtBot, monkeypatch: MonkeyPatch) -> None:
    rows = made(qtbot, *two_groups())
    done: list[object] = []
    monkeypatch.setattr(RowColumns, "fit", lambda _columns, kept: done.append(kept))
    rows.model().dataChanged.connect(lambda *_what: done.append("words"))
    rows.model().modelReset.connect(lambda: done.append("lines"))

    rows.show_groups(two_groups())
    assert done == []
    rows.show_groups(two_groups()[:1])
    assert done


def test_what_all_rows_share_is_worked_out_once(qtbot: QtBot, monkeypatch: MonkeyPatch) -> None:
    rows, asked = made(qtbot, *two_groups(), grows=True), []
    measured = RowPainter.height_in
    monkeypatch.setattr(RowPainter, "height_in", lambda *what: asked.append(what) or measured(*what))
    height = rows.content_height()
    before = len(asked)
    assert (rows.sizeHint().height(), rows.minimumSizeHint().height()) == (height, height)
    assert len(asked) == before
    rows.show_groups(two_groups()[:1])
    assert rows.content_height() < height

    columns = RowColumns(COLUMNS)
    columns.fit([row("A")])
    spans = columns.spans(800)
    assert columns.spans(800) is spans
    columns.fit([row("A", number="1,000")])
    assert columns.spans(800) != spans


def test_a_group_without_rows_is_left_out(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((), "Prepare"), Group((row("C"),), "Hand over"))
    assert keys(rows) == ["C"]


def test_columns_line_up_over_groups(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((row("A"),)), Group((row("B", "Take over from Paul", pill="late 2 h 10 min"),)))
    assert rows.action_rect("A").left() == rows.action_rect("B").left()
    assert rows.action_rect("A").width() > 112


def test_a_column_goes_where_room_is_short(qtbot: QtBot) -> None:
    wide, narrow = made(qtbot, *two_groups()), made(qtbot, *two_groups(), width=500)
    columns = wide._columns
    assert columns.spans(800)[3] is not None
    assert columns.spans(500)[3] is None
    assert narrow.viewport().grab().width() == 500


def test_a_row_without_a_button_has_its_room_for_words_and_not_for_numbers(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((row("A"), row("B", action=""))))
    columns = rows._columns
    with_it, without = columns.spans_of(row("A"), 800)[3], columns.spans_of(row("B", action=""), 800)[3]
    assert with_it is not None and without is not None
    assert (without[0], without[1]) == (with_it[0], with_it[1] + GAP + columns.action_width())
    # At 500 px the numbers come last: they stay in line.
    assert columns.spans_of(row("B", action=""), 500) == columns.spans(500)


def test_a_column_gives_what_it_does_not_need_to_one_that_would_be_cut() -> None:
    columns = RowColumns((Column(stretch=1), Column(stretch=1)))
    columns.fit([Row("A", (Cell("short"), Cell("a name that is a good deal longer than its part")))])
    needs = cell_width(Cell("a name that is a good deal longer than its part"))
    short, long = columns.spans(500)
    assert short is not None and long is not None
    assert long[1] >= needs > 234
    assert long[0] + long[1] <= 500 - EDGE and short[1] >= cell_width(Cell("short"))
    # With room for all of it each has its part.
    assert [span[1] for span in columns.spans(1_200) if span] == [576, 576]


def test_rows_are_as_wide_with_a_scroll_bar_as_without(qtbot: QtBot) -> None:
    few, many = (made(qtbot, Group(tuple(row(str(n)) for n in range(count)))) for count in (3, 40))
    assert many.findChild(OverlayBar).isVisible()
    assert many.row_rect("0").width() == few.row_rect("0").width() == 800
    assert ROOM <= EDGE
    bar = many.findChild(OverlayBar)
    # As wide as a focus ring: it is seen whole beside the bar.
    assert many.width() - bar.geometry().right() - 1 == 2


def test_a_row_says_everything_in_words(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    said = rows.model().data(rows.model().index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "late · A, Collect · 1 · Paul · Prepare"
    assert rows.accessibleName() == "What to do"


def test_a_list_that_grows_is_as_tall_as_its_rows(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((row("A"), row("B"))), grows=True)
    assert rows.sizeHint().height() == 2 * 56


def test_letters_do_not_move_the_selection(qtbot: QtBot) -> None:
    rows = made(qtbot, *two_groups())
    qtbot.keyClicks(rows, "late c")
    assert rows.current_key() == "A"


def test_a_list_that_dies_in_a_cycle_says_nothing(
    qapp: QApplication, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = RowList(COLUMNS, name="rows", meaning="What to do")
    rows.me = rows  # type: ignore[attr-defined]
    rows.show()
    rows.show_groups(long_groups())
    del rows
    gc.collect()
    assert "Error" not in capfd.readouterr().err


def test_a_list_that_is_only_read_selects_nothing(qtbot: QtBot) -> None:
    rows = RowList(COLUMNS, name="places", meaning="Places", selects=False)
    qtbot.addWidget(rows)
    rows.resize(800, 300)
    rows.show()
    with qtbot.assertNotEmitted(rows.chosen):
        rows.show_rows([row("A", action=""), row("B", action="")])
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.row_rect("B").center())
    assert not rows.selectedIndexes()


def test_a_row_that_is_cut_tells_the_whole_in_its_tool_tip(qtbot: QtBot) -> None:
    rows = made(qtbot, Group((row("A very long name of a customer"),)), width=320)
    shown = rows.rows()[0]
    assert rows._columns.is_cut(shown, 320)
    assert not rows._columns.is_cut(shown, 1200)


def long_groups() -> tuple[Group, Group]:
    first = tuple(row(f"A{place}") for place in range(20))
    second = tuple(row(f"B{place}") for place in range(20))
    return Group(first, "Prepare", "20 orders"), Group(second, "Hand over")


def standing(rows: RowList) -> str:
    title = rows.findChild(StandingTitle)
    assert title is not None
    return title.title.group.title if title.title and title.isVisible() else ""


def test_the_title_of_the_rows_at_the_top_stays_in_sight(qtbot: QtBot) -> None:
    rows = made(qtbot, *long_groups())
    assert standing(rows) == ""
    rows.verticalScrollBar().setValue(300)
    assert standing(rows) == "Prepare"
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
    assert standing(rows) == "Hand over"
    rows.show_groups(long_groups()[:1])
    rows.verticalScrollBar().setValue(0)
    assert standing(rows) == ""


def test_the_next_title_pushes_the_one_before_out(qtbot: QtBot) -> None:
    rows = made(qtbot, *long_groups())
    title = rows.findChild(StandingTitle)
    assert title is not None
    below = rows.row_rect("B0").top() - TITLE_HEIGHT - TITLE_GAP
    rows.verticalScrollBar().setValue(below - TITLE_HEIGHT // 2)
    assert standing(rows) == "Prepare"
    assert title.y() == -TITLE_HEIGHT // 2


def test_a_row_that_is_chosen_does_not_lie_under_the_title(qtbot: QtBot) -> None:
    rows = made(qtbot, *long_groups())
    rows.choose("B19")
    rows.choose("A5")
    assert rows.row_rect("A5").top() == TITLE_HEIGHT
