"""What is begun from the morning board: preparing, taking over, handing over, putting back, rejecting."""

from __future__ import annotations

from core.commands import RejectFulfilment
from core.model import Fulfilment
from desktop.screens import Section
from desktop.screens.today.state import Step, Way
from tests.desktop.desk_double import MARC, NOW, PAUL
from tests.desktop.screens.at_once import now
from tests.desktop.screens.looking import Looking, claimed_by_paul, person
from tests.desktop.screens.store_world import add_case, add_order

__all__ = ["person"]


def test_preparing_claims_and_leads_to_the_work(person: Looking) -> None:
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1})
    person.look()
    person.act("f1")

    assert person.desk.row(Fulfilment, "f1").claimed_by == "s-ines"
    assert person.face.gone == [(Section.PREPARE, "f1")]


def test_going_on_needs_no_second_claim(person: Looking) -> None:
    mine = {"claimed_by": "s-ines", "claimed_device": "device-1", "claimed_at": NOW}
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1}, state="picking", **mine)
    person.look()
    person.act("f1")

    assert person.desk.done == []
    assert person.face.gone == [(Section.PREPARE, "f1")]


def test_a_claim_that_a_colleague_got_first_is_explained(person: Looking) -> None:
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1})
    person.look()
    with person.desk.writing() as session:
        row = session.get_one(Fulfilment, "f1")
        row.claimed_by, row.claimed_device, row.claimed_at = PAUL.staff_id, PAUL.device_id, NOW
    person.act("f1")

    assert person.face.refusals == ["claimed_by_another"]
    assert person.face.gone == []
    assert person.presenter.state.works[0].step is Step.NONE


def test_a_manager_takes_over(person: Looking) -> None:
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1}, **claimed_by_paul(5))
    person.desk.me = MARC
    person.look()
    person.act("f1")

    assert person.desk.row(Fulfilment, "f1").claimed_by == MARC.staff_id
    assert person.face.gone == [(Section.PREPARE, "f1")]


def test_handing_over_leads_to_the_counter(person: Looking) -> None:
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1}, state="ready", bins=("BIN-1",))
    person.look()
    person.act("f1")

    assert person.face.gone == [(Section.HAND_OVER, "f1")]


def test_putting_back_asks_once(person: Looking) -> None:
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 2}, state="uncollected", bins=("BIN-1",))
    person.look()
    person.act("f1")
    assert person.presenter.state.asked == "f1"
    assert person.desk.done == []
    person.presenter.not_yet()
    assert person.presenter.state.asked == ""
    person.act("f1")
    person.act("f1")

    assert person.desk.row(Fulfilment, "f1").state == "put_back"
    assert person.presenter.state.works == ()


def test_an_exception_leads_to_its_own_screen(person: Looking) -> None:
    add_case(person.desk, "x", "handed_over_twice", order_number="C-9")
    person.look()
    person.act("case:x")

    assert person.face.gone == [(Section.ALERTS, "x")]
    assert person.desk.done == []


def test_a_manager_rejects_with_a_reason_and_nobody_else_does(person: Looking) -> None:
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1})
    person.look()
    person.presenter.ask("f1", Way.REJECT)
    assert person.presenter.state.way is None, "an associate is not asked"

    person.desk.me = MARC
    person.look()
    person.presenter.ask("f1", Way.REJECT)
    assert (person.presenter.state.asked, person.presenter.state.way) == ("f1", Way.REJECT)
    now(person.presenter.go_that_way("f1", "  "))
    assert person.desk.row(Fulfilment, "f1").state == "proposed", "not without a reason"
    now(person.presenter.go_that_way("f1", "trop de monde"))
    assert person.desk.row(Fulfilment, "f1").state == "rejected"
    assert person.desk.done == [RejectFulfilment(fulfilment_id="f1", reason="trop de monde")]
    assert person.presenter.state.way is None


def test_what_is_ready_is_opened_again_and_goes_to_be_packed(person: Looking) -> None:
    person.desk.me = MARC
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1}, state="ready", bins=("BIN-1",))
    assert person.look().works[0].ways == {Way.REOPEN}
    person.presenter.ask("f1", Way.REOPEN)
    now(person.presenter.go_that_way("f1", "one more for the parcel"))

    assert person.desk.row(Fulfilment, "f1").state == "picked"
    assert person.face.gone == [(Section.PREPARE, "f1")]


def test_a_manager_takes_over_a_whole_round(person: Looking) -> None:
    hers = {"claimed_by": PAUL.staff_id, "claimed_device": "device-2", "claimed_at": NOW}
    for tote, key in enumerate(("one", "two", "three"), 1):
        add_order(person.desk, key, f"C-{tote}", "A B", {"shirt": 1}, state="picking", worked=False,
                  round_id="r" if key != "three" else "other", tote=tote, **hers)  # fmt: skip
    person.desk.me = MARC
    person.look()
    person.act("one")
    holders = {row.id: row.claimed_by for row in person.desk.rows(Fulfilment)}
    assert holders == {"one": MARC.staff_id, "two": MARC.staff_id, "three": PAUL.staff_id}
