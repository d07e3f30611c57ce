"""Packing, staging and what comes next, on a real replica: numbers, labels, bins."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from core.model import Bin, Fulfilment, Parcel
from core.rules.sscc import is_sscc
from desktop.labels import LabelData, load, parse_parcel_code, validate_data
from desktop.screens.preparation.pack_part import PackPart
from desktop.screens.preparation.state import Phase, ReprintReason
from desktop.screens.screen import Section
from sync.schema import AuditRow
from tests.desktop.desk_double import SessionDesk, use_up_numbers
from tests.desktop.screens.at_once import now
from tests.desktop.screens.preparing import Preparing
from tests.desktop.screens.store_world import add_order


@pytest.fixture
def person(desk: SessionDesk) -> Preparing:
    return Preparing(desk)


def all_picked(person: Preparing) -> Preparing:
    """Two shirts and a jacket in hand, nothing packed yet."""
    person.take({"shirt": 2, "jacket": 1}, to_pay_cents=24_700)
    for name in ("shirt", "shirt", "jacket"):
        person.scan_article(name)
    return person


def parcels_of(person: Preparing) -> list[Parcel]:
    return sorted(person.desk.rows(Parcel), key=lambda parcel: parcel.number)


def test_when_all_is_picked_one_parcel_is_proposed(person: Preparing) -> None:
    all_picked(person)

    assert person.state.phase is Phase.PACK
    assert [draft.contents for draft in person.state.drafts] == [{"f1-1": 2, "f1-2": 1}]


def test_packing_writes_the_parcel_and_exactly_one_label(person: Preparing) -> None:
    all_picked(person)
    person.presenter.packing.weigh(0, 850)
    person.enter()

    [parcel] = parcels_of(person)
    [job] = person.desk.spooled()
    assert is_sscc(parcel.number)
    assert parcel.contents == {"f1-1": 2, "f1-2": 1}
    assert parcel.weight_g == 850
    assert (job.template, job.status, job.language) == ("pickup_parcel", "queued", "fr")
    assert job.aggregate == "fulfilment:f1"
    assert person.said() == "+ Packed: 1 parcel(s). The label is being printed."
    assert person.state.phase is Phase.STAGE


def test_the_label_says_whose_it_is_where_it_goes_and_what_is_to_pay(person: Preparing) -> None:
    all_picked(person)
    person.enter()

    [job] = person.desk.spooled()
    fields = job.data
    assert fields["customer_name"] == "Claire Martin"
    assert fields["order_number"] == "C-20418"
    assert (fields["parcel_number"], fields["parcel_count"]) == ("1", "1")
    assert fields["bin"] == "1"
    assert fields["promised"] == "dim. 22 nov., 12:38"
    assert fields["to_pay"].replace("\xa0", " ").replace("\u202f", " ") == "247,00 €"
    code = parse_parcel_code(fields["parcel_code"])
    assert (code.fulfilment_id, code.sscc, code.number, code.count, code.bin) == (
        "f1", fields["sscc"], 1, 1, "1",
    )  # fmt: skip
    assert validate_data(load("pickup_parcel"), LabelData(fields), "fr") == []


def test_what_is_short_is_not_to_be_paid(person: Preparing) -> None:
    person.take({"shirt": 2}, to_pay_cents=11_800)
    person.scan_article("shirt")
    person.presenter.picking.ask_short()
    now(person.presenter.short("not_found"))
    person.enter()

    [job] = person.desk.spooled()
    assert job.data["to_pay"].startswith("59,00")


def test_units_go_to_more_parcels(person: Preparing) -> None:
    all_picked(person)
    packing = person.presenter.packing
    packing.add_parcel()
    packing.move(0, "f1-1")
    packing.move(0, "f1-2")
    packing.move(1, "f1-2")
    packing.move(0, "f1-2")
    assert [draft.contents for draft in person.state.drafts] == [{"f1-1": 1}, {"f1-1": 1, "f1-2": 1}]
    person.enter()

    assert [parcel.contents for parcel in parcels_of(person)] == [{"f1-1": 1}, {"f1-1": 1, "f1-2": 1}]
    jobs = person.desk.spooled()
    assert [(job.data["parcel_number"], job.data["parcel_count"]) for job in jobs] == [("1", "2"), ("2", "2")]
    assert [job.data["sscc"] for job in jobs] == [parcel.number for parcel in parcels_of(person)]


def test_an_empty_parcel_is_not_packed(person: Preparing) -> None:
    all_picked(person)
    person.presenter.packing.add_parcel()
    person.enter()

    assert len(parcels_of(person)) == 1
    assert len(person.desk.spooled()) == 1


def test_no_more_parcels_than_articles(person: Preparing) -> None:
    all_picked(person)
    for _ in range(9):
        person.presenter.packing.add_parcel()

    assert len(person.state.drafts) == 3


def test_without_numbers_nothing_is_packed(person: Preparing) -> None:
    all_picked(person)
    use_up_numbers(person.desk)

    assert person.enter() == (
        "- The parcel numbers are used up. Connect, so that headquarters can give new ones."
    )
    assert parcels_of(person) == []
    assert person.desk.spooled() == []
    assert person.state.phase is Phase.PACK


def test_a_weight_that_cannot_be_right_is_refused(person: Preparing) -> None:
    all_picked(person)
    person.presenter.packing.weigh(0, 900_000)

    assert person.enter() == "- This weight cannot be right. Give it in grams."
    assert person.desk.spooled() == []


def test_a_scan_while_packing_says_what_is_next(person: Preparing) -> None:
    all_picked(person)

    assert person.scan_article("shirt") == "- Everything is picked. Pack it first (Enter)."


def test_a_packed_order_cannot_be_unpicked(person: Preparing) -> None:
    all_picked(person)
    person.enter()
    now(person.presenter.undo())

    assert person.state.undoes == ""
    assert person.desk.row(Fulfilment, "f1").state == "packed"


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


def test_a_label_is_printed_again_on_the_same_number_with_who_and_why(person: Preparing) -> None:
    all_picked(person)
    person.enter()
    [before] = person.desk.spooled()
    person.presenter.ask_reprint()
    now(person.presenter.reprint(ReprintReason.UNREADABLE))

    [_, again] = person.desk.spooled()
    assert (again.template, again.data, again.aggregate) == (before.template, before.data, before.aggregate)
    assert again.asked_by == "s-ines"
    [row] = [row for row in person.desk.rows(AuditRow) if row.kind == "printed_by_hand"]
    assert (row.actor, row.data) == (
        "s-ines",
        {"aggregate": "fulfilment:f1", "reason": "unreadable", "jobs": 1},
    )
    assert person.said() == "+ The label is being printed again, with the same number."
    assert person.state.phase is Phase.STAGE
    assert person.desk.pending()[-1] == "PackFulfilment", "no command"


def test_nothing_is_printed_again_before_it_was_packed_or_without_a_reason(person: Preparing) -> None:
    all_picked(person)
    person.presenter.ask_reprint()
    assert not person.state.asks_reprint
    person.enter()
    now(person.presenter.reprint(ReprintReason.LOST))
    assert len(person.desk.spooled()) == 1
    person.presenter.ask_reprint()
    now(person.presenter.back())
    assert (person.state.asks_reprint, person.state.phase) == (False, Phase.STAGE)


def test_a_parcel_s_card_is_no_higher_than_what_is_in_it(qtbot) -> None:
    part = PackPart()
    qtbot.addWidget(part)
    part._add_card(0)
    [card] = part._cards
    part.resize(600, 900)
    part.show()
    assert card.height() == card.sizeHint().height()
