"""Picking on a real replica: right and wrong scans, serial numbers, shorts, skips, and the ways back."""

from __future__ import annotations

import pytest

from core.model import ExceptionCase, Fulfilment, FulfilmentLine
from desktop.labels import data_in, load, validate_data
from tests.desktop.screens.at_once import now
from tests.desktop.screens.preparing import WATCH_WITH_SERIAL, Preparing, person
from tests.desktop.screens.store_world import add_order

__all__ = ["person"]


def test_an_opened_order_is_claimed_and_laid_out_in_walking_order(person: Preparing) -> None:
    person.take({"watch": 1, "jacket": 1, "shirt": 2})

    assert [line.name for line in person.state.lines] == ["Chemise lin Alba", "Veste Mistral", "Montre Orée"]
    assert person.state.current_line is not None
    assert person.state.current_line.name == "Chemise lin Alba"
    assert person.desk.row(Fulfilment, "f1").claimed_by == "s-ines"
    assert person.desk.pending() == ["ClaimFulfilment"]


def test_the_right_article_is_picked_one_unit_a_scan(person: Preparing) -> None:
    person.take({"shirt": 2, "jacket": 1})

    assert person.scan_article("shirt") == "+ Chemise lin Alba · 38\u00a0·\u00a0blanc: right one. 1 of 2."
    assert person.scan_article("shirt") == "+ Chemise lin Alba · 38\u00a0·\u00a0blanc: right one. 2 of 2."
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
        "- One too many: Chemise lin Alba is picked, 1 of 1. Put this one back."
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
        "- Robe Calanque · 40\u00a0·\u00a0terracotta is for C-20423 (Nguyen), not for this order."
    )


def test_an_article_that_nobody_wants_is_put_back(person: Preparing) -> None:
    person.take({"jacket": 1})

    said = person.scan_article("dress")
    assert said == "- Robe Calanque · 40\u00a0·\u00a0terracotta is not in this order. Put it back."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3614279999999", "- The barcode was not read whole. Scan it again."),
        ("4006381333931", "- No article has the barcode 4006381333931."),
        ("hello", "- This barcode is no article’s: hello"),
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
    assert person.scan("MO-2217").startswith("+ Montre Orée · 36\u00a0·\u00a0acier: right one.")
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
