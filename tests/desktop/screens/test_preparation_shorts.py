"""What is short and why, what is taken back, and orders that are no longer one's own."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.model import ExceptionCase, Fulfilment, FulfilmentLine
from core.rules.availability import Stock
from core.rules.stock import ShortReason
from desktop.screens.preparation.state import Phase
from tests.desktop.desk_double import PAUL, SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.preparing import WATCH_WITH_SERIAL, Preparing, person
from tests.desktop.screens.store_world import ARTICLES, add_order

__all__ = ["person"]


def stock_of(desk: SessionDesk, name: str) -> Stock:
    key = ARTICLES[name]["id"]
    return desk.station.read(lambda reader: reader.stock_here([key])[key])


# shorts


@pytest.mark.parametrize(
    ("reason", "left"),
    [
        (ShortReason.NOT_FOUND, Stock(sellable=2, allocated=0, display=1)),
        (ShortReason.MISMATCH, Stock(sellable=4, allocated=0, display=1)),
        (ShortReason.DAMAGED, Stock(sellable=4, allocated=0, display=1, damaged=2)),
        (ShortReason.RESERVED_FOR_ANOTHER, Stock(sellable=6, allocated=0, display=1)),
    ],
)
def test_each_reason_does_to_the_stock_what_it_says(
    person: Preparing, reason: ShortReason, left: Stock
) -> None:
    person.take({"shirt": 2, "jacket": 1})
    person.presenter.picking.ask_short()
    assert person.state.short_units == 2
    now(person.presenter.short(reason.value))

    got = stock_of(person.desk, "shirt")
    assert (got.allocated, got.display, got.damaged) == (left.allocated, left.display, left.damaged)
    assert person.said().startswith("+ Chemise lin Alba: 2 short")
    assert person.state.current_line is not None
    assert person.state.current_line.name == "Veste Mistral"
    if reason is not ShortReason.NOT_FOUND:
        assert got.sellable == left.sellable


def test_pick_later_goes_to_the_end_and_keeps_its_claim(person: Preparing) -> None:
    person.take({"shirt": 2, "jacket": 1})
    person.presenter.picking.ask_short()
    now(person.presenter.short("pick_later"))

    assert [line.name for line in person.state.lines] == ["Veste Mistral", "Chemise lin Alba"]
    assert stock_of(person.desk, "shirt") == Stock(sellable=6, allocated=2, display=1)
    assert person.said() == "+ Chemise lin Alba comes at the end of the round."


def test_some_of_a_line_can_be_short(person: Preparing) -> None:
    person.take({"shirt": 3})
    person.scan_article("shirt")
    person.presenter.picking.ask_short()
    person.presenter.picking.set_short_units(7)
    assert person.state.short_units == 2
    person.presenter.picking.set_short_units(1)
    now(person.presenter.short("damaged"))

    line = person.desk.row(FulfilmentLine, "f1-1")
    assert (line.picked, line.short, line.short_reason) == (1, 1, "damaged")


def test_a_short_article_that_turns_up_is_explained(person: Preparing) -> None:
    person.take({"shirt": 1, "jacket": 1})
    person.presenter.picking.ask_short()
    now(person.presenter.short("not_found"))

    assert person.scan_article("shirt") == (
        "- Chemise lin Alba was told short. Take that back first (Ctrl Z), then scan it."
    )


def test_the_question_can_be_left_open(person: Preparing) -> None:
    person.take({"shirt": 1})
    person.presenter.picking.ask_short()
    now(person.presenter.back())

    assert person.state.short_units == 0
    assert person.state.phase is Phase.PICK


# the ways back


def test_the_last_pick_is_taken_back(person: Preparing) -> None:
    person.take({"shirt": 1, "jacket": 1})
    person.scan_article("shirt")
    person.scan_article("jacket")
    assert person.state.phase is Phase.PACK
    now(person.presenter.undo())

    assert person.said() == "+ Taken back: one Veste Mistral is on the shelf again."
    assert person.picked() == {"Chemise lin Alba": 1, "Veste Mistral": 0}
    assert person.state.phase is Phase.PICK
    now(person.presenter.undo())
    assert person.picked() == {"Chemise lin Alba": 0, "Veste Mistral": 0}
    assert person.state.undoes == ""


def test_a_piece_is_taken_back_with_its_serial_number(person: Preparing) -> None:
    person.take({"watch": 2})
    person.scan(WATCH_WITH_SERIAL)
    now(person.presenter.undo())

    assert person.desk.row(FulfilmentLine, "f1-1").serials == []


@pytest.mark.parametrize("reason", list(ShortReason))
def test_a_short_is_taken_back_with_what_it_did_to_the_stock(person: Preparing, reason: ShortReason) -> None:
    person.take({"shirt": 2, "jacket": 1})
    before = stock_of(person.desk, "shirt")
    person.presenter.picking.ask_short()
    now(person.presenter.short(reason.value))
    now(person.presenter.undo())

    line = person.desk.row(FulfilmentLine, "f1-1")
    assert stock_of(person.desk, "shirt") == before
    assert (line.short, line.short_reason) == (0, "")
    assert person.desk.rows(ExceptionCase) == []


# with others


def test_an_order_of_a_colleague_is_not_taken(person: Preparing) -> None:
    add_order(
        person.desk, "f2", "C-20423", "Linh Nguyen", {"dress": 1}, state="claimed",
        claimed_by=PAUL.staff_id, claimed_device=PAUL.device_id, claimed_at=person.desk.clock.now(),
    )  # fmt: skip
    now(person.presenter.open("f2"))

    assert person.said() == "- Paul Garnier is preparing this order. A manager can take it over."
    assert person.state.phase is Phase.QUEUE
    assert [head.id for head in person.state.taken] == ["f2"]


def test_an_order_that_a_manager_took_over_is_put_down(person: Preparing) -> None:
    person.take({"shirt": 1})
    with person.desk.writing() as session:
        row = session.get_one(Fulfilment, "f1")
        row.claimed_by, row.claimed_device = PAUL.staff_id, PAUL.device_id
    now(person.presenter.refresh())

    assert person.said() == "- Paul Garnier has taken over C-20418."
    assert person.state.phase is Phase.QUEUE


def test_an_order_that_was_cancelled_meanwhile_says_what_to_do(person: Preparing) -> None:
    person.take({"shirt": 2})
    person.scan_article("shirt")
    with person.desk.writing() as session:
        session.scalars(select(Fulfilment)).one().state = "to_put_back"
    now(person.presenter.refresh())

    assert person.said() == "- C-20418 is cancelled now. Put back what you have of it in hand."
    assert person.state.head is None


def test_an_order_is_given_back(person: Preparing) -> None:
    person.take({"shirt": 2})
    person.scan_article("shirt")
    now(person.presenter.give_back())

    assert person.said() == "+ C-20418 is free again for whoever takes it."
    assert person.desk.row(Fulfilment, "f1").claimed_by is None
    assert person.desk.row(FulfilmentLine, "f1-1").picked == 1


def test_leaving_keeps_the_claim_and_what_was_picked(person: Preparing) -> None:
    person.take({"shirt": 2})
    person.scan_article("shirt")
    now(person.presenter.back())

    assert person.state.phase is Phase.QUEUE
    assert person.state.next_head is not None
    assert person.state.next_head.id == "f1"
    person.enter()
    assert person.picked() == {"Chemise lin Alba": 1}


def test_what_is_left_after_a_real_short_goes_to_the_end_and_keeps_the_reason(person: Preparing) -> None:
    person.take({"shirt": 3, "jacket": 1})
    person.presenter.picking.ask_short()
    person.presenter.picking.set_short_units(1)
    now(person.presenter.short("damaged"))
    person.presenter.picking.ask_short()
    now(person.presenter.short("pick_later"))
    assert [line.name for line in person.state.lines] == ["Veste Mistral", "Chemise lin Alba"]
    line = person.desk.row(FulfilmentLine, "f1-1")
    assert (line.short, line.short_reason, line.is_put_off) == (1, "damaged", True)
