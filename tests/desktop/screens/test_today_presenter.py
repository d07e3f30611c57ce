"""Today on a real replica: what is to be done, in which order, and the first step of each."""

from __future__ import annotations

import pytest

from core.model import CarrierService
from core.rules.time import HOUR_MS, MINUTE_MS
from desktop.screens import Section
from desktop.screens.fulfilments import minutes_until
from desktop.screens.today.state import PAGE, Step, Task
from desktop.screens.today.words import groups
from desktop.shell.amounts import money_words
from tests.desktop.desk_double import MARC, NOW, STORE
from tests.desktop.screens.at_once import now
from tests.desktop.screens.looking import Looking, claimed_by_paul, person
from tests.desktop.screens.store_world import add_case, add_order
from tests.desktop.screens.truck_world import announce, ask_for_shirts, send_parcels

__all__ = ["person"]


def test_the_most_urgent_comes_first_in_each_group(person: Looking) -> None:
    add_order(person.desk, "later", "C-1", "A B", {"shirt": 1}, due_min=90)
    add_order(person.desk, "late", "C-2", "A B", {"shirt": 1}, due_min=-8)
    add_order(person.desk, "there", "C-3", "A B", {"shirt": 1}, state="ready", bins=("BIN-1",))
    add_case(person.desk, "x", "handed_over_twice", order_number="C-9")

    state = person.look()
    assert [work.key for work in state.works] == ["late", "later", "there", "case:x"]
    assert [work.task for work in state.works] == [Task.PREPARE, Task.PREPARE, Task.HAND_OVER, Task.SETTLE]
    assert (state.to_prepare, state.ready, state.late, state.to_settle) == (2, 1, 1, 1)


def test_what_has_left_or_was_given_up_is_not_shown(person: Looking) -> None:
    for state in ("handed_over", "cancelled", "closed", "put_back", "rejected"):
        add_order(person.desk, state, "C-1", "A B", {"shirt": 1}, state=state)

    assert person.look().works == ()


def test_other_stores_are_not_shown(person: Looking) -> None:
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1}, location_id=2)

    assert person.look().works == ()


def test_the_steps_follow_from_state_and_holder(person: Looking) -> None:
    mine = {"claimed_by": "s-ines", "claimed_device": "device-1", "claimed_at": NOW}
    add_order(person.desk, "free", "C-1", "A B", {"shirt": 1})
    add_order(person.desk, "mine", "C-2", "A B", {"shirt": 1}, state="picking", **mine)
    add_order(person.desk, "pauls", "C-3", "A B", {"shirt": 1}, **claimed_by_paul(5))
    add_order(person.desk, "lapsed", "C-4", "A B", {"shirt": 1}, **claimed_by_paul(31))
    add_order(person.desk, "packed", "C-5", "A B", {"shirt": 1}, state="packed", bins=("",))
    add_order(person.desk, "gone", "C-6", "A B", {"shirt": 1}, state="to_put_back")

    assert person.steps() == {
        "free": Step.PREPARE,
        "mine": Step.CONTINUE,
        "pauls": Step.NONE,
        "lapsed": Step.PREPARE,
        "packed": Step.PUT_IN_BIN,
        "gone": Step.PUT_BACK,
    }


def test_a_manager_may_take_over_and_settle(person: Looking) -> None:
    add_order(person.desk, "pauls", "C-3", "A B", {"shirt": 1}, **claimed_by_paul(5))
    add_case(person.desk, "x", "handed_over_twice", order_number="C-9")
    assert person.steps() == {"pauls": Step.NONE, "case:x": Step.LOOK}
    person.desk.me = MARC

    assert person.steps() == {"pauls": Step.TAKE_OVER, "case:x": Step.SETTLE}


