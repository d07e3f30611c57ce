"""Staging, and what comes after an order: bins, the next one, the queue."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from core.model import Bin, Fulfilment, Parcel
from desktop.screens.preparation.state import Phase
from desktop.screens.screen import Section
from tests.desktop.screens.at_once import now
from tests.desktop.screens.preparing import Preparing, all_picked, parcels_of, person
from tests.desktop.screens.store_world import add_order

__all__ = ["person"]


# bins


def test_a_free_bin_is_proposed_and_enter_takes_it(person: Preparing) -> None:
    add_order(person.desk, "f9", "C-9", "Yvonne Petit", {"belt": 1}, state="ready", bins=("BIN-1",))
    all_picked(person)
    person.enter()
    assert person.state.proposed_bin == "BIN-2"

    assert person.enter() == "+ C-20418 is in bin 2."
    assert [parcel.bin for parcel in parcels_of(person) if parcel.fulfilment_id == "f1"] == ["BIN-2"]
    assert person.state.phase is Phase.DONE
    assert len(person.desk.spooled()) == 1


def test_the_label_is_shown_as_it_is_printed(person: Preparing) -> None:
    all_picked(person)
    person.enter()

    assert person.state.label.startswith(b"%PDF")


def test_another_bin_is_scanned_and_the_label_printed_again(person: Preparing) -> None:
    all_picked(person)
    person.enter()

    assert person.scan("BIN-14") == "+ C-20418 is in bin 14. Its label is printed again, with the right bin."
    assert [job.data["bin"] for job in person.desk.spooled()] == ["1", "14"]
    assert parcels_of(person)[0].bin == "BIN-14"


def test_a_bin_can_be_typed(person: Preparing) -> None:
    all_picked(person)
    person.enter()
    now(person.presenter.put_in("7"))

    assert parcels_of(person)[0].bin == "BIN-7"


def test_an_unknown_bin_is_refused(person: Preparing) -> None:
    all_picked(person)
    person.enter()

    assert person.scan("BIN-99") == "- This store has no bin 99."
    assert person.state.phase is Phase.STAGE


def test_a_bin_of_another_order_is_asked_for_twice(person: Preparing) -> None:
    add_order(person.desk, "f9", "C-9", "Yvonne Petit", {"belt": 1}, state="ready", bins=("BIN-3",))
    all_picked(person)
    person.enter()

    assert person.scan("BIN-3") == ("- Bin 3 holds C-9. Take another one, or scan it again to share it.")
    assert person.scan("BIN-3").startswith("+ C-20418 is in bin 3.")


@pytest.mark.parametrize(("room", "said"), [(40, "+ C-20418 is in bin 3."), (0, "- Bin 3 holds C-9.")])
def test_of_the_proposed_bin_only_one_that_was_taken_meanwhile_is_asked_for_twice(
    person: Preparing, room: int, said: str
) -> None:
    with person.desk.writing() as session:
        session.execute(delete(Bin).where(Bin.code != "BIN-3"))
        session.execute(update(Bin).values(room=room))
    if room:
        add_order(person.desk, "f9", "C-9", "Yvonne Petit", {"belt": 1}, state="ready", bins=("BIN-3",))
    all_picked(person)
    person.enter()
    assert person.state.proposed_bin == "BIN-3"
    if not room:
        add_order(person.desk, "f9", "C-9", "Yvonne Petit", {"belt": 1}, state="ready", bins=("BIN-3",))

    assert person.scan("BIN-3").startswith(said)


def test_each_parcel_finds_its_bin(person: Preparing) -> None:
    all_picked(person)
    person.presenter.packing.add_parcel()
    person.presenter.packing.move(0, "f1-2")
    person.enter()
    second = parcels_of(person)[1].number

    assert person.scan(second) == "+ Parcel 2. Now scan its bin."
    assert person.scan("BIN-4") == "+ Parcel 2 is in bin 4. Now the next one."
    assert person.state.proposed_bin == "BIN-4"
    assert person.scan("BIN-3").startswith("+ C-20418 is in bins 3, 4.")
    assert {parcel.number: parcel.bin for parcel in parcels_of(person)}[second] == "BIN-4"


def test_the_parcel_of_another_order_is_told_apart(person: Preparing) -> None:
    add_order(person.desk, "f9", "C-9", "Yvonne Petit", {"belt": 1}, state="packed", bins=("",))
    foreign = person.desk.rows(Parcel)[0].number
    all_picked(person)
    person.enter()

    assert person.scan(foreign) == "- This parcel is not one of this order."


def test_an_article_is_no_bin(person: Preparing) -> None:
    all_picked(person)
    person.enter()

    assert person.scan_article("shirt") == "- This is no bin. Scan the label of a bin."


def test_a_packed_order_is_taken_up_where_it_was_left(person: Preparing) -> None:
    all_picked(person)
    person.enter()
    again = Preparing(person.desk)
    now(again.presenter.open("f1"))

    assert again.state.phase is Phase.STAGE
    assert again.state.proposed_bin == "BIN-1"
    assert again.state.label.startswith(b"%PDF")


# nothing found, and what comes next


def test_an_order_of_which_nothing_was_found_is_closed_without_a_parcel(person: Preparing) -> None:
    person.take({"jacket": 1})
    person.presenter.picking.ask_short()
    now(person.presenter.short("not_found"))
    assert person.state.phase is Phase.NOTHING

    assert person.enter() == "+ C-20418 is closed here. Another source is looked for."
    assert person.desk.row(Fulfilment, "f1").state == "cancelled"
    assert person.desk.spooled() == []
    assert person.state.phase is Phase.QUEUE


def test_after_an_order_comes_the_most_urgent_one(person: Preparing) -> None:
    add_order(person.desk, "f2", "C-2", "Linh Nguyen", {"dress": 1}, due_min=90)
    add_order(person.desk, "f3", "C-3", "Hugo Lefèvre", {"dress": 1}, due_min=-5)
    all_picked(person)
    person.enter()
    person.enter()
    assert person.state.next_head is not None
    assert person.state.next_head.number == "C-3"
    person.enter()

    assert person.state.phase is Phase.PICK
    assert person.state.head is not None
    assert person.state.head.number == "C-3"
    assert person.desk.row(Fulfilment, "f3").claimed_by == "s-ines"


def test_an_order_number_takes_that_order_in_hand(person: Preparing) -> None:
    add_order(person.desk, "f2", "C-20423", "Linh Nguyen", {"dress": 1})
    now(person.presenter.refresh())
    person.scan("C-20423")

    assert person.state.head is not None
    assert person.state.head.id == "f2"


def test_an_article_without_an_order_in_hand_says_who_wants_it(person: Preparing) -> None:
    add_order(person.desk, "f2", "C-20423", "Linh Nguyen", {"dress": 1})
    now(person.presenter.refresh())

    assert person.scan_article("dress") == (
        "- Robe Calanque is wanted for C-20423 (Nguyen). Take that order first."
    )
    assert person.scan_article("belt") == "- No open order wants this article."
    assert person.scan("999999") == "- Scan the number of an order, or take one below."


def test_from_the_queue_back_leads_to_today(person: Preparing) -> None:
    now(person.presenter.refresh())
    now(person.presenter.back())

    assert person.face.gone == [(Section.TODAY, "")]


def test_what_waits_for_me_leaves_out_colleagues(person: Preparing) -> None:
    add_order(person.desk, "f2", "C-2", "Linh Nguyen", {"dress": 1})
    add_order(
        person.desk, "f3", "C-3", "Hugo Lefèvre", {"dress": 1}, state="picking", claimed_by="s-paul",
        claimed_device="device-2", claimed_at=person.desk.clock.now(),
    )  # fmt: skip
    now(person.presenter.refresh())

    assert person.presenter.count() == 1
    assert [head.id for head in person.state.taken] == ["f3"]
