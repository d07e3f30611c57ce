"""A regional manager's word on refunds of the stores that they sign for, and of no others."""

from __future__ import annotations

import pytest
from command_world import LYON, NOW, PARIS, World, manager
from return_world import (
    KEY,
    approve,
    declare,
    furnish_people,
    furnish_sale,
    propose,
    receive,
    refund,
    scarves,
    signed,
    watch,
)

from core.commands import Actor, AskAboutRefund, EscalateRefund, Outcome, RefuseRefund, SettleRefund
from core.model import ApprovalKey, ReturnPolicyRow, SignsFor
from core.rules.permissions import Role

ROSE = Actor("staff-rose", Role.REGIONAL_MANAGER, PARIS, "till-9")
ESCALATE = EscalateRefund(return_id="ret-1", refund_id="ref-1", note="au-delà")


@pytest.fixture
def waiting(world: World) -> World:
    """A refund of Lyon that its manager has passed on to Rose, who works in Paris."""
    furnish_people(world)
    furnish_sale(world)
    world.session.add(
        ApprovalKey(
            id="key-9",
            staff_id="staff-rose",
            device_id="till-9",
            location_id=PARIS,
            public_key=KEY.public.hex(),
            registered_at=NOW,
            revoked_at=None,
        )
    )
    world.session.add(SignsFor(staff_id="staff-rose", location_id=LYON))
    declare(world, scarves(0, 1), watch())
    receive(world)
    propose(world)
    assert world.run(ESCALATE, manager()).status == "applied"
    return world


def rose_approves(world: World) -> Outcome:
    return world.run(signed(world, who=("staff-rose", "till-9")), ROSE)


def test_what_was_passed_on_is_signed_by_who_signs_for_the_store(waiting: World) -> None:
    assert approve(waiting).code == "needs_regional_manager"
    assert rose_approves(waiting).status == "applied"
    assert (refund(waiting).state, refund(waiting).approved_by) == ("queued", "staff-rose")


def test_who_does_not_sign_for_the_store_has_no_word(waiting: World) -> None:
    waiting.session.delete(waiting.session.get_one(SignsFor, ("staff-rose", LYON)))
    waiting.session.commit()
    assert rose_approves(waiting).code == "other_location"
    said = RefuseRefund(return_id="ret-1", refund_id="ref-1", reason="non")
    assert waiting.run(said, ROSE).code == "other_location"


def test_a_manager_of_another_store_has_none_whatever_a_row_says(waiting: World) -> None:
    waiting.session.add(SignsFor(staff_id="staff-jeanne", location_id=LYON))
    elsewhere = Actor("staff-jeanne", Role.MANAGER, PARIS, "till-1")
    assert waiting.run(signed(waiting), elsewhere).code == "other_location"


def test_nobody_signs_what_they_have_asked_for(waiting: World) -> None:
    refund(waiting).proposed_by = "staff-rose"
    assert rose_approves(waiting).code == "approver_is_proposer"


@pytest.mark.parametrize(
    ("limit", "code"),
    [("regional_cents", "beyond_limit"), ("regional_day_cents", "beyond_day_limit")],
)
def test_a_regional_manager_has_limits_too_of_the_store_that_asks(
    waiting: World, limit: str, code: str
) -> None:
    waiting.session.add(ReturnPolicyRow(location_id=LYON, policy={"limits": {limit: 1_000}}))
    assert rose_approves(waiting).code == code


def test_a_question_and_a_no_come_from_afar_and_nothing_else(waiting: World) -> None:
    which = {"return_id": "ret-1", "refund_id": "ref-1"}
    assert waiting.run(AskAboutRefund(**which, question="Une photo ?"), ROSE).status == "applied"
    assert refund(waiting).state == "asked"
    assert waiting.run(RefuseRefund(**which, reason="non"), ROSE).status == "applied"
    assert refund(waiting).state == "refused"
    assert waiting.run(SettleRefund(**which, settlement="payé"), ROSE).code == "other_location"
