"""Finding on the board: narrowed by key and by touch, typed, scanned."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.model import ArticlePlace, DeliveryLine
from desktop.devices.scanner import Article, OrderNumber, Parcel
from desktop.screens.today.screen import TodayScreen
from desktop.screens.today.state import Filter
from desktop.shell.widgets import Button, NumberTile
from tests.desktop.desk_double import MARC, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import add_case
from tests.desktop.screens.today_room import busy, part, screen

__all__ = ["busy", "screen"]


def test_a_zone_is_the_one_where_the_article_was_found_last(
    busy: TodayScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.add(ArticlePlace(location_id=1, article_id=16, zone="K", aisle="1", shelf=""))
    now(busy.refresh(frozenset({"article_place"})))
    assert busy.presenter.state.zones == ("A", "B", "K")
    for zone, listed in (("C", []), ("K", ["f2"])):
        now(busy.presenter.narrow(Filter(zone=zone)))
        assert [work.key for work in busy.presenter.state.works] == listed


def test_the_board_is_narrowed_by_key_and_by_touch(busy: TodayScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(busy.view, Qt.Key.Key_F4)
    listed = [work.key for work in busy.presenter.state.works]
    assert listed == ["f1", "f2", "f6", "f5", "f7"]
    qtbot.mouseClick(part(busy, QWidget, "today_late_button"), Qt.MouseButton.LeftButton)
    assert [work.key for work in busy.presenter.state.works] == ["f1"]
    assert part(busy, QWidget, "today_late_button").accessibleName() == "Late only"
    qtbot.keyClick(busy.view, Qt.Key.Key_F5)
    assert busy.view.no_match.isVisible()
    assert busy.view.no_match.sentence() == "Nothing on the board is like that"
    qtbot.keyClick(busy.view, Qt.Key.Key_Escape)

    assert len(busy.presenter.state.works) == 8
    assert busy.view.rows.isVisible()


def test_a_filter_says_its_words_and_its_tip_the_key(busy: TodayScreen) -> None:
    late = part(busy, Button, "today_late_button")
    assert (late.accessibleName(), late.toolTip()) == ("Late or not", "Late or all  F6")
    assert late.key == ""


def test_the_numbers_stay_those_of_the_whole_day(busy: TodayScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(busy.view, Qt.Key.Key_F7)

    assert busy.presenter.state.filter.zone == "A"
    assert part(busy, NumberTile, "tile_to_prepare").accessibleName() == "4 to prepare"


def test_what_is_typed_is_looked_for_on_the_board(busy: TodayScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(busy.view, Qt.Key.Key_F3)
    qtbot.keyClicks(busy.view.filters.search.line, "nguyen")
    qtbot.keyClick(busy.view.filters.search.line, Qt.Key.Key_Return)
    assert [work.key for work in busy.presenter.state.works] == ["f2"]
    qtbot.keyClick(busy.view, Qt.Key.Key_Escape)

    assert busy.view.filters.search.text() == ""
    assert len(busy.presenter.state.works) == 8


@pytest.mark.parametrize(
    ("case", "typed"),
    [
        ({"fulfilment": "f5", "order_number": "C-20377"}, "garnier"),
        ({"articles": [{"units": 2, "name": "Veste Mistral"}]}, "mistral"),
        ({"name": "Veste Mistral", "line_id": "line-1"}, "safran"),
    ],
    ids=["customer", "articles", "colour"],
)
def test_an_exception_is_found_by_what_its_row_says(
    busy: TodayScreen, desk: SessionDesk, qtbot: QtBot, case: dict[str, Any], typed: str
) -> None:
    desk.add(DeliveryLine(id="line-1", delivery_id="d-1", line_no=1, article_id=1, colour="Safran"))
    add_case(desk, "x2", "handed_over_twice", **case)
    qtbot.keyClick(busy.view, Qt.Key.Key_F3)
    qtbot.keyClicks(busy.view.filters.search.line, typed)
    qtbot.keyClick(busy.view.filters.search.line, Qt.Key.Key_Return)
    assert "case:x2" in [work.key for work in busy.presenter.state.works]


def test_what_is_typed_outlives_a_refresh(busy: TodayScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    desk.me = MARC
    now(busy.refresh(None))
    busy.view.rows.choose("f1")
    qtbot.keyClick(busy.view.rows, Qt.Key.Key_F8)
    qtbot.keyClicks(busy.view.detail.answer.line, "It is")
    add_case(desk, "x2", "handed_over_twice", order_number="C-9")
    now(busy.refresh(frozenset({"exception_case"})))

    assert busy.view.detail.answer.text() == "It is"


def test_a_scanned_order_number_is_selected(busy: TodayScreen, opened: OpenDoors) -> None:
    assert busy.scanned(OrderNumber("C-20377"))
    assert busy.view.rows.current_key() == "f5"
    assert opened.sounds == [True]
    assert not busy.scanned(OrderNumber("C-99999"))


def test_a_scanned_article_shows_the_orders_that_want_it(busy: TodayScreen, opened: OpenDoors) -> None:
    assert busy.scanned(Article("3614271004420"))
    assert [work.key for work in busy.presenter.state.works] == ["f1", "f3", "f6"]
    assert opened.sounds == [True]


def test_a_scanned_parcel_is_selected(busy: TodayScreen, opened: OpenDoors) -> None:
    assert busy.scanned(Parcel("034567890000000019", fulfilment_id="f5"))
    assert busy.view.rows.current_key() == "f5"


def test_a_scan_while_it_opens_is_kept(busy: TodayScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    read = busy.presenter.refresh
    busy.view.rows.choose("a row that went")

    async def refresh(also: str = "") -> None:
        await read(also)
        assert busy.scanned(OrderNumber("C-20377"))

    monkeypatch.setattr(busy.presenter, "refresh", refresh)
    now(busy.open(""))

    assert busy.view.rows.current_key() == "f5"
