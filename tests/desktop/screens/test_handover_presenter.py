from __future__ import annotations

import asyncio

import pytest

from core.commands import (
    HandOver,
    HandOverPart,
    LiftPayment,
    Proof,
    RefuseAtCounter,
    TryOn,
)
from core.model import ExceptionCase, Fulfilment, FulfilmentLine
from core.model.capture import image_of
from core.rules.refund import Means
from desktop.devices.printers.chosen import PrinterChoice
from desktop.devices.scanner import Article
from desktop.devices.waiting_jobs import waiting_jobs
from desktop.labels import PrintKind, data_in, load, validate_data
from desktop.screens.fulfilments import MAX_SHOWN
from desktop.screens.handover import parting
from desktop.screens.handover.done_words import paper_words
from desktop.screens.handover.opened import Opened
from desktop.screens.handover.state import Sight, Trouble
from desktop.screens.handover.words import go_words
from desktop.screens.settings.keeping import Keeper
from tests.desktop.desk_double import MARC, NOW, PAUL, SessionDesk
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


async def test_what_this_program_does_not_know_how_to_try_on_is_said(counter: Counter) -> None:
    await opened(counter, "claire")
    with counter.desk.writing() as session:
        session.get_one(Fulfilment, "claire").state = "lent_out"
    await counter.presenter.try_on()
    assert counter.face.refusals == ["state_of_a_newer_program"]


async def test_whoever_stands_behind_four_hundred_others_is_found(counter: Counter) -> None:
    with counter.desk.writing() as session:
        [claire] = session.query(Fulfilment).filter_by(id="claire")
        like_her = image_of(claire) | {"customer_name": "Alix Roy", "promised_at": 0}
        session.add_all(Fulfilment(**(like_her | {"id": f"x{place}"})) for place in range(MAX_SHOWN))
    await counter.presenter.refresh()
    counter.presenter.search("claire")
    assert counter.found() == ["claire"]


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
    counter.presenter.say_reference(" 8836-17 ")
    await counter.presenter.hand_over()
    [done] = counter.desk.done
    assert done == HandOver(
        fulfilment_id="yvonne", proof=Proof.CODE, code=OTHER_CODE, paid_cents=15_300, paid_with=Means.CARD,
        paid_reference="8836-17",
    )  # fmt: skip
    assert counter.desk.row(Fulfilment, "yvonne").paid_here == [["card", 15_300, "8836-17"]]
    assert counter.desk.rows(ExceptionCase) == []


async def test_a_payment_goes_by_its_means_and_is_taken_back_by_the_same_key(counter: Counter) -> None:
    await opened(counter, "yvonne")
    seen = []
    for _ in range(4):
        counter.presenter.pay()
        assert counter.state.opened is not None
        seen.append(counter.state.opened.paid_with if counter.state.opened.is_paid else None)
    assert seen == [Means.CARD, Means.CASH, Means.GIFT_CARD, None]


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


# A part of it, or none of it

BELT, SHIRT = "yvonne-1", "yvonne-2"
SHIRT_GTIN = "3614271004420"


def at_counter(counter: Counter) -> Opened:
    assert counter.state.opened is not None
    return counter.state.opened


async def test_a_part_is_paid_for_leaves_and_the_rest_stays(counter: Counter) -> None:
    await opened(counter, "yvonne")
    counter.presenter.give_code(OTHER_CODE)
    counter.presenter.change(parting.begin)
    counter.presenter.change(lambda now: parting.leave_one(now, SHIRT))
    assert go_words(counter.state) == "Hand over 2 article(s), keep 1 article(s)"
    assert at_counter(counter).due_cents == 9_400
    counter.presenter.pay()
    await counter.presenter.hand_over()
    assert counter.desk.done == [
        HandOverPart(
            fulfilment_id="yvonne",
            units={BELT: 1, SHIRT: 1},
            proof=Proof.CODE,
            code=OTHER_CODE,
            paid_cents=9_400,
            paid_with=Means.CARD,
        )
    ]
    assert counter.desk.row(Fulfilment, "yvonne").state == "staged"
    await opened(counter, "yvonne")
    assert [(line.id, line.left_here) for line in at_counter(counter).lines] == [(SHIRT, 1)]
    assert at_counter(counter).due_cents == 5_900
    assert counter.desk.rows(ExceptionCase) == []


