"""Goods on the morning board: put back and counted, by scanning them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.commands import ClaimFulfilment, PickLine
from core.model import CountTask, Fulfilment
from desktop.devices.scanner import Article
from desktop.screens.today.screen import TodayScreen
from desktop.screens.today.words import groups
from desktop.shell.widgets import KeyValueRows
from tests.desktop.desk_double import MARC, NOW, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.looking import Looking
from tests.desktop.screens.store_world import add_case, add_order
from tests.desktop.screens.today_room import busy, part, screen, text
from tests.desktop.screens.truck_world import announce

__all__ = ["busy", "screen"]


def test_putting_back_shows_where_and_asks(busy: TodayScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    busy.view.rows.choose("f7")
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Return)

    assert text(busy, "today_question") == "Is all of it back in its place? Scan each one, or confirm."
    facts = part(busy, KeyValueRows, "today_detail_facts")
    assert isinstance(facts, KeyValueRows)
    assert facts.facts() == [("B · 4 · 2", "1 × Veste Mistral · M\u00a0·\u00a0marine")]
    assert part(busy, QWidget, "today_go").accessibleName() == "All is back"
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Escape)
    assert desk.pending() == []
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Return)
    qtbot.mouseClick(part(busy, QWidget, "today_go"), Qt.MouseButton.LeftButton)

    assert desk.pending() == ["PutBack"]


def test_goods_are_put_back_by_scanning_them_and_their_stock_is_free_with_the_last(
    busy: TodayScreen, opened: OpenDoors, desk: SessionDesk
) -> None:
    add_order(desk, "f9", "C-9", "A B", {"belt": 2, "shirt": 1}, state="to_put_back")
    now(busy.refresh(None))
    busy.view.rows.choose("f9")
    belt, shirt = Article("3614275550022"), Article("3614271004420")
    assert [busy.scanned(scan) for scan in (belt, shirt)] == [True, True]
    facts = part(busy, KeyValueRows, "today_detail_facts")
    assert isinstance(facts, KeyValueRows)
    assert dict(facts.facts()) == {
        "A · 2 · 1": "1 × Chemise lin Alba · 38\u00a0·\u00a0blanc (1 of 1 back)",
        "B · 6 · 1": "2 × Ceinture tressée · 90\u00a0·\u00a0cognac (1 of 2 back)",
    }
    assert desk.pending() == []
    assert busy.scanned(belt)

    assert opened.sounds == [True] * 3
    assert desk.row(Fulfilment, "f9").state == "put_back"
    assert desk.pending() == ["PutBack"]


def test_an_article_that_does_not_go_back_is_looked_for_on_the_board(
    busy: TodayScreen, desk: SessionDesk
) -> None:
    busy.view.rows.choose("f7")
    assert busy.scanned(Article("3614275550022"))

    assert busy.presenter.state.filter.words == "3614275550022"
    assert desk.pending() == []


def ask_for_a_count(desk: SessionDesk) -> None:
    desk.add(
        CountTask(
            id="c1", location_id=1, article_id=15, aggregate="fulfilment:f6", reason="step_skipped",
            state="asked", gtin="3614275550022", name="Ceinture tressée", size="90", zone="B", aisle="6",
            shelf="1", asked_by="s-marc", asked_at=NOW,
        )
    )  # fmt: skip


def test_an_article_is_counted_by_scanning_it(busy: TodayScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    ask_for_a_count(desk)
    now(busy.refresh(None))
    busy.view.rows.choose("count:c1")
    assert "Ceinture tressée, 90 · B · 6 · 1 · Count" in busy.view.rows.rows()[-2].words()
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Return)
    assert busy.view.detail.answer.line.hasFocus()
    assert [busy.scanned(Article("3614275550022")) for _ in range(3)] == [True] * 3
    assert not busy.scanned(Article("3614271004420"))
    assert busy.view.detail.answer.text() == "3"
    qtbot.keyClick(busy.view.detail.answer.line, Qt.Key.Key_Return)

    task = desk.row(CountTask, "c1")
    # Six are known to be here, and one of them stands in a bin for C-20365.
    assert (task.state, task.counted, task.expected) == ("counted", 3, 5)
    assert desk.pending() == ["CountArticle"]
    assert busy.presenter.state.work("count:c1") is None


def test_a_count_goes_by_what_is_known_when_it_is_told(
    busy: TodayScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    ask_for_a_count(desk)
    now(busy.refresh(None))
    busy.view.rows.choose("count:c1")
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Return)
    now(desk.do(ClaimFulfilment(fulfilment_id="f3")))
    now(desk.do(PickLine(fulfilment_id="f3", line_id="f3-1")))
    qtbot.keyClicks(busy.view.detail.answer.line, "4")
    qtbot.keyClick(busy.view.detail.answer.line, Qt.Key.Key_Return)

    assert desk.row(CountTask, "c1").expected == 4, "one belt was taken for C-20397 meanwhile"


def test_a_scan_counts_only_on_the_row_that_is_selected(
    busy: TodayScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    ask_for_a_count(desk)
    desk.me = MARC
    now(busy.refresh(None))
    busy.view.rows.choose("count:c1")
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Return)
    busy.scanned(Article("3614275550022"))
    busy.view.rows.choose("f7")
    assert busy.scanned(Article("3614274881202"))
    assert busy.presenter.state.work("f7") is None, "the jacket was put back, and with it all of f7"


def test_what_was_counted_stays_while_another_row_is_looked_at(
    busy: TodayScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    ask_for_a_count(desk)
    now(busy.refresh(None))
    busy.view.rows.choose("count:c1")
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Return)
    busy.scanned(Article("3614275550022"))
    busy.view.rows.choose("f7")
    busy.view.rows.choose("count:c1")
    assert busy.view.detail.answer.text() == "1"
    qtbot.keyClick(busy.view.detail.answer.line, Qt.Key.Key_Escape)
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Return)

    assert busy.view.detail.answer.text() == ""


def test_a_raised_two_is_no_number(busy: TodayScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    ask_for_a_count(desk)
    now(busy.refresh(None))
    busy.view.rows.choose("count:c1")
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_Return)
    qtbot.keyClicks(busy.view.detail.answer.line, "²")
    qtbot.keyClick(busy.view.detail.answer.line, Qt.Key.Key_Return)
    assert desk.pending() == []
    assert busy.scanned(Article("3614275550022"))

    assert busy.view.detail.answer.text() == "1"


@pytest.mark.usefixtures("qapp")
def test_an_exception_says_of_which_size_and_whose(desk: SessionDesk) -> None:
    announce(desk)
    add_order(desk, "f1", "C-20401", "Claire Martin", {"shirt": 1})
    told = {"delivery": "BL-1", "line_id": "l1", "name": "Chemise lin Alba", "units": 1, "expected": 0}
    add_case(desk, "x1", "units_extra", **told)
    add_case(desk, "x2", "called_off", fulfilment="f1", order_number="C-20401")
    desk.me = MARC
    shown = [row for group in groups(Looking(desk).look()) for row in group.rows]
    cells = [row.cells[3].words() for row in shown]

    assert cells[-2:] == ["Chemise lin Alba, 38 · blanc", "Claire Martin"]
    assert shown[-2].cells[2].hint == "Article not announced"
