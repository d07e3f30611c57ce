"""The money of a return: whose word it takes, how it is paid, and that no paper reads as paid too early."""

from __future__ import annotations

import pytest

from core.model import Refund, ReturnLine, ReturnPolicyRow, StaffPermission
from core.rules.permissions import Role
from core.rules.refund import Means
from core.wire.signing import SigningKey
from desktop.desk import Me
from desktop.labels import load, render_pdf
from desktop.labels.content import data_in
from desktop.screens.returns.money_said import done_hint, done_title
from desktop.screens.returns.state import Sight
from tests.desktop.desk_double import MARC, NOW, PIN, STORE
from tests.desktop.screens.returns_counter import Counter, counter_of_a_day
from tests.desktop.screens.sales_world import add_manager, add_sale, can_sign

__all__ = ["counter_of_a_day"]


# whose word


async def test_a_manager_signs_beside_and_the_associate_goes_on(counter: Counter) -> None:
    await counter.takes_back("W-77120", "w1-1")
    await counter.presenter.go()
    beside = counter.state.beside
    assert beside is not None and [one.id for one in beside.signers] == [MARC.staff_id]
    assert beside.chosen == MARC.staff_id, "the only one who may"

    await counter.presenter.sign("000000")
    assert counter.state.beside is not None and counter.state.beside.trouble is not None
    assert counter.state.beside.trouble.code == "wrong_pin"
    assert counter.desk.pending() == []

    await counter.presenter.sign(PIN)
    refund = counter.refund()
    assert (refund.state, refund.approved_by, refund.proposed_by) == ("queued", "s-marc", "s-ines")
    assert counter.desk.me.staff_id == "s-ines"
    done = counter.state.done
    assert done is not None and (done.approved_by, done.is_offline) == (MARC.name, False)


async def test_whoever_proposes_is_not_among_those_who_sign(counter: Counter) -> None:
    counter.desk.me = MARC
    await counter.takes_back("W-77120", "w1-1")
    await counter.presenter.go()
    assert counter.state.beside is not None and counter.state.beside.signers == ()
    counter.presenter.back()
    assert counter.state.beside is None and counter.state.sight is Sight.TAKING
    await counter.presenter.leave_to_manager()
    assert counter.refund().state == "proposed"


async def test_what_is_for_the_region_is_signed_beside_by_a_regional_manager_alone(counter: Counter) -> None:
    limits = {"limits": {"manager_cents": 5_000}}
    counter.desk.add(ReturnPolicyRow(location_id=STORE, policy=limits, set_at=NOW))
    await counter.takes_back("W-77120", "w1-1")
    await counter.presenter.go()
    assert counter.state.beside is not None and counter.state.beside.signers == (), "Marc is not enough"
    counter.presenter.back()
    add_manager(counter.desk, "s-rose", "Rose Petit", "regional_manager")
    await counter.presenter.go()
    assert counter.state.beside is not None
    assert [one.id for one in counter.state.beside.signers] == ["s-rose"]


async def test_offline_it_is_queued_and_said_so(counter: Counter) -> None:
    counter.desk.is_connected = False
    await counter.takes_back("W-77120", "w1-1")
    await counter.presenter.go()
    await counter.presenter.sign(PIN)
    assert (counter.refund().state, counter.refund().is_offline) == ("queued", True)
    assert counter.state.done is not None and counter.state.done.is_offline
    assert "no money yet" in done_hint(counter.state.done)


@pytest.mark.parametrize(
    ("state", "title", "hint"),
    [
        ("proposed", "€ waits for a manager", ""),
        ("queued", "queued", "Headquarters executes it now"),
        ("refunded", "refunded", ""),
        ("failed", "not refunded", ""),
    ],
)
async def test_what_is_said_at_the_end_follows_the_outcome(
    counter: Counter, state: str, title: str, hint: str
) -> None:
    counter.desk.is_connected = False
    await counter.takes_back("W-77120", "w1-1")
    await counter.presenter.go()
    await counter.presenter.sign(PIN)
    counter.desk.is_connected = True
    with counter.desk.writing() as session:
        session.get_one(Refund, counter.refund().id).state = state
    await counter.presenter.refresh()
    done = counter.state.done
    assert done is not None
    assert done_title(done).endswith(title)
    assert "no money yet" not in done_hint(done)
    assert hint in done_hint(done)


