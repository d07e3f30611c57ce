"""Approvals without a window: approved in two keys, refused, asked about, passed on; never by who asked."""

from __future__ import annotations

import asyncio

from sqlalchemy import select

from core.model import Refund as RefundRow
from core.rules.refund import RefundState
from desktop.screens.approvals.state import Deed
from desktop.screens.approvals.words import act_words, limit_words, signals_words
from desktop.shell.amounts import money_words
from tests.desktop.desk_double import INES, MARC, PIN
from tests.desktop.screens.approvals_office import HAND, Office, office, waiting

__all__ = ["office", "waiting"]


async def test_two_keys_approve_and_the_next_one_is_not_approved_with_it(office: Office) -> None:
    await office.sits(MARC, HAND)
    first = office.refund.id
    await office.presenter.approve()
    assert office.presenter.state.is_armed
    assert office.desk.done == []
    await office.presenter.approve()
    row = office.row(first)
    assert (row.state, row.approved_by) == ("queued", "s-marc")
    assert office.refund.id != first
    assert not office.presenter.state.is_armed
    assert office.presenter.count() == 1


async def test_what_is_said_in_words_is_said_once_however_often_the_key_is_pressed(office: Office) -> None:
    await office.sits(MARC, HAND)
    first = office.refund.id
    office.presenter.begin(Deed.REFUSE)
    office.desk.turns = 3
    saying = asyncio.ensure_future(office.presenter.say("pas à nous"))
    while not saying.done():
        await asyncio.gather(asyncio.sleep(0), office.presenter.say("pas à nous"))
    assert office.row(first).state == "refused"
    assert [type(one).__name__ for one in office.desk.done] == ["RefuseRefund"]
    assert office.face.refusals == []


async def test_a_third_press_before_it_is_read_again_approves_nothing(office: Office) -> None:
    await office.sits(MARC, HAND)
    first = office.refund.id
    await office.presenter.approve()
    office.desk.turns = 3
    approving = asyncio.ensure_future(office.presenter.approve())
    while not approving.done():
        await asyncio.gather(asyncio.sleep(0), office.presenter.approve())
    assert (office.row(first).state, office.presenter.count()) == ("queued", 1)
    assert (office.face.refusals, office.face.sounds) == ([], [True])


async def test_what_is_armed_is_let_go_when_another_is_looked_at(office: Office) -> None:
    await office.sits(MARC, HAND)
    other = office.presenter.state.refunds[1].id
    await office.presenter.approve()
    office.presenter.select(other)
    assert not office.presenter.state.is_armed


async def test_two_keys_refuse_with_a_reason(office: Office) -> None:
    await office.sits(MARC, HAND)
    first = office.refund.id
    office.presenter.begin(Deed.REFUSE)
    await office.presenter.say("  ")
    assert (office.presenter.state.deed, office.row(first).state) == (Deed.REFUSE, "proposed")
    await office.presenter.say("Hors de nos règles")
    row = office.row(first)
    assert (row.state, row.decision) == ("refused", "Hors de nos règles")


async def test_a_question_goes_to_who_asked_and_its_answer_comes_back(office: Office) -> None:
    await office.sits(MARC, HAND)
    first = office.refund.id
    office.presenter.begin(Deed.ASK)
    await office.presenter.say("Les étiquettes y sont ?")
    assert office.presenter.count() == 1, "what was asked about waits for somebody else"

    await office.sits(INES)
    office.presenter.select(first)
    assert office.presenter.count() == 1
    assert office.refund.question == "Les étiquettes y sont ?"
    assert office.presenter.deeds(office.refund) == (Deed.ANSWER,)
    office.presenter.begin(Deed.ANSWER)
    await office.presenter.say("Oui, toutes")
    assert office.row(first).answer == "Oui, toutes"
    assert office.row(first).state == "proposed"


async def test_it_is_passed_on_to_the_region_once(office: Office) -> None:
    await office.sits(MARC, HAND)
    first = office.refund.id
    await office.presenter.escalate()
    assert (office.row(first).state, office.row(first).need) == ("escalated", "regional_manager")
    office.presenter.select(first)
    await office.presenter.escalate()
    assert office.face.refusals == []


