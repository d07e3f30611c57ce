from __future__ import annotations

import pytest

from core.commands import DispatchFulfilment, HandOver, Proof
from core.model import ExceptionCase, Fulfilment, FulfilmentLine
from desktop.screens.handover.state import Sight, Trouble
from desktop.screens.handover.words import done_words, go_words, missing_words
from tests.desktop.desk_double import NOW, PAUL, SessionDesk
from tests.desktop.screens.counter_world import OTHER_CODE, Counter, add_counter_orders
from tests.desktop.screens.store_world import CODE, add_order


@pytest.fixture
async def counter(desk: SessionDesk) -> Counter:
    add_counter_orders(desk)
    made = Counter(desk)
    await made.presenter.refresh()
    return made


async def opened(counter: Counter, key: str) -> None:
    await counter.presenter.open(key)
    assert counter.state.sight is Sight.CHECKING


async def test_a_wrong_code_does_nothing_and_its_sentence_stays(counter: Counter) -> None:
    await opened(counter, "claire")
    counter.presenter.give_code("000000")
    assert counter.trouble is Trouble.WRONG_CODE
    await counter.presenter.hand_over()
    await counter.presenter.refresh()
    assert counter.trouble is Trouble.UNPROVED
    assert counter.desk.done == []
    assert counter.face.sounds == [False]


async def test_another_customers_code_is_named(counter: Counter) -> None:
    await opened(counter, "claire")
    counter.presenter.give_code(OTHER_CODE)
    assert counter.trouble is Trouble.CODE_OF_ANOTHER
    assert counter.state.said is not None
    assert counter.state.said.about is not None
    assert counter.state.said.about.id == "yvonne"


async def test_handed_over_by_code(counter: Counter) -> None:
    await opened(counter, "claire")
    counter.presenter.give_code(CODE)
    await counter.presenter.hand_over()
    assert counter.desk.done == [HandOver(fulfilment_id="claire", proof=Proof.CODE, code=CODE)]
    assert counter.state.sight is Sight.DONE
    assert counter.state.done is not None
    assert (counter.state.done.parcels, counter.state.done.at) == (1, NOW)
    assert counter.presenter.count() == 1
    assert counter.desk.rows(ExceptionCase) == []


async def test_what_is_to_be_paid_blocks_until_it_is_paid(counter: Counter) -> None:
    await opened(counter, "yvonne")
    counter.presenter.give_code(OTHER_CODE)
    await counter.presenter.hand_over()
    assert (counter.desk.done, counter.trouble) == ([], Trouble.UNPAID)
    counter.presenter.pay()
    await counter.presenter.hand_over()
    expected = HandOver(fulfilment_id="yvonne", proof=Proof.CODE, code=OTHER_CODE, paid_cents=15_300)
    assert counter.desk.done == [expected]
    assert counter.desk.rows(ExceptionCase) == []


async def test_a_payment_is_taken_back_by_the_same_key(counter: Counter) -> None:
    await opened(counter, "yvonne")
    counter.presenter.pay()
    counter.presenter.pay()
    assert counter.state.opened is not None
    assert not counter.state.opened.is_paid


async def test_an_amount_that_has_changed_is_to_be_confirmed_again(counter: Counter) -> None:
    await opened(counter, "yvonne")
    counter.presenter.pay()
    with counter.desk.writing() as session:
        session.get_one(FulfilmentLine, "yvonne-1").short = 1
    await counter.presenter.refresh()
    assert counter.state.opened is not None
    assert not counter.state.opened.is_paid
    assert counter.state.opened.head.due_cents == 11_800


async def test_handed_over_to_a_named_proxy(counter: Counter) -> None:
    await opened(counter, "claire")
    counter.presenter.prove_by(Proof.PROXY)
    await counter.presenter.hand_over()
    assert counter.trouble is Trouble.UNPROVED
    counter.presenter.name_proxy(" Jean Martin ")
    await counter.presenter.hand_over()
    assert counter.desk.done == [
        HandOver(fulfilment_id="claire", proof=Proof.PROXY, proxy_name="Jean Martin")
    ]


async def test_another_way_of_proof_forgets_no_code_that_was_right(counter: Counter) -> None:
    await opened(counter, "claire")
    counter.presenter.give_code(CODE)
    counter.presenter.prove_by(Proof.PROXY)
    assert counter.state.opened is not None
    assert not counter.state.opened.is_proved
    counter.presenter.prove_by(Proof.CODE)
    assert counter.state.opened.is_proved


async def test_a_carrier_leaves_a_name(counter: Counter) -> None:
    add_order(
        counter.desk, "sent", "C-30001", "Ada Roy", {"belt": 1}, state="staged", bins=("BIN-1",),
        kind="shipment", pickup_code_digest="",
    )  # fmt: skip
    await opened(counter, "sent")
    assert counter.state.opened is not None
    assert counter.state.opened.proof is Proof.PROXY
    assert missing_words(counter.state.opened) == "Still missing: the driver's name."
    assert go_words(counter.state) == "Give 1 parcel(s) to the carrier"

    counter.presenter.name_proxy("Karim ")
    await counter.presenter.hand_over()
    assert counter.desk.row(Fulfilment, "sent").state == "dispatched"
    assert counter.desk.done[-1] == DispatchFulfilment(fulfilment_id="sent", taken_by="Karim")
    assert counter.state.done is not None
    assert done_words(counter.state.done) == "Given to the carrier"


async def test_what_a_colleague_hands_over_meanwhile_is_shut(counter: Counter) -> None:
    await opened(counter, "claire")
    me, counter.desk.me = counter.desk.me, PAUL
    await counter.desk.do(HandOver(fulfilment_id="claire", proof=Proof.IDENTITY))
    counter.desk.me = me
    await counter.presenter.refresh()
    assert (counter.state.opened, counter.trouble) == (None, Trouble.NOT_READY)


async def test_back_leads_to_the_list_and_then_to_the_question(counter: Counter) -> None:
    counter.presenter.search("martin")
    counter.presenter.open_chosen()
    counter.presenter.back()
    assert (counter.state.sight, counter.state.wanted) == (Sight.FOUND, "martin")
    counter.presenter.back()
    assert (counter.state.sight, counter.state.wanted) == (Sight.ASKING, "")


async def test_the_next_customer_begins_anew(counter: Counter) -> None:
    await opened(counter, "claire")
    counter.presenter.give_code(CODE)
    await counter.presenter.hand_over()
    counter.presenter.back()
    assert counter.state.sight is Sight.ASKING
    assert counter.state.waiting == 1


async def test_a_fulfilment_that_is_not_known_is_said(counter: Counter) -> None:
    await counter.presenter.open("nowhere")
    assert counter.trouble is Trouble.UNKNOWN_ORDER
