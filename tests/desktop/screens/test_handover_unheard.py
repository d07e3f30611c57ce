"""With the line cut, a parcel leaves by its label alone; the sentences are read off the widget."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.commands import HandOver, Proof
from core.rules.pickup import code_digest
from core.rules.refund import Means
from core.rules.sscc import build_sscc
from desktop.devices.scanner import Parcel
from desktop.shell.widgets import KeyValueRows
from tests.desktop.desk_double import MARC, SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.handover_room import Person
from tests.desktop.screens.store_world import CODE, add_order

FIRST, SECOND = build_sscc("9521234", 901), build_sscc("9521234", 902)


@pytest.fixture
def person(desk: SessionDesk, qtbot: QtBot) -> Person:
    add_order(desk, "claire", "C-20377", "Claire Martin", {"dress": 1}, state="ready", bins=("BIN-14",))
    return Person(desk, qtbot)


def scan(
    person: Person,
    number: str,
    place: int = 1,
    count: int = 1,
    key: str | None = "unheard",
    due_cents: int | None = None,
) -> None:
    person.screen.scanned(Parcel(number, key, place, count, "14", due_cents))


def facts(person: Person, name: str) -> dict[str, str]:
    found = person.see(name)
    assert isinstance(found, KeyValueRows)
    return dict(found.facts())


def test_it_says_what_its_label_cannot_and_leaves_as_a_fact(person: Person, desk: SessionDesk) -> None:
    scan(person, FIRST)
    assert person.reads("hand_over_number") == "This workstation has not heard of this order"
    assert person.reads("hand_over_customer") == "The name is on the label"
    assert facts(person, "hand_over_facts")["Not checked"] == (
        "the code, what is to pay, whether it was cancelled or is gone already"
    )
    assert not person.sees("hand_over_part_button")
    person.type(CODE)
    assert person.reads("hand_over_proved") == "The code 482 913 is kept; headquarters checks it"
    person.press(Qt.Key.Key_Return)
    [given] = desk.done
    assert given == HandOver(fulfilment_id="unheard", proof=Proof.CODE, code=CODE, labels=[FIRST])
    assert desk.pending() == ["HandOver"]
    assert person.reads("hand_over_done_title") == "Handed over"
    assert facts(person, "hand_over_done_facts")["What follows"] == (
        "headquarters checks it; what does not fit comes under Exceptions"
    )


def test_all_its_parcels_are_scanned_and_what_the_label_asks_for_is_typed(
    person: Person, desk: SessionDesk
) -> None:
    scan(person, FIRST, 1, 2)
    person.screen.view.proofs[Proof.IDENTITY].trigger()
    assert person.reads("hand_over_proved") == "The card and the label say the same name"
    assert person.reads("hand_over_missing") == "Still missing: 1 parcel(s) of this order. Scan them too."
    now(person.screen.presenter.hand_over())
    assert person.reads("hand_over_check_feedback") == (
        "By their labels this order has more parcels. Scan them too. Nothing was handed over."
    )
    scan(person, SECOND, 2, 2)
    amount = person.screen.view.order.check.typed_amount.line
    amount.setFocus()
    # A key beside it does not make it an order that was not paid.
    person.type("129,50x")
    assert person.reads("hand_over_missing") == "Still missing: the amount. “129,50x” is none."
    person.press(Qt.Key.Key_Return)
    now(person.screen.presenter.hand_over())
    assert person.reads("hand_over_check_feedback") == (
        "“129,50x” is no amount. Type what was paid, or nothing. Nothing was handed over."
    )
    assert desk.done == []
    person.press(Qt.Key.Key_Backspace)
    assert not person.sees("hand_over_missing")
    assert amount.hasFocus()
    assert person.reads("hand_over_pay_hint") == "paid at the till, by card"
    reference = person.screen.view.order.check.reference
    reference.line.setFocus()
    person.type("8836-17")
    person.screen.view.paid.trigger()
    assert not reference.isVisibleTo(person.screen.view), "cash has no slip"
    now(person.screen.presenter.hand_over())
    [given] = desk.done
    assert isinstance(given, HandOver)
    assert (given.labels, given.paid_cents, given.paid_with) == ([FIRST, SECOND], 12_950, Means.CASH)
    assert given.paid_reference == ""


def test_a_number_without_the_square_code_says_where_to_look(person: Person, desk: SessionDesk) -> None:
    scan(person, FIRST, key=None)
    assert person.reads("hand_over_feedback") == (
        f"This workstation has not heard of the parcel {FIRST[-4:]}. Scan the square code on its label: it "
        "says which order it is. Without one, look for the customer’s name."
    )
    assert desk.done == []


def test_once_the_order_is_heard_of_it_is_checked_like_any_other(person: Person, desk: SessionDesk) -> None:
    scan(person, FIRST)
    person.type("111111")
    right = code_digest("order-unheard", CODE)
    add_order(desk, "unheard", "C-9", "Lou Roche", {"belt": 1}, pickup_code_digest=right, to_pay_cents=3_500)
    now(person.screen.refresh(None))
    assert person.reads("hand_over_customer") == "Lou Roche"
    assert person.reads("hand_over_missing") == "Still missing: the identity check, and the payment."


def test_a_parcel_that_has_left_by_its_label_does_not_leave_twice(person: Person, desk: SessionDesk) -> None:
    scan(person, FIRST)
    person.type(CODE)
    person.press(Qt.Key.Key_Return)
    scan(person, FIRST)
    assert person.reads("hand_over_feedback") == (
        "This parcel: handed over, 11:38, by this workstation. Headquarters has not answered yet."
    )
    assert len(desk.done) == 1


def test_what_its_label_asks_for_is_paid_by_one_key_and_typed_by_nobody(
    person: Person, desk: SessionDesk
) -> None:
    scan(person, FIRST, 1, 2, due_cents=12_950)
    scan(person, SECOND, 2, 2, due_cents=12_950)
    assert facts(person, "hand_over_facts")["Not checked"] == (
        "the code, whether it was paid since, cancelled, or is gone already"
    )
    assert not person.sees("hand_over_typed_amount")
    person.type(CODE)
    assert person.reads("hand_over_missing") == "Still missing: the payment."
    now(person.screen.presenter.hand_over())
    assert person.reads("hand_over_check_feedback") == (
        "129.50€ must be paid at the till first. Nothing was handed over."
    )
    assert not person.sees("hand_over_lift_button"), "who prepares lifts nothing"
    person.screen.view.paid.trigger()
    assert person.reads("hand_over_pay_hint") == "paid at the till, by card"
    person.screen.view.paid.trigger()
    now(person.screen.presenter.hand_over())
    [given] = desk.done
    assert isinstance(given, HandOver)
    assert (given.paid_cents, given.paid_with, given.labels) == (12_950, Means.CASH, [FIRST, SECOND])


def test_nothing_to_pay_is_known_by_its_label(person: Person, desk: SessionDesk) -> None:
    scan(person, FIRST, due_cents=0)
    assert person.reads("hand_over_pay_hint") == "Nothing to pay here"
    person.type(CODE)
    person.press(Qt.Key.Key_Return)
    assert [one.paid_cents for one in desk.done if isinstance(one, HandOver)] == [0]


def test_what_was_paid_since_its_label_was_printed_leaves_by_a_managers_word(
    desk: SessionDesk, qtbot: QtBot
) -> None:
    desk.me = MARC
    person = Person(desk, qtbot)
    scan(person, FIRST, due_cents=12_950)
    person.type(CODE)
    person.screen.view.ways["lift"].trigger()
    assert person.reads("hand_over_pay_hint") == "may leave unpaid; headquarters checks it"
    now(person.screen.presenter.hand_over())
    assert [one.paid_cents for one in desk.done if isinstance(one, HandOver)] == [0]
