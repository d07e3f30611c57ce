"""Rounds on a real replica: several orders in one walk, each into its tote, left and taken up again."""

from __future__ import annotations

from msgspec.structs import replace

from core.model import Fulfilment, FulfilmentLine, Parcel
from core.rules.fulfilment import FulfilmentState
from core.rules.rounds import MAX_TOTES
from core.rules.time import MINUTE_MS
from desktop.screens.preparation.state import Phase
from desktop.screens.preparation.words import packing_words, primary_words
from desktop.shell.counts import counts
from tests.desktop.screens.at_once import now
from tests.desktop.screens.preparing import Preparing, begin, person_with_three, totes
from tests.desktop.screens.store_world import add_order

__all__ = ["person_with_three"]


def pick_all(person: Preparing) -> None:
    for name in ("shirt", "shirt", "shirt", "jacket"):
        person.scan_article(name)
    person.scan_article("watch")
    person.scan("MO-2217")


# composing


def test_orders_are_chosen_by_hand_and_begun_together(person: Preparing) -> None:
    begin(person, "f2", "f1")

    assert person.state.phase is Phase.PICK
    assert totes(person) == {"C-20401": 1, "C-20402": 2}
    heads = [person.desk.row(Fulfilment, key) for key in ("f1", "f2", "f3")]
    assert [head.claimed_by for head in heads] == ["s-ines", "s-ines", None]
    assert heads[0].round_id == heads[1].round_id != ""


def test_an_order_is_taken_out_again_and_escape_chooses_none(person: Preparing) -> None:
    for key in ("f1", "f2", "f1"):
        person.presenter.composing.turn(key)
    assert person.state.chosen == ("f2",)

    now(person.presenter.back())
    assert (person.state.chosen, person.state.phase, person.face.gone) == ((), Phase.QUEUE, [])


def test_a_round_is_proposed_and_may_be_changed(person: Preparing) -> None:
    person.presenter.composing.propose()
    assert person.state.chosen == ("f1", "f2", "f3")
    begin(person, "f3")

    assert totes(person) == {"C-20401": 1, "C-20402": 2}


def test_a_scan_of_an_order_takes_it_into_the_round_that_is_made_up(person: Preparing) -> None:
    person.presenter.composing.turn("f1")
    person.scan("C-20402")

    assert person.state.chosen == ("f1", "f2")
    assert person.state.phase is Phase.QUEUE


def test_one_order_alone_is_a_round_without_totes(person: Preparing) -> None:
    begin(person, "f1")

    assert [head.id for head in person.state.heads] == ["f1"]
    assert person.desk.row(Fulfilment, "f1").round_id == ""
    assert "Tote" not in person.scan_article("shirt")


def test_what_is_packed_after_the_walk_counts_what_is_yet_to_be_packed(person: Preparing) -> None:
    begin(person, "f1", "f2", "f3")
    assert packing_words(person.state) == f"Pack {counts.orders(3)}"

    first, second, third = person.state.heads
    is_packed = replace(first, state=FulfilmentState.PACKED)
    assert (
        packing_words(replace(person.state, heads=(is_packed, second, third))) == f"Pack {counts.orders(2)}"
    )
    is_staged = replace(second, state=FulfilmentState.STAGED)
    assert packing_words(replace(person.state, heads=(is_packed, is_staged, third))) == f"Pack {third.number}"


def test_a_round_has_an_end(person: Preparing) -> None:
    for place in range(4, MAX_TOTES + 2):
        add_order(person.desk, f"f{place}", f"C-2040{place}", "Ana Roux", {"belt": 1}, due_min=40)
    now(person.presenter.refresh())
    for place in range(1, MAX_TOTES + 2):
        person.presenter.composing.turn(f"f{place}")

    assert len(person.state.chosen) == MAX_TOTES
    assert person.said() == f"- A round has {MAX_TOTES} totes. Begin this one first (Enter)."


def test_nothing_is_proposed_where_nothing_goes_along(person: Preparing) -> None:
    with person.desk.writing() as session:
        for key in ("f2", "f3"):
            session.get_one(Fulfilment, key).promised_at += 600 * MINUTE_MS
    now(person.presenter.refresh())
    person.presenter.composing.propose()

    assert person.state.chosen == ("f1",)
    assert person.said() == "- No other order is due soon and fits into the same walk."


def test_a_tote_with_goods_keeps_its_number_in_the_next_round(person: Preparing) -> None:
    begin(person, "f1", "f2")
    person.scan_article("shirt")
    person.scan_article("watch")
    person.scan("MO-2217")
    now(person.presenter.back())
    begin(person, "f2", "f3")

    # Tote 1 holds a shirt for C-20401, tote 2 a watch for C-20402.
    assert totes(person) == {"C-20402": 2, "C-20403": 3}
    assert person.scan_article("shirt").endswith("Tote 2.")


def test_of_two_totes_with_one_number_the_more_urgent_order_keeps_it(person: Preparing) -> None:
    with person.desk.writing() as session:
        for key in ("f1", "f2"):
            session.get_one(Fulfilment, key).tote = 1
            session.get_one(FulfilmentLine, f"{key}-1").picked = 1
    now(person.presenter.refresh())
    begin(person, "f1", "f2")

    assert totes(person) == {"C-20401": 1, "C-20402": 2}


