"""A round that is left and taken up, and whose orders others take, cancel or want too."""

from __future__ import annotations

from msgspec.structs import replace

from core.commands import ClaimFulfilment, PickLine, ReleaseFulfilment
from core.model import Fulfilment, FulfilmentLine
from tests.desktop.desk_double import PAUL, SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.preparing import Preparing, begin, person_with_three, totes

__all__ = ["person_with_three"]


# leaving, taking over


def test_a_round_is_left_and_taken_up_whole_with_its_totes_and_scans(person: Preparing) -> None:
    begin(person, "f1", "f2")
    person.scan_article("shirt")
    now(person.presenter.back())
    now(person.presenter.open("f2"))

    assert totes(person) == {"C-20401": 1, "C-20402": 2}
    assert person.scan_article("shirt").endswith("Tote 2.")


def test_the_next_shift_goes_on_with_what_was_given_back(person: Preparing, desk: SessionDesk) -> None:
    begin(person, "f1", "f2")
    person.scan_article("shirt")
    now(person.presenter.give_back())
    assert person.said() == "+ The round is free again for whoever takes it: C-20401, C-20402."
    desk.me = replace(PAUL, device_id=desk.me.device_id)
    now(person.presenter.open("f1"))

    assert totes(person) == {"C-20401": 1, "C-20402": 2}
    assert [person.desk.row(Fulfilment, key).claimed_by for key in ("f1", "f2")] == ["s-paul", "s-paul"]
    assert person.desk.row(FulfilmentLine, "f1-1").picked == 1
    assert person.scan_article("shirt").endswith("Tote 2.")


def test_what_a_colleague_has_taken_stays_out_of_the_round(person: Preparing) -> None:
    person.presenter.composing.turn("f1")
    person.presenter.composing.turn("f2")
    with person.desk.writing() as session:
        row = session.get_one(Fulfilment, "f1")
        row.state, row.claimed_by, row.claimed_device = "claimed", PAUL.staff_id, PAUL.device_id
        row.claimed_at = person.desk.clock.now()
    person.enter()

    assert totes(person) == {"C-20402": 2}
    assert person.said() == "- Paul Garnier is preparing this order. A manager can take it over."


def test_an_order_that_is_taken_over_leaves_the_round_and_says_where_its_goods_lie(person: Preparing) -> None:
    begin(person, "f1", "f2")
    person.scan_article("shirt")
    with person.desk.writing() as session:
        row = session.get_one(Fulfilment, "f1")
        row.claimed_by, row.claimed_device = PAUL.staff_id, PAUL.device_id
    now(person.presenter.refresh())

    assert person.said() == "- Paul Garnier has taken over C-20401. What you have of it is in tote 1."
    assert totes(person) == {"C-20402": 2}
    assert person.scan_article("shirt").startswith("+")


def test_what_was_done_for_an_order_that_was_taken_over_is_not_taken_back(person: Preparing) -> None:
    begin(person, "f1", "f3")
    person.scan_article("belt")
    person.scan_article("shirt")
    with person.desk.writing() as session:
        row = session.get_one(Fulfilment, "f1")
        row.claimed_by, row.claimed_device = PAUL.staff_id, PAUL.device_id
    now(person.presenter.refresh())
    now(person.presenter.undo())

    assert [person.desk.row(FulfilmentLine, key).picked for key in ("f1-1", "f3-1")] == [1, 0]
    now(person.presenter.undo())
    assert person.desk.pending().count("UndoPick") == 1


def test_a_short_is_taken_back_for_the_orders_that_are_still_in_hand(person: Preparing) -> None:
    begin(person, "f1", "f2")
    person.presenter.picking.ask_short()
    now(person.presenter.short("damaged"))
    with person.desk.writing() as session:
        row = session.get_one(Fulfilment, "f1")
        row.claimed_by, row.claimed_device = PAUL.staff_id, PAUL.device_id
    now(person.presenter.refresh())
    now(person.presenter.undo())

    assert [person.desk.row(FulfilmentLine, key).short for key in ("f1-1", "f2-1")] == [1, 0]


def test_an_order_that_is_cancelled_meanwhile_shows_at_once_and_blocks_nothing(person: Preparing) -> None:
    begin(person, "f1", "f2")
    person.scan_article("shirt")
    with person.desk.writing() as session:
        session.get_one(Fulfilment, "f1").state = "to_put_back"
    now(person.presenter.refresh())

    assert person.said() == "- C-20401 is cancelled now. Put back what is in tote 1; the round goes on."
    assert totes(person) == {"C-20402": 2}
    assert person.desk.row(FulfilmentLine, "f1-1").picked == 1


def test_the_orders_of_a_round_keep_their_claims_apart(person: Preparing, desk: SessionDesk) -> None:
    begin(person, "f1", "f2")
    now(desk.do(ReleaseFulfilment(fulfilment_id="f2")))
    desk.me = PAUL
    now(desk.do(ClaimFulfilment(fulfilment_id="f2")))
    now(desk.do(PickLine(fulfilment_id="f2", line_id="f2-1")))

    assert [desk.row(Fulfilment, key).claimed_by for key in ("f1", "f2")] == ["s-ines", "s-paul"]


# short for all who want it


def test_other_orders_that_want_the_article_are_shown_and_told_short_together(person: Preparing) -> None:
    now(person.presenter.open("f1"))
    now(person.presenter.ask_short())
    assert [(other.number, other.left) for other in person.state.others] == [("C-20402", 2)]
    person.presenter.picking.turn_others()
    now(person.presenter.short("not_found"))

    assert [person.desk.row(FulfilmentLine, key).short for key in ("f1-1", "f2-1")] == [1, 2]
    assert person.said().startswith("+ Chemise lin Alba: 3 short (not found).")
    now(person.presenter.undo())
    assert [person.desk.row(FulfilmentLine, key).short for key in ("f1-1", "f2-1")] == [0, 0]


def test_other_orders_are_left_alone_unless_told(person: Preparing) -> None:
    now(person.presenter.open("f1"))
    now(person.presenter.ask_short())
    now(person.presenter.short("not_found"))

    assert person.desk.row(FulfilmentLine, "f2-1").short == 0


def test_what_says_nothing_of_the_others_is_not_told_for_them(person: Preparing) -> None:
    now(person.presenter.open("f1"))
    now(person.presenter.ask_short())
    person.presenter.picking.turn_others()
    now(person.presenter.short("reserved_for_another"))

    assert person.desk.row(FulfilmentLine, "f2-1").short == 0


def test_what_a_colleague_is_at_is_the_colleague_s_to_tell(person: Preparing) -> None:
    with person.desk.writing() as session:
        row = session.get_one(Fulfilment, "f2")
        row.state, row.claimed_by, row.claimed_device = "claimed", PAUL.staff_id, PAUL.device_id
        row.claimed_at = person.desk.clock.now()
    now(person.presenter.open("f1"))
    now(person.presenter.ask_short())

    assert person.state.others == ()
