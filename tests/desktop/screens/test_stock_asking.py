"""Another store is asked for some, of one article or of several."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.model import Transfer, TransferLine
from desktop.devices.scanner import Article
from desktop.screens import Section
from desktop.screens.stock.screen import StockScreen
from desktop.shell.theme import TOUCH
from desktop.shell.widgets import QuietButton
from desktop.shell.widgets.buttons import QUIET_PADDING
from tests.desktop.desk_double import STORE, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.stock_room import press, screen, shown
from tests.desktop.screens.stocked_network import (
    GTINS,
    JACKET,
    JACKET_L,
    PARIS,
    WATCH,
    desk,
    stocked_replica,
)

__all__ = ["desk", "screen", "stocked_replica"]


def right_edge(screen: StockScreen, name: str) -> int:
    """Where what is painted of it ends, px."""
    [part] = screen.view.findChildren(QWidget, name)
    unseen = QUIET_PADDING if isinstance(part, QuietButton) else 0
    return part.mapTo(screen.view, QPoint(part.width() - unseen, 0)).x()


def test_another_store_is_asked_for_some_in_three_keys(
    screen: StockScreen, desk: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    now(screen.open(str(JACKET)))
    press(qtbot, screen, Qt.Key.Key_F9)
    first = shown(screen, "stock_asking")
    press(qtbot, screen, Qt.Key.Key_F9)
    assert first.startswith("Ask ") and shown(screen, "stock_asking") != first
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert screen.presenter.state.page is not None, "only the request was left"
    press(qtbot, screen, Qt.Key.Key_F9, Qt.Key.Key_F10)
    ends = [right_edge(screen, name) for name in ("stock_ask_list", "stock_ask_send", "stock_ask_bar")]
    assert ends == [ends[-1]] * 3
    sizes = [
        screen.view.findChildren(QWidget, f"stock_ask{name}")[0].width()
        for name in ("", "_more", "_list", "_send")
    ]
    assert max(sizes) - min(sizes) <= 1, "two and two, one under the other"
    press(qtbot, screen, Qt.Key.Key_F11)
    [asked] = desk.rows(Transfer)
    [line] = desk.rows(TransferLine)
    assert (asked.state, asked.location_id, line.article_id, line.quantity) == ("draft", STORE, JACKET, 2)
    assert opened.gone[-1] == (Section.RECEIVE, f"transfer:{asked.id}")


def test_under_an_article_the_buttons_of_a_request_stand_in_one_line_as_high_as_a_finger(
    screen: StockScreen, qtbot: QtBot
) -> None:
    screen.view.resize(952, 660)
    now(screen.open(str(JACKET)))
    press(qtbot, screen, Qt.Key.Key_F9, Qt.Key.Key_F10)
    QApplication.processEvents()
    names = ("stock_ask", "stock_ask_more", "stock_ask_list", "stock_ask_send")
    parts = [screen.view.findChildren(QWidget, name)[0] for name in names]
    assert {part.mapTo(screen.view, QPoint(0, 0)).y() for part in parts} == {
        parts[0].mapTo(screen.view, QPoint(0, 0)).y()
    }
    assert all(part.height() >= TOUCH for part in parts)


def test_above_its_places_an_article_takes_what_it_needs_and_half_of_the_page_at_most(
    screen: StockScreen, qtbot: QtBot
) -> None:
    screen.view.resize(952, 660)
    for gtin in (JACKET, WATCH, JACKET):
        assert screen.scanned(Article(GTINS[gtin]))
        for _ in range(3):
            QApplication.processEvents()
        [page] = screen.view.findChildren(QWidget, "stock_article")
        [above] = screen.view.findChildren(QWidget, "stock_article_side")
        assert above.height() == min(above.sizeHint().height(), page.height() // 2)
        press(qtbot, screen, Qt.Key.Key_Escape)


def test_several_articles_are_asked_of_one_store_and_sent_once(
    screen: StockScreen, desk: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    assert screen.scanned(Article(GTINS[WATCH]))
    press(qtbot, screen, Qt.Key.Key_F9, Qt.Key.Key_F12)
    assert shown(screen, "stock_asked_list") == "To be asked of Paris Rivoli: 1 × Montre Orée"
    assert screen.scanned(Article(GTINS[JACKET]))
    # The warehouse is nearer and has more, and what is on the list is asked of Paris.
    press(qtbot, screen, Qt.Key.Key_F9, Qt.Key.Key_F9, Qt.Key.Key_F10, Qt.Key.Key_F12)
    on_list = "To be asked of Paris Rivoli: 1 × Montre Orée, 2 × Veste Mistral"
    assert shown(screen, "stock_asked_list") == on_list
    # The program ends and begins again: what was typed is on the list.
    again = StockScreen(opened.doors, desk.station.world.ids)
    qtbot.addWidget(again.view)
    now(again.refresh(None))
    now(again.open(str(JACKET)))
    assert shown(again, "stock_asked_list") == on_list
    press(qtbot, screen, Qt.Key.Key_F9)
    assert shown(screen, "stock_asking").startswith("Ask Paris Rivoli for 1?")
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert desk.rows(Transfer) == []
    press(qtbot, screen, Qt.Key.Key_F11)
    [asked] = desk.rows(Transfer)
    units = {line.article_id: line.quantity for line in desk.rows(TransferLine)}
    assert (units, asked.from_location_id) == ({WATCH: 1, JACKET: 2}, PARIS)
    assert opened.gone[-1] == (Section.RECEIVE, f"transfer:{asked.id}")
    assert screen.presenter.state.listed.lines == ()
    assert desk.station.setting("transfer_list") == ""


def test_what_the_store_of_the_list_has_not_says_so_and_a_key_empties_the_list(
    screen: StockScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    assert screen.scanned(Article(GTINS[WATCH]))
    press(qtbot, screen, Qt.Key.Key_F9, Qt.Key.Key_F12)
    now(screen.open(str(JACKET_L)))
    press(qtbot, screen, Qt.Key.Key_F9)
    assert shown(screen, "stock_asking").startswith("Paris Rivoli has none of it to send.")
    press(qtbot, screen, Qt.Key.Key_F12)
    qtbot.keyClick(screen.view, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    assert (screen.presenter.state.listed.lines, desk.rows(Transfer)) == ((), [])


def test_nobody_is_asked_for_what_no_other_store_has(screen: StockScreen, desk: SessionDesk) -> None:
    now(screen.open(str(JACKET_L)))
    now(screen.presenter.asking.turn())
    assert shown(screen, "stock_asking") == "No other store has any to send."
    now(screen.presenter.asking.send())
    assert desk.rows(Transfer) == []
