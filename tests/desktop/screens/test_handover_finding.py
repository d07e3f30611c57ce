from __future__ import annotations

import pytest

from core.commands import Proof
from core.model import ExceptionCase, Fulfilment, Order
from core.rules.pickup import code_digest
from desktop.devices.scanner import OrderNumber, PickupCode, ReturnSlip, StagingBin, parse
from desktop.devices.scanner import Parcel as ScannedParcel
from desktop.labels.parcel_code import ParcelCode
from desktop.screens.handover.shelves import Shelf
from desktop.screens.handover.state import Sight, Trouble
from tests.desktop.desk_double import NOW, SessionDesk
from tests.desktop.screens.counter_world import OTHER_CODE, Counter, add_counter_orders
from tests.desktop.screens.store_world import CODE, add_order


@pytest.fixture
async def counter(desk: SessionDesk) -> Counter:
    add_counter_orders(desk)
    made = Counter(desk)
    await made.presenter.refresh()
    return made


async def test_the_question_says_how_many_wait_and_which_the_longest(counter: Counter) -> None:
    assert counter.state.sight is Sight.ASKING
    assert (counter.state.waiting, counter.state.parcels) == (2, 3)
    assert counter.state.oldest is not None
    assert counter.state.oldest.id == "yvonne"
    assert counter.presenter.count() == 2


@pytest.mark.parametrize("wanted", ["petit", "Pét yv", "20365", "c-20365", "BIN-4"])
async def test_found_by_name_number_or_bin(counter: Counter, wanted: str) -> None:
    counter.presenter.search(wanted)
    assert counter.found() == ["yvonne"]
    assert counter.state.sight is Sight.FOUND


async def test_what_is_not_ready_is_found_apart(counter: Counter) -> None:
    counter.presenter.search("martin")
    assert (counter.found(), counter.not_ready()) == (["claire"], ["hugo"])
    counter.presenter.search("caron")
    assert (counter.found(), counter.not_ready()) == ([], ["nadia"])


async def test_what_is_not_ready_is_not_opened(counter: Counter) -> None:
    counter.presenter.search("hugo")
    counter.presenter.open_chosen()
    assert counter.state.opened is None
    assert counter.trouble is Trouble.NOT_READY


async def test_nothing_found_is_said_and_what_was_typed_stays(counter: Counter) -> None:
    counter.presenter.search("zorro")
    assert (counter.trouble, counter.state.wanted) == (Trouble.NO_SUCH_ORDER, "zorro")
    await counter.presenter.refresh()
    assert (counter.trouble, counter.state.wanted) == (Trouble.NO_SUCH_ORDER, "zorro")


async def test_all_that_waits_is_listed_the_longest_first(counter: Counter) -> None:
    counter.presenter.list_all()
    assert counter.found() == ["yvonne", "claire"]


@pytest.mark.parametrize("typed", [CODE, "482 913"])
async def test_a_pickup_code_opens_the_order_and_is_the_proof(counter: Counter, typed: str) -> None:
    counter.presenter.search(typed)
    assert counter.state.opened is not None
    assert counter.state.opened.head.id == "claire"
    assert counter.state.opened.is_proved


async def test_a_code_of_nobody_is_said(counter: Counter) -> None:
    counter.presenter.search("000000")
    assert (counter.trouble, counter.state.opened) == (Trouble.NO_SUCH_CODE, None)


async def test_a_code_of_what_is_gone_says_that_it_is(counter: Counter) -> None:
    counter.presenter.search("555555")
    assert counter.trouble is Trouble.NOT_READY
    assert counter.state.said is not None
    assert counter.state.said.about is not None
    assert counter.state.said.about.id == "nadia"


async def test_a_code_of_two_parts_of_an_order_lists_both_and_proves_either(counter: Counter) -> None:
    digest = code_digest("order-claire", CODE)
    add_order(
        counter.desk, "claire-2", "C-20377", "Claire Martin", {"belt": 1}, state="ready", bins=("BIN-5",),
        order_id="order-claire", pickup_code_digest=digest,
    )  # fmt: skip
    await counter.presenter.refresh()
    counter.presenter.search(CODE)
    assert set(counter.found()) == {"claire", "claire-2"}
    counter.presenter.choose("claire-2")
    counter.presenter.open_chosen()
    assert counter.state.opened is not None
    assert (counter.state.opened.head.id, counter.state.opened.is_proved) == ("claire-2", True)


@pytest.mark.parametrize("state", ["packed", "labelled", "arrived", "uncollected"])
async def test_what_is_in_parcels_may_leave_though_nobody_staged_it(counter: Counter, state: str) -> None:
    add_order(counter.desk, "ada", "C-30001", "Ada Roy", {"belt": 1}, state=state)
    await counter.presenter.refresh()
    counter.presenter.search("ada")
    counter.presenter.open_chosen()
    counter.presenter.prove_by(Proof.IDENTITY)
    await counter.presenter.hand_over()
    assert counter.desk.row(Fulfilment, "ada").state == "handed_over"
    assert counter.desk.rows(ExceptionCase) == []


# scans