def test_the_button_names_the_one_order_that_is_chosen(person: Preparing) -> None:
    person.presenter.composing.turn("f2")
    assert primary_words(person.state) == "Prepare C-20402"
    person.enter()

    assert [head.number for head in person.state.heads] == ["C-20402"]


# picking


# picking


def test_quantities_are_summed_in_one_walk(person: Preparing) -> None:
    begin(person, "f1", "f2", "f3")

    assert [(line.name, line.quantity, line.zone) for line in person.state.lines] == [
        ("Chemise lin Alba", 3, "A"),
        ("Veste Mistral", 1, "B"),
        ("Ceinture tressée", 1, "B"),
        ("Montre Orée", 1, "C"),
    ]


def test_each_scan_says_which_tote_the_most_urgent_first(person: Preparing) -> None:
    begin(person, "f1", "f2")

    assert person.scan_article("shirt") == "+ Chemise lin Alba · 38\u00a0·\u00a0blanc: right one. Tote 1."
    assert person.scan_article("shirt") == "+ Chemise lin Alba · 38\u00a0·\u00a0blanc: right one. Tote 2."
    assert person.scan_article("shirt") == "+ Chemise lin Alba · 38\u00a0·\u00a0blanc: right one. Tote 2."
    assert person.scan_article("shirt") == (
        "- One too many: Chemise lin Alba is picked, 3 of 3. Put this one back."
    )
    lines = [person.desk.row(FulfilmentLine, key).picked for key in ("f1-1", "f2-1")]
    assert lines == [1, 2]


def test_what_was_picked_is_taken_back_out_of_its_tote(person: Preparing) -> None:
    begin(person, "f1", "f2")
    for _ in range(2):
        person.scan_article("shirt")
    now(person.presenter.undo())

    assert person.said() == "+ Taken back: one Chemise lin Alba goes out of tote 2, back on the shelf."
    assert [person.desk.row(FulfilmentLine, key).picked for key in ("f1-1", "f2-1")] == [1, 0]


def test_what_is_missing_is_missing_for_the_last_promised(person: Preparing) -> None:
    begin(person, "f1", "f2")
    person.presenter.picking.ask_short()
    person.presenter.picking.set_short_units(2)
    now(person.presenter.short("mismatch"))

    assert [person.desk.row(FulfilmentLine, key).short for key in ("f1-1", "f2-1")] == [0, 2]
    assert (
        person.said()
        == "+ Chemise lin Alba: 2 short (fewer than the stock says). Another source is looked for."
    )


def test_a_short_over_several_orders_is_one_gesture_to_take_back(person: Preparing) -> None:
    begin(person, "f1", "f2")
    person.presenter.picking.ask_short()
    now(person.presenter.short("damaged"))
    assert [person.desk.row(FulfilmentLine, key).short for key in ("f1-1", "f2-1")] == [1, 2]
    now(person.presenter.undo())

    assert [person.desk.row(FulfilmentLine, key).short for key in ("f1-1", "f2-1")] == [0, 0]
    assert person.state.undoes == ""


# packing: one tote after the other


def test_all_is_picked_before_the_first_tote_is_packed(person: Preparing) -> None:
    begin(person, "f1", "f2")
    pick_all(person)

    assert (person.state.phase, person.state.head and person.state.head.number) == (Phase.PACK, "C-20401")
    person.enter()
    person.scan("BIN-14")
    assert person.said().startswith("+ C-20401 is in bin 14.")
    assert (person.state.phase, person.state.head and person.state.head.number) == (Phase.PACK, "C-20402")
    assert [draft.contents for draft in person.state.drafts] == [{"f2-1": 2, "f2-2": 1}]
    person.enter()
    assert person.state.proposed_bin != "BIN-14"
    person.scan("BIN-3")

    assert person.state.phase is Phase.DONE
    assert sorted((parcel.fulfilment_id, parcel.bin) for parcel in person.desk.rows(Parcel)) == [
        ("f1", "BIN-14"),
        ("f2", "BIN-3"),
    ]


def test_packing_one_tote_leaves_the_picks_of_the_next_to_be_taken_back(person: Preparing) -> None:
    begin(person, "f1", "f3")
    for name in ("shirt", "jacket", "belt"):
        person.scan_article(name)
    person.enter()
    person.scan("BIN-14")
    now(person.presenter.undo())

    assert person.desk.row(FulfilmentLine, "f3-1").picked == 0
    assert person.desk.row(FulfilmentLine, "f1-1").picked == 1
    assert person.state.phase is Phase.PICK


def test_a_tote_of_which_nothing_was_found_is_closed_and_the_round_goes_on(person: Preparing) -> None:
    begin(person, "f1", "f3")
    person.scan_article("shirt")
    person.scan_article("jacket")
    person.presenter.picking.ask_short()
    now(person.presenter.short("not_found"))
    person.enter()
    person.scan("BIN-14")
    assert person.state.phase is Phase.NOTHING
    person.enter()

    assert person.said() == "+ C-20403 is closed here. Another source is looked for."
    assert person.desk.row(Fulfilment, "f3").state == "cancelled"
