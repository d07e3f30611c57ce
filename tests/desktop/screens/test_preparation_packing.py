"""Packing on a real replica: numbers, parcels, labels."""

from __future__ import annotations

from core.model import Fulfilment
from core.rules.sscc import is_sscc
from desktop.labels import LabelData, load, parse_parcel_code, validate_data
from desktop.screens.preparation.pack_part import PackPart
from desktop.screens.preparation.state import Phase, ReprintReason
from sync.schema import AuditRow
from tests.desktop.desk_double import use_up_numbers
from tests.desktop.screens.at_once import now
from tests.desktop.screens.preparing import Preparing, all_picked, parcels_of, person

__all__ = ["person"]


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