async def test_an_associate_has_it_signed_beside_and_withdraws_their_own(office: Office) -> None:
    await office.sits(INES)
    assert office.presenter.count() == 0
    first = office.refund.id
    await office.presenter.approve()
    asked = office.presenter.state.beside
    assert asked is not None and [one.id for one in asked.signers] == ["s-marc"]
    await office.presenter.sign(PIN)
    assert office.row(first).approved_by == "s-marc"
    assert office.desk.me is INES
    second = office.refund.id
    office.presenter.begin(Deed.REFUSE)
    assert office.presenter.state.deed is Deed.NONE, "nobody refuses their own"
    await office.presenter.withdraw()
    assert office.row(second).state == "withdrawn"


async def test_an_altered_amount_voids_the_signature(office: Office) -> None:
    await office.sits(MARC, HAND)
    await office.presenter.approve()
    with office.desk.writing() as session:
        row = session.get_one(RefundRow, office.refund.id)
        row.parts = [[means, cents + 1, done] for means, cents, done in row.parts]
    await office.presenter.approve()
    assert office.face.refusals == ["approval_does_not_fit"]
    assert office.row(office.refund.id).state == "proposed"


async def test_what_came_back_unpaid_is_tried_again_or_settled(office: Office) -> None:
    with office.desk.writing() as session:
        for row in session.scalars(select(RefundRow)):
            row.state, row.failure = RefundState.FAILED.value, "card_refused"
            row.approved_by = "somebody"
    await office.sits(MARC, HAND)
    first, second = (one.id for one in office.presenter.state.refunds)
    await office.presenter.retry()
    assert office.row(first).state == "queued"
    office.presenter.begin(Deed.SETTLE)
    await office.presenter.say("Virement fait")
    assert office.row(second).state == "by_hand"


async def test_what_the_customer_has_in_exchange_already_is_not_refused_nor_withdrawn(
    office: Office,
) -> None:
    with office.desk.writing() as session:
        for row in session.scalars(select(RefundRow)):
            row.is_exchange_out = True
    await office.sits(MARC, HAND)
    office.presenter.begin(Deed.REFUSE)
    assert office.presenter.state.deed is Deed.NONE
    await office.sits(INES)
    await office.presenter.withdraw()
    assert office.desk.done == []


async def test_what_may_have_gone_is_tried_again_with_the_payment_services_word(office: Office) -> None:
    with office.desk.writing() as session:
        for row in session.scalars(select(RefundRow)):
            row.state, row.failure, row.approved_by = "failed", "no_answer", "somebody"
    await office.sits(MARC, HAND)
    first = office.presenter.state.selected
    await office.presenter.retry()
    assert (office.presenter.state.deed, office.row(first).state) == (Deed.RETRY, "failed")
    await office.presenter.say(" ")
    assert (office.presenter.state.deed, office.row(first).state) == (Deed.RETRY, "failed")
    await office.presenter.say("Pas de remboursement chez eux")
    assert (office.row(first).state, office.row(first).decision) == (
        "queued",
        "Pas de remboursement chez eux",
    )


async def test_what_failed_and_nobody_has_approved_is_signed(office: Office) -> None:
    with office.desk.writing() as session:
        for row in session.scalars(select(RefundRow)):
            row.state, row.failure = RefundState.FAILED.value, "returned"
    await office.sits(MARC, HAND)
    first = office.refund.id
    assert act_words(office.refund, office.presenter.state).startswith("Approve")
    assert "Nobody has approved it here" in limit_words(office.refund, office.presenter.state)
    await office.presenter.approve()
    await office.presenter.approve()
    assert (office.row(first).state, office.row(first).approved_by) == ("queued", MARC.staff_id)


async def test_who_approves_sees_that_it_may_have_been_paid_already(office: Office) -> None:
    asked = {"case_id": "far", "number": "R8", "cents": 4_400, "location_id": 77}
    with office.desk.writing() as session:
        for row in session.scalars(select(RefundRow)):
            row.told = {"asked": asked}
    await office.sits(MARC, HAND)
    assert signals_words(office.refund).startswith(money_words(4_400, "EUR"))
