"""Approvals without a window: approved in two keys, refused, asked about, passed on; never by who asked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from sqlalchemy import event, select

from core.commands import AskAboutRefund
from core.model import ApprovalKey, Customer, Location, Return, Sale, SignsFor, Staff
from core.model import Refund as RefundRow
from core.rules.permissions import Role
from core.rules.refund import RefundState
from core.rules.return_signals import SignalKind
from core.rules.returns import ReturnReason
from desktop.desk import Hand, Me
from desktop.screens import Section
from desktop.screens.approvals.presenter import ApprovalsPresenter
from desktop.screens.approvals.reading import load_approvals
from desktop.screens.approvals.state import ApprovalsState, Deed, Refund
from desktop.screens.approvals.words import facts, groups, signals_words
from desktop.screens.returns.presenter import ReturnsPresenter
from desktop.screens.today.presenter import TodayPresenter
from desktop.screens.today.state import Step, Task, TodayState
from sync.reading import Reader
from tests.desktop.desk_double import INES, MARC, PIN, STORE, SessionDesk, copied_desk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.sales_world import KEY, a_day_of_sales, can_sign

HAND = Hand(MARC.staff_id, MARC.name, KEY)


@pytest.fixture(scope="module")
def waiting(furnished_replica: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which Inès has taken back a dress and a belt, and their money waits."""
    folder = tmp_path_factory.mktemp("waiting") / "store"
    desk = copied_desk(furnished_replica, folder)
    a_day_of_sales(desk)
    can_sign(desk)
    for code, line in (("W-77120", "w1-1"), ("T-550128", "t1-1")):
        desk.clock.advance(1_000)
        returns = ReturnsPresenter(desk, HeardFace(), lambda: "fr")
        now(returns.refresh())
        now(returns.search(code))
        now(returns.open_chosen())
        returns.turn_to(line)
        returns.give_reason(ReturnReason.WRONG_SIZE)
        if code == "W-77120":
            image = QImage(400, 300, QImage.Format.Format_RGB32)
            image.fill(QColor(58, 92, 138))
            now(returns.photograph(image))
        for _ in range(4):
            returns.answer(True)
        now(returns.leave_to_manager())
    desk.close()
    return folder


class Office:
    """Somebody at Approvals."""

    def __init__(self, desk: SessionDesk) -> None:
        self.desk = desk
        self.face: HeardFace[ApprovalsState] = HeardFace()
        self.presenter = ApprovalsPresenter(desk, self.face)

    async def sits(self, me: Me, hand: Hand | None = None) -> None:
        self.desk.me, self.desk.hand = me, hand
        await self.presenter.refresh()

    @property
    def refund(self) -> Refund:
        refund = self.presenter.state.refund
        assert refund is not None
        return refund

    def row(self, refund_id: str) -> RefundRow:
        return self.desk.row(RefundRow, refund_id)


@pytest.fixture
def office(waiting: Path, tmp_path: Path) -> Iterator[Office]:
    desk = copied_desk(waiting, tmp_path / "replica")
    desk.hands[MARC.staff_id] = HAND
    yield Office(desk)
    desk.close()


async def test_a_manager_sees_who_asks_for_what_and_why(office: Office) -> None:
    await office.sits(MARC, HAND)
    refund = office.refund
    assert (refund.total_cents, refund.asked_by, refund.customer) == (7_778, "Inès Martin", "Amélie Roux")
    [goods] = refund.goods
    assert (goods.name, goods.reason, goods.condition, goods.ground) == (
        "Robe Calanque", "wrong_size", "new", "withdrawal",
    )  # fmt: skip
    assert refund.signals == ()
    presenter = office.presenter
    assert presenter.state.photo_shown.startswith(b"\xff\xd8\xff")
    [other] = (one.id for one in presenter.state.refunds if one.id != refund.id)
    presenter.select(other)
    assert presenter.state.photo_shown == b""
    await presenter.look()
    assert (presenter.state.photo_of, presenter.state.photo_shown) == (other, b"")
    await presenter.open(refund.id)
    assert presenter.state.photo_shown.startswith(b"\xff\xd8\xff")
    assert office.presenter.count() == 2


async def test_a_number_counted_out_of_sight_is_the_one_that_is_read(office: Office) -> None:
    short = ApprovalsPresenter(office.desk, HeardFace())

    async def counted(me: Me) -> list[int]:
        await office.sits(me)
        read = office.presenter.count()
        await short.recount()
        await office.presenter.recount()
        return [read, short.count(), office.presenter.count()]

    assert await counted(MARC) == [2, 2, 2]
    assert await counted(INES) == [0, 0, 0]
    asked = {"return_id": office.refund.return_id, "refund_id": office.refund.id}
    await office.desk.do(AskAboutRefund(**asked, question="?"), author=MARC.staff_id)
    assert await counted(MARC) == [1, 1, 1]
    assert await counted(INES) == [1, 1, 1]
    assert not short.state.is_read


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
    assert office.presenter.state.wants_words
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
    assert office.presenter.state.wants_words
    await office.presenter.say("Pas de remboursement chez eux")
    assert (office.row(first).state, office.row(first).decision) == (
        "queued",
        "Pas de remboursement chez eux",
    )


