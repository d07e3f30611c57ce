"""Pieces come back by their number: each is the unit that was sold under it, and no other."""

from __future__ import annotations

from core.model import ReturnLine, SaleLine
from desktop.devices.scanner import Article, Piece
from desktop.screens.returns.goods_state import Line
from desktop.screens.returns.state import Proof
from tests.desktop.screens.returns_counter import Counter, counter_of_a_day
from tests.desktop.screens.sales_world import add_sale
from tests.desktop.screens.store_world import ARTICLES, SERIALS

__all__ = ["counter_of_a_day"]

WATCH = ARTICLES["watch"]["gtin"]


def two_watches(counter: Counter) -> None:
    """One line of two pieces, of 200.00 together and a cent that does not divide."""
    add_sale(counter.desk, "pair", "T-PAIR", {"watch": 2}, paid_cents=20_001)


def grade_well(counter: Counter) -> None:
    counter.grades(*(True,) * 6)


async def test_the_piece_that_was_scanned_is_the_one_that_comes_back(counter: Counter) -> None:
    two_watches(counter)
    await counter.opens("T-PAIR")
    await counter.presenter.scan(Piece(WATCH, SERIALS[1]))
    [taken] = counter.state.takens
    assert (taken.serial, taken.places) == (SERIALS[1], (1,)), "the second of the two"
    await counter.presenter.scan(Article(WATCH))
    assert (counter.state.taken, counter.said()) == (taken, "one_piece_at_a_time")
    grade_well(counter)
    await counter.presenter.leave_to_manager()
    [line] = counter.desk.rows(ReturnLine)
    assert (line.serial, line.units, line.why) == (SERIALS[1], [1], "policy")
    assert counter.refund().total_cents == 10_000, "the odd cent is the first one's"


async def test_a_second_piece_s_barcode_without_its_number_is_heard_as_not_taken(counter: Counter) -> None:
    two_watches(counter)
    await counter.opens("T-PAIR")
    await counter.presenter.scan(Piece(WATCH, SERIALS[0]))
    assert counter.face.sounds[-1] is True
    await counter.presenter.scan(Article(WATCH))
    assert (counter.said(), counter.face.sounds[-1]) == ("one_piece_at_a_time", False)
    assert counter.state.units_of("pair-1") == 1


async def test_of_two_lines_of_one_article_each_scan_takes_from_the_one_that_it_is_of(
    counter: Counter,
) -> None:
    two_watches(counter)
    add_sale(counter.desk, "two", "T-TWO", {"belt": 1}, paid_cents=3_000)
    add_sale(counter.desk, "more", "T-MORE", {"belt": 1}, paid_cents=2_000)
    with counter.desk.writing() as session:
        moved = session.get_one(SaleLine, "more-1")
        moved.sale_id, moved.line_no = "two", 2
    await counter.opens("T-TWO")
    for _ in range(2):
        await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    assert [one.line.id for one in counter.state.takens] == ["two-1", "more-1"]
    await counter.presenter.scan(Article(ARTICLES["belt"]["gtin"]))
    assert counter.said() == "unknown_unit"


async def test_two_pieces_are_not_taken_back_under_one_number(counter: Counter) -> None:
    two_watches(counter)
    await counter.opens("T-PAIR")
    await counter.presenter.scan(Piece(WATCH, SERIALS[0]))
    await counter.presenter.scan(Piece(WATCH, SERIALS[1]))
    assert (counter.said(), counter.face.sounds[-1]) == ("one_piece_at_a_time", False)
    counter.presenter.more(1)
    assert counter.state.units_of("pair-1") == 1
    [taken] = counter.state.takens
    assert taken.serial == SERIALS[0]


async def test_another_piece_is_said_before_anything_is_taken(counter: Counter) -> None:
    await counter.opens("T-550099")
    await counter.presenter.scan(Piece(WATCH, "SWAPPED"))
    assert (counter.said(), counter.face.sounds[-1]) == ("piece_not_sold", False)
    counter.presenter.give_serial("SWAPPED")
    grade_well(counter)
    trouble = counter.state.money.trouble
    assert trouble is not None and (trouble.code, counter.state.money.total_cents) == ("piece_not_sold", 0)
    await counter.presenter.go()
    assert counter.said() == "piece_not_sold"
    assert counter.desk.pending() == []
    counter.presenter.give_serial(SERIALS[0])
    assert counter.state.money.total_cents == 24_900