def test_a_row_about_a_carton_money_or_several_articles_names_them(person: Looking) -> None:
    add_case(person.desk, "carton", "carton_missing", delivery="BL-1", number="0376")
    add_case(person.desk, "money", "refund_told_otherwise", number="W-1", cents=7_600, currency="GBP")
    add_case(person.desk, "article", "units_missing", delivery="BL-1", name="Robe Calanque")
    articles = [{"units": 2, "name": "Écharpe"}, {"units": 1, "name": "Montre"}]
    add_case(person.desk, "nowhere", "free_nowhere", order_number="C-9", articles=articles)
    said = {row.key: row.cells[-1].text for group in groups(person.look()) for row in group.rows}
    assert said == {
        "case:carton": "0376", "case:money": money_words(7_600, "GBP"), "case:article": "Robe Calanque",
        "case:nowhere": "2 × Écharpe, 1 × Montre",
    }  # fmt: skip


def test_a_group_shows_its_most_urgent_rows_and_counts_the_rest(person: Looking) -> None:
    for number in range(PAGE + 5):
        add_order(person.desk, f"f{number:02}", f"C-{number}", "A B", {"shirt": 2}, due_min=number - 60)
    state = person.look()
    assert [work.key for work in state.works] == [f"f{number:02}" for number in range(PAGE)]
    assert (state.to_prepare, state.tallies[Task.PREPARE].orders) == (PAGE + 5, PAGE + 5)
    assert state.tallies[Task.PREPARE].units == 2 * (PAGE + 5)
    assert (state.late, person.presenter.count()) == (PAGE + 5, PAGE + 5), "those without a row count too"
    now(person.presenter.more())

    assert len(person.presenter.state.works) == PAGE + 5


def test_an_order_that_has_no_row_gets_one_when_it_is_asked_for(person: Looking) -> None:
    for number in range(PAGE + 1):
        add_order(person.desk, f"f{number:02}", f"C-{number}", "A B", {"shirt": 1}, due_min=number)
    now(person.presenter.refresh(f"f{PAGE}"))

    assert person.presenter.state.work(f"f{PAGE}") is not None


def test_a_transfer_in_its_bin_waits_for_the_carrier_too(person: Looking) -> None:
    add_order(person.desk, "t", "T-1", "Villeurbanne", {"shirt": 1}, state="staged", kind="transfer")

    assert [work.task for work in person.look().works] == [Task.CARRIER]


def test_the_minutes_count_down_without_reading(person: Looking) -> None:
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1}, due_min=1)
    assert person.look().works[0].minutes_left == 1
    person.desk.clock.advance(2 * MINUTE_MS)
    person.presenter.tick()

    state = person.presenter.state
    assert state.works[0].minutes_left == -1
    assert state.late == 1


@pytest.mark.parametrize(
    ("left_ms", "minutes"), [(90_000, 1), (59_000, 0), (0, 0), (-30_000, 0), (-60_000, -1), (-150_000, -2)]
)
def test_minutes_are_whole(left_ms: int, minutes: int) -> None:
    assert minutes_until(NOW + left_ms, NOW) == minutes


def test_the_load_counts_promises_by_the_hour_and_late_ones_now(person: Looking) -> None:
    for number, due_min in enumerate((-300, 10, 20, 30, 150, 500)):
        add_order(person.desk, f"f{number}", f"C-{number}", "A B", {"shirt": 1}, due_min=due_min)
    add_order(person.desk, "there", "C-9", "A B", {"shirt": 1}, state="ready", due_min=10)

    state = person.look()
    assert [hour.orders for hour in state.hours] == [3, 1, 0, 1]
    assert state.hours[0].begins_at == NOW - NOW % HOUR_MS
    assert state.capacity == 3


def test_what_waits_for_me_leaves_out_others_work(person: Looking) -> None:
    add_order(person.desk, "free", "C-1", "A B", {"shirt": 1})
    add_order(person.desk, "pauls", "C-3", "A B", {"shirt": 1}, **claimed_by_paul(5))
    add_order(person.desk, "there", "C-4", "A B", {"shirt": 1}, state="ready")
    add_case(person.desk, "x", "handed_over_twice", order_number="C-9")
    person.look()
    assert person.presenter.count() == 2
    person.desk.me = MARC
    person.look()

    assert person.presenter.count() == 3


def test_the_last_hand_over_is_known_for_an_empty_screen(person: Looking) -> None:
    at = NOW - 5 * MINUTE_MS
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1}, state="handed_over", state_at=at)

    assert person.look().last_handed_over_at == at