async def test_a_regional_manager_sees_what_other_stores_ask_and_answers_it_here(office: Office) -> None:
    rose = Me("s-rose", "Rose Petit", Role.REGIONAL_MANAGER, STORE, "Lyon", MARC.device_id)
    office.desk.add_to_network(
        Location(id=2, code="P1", name="Paris Rivoli", kind="store", latitude=48.86, longitude=2.34)
    )
    office.desk.add(
        Staff(
            id=rose.staff_id,
            location_id=STORE,
            name=rose.name,
            role=rose.role.value,
            pin_verifier="-",
            verifier_expires_at=0,
        ),
        ApprovalKey(
            id="key-rose",
            staff_id=rose.staff_id,
            device_id=rose.device_id,
            location_id=STORE,
            public_key=KEY.public.hex(),
            registered_at=0,
            revoked_at=None,
        ),
    )
    with office.desk.writing() as session:
        row = session.scalars(select(RefundRow).order_by(RefundRow.proposed_at)).first()
        assert row is not None
        session.get_one(Return, row.return_id).location_id = 2
        row.location_id, row.need, row.proposed_by = 2, "regional_manager", "s-anne"
        elsewhere = row.id
    await office.sits(rose, Hand(rose.staff_id, rose.name, KEY))
    assert elsewhere not in [one.id for one in office.presenter.state.refunds], "not one of their stores"
    office.desk.add(SignsFor(staff_id=rose.staff_id, location_id=2))
    await office.sits(rose, Hand(rose.staff_id, rose.name, KEY))
    assert [one.store for one in office.presenter.state.refunds] == ["", "Paris Rivoli"]
    assert office.presenter.count() == 2
    office.presenter.select(elsewhere)
    assert dict(facts(office.refund))["Store"] == "Paris Rivoli"
    assert [group.title for group in groups(office.presenter.state)][-1] == "Paris Rivoli"
    await office.presenter.escalate()
    assert office.row(elsewhere).state == "proposed", "there is nobody above"
    await office.presenter.approve()
    await office.presenter.approve()
    assert office.face.refusals == []
    assert (office.row(elsewhere).state, office.row(elsewhere).approved_by) == ("queued", "s-rose")


async def test_what_the_centre_has_counted_stands_with_the_refund(office: Office) -> None:
    with office.desk.writing() as session:
        for row in session.scalars(select(RefundRow)):
            row.told = {"returns_of_customer": 6, "receipt_elsewhere": 1, "often_at_limit": 3}
    await office.sits(MARC, HAND)
    assert [one.kind for one in office.refund.signals] == [
        SignalKind.RECEIPT_ELSEWHERE,
        SignalKind.MANY_RETURNS,
        SignalKind.OFTEN_AT_LIMIT,
    ]
    assert "6" in signals_words(office.refund)


async def test_more_refunds_take_no_more_statements(office: Office) -> None:
    """What is known around them is read for all together, however many wait."""
    said: list[str] = []
    office.desk.me = MARC

    def read(reader: Reader) -> int:
        event.listen(reader.session.connection(), "before_cursor_execute", lambda *what: said.append(what[2]))
        said.clear()
        return len(load_approvals(reader, MARC, office.desk.clock.now(), "").refunds)

    assert await office.desk.read(read) == 2
    few = len(said)
    with office.desk.writing() as session:
        [first, *_rest] = session.scalars(select(RefundRow).order_by(RefundRow.proposed_at))
        columns = [one.name for one in RefundRow.__table__.columns if one.name not in ("id", "number")]
        known = {name: getattr(first, name) for name in columns}
        for place in range(20):
            session.add(RefundRow(id=f"more-{place}", number=f"M{place}", **known))
    assert await office.desk.read(read) == 22
    assert len(said) == few


async def test_signals_are_told_and_decide_nothing(office: Office) -> None:
    with office.desk.writing() as session:
        sale = session.get_one(Sale, "t2")
        sale.card_last4, sale.customer_name = "4417", "Paul Garnier"
        session.add(Customer(id="c1", name="Paul Garnier"))
    await office.sits(MARC, HAND)
    assert [one.kind for one in office.refund.signals] == [SignalKind.STAFF_CARD]
    await office.presenter.approve()
    await office.presenter.approve()
    assert office.face.refusals == []


async def test_what_waits_for_a_word_has_its_rows_on_today(office: Office) -> None:
    face: HeardFace[TodayState] = HeardFace()
    today = TodayPresenter(office.desk, face)
    office.desk.me = MARC
    await today.refresh()
    works = [work for work in today.state.works if work.task is Task.MONEY]
    assert [(work.money.cents, work.step) for work in works if work.money is not None] == [
        (7_778, Step.DECIDE),
        (3_500, Step.DECIDE),
    ]
    await today.act(works[0].key)
    assert face.gone == [(Section.APPROVALS, office.desk.rows(RefundRow)[0].id)]
    office.desk.me = INES
    await today.refresh()
    assert {work.step for work in today.state.works if work.task is Task.MONEY} == {Step.LOOK}
