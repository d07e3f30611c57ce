"""Money goes back: what it comes to, who may say so, and what is refused with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from command_world import LYON, NOW, SCARF, World, associate, manager
from return_world import (
    approve,
    come_to,
    declare,
    drafts,
    furnish_people,
    furnish_sale,
    lines,
    propose,
    receive,
    refund,
    scarves,
    signed,
    watch,
)
from sqlalchemy import delete, select

from core.commands import (
    AnswerAboutRefund,
    AskAboutRefund,
    EscalateRefund,
    ExchangeLine,
    GiveGoodwill,
    OverrideReturn,
    PartDraft,
    PayOutCash,
    RefuseRefund,
    RetryRefund,
    SettleRefund,
    WithdrawRefund,
)
from core.model import ApprovalKey, ArticlePrice, Refund, RefundClaim, ReturnPolicyRow, Sale, SaleLine
from core.rules.refund import Means, Part
from core.rules.returns import ReturnReason
from core.rules.time import DAY_MS, MINUTE_MS
from core.wire import SigningKey


@pytest.fixture
def counter(world: World) -> Iterator[World]:
    """A watch and two scarves are back."""
    furnish_people(world)
    furnish_sale(world)
    declare(world, scarves(0, 2), watch())
    receive(world)
    yield world


def claims(world: World) -> set[str]:
    return set(world.session.scalars(select(RefundClaim.unit_id)))


def test_it_comes_to_what_was_paid_for_those_units_to_the_means_paid_with(counter: World) -> None:
    found = come_to(counter)
    # 50.00 for three: 16.67, 16.67, 16.66.
    assert found.units == {"sale-1-scarf:0": 1_667, "sale-1-scarf:2": 1_666, "sale-1-watch:0": 12_000}
    assert found.parts == (Part(Means.CARD, 14_000), Part(Means.GIFT_CARD, 1_333))
    assert found.total_cents == sum(part.cents for part in found.parts)
    assert found.need == "manager"


def test_a_managers_signed_word_queues_it_for_the_core(counter: World) -> None:
    assert propose(counter).status == "applied"
    assert (refund(counter).state, len(claims(counter))) == ("proposed", 3)
    assert approve(counter).status == "applied"
    assert (refund(counter).state, refund(counter).approved_by) == ("queued", "staff-jeanne")


def test_a_small_one_that_the_policy_covers_needs_nobody(counter: World) -> None:
    propose(counter, units=["sale-1-scarf:0"], parts=[PartDraft(Means.CARD, 1_667)])
    assert (refund(counter).state, refund(counter).need, refund(counter).approved_by) == (
        "queued", "nobody", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"units": ["sale-1-scarf:1"]}, "unknown_unit"),
        ({"units": ["other:0"]}, "unknown_unit"),
        ({"parts": [PartDraft(Means.CARD, 15_334)]}, "parts_do_not_add_up"),
        ({"parts": [PartDraft(Means.CARD, 15_333)]}, "more_than_was_paid"),
        ({"parts": [PartDraft(Means.CASH, 15_333)]}, "more_than_was_paid"),
        ({"credit_number": "A0000999"}, "credit_number_wrong"),
        ({"exchange": [ExchangeLine(SCARF, 1, 1_990)], "parts": []}, "exchange_price_unknown"),
        ({"units": ["sale-1:delivery", "sale-1-scarf:0"]}, "delivery_not_due"),
    ],
)
def test_what_the_rules_do_not_say_is_refused(counter: World, changes: dict[str, Any], code: str) -> None:
    outcome = propose(counter, **changes)
    assert (outcome.status, outcome.code) == ("refused", code)
    assert claims(counter) == set()


def test_store_credit_may_take_the_place_of_what_was_paid_with(counter: World) -> None:
    assert propose(counter, parts=[PartDraft(Means.STORE_CREDIT, 15_333)]).status == "applied"


def test_a_unit_is_refunded_once(counter: World) -> None:
    propose(counter)
    card = [PartDraft(Means.CARD, 1_667)]
    again = propose(counter, refund_id="ref-2", units=["sale-1-scarf:0"], parts=card)
    assert again.code == "unit_claimed"


def test_what_was_turned_down_or_withdrawn_can_be_refunded_again(counter: World) -> None:
    propose(counter)
    no = RefuseRefund(return_id="ret-1", refund_id="ref-1", reason="abîmée")
    assert counter.run(RefuseRefund(return_id="ret-1", refund_id="ref-1", reason=" "), manager()).code == (
        "refused_without_reason"
    )
    counter.run(no, manager())
    assert claims(counter) == set()
    assert propose(counter, refund_id="ref-2").status == "applied"
    counter.run(WithdrawRefund(return_id="ret-1", refund_id="ref-2"))
    assert claims(counter) == set()
    assert approve(counter).code == "not_in_this_state"


def test_whoever_proposes_never_approves(counter: World) -> None:
    propose(counter, manager())
    assert approve(counter).code == "approver_is_proposer"


def test_an_associate_approves_nothing(counter: World) -> None:
    propose(counter)
    assert counter.run(signed(counter), associate()).code == "not_permitted"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (
            {"parts": [PartDraft(Means.CARD, 14_000), PartDraft(Means.GIFT_CARD, 1_334)]},
            "approval_does_not_fit",
        ),
        ({"units": ["sale-1-scarf:0"]}, "approval_does_not_fit"),
        ({"proposer": "staff-jeanne"}, "approval_does_not_fit"),
        ({"signature": "00" * 64}, "approval_not_signed"),
        ({"signature": "zz"}, "approval_not_signed"),
        ({"key": SigningKey(bytes(32))}, "approval_not_signed"),
        ({"signed_at": NOW + 1}, "approval_not_signed"),
        ({"signed_at": NOW - 11 * MINUTE_MS}, "approval_too_old"),
    ],
)
def test_an_approval_that_is_forged_or_altered_is_void(
    counter: World, changes: dict[str, Any], code: str
) -> None:
    propose(counter)
    assert approve(counter, **changes).code == code
    assert refund(counter).state == "proposed"


def test_a_key_of_another_device_or_one_that_was_revoked_signs_nothing(counter: World) -> None:
    propose(counter)
    assert counter.run(signed(counter), manager("till-2")).code == "approval_not_signed"
    stolen = signed(counter, who=("staff-jeanne", "till-2"))
    assert counter.run(stolen, manager("till-2")).code == "approval_not_signed", "it is till-1's key"
    counter.session.get_one(ApprovalKey, "key-1").revoked_at = NOW
    assert approve(counter).code == "approval_not_signed"


def test_an_approval_is_good_for_its_refund_alone(counter: World) -> None:
    propose(counter)
    old = signed(counter)
    counter.run(WithdrawRefund(return_id="ret-1", refund_id="ref-1"))
    propose(counter, refund_id="ref-2")
    assert approve(counter, refund_id="ref-2", signature=old.signature).code == "approval_not_signed"


def limits(world: World, **changes: int) -> None:
    world.session.merge(ReturnPolicyRow(location_id=LYON, policy={"limits": changes}))
    world.session.commit()


def test_beyond_a_managers_limit_it_is_for_the_region(counter: World) -> None:
    limits(counter, manager_cents=10_000)
    propose(counter)
    assert refund(counter).need == "regional_manager"
    assert approve(counter).code == "needs_regional_manager"
    counter.run(EscalateRefund(return_id="ret-1", refund_id="ref-1", note="montre"), manager())
    assert refund(counter).state == "escalated"


def test_beyond_the_days_limit_too(counter: World) -> None:
    limits(counter, manager_day_cents=20_000)
    counter.session.add(
        Refund(
            id="before", return_id="ret-0", location_id=LYON, state="refunded", state_at=NOW,
            total_cents=6_000, proposed_by="x", proposed_device="x", proposed_at=NOW,
            approved_by="staff-jeanne", approved_at=NOW, parts=[],
        )
    )  # fmt: skip
    propose(counter)
    assert approve(counter).code == "beyond_day_limit"
    counter.session.get_one(Refund, "before").approved_at = NOW - DAY_MS
    assert approve(counter).status == "applied"


@pytest.mark.parametrize(
    ("limit", "code"),
    [({"offline_cents": 10_000}, "offline_beyond_limit"), ({"offline_most": 0}, "offline_too_many")],
)
def test_with_the_line_cut_an_approval_is_capped(counter: World, limit: dict[str, int], code: str) -> None:
    limits(counter, **limit)
    propose(counter, is_offline=True)
    assert approve(counter, is_offline=True).code == code


def test_a_manager_may_ask_first(counter: World) -> None:
    propose(counter)
    counter.run(AskAboutRefund(return_id="ret-1", refund_id="ref-1", question="Portée ?"), manager())
    assert refund(counter).state == "asked"
    counter.all_of(AnswerAboutRefund(return_id="ret-1", refund_id="ref-1", answer="Non."))
    assert (refund(counter).state, refund(counter).question, refund(counter).answer) == (
        "proposed", "Portée ?", "Non.",
    )  # fmt: skip


def test_goods_that_are_not_here_are_not_paid(world: World) -> None:
    furnish_people(world)
    furnish_sale(world)
    declare(world, scarves(0))
    outcome = propose(world, units=["sale-1-scarf:0"], parts=[PartDraft(Means.CARD, 1_667)])
    assert outcome.code == "goods_not_here"


def test_a_wrong_piece_is_not_paid(world: World) -> None:
    furnish_people(world)
    furnish_sale(world)
    declare(world, watch(serial="W-999"))
    receive(world)
    outcome = propose(world, units=["sale-1-watch:0"], parts=[PartDraft(Means.CARD, 12_000)])
    assert outcome.code == "return_not_eligible"


def test_an_order_from_the_web_that_comes_back_whole_brings_its_delivery_back(world: World) -> None:
    furnish_people(world)
    furnish_sale(world, kind="web", delivery_cents=490, delivered_at=NOW - DAY_MS, means=[["card", 17_490]])
    declare(world, scarves(0, 1, 2))
    receive(world)
    assert "sale-1:delivery" not in come_to(world).units
    propose(world)
    declare(world, watch(), return_id="ret-2", number="R0000002")
    receive(world, "ret-2")
    found = come_to(world, "ret-2")
    assert found.units == {"sale-1-watch:0": 12_000, "sale-1:delivery": 490}
    assert {line.ground for line in lines(world)} == {"withdrawal"}
    propose(world, return_id="ret-2", refund_id="ref-2")
    paid = sum(row.total_cents for row in world.session.scalars(select(Refund)))
    assert paid == 17_490


@pytest.mark.parametrize(
    ("standard_cents", "reason", "back_cents"),
    [
        (190, ReturnReason.CHANGED_MIND, 190),
        (0, ReturnReason.CHANGED_MIND, 0),
        (190, ReturnReason.DEFECTIVE, 490),
        (990, ReturnReason.CHANGED_MIND, 490),
    ],
)
def test_of_a_dearer_delivery_the_standard_one_goes_back_and_once(
    world: World, standard_cents: int, reason: ReturnReason, back_cents: int
) -> None:
    """L221-24: whoever withdraws bears what they paid beyond the standard delivery."""
    rules = {"standard_delivery_cents": standard_cents}
    world.session.add(ReturnPolicyRow(location_id=LYON, policy=rules))
    furnish_people(world)
    furnish_sale(world, kind="web", delivery_cents=490, delivered_at=NOW - DAY_MS, means=[["card", 17_490]])
    declare(world, msgspec.structs.replace(scarves(0, 1, 2), reason=reason))
    declare(world, msgspec.structs.replace(watch(), reason=reason), return_id="ret-2", number="R0000002")
    for key in ("ret-1", "ret-2"):
        receive(world, key)
    assert propose(world).code == ""
    found = come_to(world, "ret-2")
    assert found.units == {"sale-1-watch:0": 12_000} | ({"sale-1:delivery": back_cents} if back_cents else {})
    assert propose(world, return_id="ret-2", refund_id="ref-2").code == ""
    paid = sum(row.total_cents for row in world.session.scalars(select(Refund)))
    assert paid == 17_000 + back_cents
    if not back_cents:
        wanted = {"units": ["sale-1:delivery"], "parts": [PartDraft(Means.CARD, 490)]}
        assert propose(world, return_id="ret-2", refund_id="ref-3", **wanted).code == "delivery_not_due"


def test_what_was_bought_is_not_paid_as_if_nobody_knew_where_its_sale_is_not_here(counter: World) -> None:
    counter.session.add(ArticlePrice(article_id=SCARF, valid_from=NOW - DAY_MS, price_cents=1_990))
    found = come_to(counter)
    # As a store lets go of a sale that is old, while its return is open still.
    for kind, key in ((SaleLine, SaleLine.sale_id), (Sale, Sale.id)):
        counter.session.execute(delete(kind).where(key == "sale-1"))
    counter.session.commit()
    scarf = sorted(unit for unit in found.units if unit.startswith("sale-1-scarf"))
    credit = [PartDraft(Means.STORE_CREDIT, len(scarf) * 1_990)]
    outcome = propose(counter, units=scarf, parts=credit)
    assert (outcome.status, outcome.code, outcome.data) == (
        "refused", "sale_not_found_yet", {"number": "R0000001"},
    )  # fmt: skip
    assert claims(counter) == set()


def test_without_proof_it_is_credit_at_the_lowest_price_of_late_on_a_managers_word(counter: World) -> None:
    for days, cents in ((400, 900), (100, 2_000), (50, 1_500), (10, 1_990)):
        counter.session.add(ArticlePrice(article_id=SCARF, valid_from=NOW - days * DAY_MS, price_cents=cents))
    draft = scarves(0, sale_line_id="", units=[])
    declare(counter, draft, return_id="ret-2", number="R0000002", sale_id="", has_proof=False)
    receive(counter, "ret-2")
    [line] = lines(counter, "ret-2")
    override = OverrideReturn(return_id="ret-2", line_ids=[line.id], reason="cadeau")
    counter.run(override, manager())
    found = come_to(counter, "ret-2")
    assert (found.parts, found.need) == ((Part(Means.STORE_CREDIT, 1_500),), "manager")
    refused = propose(
        counter, return_id="ret-2", units=sorted(found.units), parts=[PartDraft(Means.CASH, 1_500)]
    )
    assert refused.code == "more_than_was_paid"
    assert propose(counter, return_id="ret-2").status == "applied"
    again = propose(
        counter, return_id="ret-2", refund_id="ref-2", units=sorted(found.units), parts=drafts(found.parts)
    )
    assert again.code == "unit_claimed"


def cash_sale(world: World) -> None:
    furnish_people(world)
    furnish_sale(world, means=[["cash", 17_000]])
    declare(world, scarves(0, 2), watch())
    receive(world)


def test_cash_that_left_the_till_ends_a_cash_refund(world: World) -> None:
    cash_sale(world)
    propose(world)
    approve(world)
    world.all_of(PayOutCash(return_id="ret-1", refund_id="ref-1", cents=15_333))
    assert (refund(world).state, refund(world).parts) == ("refunded", [["cash", 15_333, 15_333]])
    assert world.run(PayOutCash(return_id="ret-1", refund_id="ref-1", cents=100)).code == "cash_paid_twice"


def test_cash_that_should_not_have_left_is_recorded_and_told(world: World) -> None:
    cash_sale(world)
    propose(world)
    assert world.run(PayOutCash(return_id="ret-1", refund_id="ref-1", cents=15_333)).code == (
        "cash_paid_unapproved"
    )
    lost = world.run(PayOutCash(return_id="ret-1", refund_id="none", cents=900))
    assert (lost.status, lost.code, lost.data["cents"]) == ("recorded", "cash_paid_without_refund", 900)
    assert refund(world, "none").kind == "loss"


def test_cash_paid_after_a_refusal_takes_its_units_again(world: World) -> None:
    cash_sale(world)
    propose(world)
    world.run(RefuseRefund(return_id="ret-1", refund_id="ref-1", reason="non"), manager())
    assert claims(world) == set()
    told = world.run(PayOutCash(return_id="ret-1", refund_id="ref-1", cents=15_333))
    assert (told.code, refund(world).state, len(claims(world))) == (
        "cash_paid_after_refusal", "refunded", 3,
    )  # fmt: skip


def test_what_failed_is_tried_again_or_settled_by_hand(counter: World) -> None:
    propose(counter)
    approve(counter)
    refund(counter).state = "failed"
    assert counter.run(RetryRefund(return_id="ret-1", refund_id="ref-1"), manager()).status == "applied"
    refund(counter).state = "failed"
    by_hand = SettleRefund(return_id="ret-1", refund_id="ref-1", settlement="virement")
    assert counter.run(by_hand, manager()).status == "applied"
    assert refund(counter).state == "by_hand"


def test_goodwill_is_the_managers_within_a_limit_a_day(counter: World) -> None:
    def give(refund_id: str, cents: int, number: str) -> str:
        command = GiveGoodwill(
            return_id="ret-1", refund_id=refund_id, cents=cents, credit_number=number, reason="attente"
        )
        outcome = counter.run(command, manager())
        return outcome.code or outcome.status.value

    limits(counter, goodwill_cents=3_000, goodwill_day_cents=5_000)
    assert give("g-1", 3_001, "A0000001") == "beyond_limit"
    assert give("g-1", 3_000, "A0000001") == "applied"
    assert give("g-2", 2_001, "A0000002") == "beyond_day_limit"
    assert refund(counter, "g-1").state == "queued"
