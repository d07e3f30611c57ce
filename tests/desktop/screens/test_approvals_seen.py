"""What somebody at Approvals sees of a refund before they decide."""

from __future__ import annotations

from sqlalchemy import event, select

from core.commands import AskAboutRefund
from core.model import ApprovalKey, Customer, Location, Return, Sale, SignsFor, Staff
from core.model import Refund as RefundRow
from core.rules.permissions import Role
from core.rules.return_signals import SignalKind
from desktop.desk import Hand, Me
from desktop.screens import Section
from desktop.screens.approvals.presenter import ApprovalsPresenter
from desktop.screens.approvals.reading import load_approvals
from desktop.screens.approvals.words import facts, groups, signals_words
from desktop.screens.today.presenter import TodayPresenter
from desktop.screens.today.state import Step, Task, TodayState
from sync.reading import Reader
from tests.desktop.desk_double import INES, MARC, NOW, STORE
from tests.desktop.screens.approvals_office import HAND, Office, office, waiting
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.sales_world import KEY

__all__ = ["office", "waiting"]

LYON = "Europe/Paris"


async def test_a_manager_sees_who_asks_for_what_and_why(office: Office) -> None:
    await office.sits(MARC, HAND)
    refund = office.refund
    assert (refund.total_cents, refund.asked_by, refund.customer) == (7_778, "Inès Martin", "Amélie Roux")
    [goods] = refund.goods
    assert (goods.name, goods.reason, goods.condition, goods.ground) == (
        "Robe Calanque", "wrong_size", "new", "withdrawal",
    )  # fmt: skip
    assert refund.signals == ()
    assert dict(facts(refund, NOW, LYON))["Due by law"] == "Sun 6 Dec", "14 days from the withdrawal"
    presenter = office.presenter
    assert presenter.state.photo_shown.startswith(b"\xff\xd8\xff")
    [other] = (one.id for one in presenter.state.refunds if one.id != refund.id)
    presenter.select(other)
    assert dict(facts(office.refund, NOW, LYON))["Due by law"] == "", (
        "a sale in store waits by the chain's rule"
    )
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
    assert dict(facts(office.refund, NOW, LYON))["Store"] == "Paris Rivoli"
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