async def test_a_scanned_code_opens_and_proves(counter: Counter) -> None:
    await counter.presenter.scan(PickupCode(CODE))
    assert counter.state.opened is not None
    assert counter.state.opened.is_proved
    await counter.presenter.hand_over()
    await counter.presenter.scan(PickupCode(OTHER_CODE))
    assert counter.state.opened is not None
    assert counter.state.opened.head.id == "yvonne"
    assert counter.face.sounds == [True, True]


async def test_a_scanned_code_is_checked_for_the_order_that_is_open(counter: Counter) -> None:
    await counter.presenter.open("claire")
    await counter.presenter.scan(PickupCode("000000"))
    assert counter.trouble is Trouble.WRONG_CODE
    await counter.presenter.scan(PickupCode(CODE))
    assert counter.trouble is None
    assert counter.face.sounds == [False, True]


async def test_a_scanned_number_opens_its_order(counter: Counter) -> None:
    await counter.presenter.scan(OrderNumber("C-20365"))
    assert counter.state.opened is not None
    assert counter.state.opened.head.id == "yvonne"
    await counter.presenter.scan(OrderNumber("C-20418"))
    assert (counter.state.opened, counter.not_ready()) == (None, ["hugo"])
    assert counter.face.sounds == [True, False]


async def test_a_scanned_parcel_opens_its_order_and_is_in_hand(counter: Counter) -> None:
    await counter.presenter.refresh()
    counter.presenter.search("yvonne")
    first = counter.state.ready[0].parcels[0]
    await counter.presenter.scan(ScannedParcel(first.number))
    assert counter.state.opened is not None
    assert counter.state.opened.shelves == (Shelf("BIN-3", 1, 1), Shelf("BIN-4", 1, 0))
    assert not counter.state.opened.is_proved


async def test_another_orders_parcel_is_said_and_changes_nothing(counter: Counter) -> None:
    counter.presenter.search("yvonne")
    other = counter.state.ready[0].parcels[0]
    await counter.presenter.open("claire")
    counter.presenter.give_code(CODE)
    await counter.presenter.scan(ScannedParcel(other.number))
    assert counter.trouble is Trouble.OTHER_PARCEL
    assert counter.state.opened is not None
    assert (counter.state.opened.head.id, counter.state.opened.is_proved) == ("claire", True)


async def test_a_parcel_of_nobody_is_said(counter: Counter) -> None:
    await counter.presenter.scan(ScannedParcel("095212340000099994"))
    assert counter.trouble is Trouble.LONG_NUMBER_ALONE
    assert counter.face.sounds == [False]


async def test_with_the_line_cut_a_colleagues_label_says_what_is_packed(counter: Counter) -> None:
    """This workstation still thinks that nobody has begun; the label in the hand knows better."""
    label = ParcelCode("hugo", parse_sscc_of(counter), 1, 2, "BIN-7").text()
    scanned = parse(label)
    assert isinstance(scanned, ScannedParcel)
    await counter.presenter.scan(scanned)
    assert counter.state.opened is not None
    assert counter.state.opened.shelves == (Shelf("BIN-7", 1, 1), Shelf("", 1, 0))
    assert counter.state.opened.is_known_by_label
    await counter.presenter.refresh()
    counter.presenter.prove_by(Proof.IDENTITY)
    await counter.presenter.hand_over()
    assert counter.desk.row(Fulfilment, "hugo").state == "handed_over"


async def test_a_scanned_bin_opens_the_only_order_in_it(counter: Counter) -> None:
    await counter.presenter.scan(StagingBin("BIN-14"))
    assert counter.state.opened is not None
    assert counter.state.opened.head.id == "claire"
    await counter.presenter.scan(StagingBin("BIN-20"))
    assert counter.trouble is Trouble.EMPTY_BIN


async def test_a_scanned_bin_of_several_lists_them(counter: Counter) -> None:
    add_order(counter.desk, "ada", "C-30001", "Ada Roy", {"belt": 1}, state="ready", bins=("BIN-14",))
    await counter.presenter.refresh()
    await counter.presenter.scan(StagingBin("BIN-14"))
    assert set(counter.found()) == {"claire", "ada"}


def parse_sscc_of(counter: Counter) -> str:
    return counter.desk.station.draw_sscc()


@pytest.mark.parametrize("wanted", ["R0004711", "4711"])
async def test_what_was_ordered_in_exchange_is_found_by_the_number_on_its_return(
    counter: Counter, wanted: str
) -> None:
    counter.desk.add(an_exchange("order-claire", "R0004711"))
    await counter.presenter.refresh()
    counter.presenter.search(wanted)
    assert counter.found() == ["claire"]


async def test_the_slip_of_a_return_opens_what_was_ordered_for_it_once_it_is_here(counter: Counter) -> None:
    counter.desk.add(an_exchange("order-claire", "R0004711"), an_exchange("order-hugo", "R0004712"))
    await counter.presenter.refresh()
    known = [counter.presenter.is_here(number) for number in ("R0004711", "R0004712", "R0004713")]
    assert known == [True, False, False], "any other slip goes to Returns"
    await counter.presenter.scan(ReturnSlip("R0004711"))
    assert counter.state.opened is not None and counter.state.opened.head.id == "claire"


def an_exchange(order_id: str, return_number: str) -> Order:
    return Order(
        id=order_id, number=order_id, channel="store", reference=return_number, customer_id="c", placed_at=NOW
    )