def test_before_the_network_has_come_orders_are_there_all_the_same(person: Looking) -> None:
    person.desk.station.replica.move_network_pointer("")
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1})

    state = person.look()
    assert (state.timezone, state.capacity, len(state.works)) == ("Europe/Paris", 0, 1)


def test_a_shipment_in_its_bin_goes_to_the_carrier(person: Looking) -> None:
    add_order(person.desk, "f1", "C-1", "A B", {"shirt": 1}, state="staged", bins=("BIN-1",), kind="shipment")
    assert person.steps() == {"f1": Step.DISPATCH}
    person.act("f1")
    assert person.face.gone == [(Section.HAND_OVER, "f1")]


def test_what_a_carrier_takes_and_what_has_arrived_stand_in_groups_of_their_own(person: Looking) -> None:
    goods = {"shirt": 1}
    add_order(person.desk, "sent", "C-1", "A B", goods, state="staged", bins=("BIN-1",), kind="shipment")
    add_order(person.desk, "here", "C-2", "A B", goods, state="arrived", due_min=-5)
    add_order(person.desk, "bin", "C-3", "A B", goods, state="ready", bins=("BIN-2",))

    state = person.look()
    assert [(work.key, work.task) for work in state.works] == [
        ("bin", Task.HAND_OVER),
        ("sent", Task.CARRIER),
        ("here", Task.RECEIVE),
    ]
    assert (state.to_prepare, state.ready, state.late) == (0, 1, 1)


def test_the_hour_of_the_carrier_stands_over_what_waits_for_it(person: Looking) -> None:
    goods = {"shirt": 1}
    ship = {"kind": "shipment", "carrier": "COL", "service": "DOM"}
    add_order(person.desk, "sent", "C-1", "A B", goods, state="staged", bins=("BIN-1",), **ship)
    called = (("COL", "DOM", 1050), ("COL", "REL", 1140), ("COL", "EXP", 900), ("TRV", "DOM", 600))
    for code, service, closes in called:
        person.desk.add(
            CarrierService(
                id=f"{code}{service}", location_id=STORE, carrier=code, service=service,
                carrier_name={"COL": "Colivia", "TRV": "Transvoie"}[code], closes_min=closes, most_g=20_000,
            )
        )  # fmt: skip

    def hints() -> dict[str, str]:
        return {group.title: group.hint for group in groups(person.look()) if group.rows}

    # Nothing waits for the other carrier, nor for this one's later and earlier services.
    assert hints() == {"Give to the carrier": "1 order(s), 1 article(s) · Colivia 17:30"}
    soon, gone = ship | {"service": "EXP"}, ship | {"service": "OLD"}
    add_order(person.desk, "soon", "C-2", "C D", goods, state="staged", bins=("BIN-2",), **soon)
    assert hints() == {"Give to the carrier": "2 order(s), 2 article(s) · Colivia 15:00, Colivia 17:30"}
    # A service that does not call here any more goes with its carrier's next hour.
    add_order(person.desk, "gone", "C-3", "E F", goods, state="staged", bins=("BIN-3",), **gone)
    assert hints() == {"Give to the carrier": "3 order(s), 3 article(s) · Colivia 15:00, Colivia 17:30"}


def test_what_comes_by_truck_is_on_the_board_and_leads_to_receive(person: Looking) -> None:
    announce(person.desk)
    send_parcels(person.desk)
    ask_for_shirts(person.desk)
    coming = [work for work in person.look().works if work.coming is not None]
    assert [work.coming.number for work in coming if work.coming] == ["BL-4821", "C-20500", "C-20500"]
    assert {work.task for work in coming} == {Task.RECEIVE}
    assert person.presenter.state.tallies[Task.RECEIVE].orders == 3
    person.act(coming[0].key)
    assert person.face.gone == [(Section.RECEIVE, "d1")]
    before = person.presenter.count()
    person.desk.me = MARC
    person.look()
    assert person.presenter.count() == before + 1, "the manager has a request to decide"