async def test_what_the_policy_does_not_cover_takes_a_reason_and_a_manager(counter: Counter) -> None:
    await counter.opens("T-540001")
    counter.grades()
    assert [one.line.id for one in counter.state.uncovered] == ["t3-1"]
    assert counter.state.money.total_cents == 8_900, "what it would come to"
    await counter.presenter.go()
    assert counter.said() == "override_without_reason"
    counter.presenter.override("cliente fidèle")
    await counter.presenter.go()
    await counter.presenter.sign(PIN)
    [line] = counter.desk.rows(ReturnLine)
    assert (line.override_by, line.override_reason) == ("s-marc", "cliente fidèle")
    assert counter.refund().approved_by == "s-marc"


async def overrides_what_is_for_the_region(counter: Counter) -> None:
    """The dress for 89.00 is too late, and a manager's word goes to 50.00."""
    limits = {"limits": {"manager_cents": 5_000}}
    counter.desk.add(ReturnPolicyRow(location_id=STORE, policy=limits, set_at=NOW))
    await counter.opens("T-540001")
    counter.grades()
    counter.presenter.override("cliente fidèle")


async def test_a_manager_overrides_and_leaves_the_sum_to_the_region(counter: Counter) -> None:
    await overrides_what_is_for_the_region(counter)
    await counter.presenter.go()
    await counter.presenter.sign(PIN)
    assert counter.face.refusals == []
    [line] = counter.desk.rows(ReturnLine)
    assert line.override_by == MARC.staff_id
    refund = counter.refund()
    assert (refund.state, refund.need, refund.approved_by) == ("proposed", "regional_manager", "")


async def test_a_regional_manager_overrides_and_signs(counter: Counter) -> None:
    rose = Me("s-rose", "Rose Petit", Role.REGIONAL_MANAGER, STORE, "Lyon", MARC.device_id)
    add_manager(counter.desk, rose.staff_id, rose.name, rose.role.value)
    can_sign(counter.desk, rose, SigningKey(bytes([7]) * 32))
    await overrides_what_is_for_the_region(counter)
    await counter.presenter.go()
    counter.presenter.choose_signer(rose.staff_id)
    await counter.presenter.sign(PIN)
    [line] = counter.desk.rows(ReturnLine)
    assert (line.override_by, counter.refund().approved_by) == (rose.staff_id, rose.staff_id)


async def test_who_may_not_override_is_not_asked_to(counter: Counter) -> None:
    add_manager(counter.desk, "s-nora", "Nora Blin")
    row = StaffPermission(staff_id="s-nora", permission="override_return", is_granted=False)
    counter.desk.add(row)
    await counter.opens("T-540001")
    counter.grades()
    counter.presenter.override("cliente fidèle")
    await counter.presenter.go()
    assert counter.state.beside is not None
    assert [one.id for one in counter.state.beside.signers] == [MARC.staff_id]


async def test_store_credit_may_take_the_place_of_the_card(counter: Counter) -> None:
    await counter.takes_back("W-77120", "w1-1")
    counter.presenter.pay_as_credit()
    assert [part.means for part in counter.state.money.parts] == [Means.STORE_CREDIT]
    await counter.presenter.leave_to_manager()
    assert counter.refund().credit_number == "A0001041"


async def test_what_goes_back_to_a_gift_card_prints_no_credit_of_nothing(counter: Counter) -> None:
    """A number is drawn for it, should the card take nothing."""
    paid = (("gift_card", 2_500),)
    add_sale(counter.desk, "g1", "T-550400", {"shirt": 1}, paid_cents=2_500, means=paid)
    await counter.takes_back("T-550400", "g1-1")
    await counter.presenter.go()
    assert (counter.refund().parts, counter.refund().credit_number) == ([["gift_card", 2_500, 0]], "A0001041")
    assert [job.template for job in counter.desk.spooled()] == ["refund_receipt"]


# what the customer takes along


@pytest.mark.parametrize(
    ("is_connected", "signs", "said"),
    [
        (True, True, "Refund queued: it is on its way, and not paid yet."),
        (False, True, "Refund queued: it is paid once the line to headquarters is back."),
        (True, False, "Not refunded yet: the store still has to agree."),
    ],
)
async def test_a_receipt_never_reads_as_paid_before_it_is(
    counter: Counter, is_connected: bool, signs: bool, said: str
) -> None:
    counter.desk.is_connected = is_connected
    await counter.takes_back("W-77120", "w1-1")
    if signs:
        await counter.presenter.go()
        await counter.presenter.sign(PIN)
    else:
        await counter.presenter.leave_to_manager()
    [job] = counter.desk.spooled()
    assert job.data["status"] == said
    assert [row["name"] for row in job.data["rows"]] == ["Robe Calanque"]
    assert render_pdf(load(job.template), data_in(job.data), "fr").startswith(b"%PDF")
