"""Picking on a real replica: right and wrong scans, serial numbers, shorts, skips, and the ways back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.model import ExceptionCase, Fulfilment, FulfilmentLine
from core.rules.availability import Stock
from core.rules.stock import ShortReason
from desktop.labels import data_in, load, validate_data
from desktop.screens.preparation.state import Phase
from tests.desktop.desk_double import PAUL, SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.preparing import Preparing
from tests.desktop.screens.store_world import ARTICLES, add_order

WATCH_WITH_SERIAL = f"\x1d01{ARTICLES['watch']['gtin'].zfill(14)}21MO-2217"


@pytest.fixture
def person(desk: SessionDesk) -> Preparing:
    return Preparing(desk)


def stock_of(desk: SessionDesk, name: str) -> Stock:
    key = ARTICLES[name]["id"]
    return desk.station.read(lambda reader: reader.stock_here([key])[key])


def test_an_opened_order_is_claimed_and_laid_out_in_walking_order(person: Preparing) -> None:
    person.take({"watch": 1, "jacket": 1, "shirt": 2})

    assert [line.name for line in person.state.lines] == ["Chemise lin Alba", "Veste Mistral", "Montre Orée"]
    assert person.state.current_line is not None
    assert person.state.current_line.name == "Chemise lin Alba"
    assert person.desk.row(Fulfilment, "f1").claimed_by == "s-ines"
    assert person.desk.pending() == ["ClaimFulfilment"]


def test_the_right_article_is_picked_one_unit_a_scan(person: Preparing) -> None:
    person.take({"shirt": 2, "jacket": 1})

    assert person.scan_article("shirt") == "+ Chemise lin Alba, 38, blanc: right one. 1 of 2."
    assert person.scan_article("shirt") == "+ Chemise lin Alba, 38, blanc: right one. 2 of 2."
    assert person.picked() == {"Chemise lin Alba": 2, "Veste Mistral": 0}
    assert person.state.current_line is not None
    assert person.state.current_line.name == "Veste Mistral"
    assert person.face.sounds == [True, True]


def test_articles_may_be_scanned_in_any_order(person: Preparing) -> None:
    person.take({"shirt": 2, "jacket": 1})

    assert person.scan_article("jacket").startswith("+ Veste Mistral")
    assert person.state.current_line is not None
    assert person.state.current_line.name == "Chemise lin Alba"


def test_one_too_many_is_not_picked(person: Preparing) -> None:
    person.take({"shirt": 1, "jacket": 1})
    person.scan_article("shirt")

    assert person.scan_article("shirt") == (
        "- One too many: all 1 of Chemise lin Alba are picked. Put this one back."
    )
    assert person.picked()["Chemise lin Alba"] == 1
    assert person.face.sounds == [True, False]


def test_another_size_of_the_same_article_is_told_apart(person: Preparing) -> None:
    person.take({"jacket": 1})

    assert person.scan_article("jacket_l") == "- Wrong one: this is L · marine. Wanted: M · marine."


def test_an_article_of_another_order_is_named_with_its_order(person: Preparing) -> None:
    add_order(person.desk, "f2", "C-20423", "Linh Nguyen", {"dress": 1})
    person.take({"jacket": 1})

    assert person.scan_article("dress") == (
        "- Robe Calanque, 40, terracotta is for C-20423 (Nguyen), not for this order."
    )


def test_an_article_that_nobody_wants_is_put_back(person: Preparing) -> None:
    person.take({"jacket": 1})

    assert (
        person.scan_article("dress") == "- Robe Calanque, 40, terracotta is not in this order. Put it back."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3614279999999", "- The barcode was not read whole. Scan it again."),
        ("4006381333931", "- No article has the barcode 4006381333931."),
        ("hello", "- This barcode is no article's: hello"),
        ("BIN-3", "- This is no article. Scan the next article."),
        (
            "C-20423",
            "- This is the number of C-20423. Scan an article, or leave this order first (Esc).",
        ),
    ],
)
def test_other_barcodes_are_explained(person: Preparing, text: str, said: str) -> None:
    person.take({"jacket": 1})

    assert person.scan(text) == said
    assert person.picked() == {"Veste Mistral": 0}


def test_a_bad_sentence_stays_until_the_next_scan(person: Preparing) -> None:
    person.take({"jacket": 2})
    wrong = person.scan_article("dress")
    now(person.presenter.refresh())

    assert person.said() == wrong
    assert person.scan_article("jacket").startswith("+")


# pieces with serial numbers


def test_a_watch_asks_for_its_serial_number(person: Preparing) -> None:
    person.take({"watch": 1, "jacket": 1})

    assert person.scan_article("watch") == "+ Montre Orée: right one. Now its serial number."
    assert person.state.wants_serial
    assert person.scan("MO-2217").startswith("+ Montre Orée, 36, acier: right one.")
    assert person.desk.row(FulfilmentLine, "f1-1").serials == ["MO-2217"]
    assert not person.state.wants_serial


def test_an_element_string_with_serial_picks_at_once(person: Preparing) -> None:
    person.take({"watch": 1})

    assert person.scan(WATCH_WITH_SERIAL).startswith("+ Montre Orée")
    assert person.desk.row(FulfilmentLine, "f1-1").serials == ["MO-2217"]


def test_the_same_piece_is_not_picked_twice(person: Preparing) -> None:
    person.take({"watch": 2})
    person.scan(WATCH_WITH_SERIAL)

    assert (
        person.scan(WATCH_WITH_SERIAL) == "- The piece MO-2217 is picked already. Take another Montre Orée."
    )


def test_the_article_again_is_no_serial_number(person: Preparing) -> None:
    person.take({"watch": 1})
    person.scan_article("watch")

    assert "Scan the serial number of this Montre Orée" in person.scan_article("watch")
    assert person.state.wants_serial


def test_six_digits_can_be_a_serial_number(person: Preparing) -> None:
    person.take({"watch": 1})
    person.scan_article("watch")
    for _ in range(2):
        person.scan("221700")

    assert person.desk.row(FulfilmentLine, "f1-1").serials == ["221700"]


def test_an_unknown_piece_is_asked_for_twice_and_then_recorded_for_a_manager(person: Preparing) -> None:
    person.take({"watch": 1})
    person.scan_article("watch")

    assert person.scan("MO-9999") == (
        "- No Montre Orée with the number MO-9999 is known. Check it; scan it again if it is right."
    )
    assert person.picked() == {"Montre Orée": 0}
    assert person.scan("MO-9999") == (
        "- The piece MO-9999 (Montre Orée) is not known to be in this store. Check its number."
    )
    assert [case.kind for case in person.desk.rows(ExceptionCase)] == ["serial_not_here"]
    assert person.picked() == {"Montre Orée": 1}


def test_a_serial_number_can_be_typed(person: Preparing) -> None:
    person.take({"watch": 1})
    person.enter()

    assert person.state.wants_serial
    now(person.presenter.serial(" MO-2218 "))
    assert person.desk.row(FulfilmentLine, "f1-1").serials == ["MO-2218"]


# without a scan


def test_enter_picks_one_by_hand(person: Preparing) -> None:
    person.take({"shirt": 2})
    person.enter()

    assert person.picked() == {"Chemise lin Alba": 1}
    assert person.desk.done[-1].is_scanned is False  # type: ignore[attr-defined]


def test_a_skipped_article_comes_at_the_end(person: Preparing) -> None:
    person.take({"shirt": 1, "jacket": 1, "watch": 1})
    now(person.presenter.skip())

    assert person.said() == "+ Chemise lin Alba comes at the end of the round."
    assert [line.name for line in person.state.lines] == ["Veste Mistral", "Montre Orée", "Chemise lin Alba"]
    assert person.state.current_line is not None
    assert person.state.current_line.name == "Veste Mistral"


def test_a_line_can_be_chosen(person: Preparing) -> None:
    person.take({"shirt": 1, "jacket": 1})
    person.presenter.picking.choose("f1-2")

    assert person.state.current == "f1-2"


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
        "- Chemise lin Alba was told short. Take that back first (Ctrl+Z), then scan it."
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


def test_the_list_is_printed_in_walking_order_without_what_is_picked(person: Preparing) -> None:
    person.take({"jacket": 1, "shirt": 2, "dress": 1})
    person.scan_article("dress")
    now(person.presenter.print_list())
    [job] = person.desk.spooled()
    data = data_in(job.data)
    assert (job.template, job.aggregate) == ("pick_list", "fulfilment:f1")
    assert [(row["place"], row["quantity"]) for row in data.rows] == [("A · 2 · 1", "2"), ("B · 4 · 2", "1")]
    assert validate_data(load("pick_list"), data, "fr") == []
    assert person.said() == "+ What is left to pick is being printed."


def test_the_queue_is_read_page_by_page(person: Preparing) -> None:
    for number in range(5):
        add_order(person.desk, f"q{number}", f"C-{number}", "A B", {"shirt": 1}, due_min=number)
    person.presenter.taking._bench.most = 3
    now(person.presenter.refresh())
    assert ([head.id for head in person.state.queue], person.state.waiting) == (["q0", "q1", "q2"], 5)
    now(person.presenter.more())
    assert len(person.state.queue) == 5
