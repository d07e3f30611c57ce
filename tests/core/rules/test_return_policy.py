"""What is taken back, until when, on what ground: the law as the floor, the chain's rules above it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.disposition import Disposition, dispositions, is_lawful
from core.rules.errors import BadInput
from core.rules.grading import condition_of, questions
from core.rules.order import SaleType
from core.rules.return_periods import conformity_ends, holidays, period_ends, withdrawal_ends
from core.rules.return_policy import (
    Asked,
    Ground,
    PolicyRule,
    ReturnPolicy,
    judge,
    lowest_recent,
    read_policy,
)
from core.rules.returns import Condition, ReturnReason, ReturnState, return_status
from core.rules.time import DAY_MS, Instant, from_datetime, to_iso
from tests.support.examples import examples


def at(text: str) -> Instant:
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=UTC))


MONDAY = at("2026-03-02T10:00")
NOTHING = ReturnPolicy(rules=())


def asked(**changes: Any) -> Asked:
    fields: dict[str, Any] = {
        "sale_type": SaleType.DISTANCE,
        "reason": ReturnReason.CHANGED_MIND,
        "sold_at": MONDAY - 3 * DAY_MS,
        "delivered_at": MONDAY,
        "at": MONDAY,
    }
    return Asked(**(fields | changes))


@pytest.mark.parametrize(
    ("delivered", "ends"),
    [
        ("2026-03-02T10:00", "2026-03-16T22:59:59.999Z"),  # a Monday, in winter time
        ("2026-02-28T10:00", "2026-03-16T22:59:59.999Z"),  # a Saturday: to the Monday after
        ("2026-03-23T10:00", "2026-04-07T21:59:59.999Z"),  # Easter Monday: to the Tuesday, in summer time
        ("2026-03-02T23:30", "2026-03-17T22:59:59.999Z"),  # after midnight in France
        ("2026-04-17T10:00", "2026-05-04T21:59:59.999Z"),  # 1 May, a Friday: to the Monday
    ],
)
def test_withdrawal_ends_with_its_fourteenth_day_or_the_next_working_one(delivered: str, ends: str) -> None:
    assert to_iso(withdrawal_ends(at(delivered))) == ends


def test_the_guarantee_lasts_two_years_to_the_day() -> None:
    assert to_iso(conformity_ends(at("2026-03-02T10:00"))).startswith("2028-03-02")
    assert to_iso(conformity_ends(at("2024-02-29T10:00"))).startswith("2026-03-01")
    assert to_iso(period_ends(MONDAY, 30)).startswith("2026-04-01")


def test_frances_holidays_move_with_easter() -> None:
    moving = {day.isoformat() for day in holidays(2027)}
    assert {"2027-03-29", "2027-05-06", "2027-05-17"} <= moving
    assert len(holidays(2026)) == 11


def test_a_distance_sale_is_withdrawn_from_whatever_the_chain_says_delivery_included() -> None:
    verdict = judge(NOTHING, asked(at=MONDAY + 14 * DAY_MS))
    assert (verdict.ground, verdict.why, verdict.with_delivery) == (Ground.WITHDRAWAL, "withdrawal", True)
    assert verdict.refund_by == MONDAY + 28 * DAY_MS
    assert verdict.fee_cents == 0
    late = judge(NOTHING, asked(at=MONDAY + 15 * DAY_MS))
    assert (late.ground, late.why, late.may_override) == (Ground.NONE, "not_taken_back", True)


def test_click_and_collect_bought_online_counts_from_the_day_of_collection() -> None:
    collected = asked(
        sold_at=MONDAY - 9 * DAY_MS, delivered_at=MONDAY, channel="web", at=MONDAY + 13 * DAY_MS
    )
    assert judge(NOTHING, collected).ground is Ground.WITHDRAWAL


def test_what_is_not_delivered_yet_can_be_withdrawn_from_and_without_a_word_not_for_ever() -> None:
    assert judge(NOTHING, asked(delivered_at=None)).why == "not_delivered_yet"
    untold = judge(NOTHING, asked(delivered_at=None, at=asked().sold_at + 32 * DAY_MS))
    assert (untold.ground, untold.why) == (Ground.WITHDRAWAL, "withdrawal_untold"), "and it is said so"
    assert judge(NOTHING, asked(delivered_at=None, at=MONDAY + 60 * DAY_MS)).ground is Ground.NONE
    slow = ReturnPolicy(rules=(), delivered_after_days=60)
    assert judge(slow, asked(delivered_at=None, at=MONDAY + 60 * DAY_MS)).ground is Ground.WITHDRAWAL


def test_a_sale_in_store_follows_the_chain_alone() -> None:
    in_store = asked(sale_type=SaleType.IN_STORE)
    assert judge(NOTHING, in_store).ground is Ground.NONE
    verdict = judge(ReturnPolicy(), in_store)
    assert (verdict.ground, verdict.rule, verdict.with_delivery) == (Ground.POLICY, "in store", False)
    assert judge(ReturnPolicy(), asked(sale_type=SaleType.IN_STORE, at=MONDAY + 40 * DAY_MS)).why == (
        "period_over"
    )


@pytest.mark.parametrize("reason", ["defective", "damaged_on_arrival", "not_as_described", "wrong_article"])
def test_what_does_not_conform_is_taken_back_for_two_years_without_a_fee(reason: str) -> None:
    rules = (PolicyRule("dear", days=30, fee_cents=500),)
    old = asked(sale_type=SaleType.IN_STORE, reason=ReturnReason(reason), at=MONDAY + 700 * DAY_MS)
    assert judge(ReturnPolicy(rules=rules), old).ground is Ground.CONFORMITY
    assert judge(ReturnPolicy(rules=rules), old).fee_cents == 0
    older = asked(sale_type=SaleType.IN_STORE, reason=ReturnReason(reason), at=MONDAY + 740 * DAY_MS)
    assert judge(ReturnPolicy(rules=rules), older).ground is Ground.NONE


@pytest.mark.parametrize(
    ("exclusion", "condition", "ground"),
    [
        ("personalised", None, Ground.NONE),
        ("hygiene", Condition.OPENED, Ground.NONE),
        ("hygiene", Condition.NEW, Ground.WITHDRAWAL),
        ("final_sale", None, Ground.WITHDRAWAL),
    ],
)
def test_what_the_law_excludes_and_nothing_else(
    exclusion: str, condition: Condition | None, ground: Ground
) -> None:
    verdict = judge(ReturnPolicy(), asked(exclusion=exclusion, condition=condition))
    assert verdict.ground is ground
    if ground is Ground.NONE:
        assert verdict.why == f"excluded_{exclusion}"


def test_what_is_sold_in_store_without_return_is_not_taken_back() -> None:
    in_store = {"sale_type": SaleType.IN_STORE}
    said = judge(ReturnPolicy(), asked(**in_store, exclusion="final_sale"))
    assert (said.ground, said.why) == (Ground.NONE, "excluded_final_sale")
    ruled = ReturnPolicy(rules=(PolicyRule("outlet", days=30, exclusion="final_sale"),))
    assert judge(ruled, asked(**in_store)).why == "excluded_final_sale"
    broken = asked(**in_store, exclusion="final_sale", reason=ReturnReason.DEFECTIVE)
    assert judge(ReturnPolicy(), broken).ground is Ground.CONFORMITY, "the law's guarantee is for all"


def test_a_rules_fee_is_kept_where_the_chain_alone_takes_it_back() -> None:
    policy = ReturnPolicy(rules=(PolicyRule("all", days=60, fee_cents=500),))
    assert judge(policy, asked(sale_type=SaleType.IN_STORE)).fee_cents == 500
    assert judge(policy, asked()).fee_cents == 0, "not within the law's own days"
    assert judge(policy, asked(at=MONDAY + 30 * DAY_MS)).fee_cents == 500


def test_the_first_rule_that_fits_decides() -> None:
    rules = (
        PolicyRule("members", days=90, tiers=("gold",)),
        PolicyRule("watches", days=7, categories=("Montre",), fee_cents=1_000),
        PolicyRule("marketplace", days=20, channels=("marketplace",)),
        PolicyRule("this one", days=5, articles=(77,)),
        PolicyRule("unworn", days=60, conditions=(Condition.NEW,)),
        PolicyRule("all", days=10),
    )
    policy = ReturnPolicy(rules=rules, may_override=False)

    def rule(**changes: Any) -> str:
        return judge(policy, asked(sale_type=SaleType.IN_STORE, at=MONDAY + DAY_MS, **changes)).rule

    assert rule(tier="gold", category="Montres") == "members"
    assert rule(category="montres") == "watches"
    assert rule(channel="marketplace") == "marketplace"
    assert rule(article_id=77) == "this one"
    assert rule() == "unworn"
    assert rule(condition=Condition.WORN) == "all"
    late = judge(policy, asked(sale_type=SaleType.IN_STORE, at=MONDAY + 99 * DAY_MS))
    assert (late.why, late.may_override) == ("period_over", False)


def test_what_nobody_has_looked_at_yet_counts_as_new() -> None:
    """Else its customer would be told no, and yes once it is looked at."""
    worn = PolicyRule("worn", conditions=(Condition.WORN, Condition.DAMAGED))
    policy = ReturnPolicy(rules=(worn, PolicyRule("all", days=30)))
    assert judge(policy, asked(sale_type=SaleType.IN_STORE)).rule == "all"
    said = judge(policy, asked(sale_type=SaleType.IN_STORE, condition=Condition.WORN))
    assert (said.ground, said.rule) == (Ground.NONE, "worn")


@settings(max_examples=examples(30, 100), deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from(SaleType), st.booleans())
def test_no_rule_of_a_chain_gives_less_than_the_law(
    days: int, after_days: int, sale_type: SaleType, may: bool
) -> None:
    policy = ReturnPolicy(rules=(PolicyRule("any", days=days),), may_override=may)
    case = asked(sale_type=sale_type, at=MONDAY + after_days * DAY_MS)
    if judge(NOTHING, case).is_eligible:
        assert judge(policy, case).is_eligible


def test_a_policy_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(BadInput, match="bad_return_policy"):
        read_policy(b'{"rules": [{"name": "x", "days": -1}]}')
    assert read_policy(b'{"rules": []}').rules == ()


def test_a_credit_that_would_be_over_at_once_is_not_set_and_one_that_was_lasts_as_usual() -> None:
    with pytest.raises(BadInput) as caught:
        read_policy(b'{"credit_days": 0}')
    assert "Say one day at least" in caught.value.data["reason"]
    assert read_policy(b'{"credit_days": 1}').credit_lasts_days == 1
    assert ReturnPolicy(credit_days=0).credit_lasts_days == 730, "set by a program of before"


def test_the_lowest_price_of_late_is_the_lowest_that_held() -> None:
    prices = [(Instant(0), 500), (Instant(100 * DAY_MS), 2_000), (Instant(150 * DAY_MS), 1_500)]
    assert lowest_recent(prices, Instant(160 * DAY_MS), 30) == 1_500
    assert lowest_recent(prices, Instant(160 * DAY_MS), 90) == 500, "it held when the days began"
    assert lowest_recent([], Instant(1), 30) == 0


@pytest.mark.parametrize("condition", Condition)
@pytest.mark.parametrize("exclusion", ["", "hygiene"])
def test_what_is_proposed_is_lawful_and_new_goods_are_never_destroyed(
    condition: Condition, exclusion: str
) -> None:
    advised = dispositions(condition, exclusion)
    assert advised
    assert all(is_lawful(one, condition, exclusion) for one in advised)
    assert not is_lawful(Disposition.DESTROY, Condition.NEW, exclusion)
    assert is_lawful(Disposition.DESTROY, Condition.OPENED, "hygiene")


def test_the_first_no_of_the_grading_says_what_it_is_like() -> None:
    asked_of = questions("Montres")
    assert [one.code for one in asked_of][:2] == ["is_genuine", "works"]
    answers = {one.code: True for one in asked_of}
    assert condition_of(asked_of, answers) is Condition.NEW
    assert condition_of(asked_of, answers | {"works": False, "is_unworn": False}) is Condition.DEFECTIVE
    assert condition_of(asked_of, {"is_genuine": True}) is None
    assert len(questions("Écharpes", is_serialised=True)) > len(questions("Écharpes"))


def test_a_return_stands_where_its_least_advanced_line_stands() -> None:
    s = ReturnState
    assert return_status([s.DISPOSED, s.RECEIVED, s.CANCELLED]) is s.RECEIVED
    assert return_status([s.CANCELLED]) is s.CANCELLED
    assert return_status([s.ELIGIBLE, s.NEEDS_OVERRIDE]) is s.NEEDS_OVERRIDE