async def test_a_scanned_piece_opens_its_sale_with_its_number(counter: Counter) -> None:
    await counter.presenter.refresh()
    await counter.presenter.scan(Piece(WATCH, SERIALS[0]))
    assert counter.state.taken is not None and counter.state.taken.serial == SERIALS[0]


def test_which_unit_a_number_is() -> None:
    """Of the third the till has told no number."""
    line = Line(id="l", article_id=1, name="Montre", quantity=3, serials=("A", "B"), free=(1, 2))
    assert [line.place_of(serial) for serial in ("B", "A", "unheard of")] == [1, None, 2]
    assert line.at_once == 1


async def test_what_the_till_has_told_no_number_of_is_not_doubted(counter: Counter) -> None:
    two_watches(counter)
    with counter.desk.writing() as session:
        session.get_one(SaleLine, "pair-1").serials = [SERIALS[0]]
    await counter.opens("T-PAIR")
    await counter.presenter.scan(Piece(WATCH, "UNTOLD"))
    grade_well(counter)
    await counter.presenter.leave_to_manager()
    [line] = counter.desk.rows(ReturnLine)
    assert (line.units, line.why) == ([1], "policy")


async def test_pieces_whose_numbers_no_till_has_told_come_back_one_at_a_time(counter: Counter) -> None:
    """There is one field for a number, and with several units the core would drop it."""
    two_watches(counter)
    with counter.desk.writing() as session:
        session.get_one(SaleLine, "pair-1").serials = []
    await counter.opens("T-PAIR")
    counter.presenter.more(1)
    assert counter.state.units_of("pair-1") == 1
    await counter.presenter.scan(Piece(WATCH, "UNTOLD"))
    await counter.presenter.scan(Article(WATCH))
    assert (counter.said(), counter.face.sounds[-1]) == ("one_piece_at_a_time", False)
    assert counter.state.units_of("pair-1") == 1
    await counter.presenter.scan(Piece(WATCH, "ANOTHER"))
    assert (counter.said(), counter.face.sounds[-1]) == ("one_piece_at_a_time", False)
    grade_well(counter)
    await counter.presenter.leave_to_manager()
    [line] = counter.desk.rows(ReturnLine)
    assert (line.quantity, line.serial) == (1, "UNTOLD")


async def test_without_a_sale_too_pieces_come_back_one_at_a_time(counter: Counter) -> None:
    await counter.presenter.refresh()
    counter.presenter.begin_without(Proof.SLIP)
    for serial in (SERIALS[1], SERIALS[1], ""):
        await counter.presenter.scan(Piece(WATCH, serial) if serial else Article(WATCH))
    [taken] = counter.state.takens
    assert (taken.line.quantity, taken.places, taken.serial) == (1, (0,), SERIALS[1])
    await counter.presenter.scan(Piece(WATCH, SERIALS[0]))
    assert counter.said() == "one_piece_at_a_time"


async def test_a_slips_piece_is_found_on_its_sale_by_its_number(counter: Counter) -> None:
    await counter.presenter.refresh()
    await counter.presenter.search("T-PAIR")
    counter.presenter.begin_without(Proof.SLIP)
    await counter.presenter.scan(Piece(WATCH, SERIALS[1]))
    grade_well(counter)
    await counter.presenter.go()
    two_watches(counter)
    await counter.presenter.refresh()
    [slip] = counter.state.open_returns
    counter.presenter.back()
    await counter.presenter.open(slip.id)
    await counter.presenter.search("T-PAIR")
    await counter.presenter.open_chosen()
    [line] = counter.desk.rows(ReturnLine)
    assert (line.serial, line.units, line.why) == (SERIALS[1], [1], "policy")


async def test_a_piece_that_came_back_before_is_said(counter: Counter) -> None:
    two_watches(counter)
    await counter.opens("T-PAIR")
    await counter.presenter.scan(Piece(WATCH, SERIALS[0]))
    grade_well(counter)
    await counter.presenter.leave_to_manager()
    await counter.opens("T-PAIR")
    await counter.presenter.scan(Piece(WATCH, SERIALS[0]))
    assert (counter.said(), counter.face.sounds[-1]) == ("unit_claimed", False)
    counter.presenter.give_serial(SERIALS[1])
    grade_well(counter)
    assert (counter.state.money.trouble, counter.state.money.total_cents) == (None, 10_000)
