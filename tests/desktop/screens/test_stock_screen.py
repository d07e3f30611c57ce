"""Stock at work: by keyboard alone, by scan, in words."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import msgspec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.model import Movement
from core.rules.availability import Term
from core.rules.time import DAY_MS, HOUR_MS, Instant
from desktop.devices.scanner import Article, OrderNumber, Piece
from desktop.screens.stock import beside_words, words
from desktop.screens.stock.screen import StockScreen
from desktop.screens.stock.state import Part, PieceFound, StockState, Why
from desktop.shell.widgets import Row
from sync.schema import ReplicaState
from tests.desktop.desk_double import NOW, STORE, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.stock_room import press, screen, shown
from tests.desktop.screens.stocked_network import (
    GTINS,
    JACKET,
    JACKET_L,
    JACKET_SAND,
    WATCH,
    desk,
    stocked_replica,
)

__all__ = ["desk", "screen", "stocked_replica"]


def type_(qtbot: QtBot, screen: StockScreen, letters: str) -> None:
    qtbot.keyClicks(screen.view.search.line, letters)


def places(screen: StockScreen) -> list[Row]:
    return screen.view.article.beside.lists[Part.PLACES].rows()


def test_it_asks_which_article(screen: StockScreen) -> None:
    assert screen.view.nothing.isVisible()
    assert screen.view.nothing.sentence() == "Which article?"


def test_typing_finds_and_enter_opens(screen: StockScreen, qtbot: QtBot) -> None:
    type_(qtbot, screen, "mistral")
    assert [row.key for row in screen.view.results.rows()] == [str(JACKET), str(JACKET_L), str(JACKET_SAND)]

    press(qtbot, screen, Qt.Key.Key_Down, Qt.Key.Key_Return)

    assert screen.view.article.isVisible()
    assert shown(screen, "stock_name") == "Veste Mistral"
    assert shown(screen, "stock_what").startswith("L · Marine")


def test_arrows_lead_to_the_other_variants(screen: StockScreen, qtbot: QtBot) -> None:
    type_(qtbot, screen, "mistral")
    press(qtbot, screen, Qt.Key.Key_Return)
    press(qtbot, screen, Qt.Key.Key_Right, Qt.Key.Key_Return)

    assert shown(screen, "stock_what").startswith("L · Marine")
    press(qtbot, screen, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert shown(screen, "stock_what").startswith("M · Sable")


def test_escape_leads_back_with_the_text_ready_to_be_replaced(screen: StockScreen, qtbot: QtBot) -> None:
    type_(qtbot, screen, "mistral")
    press(qtbot, screen, Qt.Key.Key_Return)
    press(qtbot, screen, Qt.Key.Key_Escape)

    assert screen.view.results.isVisible()
    assert screen.view.search.line.hasFocus()
    assert screen.view.search.line.selectedText() == "mistral"


def test_a_letter_on_the_article_begins_another_search(screen: StockScreen, qtbot: QtBot) -> None:
    now(screen.open(str(JACKET)))
    press(qtbot, screen, Qt.Key.Key_Down)
    press(qtbot, screen, Qt.Key.Key_M)

    assert screen.view.results.isVisible()
    assert screen.view.search.text() == "m"
    assert screen.view.search.line.hasFocus()


def test_what_is_typed_over_an_article_keeps_its_first_letter(screen: StockScreen, qtbot: QtBot) -> None:
    now(screen.open(str(JACKET)))
    qtbot.mouseClick(screen.view.search.line, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(screen.view.search.line, "mistral")

    assert screen.view.search.text() == "mistral"


def test_a_press_on_a_row_opens_it(screen: StockScreen, qtbot: QtBot) -> None:
    type_(qtbot, screen, "mistral")
    results = screen.view.results
    spot = QPoint(80, results.row_rect(str(JACKET_SAND)).center().y())
    qtbot.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert shown(screen, "stock_what").startswith("M · Sable")


def test_nothing_found_says_what_to_do(screen: StockScreen, qtbot: QtBot) -> None:
    type_(qtbot, screen, "xyz")

    assert screen.view.nothing.sentence() == "No article is called “xyz”"
    assert screen.view.nothing.hint().startswith("Fewer letters find more")


def test_of_several_words_without_an_article_one_is_to_be_left_out(screen: StockScreen, qtbot: QtBot) -> None:
    type_(qtbot, screen, "mistral 99")

    assert screen.view.nothing.sentence() == "No article is called “mistral 99”"
    assert screen.view.nothing.hint().startswith("Every word has to fit")


def test_the_article_page_says_everything(screen: StockScreen) -> None:
    now(screen.open(str(JACKET)))
    network = [row.words() for row in places(screen)]

    assert shown(screen, "stock_digits") == "881 205"
    assert shown(screen, "stock_place") == "Zone B · Aisle 4 · Shelf 2"
    assert network[0] == "Lyon Part-Dieu, here · open · 3 · 9 · 4 · live"
    assert "Lyon Bellecour, 2.1 km · display only · – · 1 · – · just now" in network
    assert "Grenoble, 93 km · shut · – · 5 · – · just now" in network
    assert "Chez Partenaire, 1.3 km · partner · 2 · 2 · – · just now" in network
    assert "Paris Rivoli, 393 km · collect possible · 3 · 3 · – · just now" in network


def test_each_part_has_its_key_and_says_when_it_is_empty(screen: StockScreen, qtbot: QtBot) -> None:
    now(screen.open(str(JACKET)))
    assert not screen.view.article.beside.tabs[Part.PIECES].isVisible(), "a jacket has no pieces"
    press(qtbot, screen, Qt.Key.Key_F4)
    assert screen.view.article.beside.nothing.sentence() == "Nothing has moved here lately"
    press(qtbot, screen, Qt.Key.Key_F6)
    prices = screen.view.article.beside.lists[Part.PRICES]
    said = [row.words().rpartition(" · ")[0] for row in prices.rows()]
    assert said == ["Markdown, since yesterday 11:38 · now", "Regular price, from the start"]
    assert screen.view.article.beside.tabs[Part.PRICES].accessibleName() == "Prices, shown"


def tabs_shown(screen: StockScreen) -> list[Part]:
    """The parts whose tabs are in sight and marked."""
    tabs = screen.view.article.beside.tabs.items()
    return [part for part, tab in tabs if tab.isVisible() and tab.accessibleName().endswith(", shown")]


def test_the_pieces_of_an_article_without_pieces_are_never_in_front(
    screen: StockScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    screen.scanned(Piece(GTINS[JACKET], "MO-2217"))
    assert "MO-2217" in shown(screen, "stock_piece"), "the number that was scanned is told"
    assert tabs_shown(screen) == [Part.PLACES]
    press(qtbot, screen, Qt.Key.Key_F5)
    assert tabs_shown(screen) == [Part.PLACES]
    now(screen.open(str(WATCH)))
    press(qtbot, screen, Qt.Key.Key_F5)
    assert tabs_shown(screen) == [Part.PIECES]
    with closing(sqlite3.connect(desk.station.replica.network_path)) as network:
        network.execute("UPDATE article SET is_serialised = 0 WHERE id = ?", (WATCH,))
        network.commit()
    now(screen.presenter.refresh())
    assert tabs_shown(screen) == [Part.PLACES]


def test_a_key_sorts_the_places_and_says_how(screen: StockScreen, qtbot: QtBot) -> None:
    now(screen.open(str(JACKET)))
    press(qtbot, screen, Qt.Key.Key_F7, Qt.Key.Key_F7)

    assert places(screen)[1].cells[0].text == "Entrepôt Saint-Priest"
    assert shown(screen, "stock_sort_button") == "Sorted: most available"


def test_a_piece_that_is_shown_is_not_chosen_anew(screen: StockScreen) -> None:
    """Of two that were chosen in one breath each would bring the other back, without an end."""
    screen.scanned(Piece(GTINS[WATCH], "MO-2217"))
    beside, state, chosen = screen.view.article.beside, screen.presenter.state, list[str]()
    assert state.page is not None
    [known] = state.side.pieces
    two = (known, msgspec.structs.replace(known, serial="MO-2218"))
    side = msgspec.structs.replace(state.side, pieces=two)
    beside.show_page(state.page, msgspec.structs.replace(state, side=side))
    beside.piece_chosen.connect(chosen.append)

    side = msgspec.structs.replace(side, serial="MO-2218")
    beside.show_page(state.page, msgspec.structs.replace(state, side=side))

    assert beside.lists[Part.PIECES].current_key() == "MO-2218"
    assert chosen == []


def test_arrows_lead_from_piece_to_piece_and_its_history_follows(
    screen: StockScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    there = {"article_id": WATCH, "location_id": STORE, "quantity": 1, "serial": "MO-2217"}
    desk.add(Movement(id="m0", at=NOW - 1, kind="adjusted", reason="drift", actor="wms", **there))
    desk.add(Movement(id="m1", at=NOW, kind="sold", actor="s-ines", **there))
    screen.scanned(Piece(GTINS[WATCH], "MO-2217"))

    history = [row.words() for row in screen.view.article.beside.history.rows()]
    assert history == [
        "11:38 · Sold at the till, Inès Martin · not sent yet · − 1",
        "11:37 · Corrected, wms · another system counts otherwise · not sent yet · + 1",
    ]


def test_old_numbers_of_other_places_are_told_as_old(screen: StockScreen, desk: SessionDesk) -> None:
    now(screen.open(str(JACKET)))
    assert shown(screen, "stock_old") == ""
    with desk.writing() as session:
        session.get_one(ReplicaState, 1).heard_at = NOW - HOUR_MS
    now(screen.presenter.refresh())
    said = shown(screen, "stock_old")
    assert said == "The other places’ numbers are from 1 h ago; this store’s are live."


def test_a_scan_opens_an_article(screen: StockScreen, opened: OpenDoors) -> None:
    assert screen.scanned(Article(GTINS[WATCH]))
    assert shown(screen, "stock_name") == "Montre Orée"
    assert opened.sounds == [True]


def test_a_scan_of_a_piece_says_where_it_is(screen: StockScreen) -> None:
    assert screen.scanned(Piece(GTINS[WATCH], "MO-2217"))
    assert "MO-2217" in shown(screen, "stock_piece")
    assert "Paris Rivoli" in shown(screen, "stock_piece")


def test_an_unknown_barcode_stays_said_until_the_next_scan(screen: StockScreen, opened: OpenDoors) -> None:
    assert screen.scanned(Article("4006381333931"))
    assert "4006381333931" in screen.view.feedback.sentence()
    assert screen.view.feedback.isVisible()
    assert opened.sounds == [False]

    screen.scanned(Article(GTINS[JACKET]))
    assert not screen.view.feedback.isVisible()


def test_a_scanned_order_is_nothing_here(screen: StockScreen) -> None:
    assert not screen.scanned(OrderNumber("C-20418"))


def test_what_waits_is_not_counted_here(screen: StockScreen) -> None:
    assert screen.count() is None
    keys = [action.key for action in screen.actions()]
    assert keys == [
        "Enter",
        "F2",
        "Esc",
        "F3",
        "F4",
        "F5",
        "F6",
        "F7",
        "F8",
        "F9",
        "F10",
        "F12",
        "Shift+F12",
        "F11",
    ]


def test_every_control_has_a_name(screen: StockScreen) -> None:
    now(screen.open(str(JACKET)))
    named = [screen.view.search.line, screen.view.results, *screen.view.article.beside.lists.values()]
    named += [*screen.view.article.beside.tabs.values(), screen.view.article.beside.history]
    named += [
        cell for cell in screen.view.article.grid.findChildren(QWidget) if "variant_" in cell.objectName()
    ]

    assert all(widget.objectName() and widget.accessibleName() for widget in named)


def test_the_terms_in_words() -> None:
    why = Why(
        available=3,
        terms=((Term.SELLABLE, 6), (Term.ALLOCATED, -3)),
        held_for=("C-20418", "C-20423"),
        counted_at=NOW,
        heard_at=NOW - 120_000,
        is_in_doubt=True,
    )
    state = StockState(now=NOW, data_at=Instant(NOW - 8_000))

    assert [(term.words, term.number, term.signed) for term in words.why_terms(why, state)] == [
        ("On hand, can be sold, counted Sun 22 Nov", 6, False),
        ("Held for orders: C-20418, C-20423", -3, True),
    ]
    a_year_on = msgspec.structs.replace(state, now=Instant(NOW + 365 * DAY_MS))
    assert [term.words for term in words.why_terms(why, a_year_on)] == [
        "On hand, can be sold, counted 22 Nov 2026",
        "Held for orders: C-20418, C-20423",
    ]
    assert words.why_notes(why, 4, state) == (
        "On the way here: 4.\n"
        "This computer has lost its latest exchanges: the number is kept low until the next one.\n"
        "Till heard 2 min ago.\nHeadquarters’ number as of 8 s ago."
    )


def test_a_piece_nobody_knows() -> None:
    assert "MO-1" in words.piece_words(PieceFound("MO-1"))


def test_a_price_says_its_day_alone_where_it_begins_with_it() -> None:
    state = StockState(now=NOW)
    midnight = Instant(1_768_172_400_000)  # 2026-01-12T00:00 in Paris
    to_come = Instant(1_796_079_600_000)  # 2026-12-01T00:00

    assert beside_words.price_since(midnight, state) == "since Mon 12 Jan"
    assert beside_words.price_since(Instant(midnight + HOUR_MS), state) == "since Mon 12 Jan, 01:00"
    assert beside_words.price_since(to_come, state) == "from Tue 1 Dec"
    assert beside_words.price_since(Instant(0), state) == "from the start"