async def test_a_receipt_says_what_was_taken_and_paid_on_a_page_or_on_the_roll(counter: Counter) -> None:
    desk = counter.desk
    await opened(counter, "yvonne")
    counter.presenter.give_code(OTHER_CODE)
    counter.presenter.change(parting.begin)
    counter.presenter.change(lambda now: parting.leave_one(now, SHIRT))
    counter.presenter.pay()
    await counter.presenter.hand_over()
    assert paper_words(counter.state.done) == "Print a receipt"
    await counter.presenter.print_paper()
    [job] = desk.spooled()
    data = data_in(job.data)
    for name in ("handover_receipt", "handover_receipt_80"):
        assert validate_data(load(name), data, "fr") == []
    assert (data.fields["order_number"], data.fields["paid"]) == ("C-20365", "94,00\u00a0€")
    assert [(row["quantity"], row["name"]) for row in data.rows] == [
        ("1", "Chemise lin Alba"),
        ("1", "Ceinture tressée"),
    ]
    [waiting] = desk.station.read(waiting_jobs)
    assert (waiting.template, waiting.kind) == ("handover_receipt", PrintKind.DOCUMENT)
    Keeper(desk.station).choose(PrintKind.RECEIPT, PrinterChoice(is_network=True, host="127.0.0.1"))
    [waiting] = desk.station.read(waiting_jobs)
    assert (waiting.template, waiting.kind) == ("handover_receipt_80", PrintKind.RECEIPT)


async def test_what_is_scanned_is_taken_and_the_rest_is_refused(counter: Counter) -> None:
    await opened(counter, "yvonne")
    counter.presenter.give_code(OTHER_CODE)
    counter.presenter.change(parting.begin)
    counter.presenter.change(parting.turn_rest)
    await counter.presenter.scan(Article(SHIRT_GTIN))
    assert at_counter(counter).taken == {SHIRT: 1}
    await counter.presenter.scan(Article("3614279010010"))
    assert counter.trouble is Trouble.NOT_IN_ORDER
    counter.presenter.pay()
    await counter.presenter.hand_over()
    assert [type(one) for one in counter.desk.done] == [HandOverPart, RefuseAtCounter]
    assert counter.desk.row(Fulfilment, "yvonne").state == "to_put_back"
    assert counter.state.done is not None
    assert (counter.state.done.units, counter.state.done.refused) == (1, 2)
    # What was refused had not been paid.
    assert counter.desk.rows(ExceptionCase) == []


async def test_nothing_of_a_reservation_is_taken_after_it_was_tried_on(counter: Counter) -> None:
    add_order(counter.desk, "lea", "R-1", "Léa Roux", {"jacket": 1}, kind="reservation", state="ready",
              bins=("BIN-2",), to_pay_cents=12_900)  # fmt: skip
    await opened(counter, "lea")
    counter.desk.turns = 3
    await asyncio.gather(counter.presenter.try_on(), counter.presenter.try_on())
    assert at_counter(counter).head.state == "tried"
    counter.presenter.change(parting.take_nothing)
    await counter.presenter.hand_over()
    assert counter.desk.done == [TryOn(fulfilment_id="lea"), RefuseAtCounter(fulfilment_id="lea")]
    assert counter.desk.rows(ExceptionCase) == []


async def test_it_leaves_unpaid_by_two_people(counter: Counter) -> None:
    counter.desk.me = MARC
    await opened(counter, "yvonne")
    counter.presenter.give_code(OTHER_CODE)
    counter.presenter.ask_why()
    await counter.presenter.lift_payment("carte avalée, connue du magasin")
    await counter.presenter.hand_over()
    assert counter.trouble is Trouble.LIFTED_BY_ME
    counter.desk.me = PAUL
    await counter.presenter.refresh()
    await counter.presenter.hand_over()
    assert [type(one) for one in counter.desk.done] == [LiftPayment, HandOver]
    assert counter.desk.rows(ExceptionCase) == []


async def test_a_signature_goes_with_what_was_signed_for(counter: Counter) -> None:
    await opened(counter, "claire")
    counter.presenter.prove_by(Proof.IDENTITY)
    counter.presenter.sign("100200300400")
    await counter.presenter.hand_over()
    expected = HandOver(fulfilment_id="claire", proof=Proof.IDENTITY, signature="100200300400")
    assert counter.desk.done == [expected]
