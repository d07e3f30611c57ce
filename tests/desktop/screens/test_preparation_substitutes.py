"""A substitute at the shelf: proposed in two keys, answered for, taken back; rows and stock after each."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from core.commands import ProposeSubstitute, ShortLine
from core.model import Article, ArticlePrice, FulfilmentLine, Position
from core.rules.availability import Stock
from core.rules.stock import ShortReason
from desktop.screens.preparation.screen import PreparationScreen
from desktop.screens.preparation.short_part import ShortPart
from desktop.screens.preparation.state import Phase
from desktop.shell.widgets import Text
from tests.desktop.desk_double import NOW, STORE, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.preparing import Preparing, person
from tests.desktop.screens.store_world import ARTICLES, add_order

__all__ = ["person"]

JACKET, JACKET_L = ARTICLES["jacket"]["id"], ARTICLES["jacket_l"]["id"]
BLOUSON = 17


def know(desk: SessionDesk, price_cents: int = 9_900, sellable: int = 1, **changes: Any) -> None:
    """Another jacket that is here, and what it costs."""
    fields = {"style": "ALIZE", "name": "Blouson Alizé", "category": "jacket", "size": "M", "gtin": "3614"}
    look = {"colour": "nuit", "colour_hex": "#1B2440"}
    desk.add_to_network(
        Article(id=BLOUSON, sku="SKU-17", **(fields | look | changes)),
        Position(article_id=BLOUSON, location_id=STORE, sellable=sellable),
        ArticlePrice(article_id=BLOUSON, valid_from=NOW - 1, price_cents=price_cents),
    )


def asking(person: Preparing) -> list[str]:
    """Ask why the current article is short; what could stand in for it."""
    now(person.presenter.ask_short())
    return [f"{one.name} {one.size}" for one in person.state.offers]


def propose(person: Preparing, article_id: int = JACKET_L) -> str:
    now(person.presenter.want_substitute(article_id))
    now(person.presenter.short(ShortReason.NOT_FOUND))
    return person.said()


def answer(person: Preparing, *, is_agreed: bool) -> str:
    now(person.presenter.answer(person.state.current, is_agreed=is_agreed))
    return person.said()


def stock_of(person: Preparing, article_id: int) -> Stock:
    return person.desk.station.read(lambda reader: reader.stock_here([article_id])[article_id])


def lines(person: Preparing) -> list[tuple[int, int, int, str]]:
    """Article, units, short units and agreement of each line."""
    rows = person.desk.rows(FulfilmentLine)
    return sorted((row.article_id, row.quantity, row.short, row.agreement) for row in rows)


def test_the_nearest_size_comes_first_at_no_more_than_was_agreed(person: Preparing) -> None:
    know(person.desk)
    person.take({"jacket": 1})
    assert asking(person) == ["Veste Mistral L", "Blouson Alizé M"]
    assert [(one.free, one.price_cents) for one in person.state.offers] == [(4, 12_900), (1, 9_900)]


def test_what_is_not_free_here_in_so_many_units_is_not_offered(person: Preparing) -> None:
    know(person.desk)
    person.take({"jacket": 2})
    assert asking(person) == ["Veste Mistral L"]
    person.take({"belt": 1}, key="f2")
    assert asking(person) == [], "nothing else is a belt"


def test_proposed_the_rest_is_picked_and_the_order_waits_for_its_customer(person: Preparing) -> None:
    person.take({"jacket": 1, "shirt": 1})
    person.scan_article("shirt")
    asking(person)
    said = propose(person)
    assert said.startswith("+ The customer is asked whether Veste Mistral · L\u00a0·\u00a0marine will do.")
    assert lines(person)[1:] == [(JACKET, 1, 1, ""), (JACKET_L, 1, 0, "asked")]
    assert (stock_of(person, JACKET_L).allocated, stock_of(person, JACKET).sellable) == (3, 1)
    assert (person.state.phase, person.state.is_awaited) == (Phase.PICK, True)
    assert person.scan_article("jacket_l").startswith("- The customer has not said yet")
    person.enter()
    assert person.picked()["Veste Mistral"] == 0, "Enter picks nothing that is waited for"
    assert person.desk.pending()[-1] == "ProposeSubstitute"


def test_the_customer_agrees_on_the_telephone_and_it_is_picked(person: Preparing) -> None:
    person.take({"jacket": 1})
    asking(person)
    propose(person)
    said = answer(person, is_agreed=True)
    assert said == "+ The customer agrees: pick Veste Mistral · L\u00a0·\u00a0marine."
    assert person.scan_article("jacket_l").startswith("+ Veste Mistral · L\u00a0·\u00a0marine: right one.")
    assert person.state.phase is Phase.PACK
    assert person.state.head is not None and person.state.head.units == 1


def test_the_customer_declines_and_the_rest_goes_on(person: Preparing) -> None:
    person.take({"jacket": 1, "shirt": 1})
    person.scan_article("shirt")
    asking(person)
    propose(person)
    assert answer(person, is_agreed=False).startswith("+ The customer does not want Veste Mistral")
    assert lines(person)[1:] == [(JACKET, 1, 1, ""), (JACKET_L, 1, 1, "declined")]
    assert stock_of(person, JACKET_L).allocated == 2
    assert person.state.phase is Phase.PACK


def test_found_after_all_one_key_takes_it_back(person: Preparing) -> None:
    person.take({"jacket": 1})
    before = stock_of(person, JACKET), stock_of(person, JACKET_L)
    asking(person)
    propose(person)
    assert person.state.undoes == "substitute"
    now(person.presenter.undo())
    assert person.said().startswith("+ Taken back: Veste Mistral is to be picked")
    assert (stock_of(person, JACKET), stock_of(person, JACKET_L)) == before
    assert [line.size for line in person.state.lines] == ["M"], "what is asked no more is not seen"
    assert person.scan_article("jacket").startswith("+ Veste Mistral · M\u00a0·\u00a0marine: right one.")


def test_each_order_of_a_round_asks_its_own_customer(person: Preparing) -> None:
    a_round_of_two(person)
    asking(person)
    propose(person)
    assert lines(person) == [(JACKET, 1, 1, "")] * 2 + [(JACKET_L, 1, 0, "asked")] * 2
    answer(person, is_agreed=True)
    assert [line.agreement for line in person.state.lines if line.left_to_pick] == ["agreed", "asked"]
    assert person.scan_article("jacket_l").startswith("+ ")
    assert person.state.is_awaited


def a_round_of_two(person: Preparing) -> None:
    for key, number in (("f1", "C-1"), ("f2", "C-2")):
        add_order(person.desk, key, number, "Claire Martin", {"jacket": 1})
    now(person.presenter.refresh())
    for key in ("f1", "f2"):
        now(person.presenter.turn(key))
    person.enter()


def test_a_key_that_is_pressed_twice_answers_for_one_customer(person: Preparing) -> None:
    a_round_of_two(person)
    asking(person)
    propose(person)
    in_front = person.state.current
    for _ in range(2):
        now(person.presenter.answer(in_front, is_agreed=False))
    assert [row[3] for row in lines(person)[2:]] == ["asked", "declined"]


def test_what_is_refused_for_one_order_of_a_round_is_not_said_to_be_done(person: Preparing) -> None:
    know(person.desk, sellable=2)
    a_round_of_two(person)
    add_order(person.desk, "f3", "C-3", "Marc Nguyen", {"jacket": 1})
    asking(person)
    now(person.desk.do(ProposeSubstitute(fulfilment_id="f3", line_id="f3-1", article_id=BLOUSON)))
    person.face.sounds.clear()
    assert propose(person, BLOUSON).startswith("- Blouson Alizé is not free here any more.")
    assert person.face.sounds == [False]
    assert person.state.undoes == "substitute", "the first order has asked its customer"


def test_a_short_that_is_refused_for_one_order_is_not_said_to_be_told(person: Preparing) -> None:
    a_round_of_two(person)
    now(person.presenter.ask_short())
    gone = ShortLine(fulfilment_id="f2", line_id="f2-1", quantity=1, reason=ShortReason.NOT_FOUND)
    now(person.desk.do(gone))
    person.face.sounds.clear()
    now(person.presenter.short(ShortReason.NOT_FOUND))
    assert person.said().startswith("- ")
    assert (person.face.sounds, person.state.undoes) == ([False], "short")


def test_without_a_connection_nobody_is_asked_yet(person: Preparing) -> None:
    person.take({"jacket": 1})
    person.desk.is_connected = False
    asking(person)
    assert propose(person).startswith("+ Without a connection the customer cannot be asked yet")


def test_fewer_that_are_short_find_what_is_there_in_so_many(person: Preparing) -> None:
    know(person.desk)
    person.take({"jacket": 2})
    assert asking(person) == ["Veste Mistral L"]
    now(person.presenter.set_short_units(1))
    assert [one.name for one in person.state.offers] == ["Veste Mistral", "Blouson Alizé"]


def test_an_order_that_only_waits_is_not_what_comes_next(person: Preparing) -> None:
    person.take({"jacket": 1})
    asking(person)
    propose(person)
    add_order(person.desk, "f2", "C-2", "Marc Nguyen", {"shirt": 1}, due_min=300)
    now(person.presenter.back())
    assert person.state.next_head is not None and person.state.next_head.id == "f2"
    now(person.presenter.propose())
    assert person.state.chosen == ("f2",), "nor does it go into a round"


def test_somebody_else_took_it_meanwhile_and_the_line_is_as_it_was(person: Preparing) -> None:
    know(person.desk)
    add_order(person.desk, "f2", "C-2", "Marc Nguyen", {"jacket": 1})
    person.take({"jacket": 1})
    asking(person)
    now(person.desk.do(ProposeSubstitute(fulfilment_id="f2", line_id="f2-1", article_id=BLOUSON)))
    assert propose(person, BLOUSON).startswith("- Blouson Alizé is not free here any more.")
    line = person.desk.row(FulfilmentLine, "f1-1")
    assert (line.short, line.quantities().left_to_pick) == (0, 1)


@pytest.fixture
def screen(desk: SessionDesk, qtbot: QtBot) -> PreparationScreen:
    know(desk)
    add_order(desk, "f1", "C-20418", "Claire Martin", {"jacket": 1})
    made = PreparationScreen(OpenDoors(desk).doors)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 900)
    made.view.show()
    made.view.activateWindow()
    qtbot.waitUntil(made.view.isActiveWindow)
    now(made.open("f1"))
    made.view.setFocus()
    return made


def shown(screen: PreparationScreen, name: str) -> str:
    found = screen.view.findChild(Text, name)
    assert found is not None, name
    return found.text()


def test_as_many_offers_are_shown_at_first_as_after_the_next_layout(
    screen: PreparationScreen, qtbot: QtBot
) -> None:
    """How many have room follows from how the reasons stand: in one column or in two."""
    qtbot.keyClick(screen.view, Qt.Key.Key_F2)
    state = screen.presenter.state
    assert len(state.offers) > 1
    for height in range(400, 800, 20):
        part = ShortPart(next(iter(screen.view.actions())))
        qtbot.addWidget(part)
        part.resize(620, height)
        part.show()
        part.show_state(state)
        at_first = list(part._offered)
        QApplication.processEvents()
        part.resizeEvent(QResizeEvent(part.size(), part.size()))
        assert part._offered == at_first, height


def test_its_reason_is_chosen_with_it_and_one_key_says_what_the_customer_says(
    screen: PreparationScreen, qtbot: QtBot, desk: SessionDesk
) -> None:
    qtbot.keyClick(screen.view, Qt.Key.Key_F2)
    assert shown(screen, "short_offers_title") == "Or ask Claire Martin for another article:"
    qtbot.keyClick(screen.view, Qt.Key.Key_7)
    assert shown(screen, "short_title") == (
        "Why is Veste Mistral · M\u00a0·\u00a0marine short? Then Claire Martin is asked about "
        "Blouson Alizé · M\u00a0·\u00a0nuit."
    )
    # What is picked later needs no other article: that reason is not there to be given.
    qtbot.keyClick(screen.view, Qt.Key.Key_5)
    assert [name for name in desk.pending() if name != "ClaimFulfilment"] == []
    qtbot.keyClick(screen.view, Qt.Key.Key_3)
    assert desk.rows(FulfilmentLine)[0].short_reason == "damaged"
    assert shown(screen, "answer_title") == "Will this do for Claire Martin?"
    assert [shown(screen, f"answer_{part}") for part in ("name", "size", "colour")] == [
        "Blouson Alizé",
        "M",
        "· nuit",
    ]
    buttons = {one.objectName(): one for one in screen.view.findChildren(QAbstractButton) if one.isVisible()}
    assert {"prepare_agreed_button", "prepare_declined_button", "prepare_undo_button"} <= buttons.keys()
    assert not {"prepare_go_button", "prepare_short_button", "prepare_skip_button"} & buttons.keys()
    assert buttons["prepare_agreed_button"].accessibleName() == "Customer agrees"
    qtbot.keyClick(screen.view, Qt.Key.Key_F10)
    assert shown(screen, "pick_name") == "Blouson Alizé"
    assert "prepare_go_button" in {
        one.objectName() for one in screen.view.findChildren(QAbstractButton) if one.isVisible()
    }
