"""What a chain takes back, until when, and what it costs: rules as data, the law as their floor.

The law first: what does not conform is taken back for two years, a distance sale can be withdrawn from, and
no rule of a chain takes that away. Beyond it the first rule of the chain that fits decides. What no rule
covers needs somebody who may override, where the chain lets them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Final

import msgspec

from core.rules.disposition import HYGIENE
from core.rules.errors import BadInput
from core.rules.order import SaleType
from core.rules.refund import Means
from core.rules.refund_money import CHAINS_ORDER
from core.rules.return_periods import (
    REFUND_WITHIN_MS,
    conformity_ends,
    period_ends,
    withdrawal_ends,
)
from core.rules.returns import Condition, ReturnReason
from core.rules.time import DAY_MS, Instant, after

PERSONALISED: Final = "personalised"
FINAL_SALE: Final = "final_sale"
EXCLUSIONS: Final = (HYGIENE, PERSONALISED, FINAL_SALE)
LONGEST_DELIVERY_MS: Final = 30 * DAY_MS
"""L216-1: what is not delivered within 30 days is late. Without the carrier's word it counts as delivered
then, or later where the chain says so (`ReturnPolicy.delivered_after_days`), and the verdict says so."""
MAX_RULES: Final = 200
NO_CREDIT_DAYS: Final = "`credit_days` is 0: a store credit would be over at once. Say one day at least."
MAX_CENTS: Final = 10_000_000

NOT_CONFORMING: Final = frozenset(
    {
        ReturnReason.DEFECTIVE,
        ReturnReason.DAMAGED_ON_ARRIVAL,
        ReturnReason.NOT_AS_DESCRIBED,
        ReturnReason.WRONG_ARTICLE,
    }
)

Cents = Annotated[int, msgspec.Meta(ge=0, le=MAX_CENTS)]
Days = Annotated[int, msgspec.Meta(ge=0, le=3_660)]
CREDIT_DAYS: Final = 730
PlaceCode = Annotated[str, msgspec.Meta(max_length=64)]


class Ground(StrEnum):
    """On what an article is taken back. `NONE`: on none."""

    CONFORMITY = "conformity"
    WITHDRAWAL = "withdrawal"
    POLICY = "policy"
    NONE = "none"


class PolicyRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule: what it fits (nothing said: all; a category by the beginning of its name), and what it says.

    What nobody has looked at yet counts as new. `exclusion` says that the article is of that sort; a rule of
    a final sale takes nothing back.
    """

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    days: Days = 0
    sale_types: tuple[SaleType, ...] = ()
    channels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()
    tiers: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    fee_cents: Cents = 0
    exclusion: str = ""


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What money may go out on whose word, in cents, by the refund and by the day.

    Attributes:
        free_cents: below it nobody has to approve.
        offline_cents, offline_most, offline_days: an approval given with the line cut: at most so much, so
            many that wait, taken up by the core for so long.
        cash_store_day_cents, cash_person_day_cents: cash that leaves a store's tills on one day, and by one
            person's hand.
        cash_offline_cents: what of it may leave with the line cut, for this store's own sales alone; and what
            this store's own credits may pay on one day with the line cut.
    """

    free_cents: Cents = 3_000
    manager_cents: Cents = 50_000
    manager_day_cents: Cents = 200_000
    regional_cents: Cents = 500_000
    regional_day_cents: Cents = 2_000_000
    goodwill_cents: Cents = 3_000
    goodwill_day_cents: Cents = 15_000
    offline_cents: Cents = 20_000
    offline_most: Annotated[int, msgspec.Meta(ge=0, le=1_000)] = 20
    offline_days: Days = 3
    cash_store_day_cents: Cents = 150_000
    cash_person_day_cents: Cents = 50_000
    cash_offline_cents: Cents = 10_000


class ReturnPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that a chain decides about returns, at one store."""

    rules: Annotated[tuple[PolicyRule, ...], msgspec.Meta(max_length=MAX_RULES)] = (
        PolicyRule("underwear and swimwear", categories=("Maillots", "Lingerie"), exclusion=HYGIENE, days=30),
        PolicyRule("in store", sale_types=(SaleType.IN_STORE,), days=30),
        PolicyRule("online", sale_types=(SaleType.DISTANCE,), days=30),
    )
    limits: Limits = Limits()
    means_order: tuple[Means, ...] = CHAINS_ORDER
    may_override: bool = True
    no_proof_days: Days = 90
    """Without proof of purchase: store credit at the lowest price of so many days; 0: not at all."""
    credit_days: Days = CREDIT_DAYS
    """How long a store credit lasts: a day at least (`read_policy`)."""
    delivered_after_days: Days = 30
    """Days after an order on which it counts as delivered where no carrier has said so; at least 30."""
    standard_delivery_cents: Cents | None = None
    """What the least expensive standard delivery costs: of a dearer one no more goes back to who withdraws.
    None: nobody has said, and all of it goes back."""
    markdown_percent: Annotated[int, msgspec.Meta(ge=1, le=90)] = 30
    """Off the price of what came back and is sold for less, as its label says."""
    warehouse: PlaceCode = ""
    vendor: PlaceCode = ""
    """Where returned goods go on to, by the location's code; the nearest warehouse where it is not said, and
    what goes to a vendor goes by the warehouse."""

    @property
    def credit_lasts_days(self) -> int:
        """How long a store credit lasts; where none was said, the usual time: a program of before let it be
        set so, and what was given was lost at once."""
        return self.credit_days or CREDIT_DAYS

    @property
    def takes_without_proof(self) -> bool:
        """Whether goods without a proof of purchase may be taken back at all."""
        return self.may_override and self.no_proof_days > 0


class Asked(msgspec.Struct, frozen=True):
    """What is brought back, as the policy looks at it."""

    sale_type: SaleType
    reason: ReturnReason
    sold_at: Instant
    at: Instant
    delivered_at: Instant | None = None
    channel: str = ""
    category: str = ""
    article_id: int = 0
    tier: str = ""
    condition: Condition | None = None
    exclusion: str = ""
    timezone: str = "Europe/Paris"


class Verdict(msgspec.Struct, frozen=True):
    """Whether it is taken back, on what ground, why, and until when.

    `why` is a stable code; `rule` the chain's rule that decided, if one did; `refund_by` the day by which the
    law wants the money back.
    """

    ground: Ground
    why: str
    until: Instant
    fee_cents: int = 0
    with_delivery: bool = False
    may_override: bool = False
    rule: str = ""
    refund_by: Instant | None = None

    @property
    def is_eligible(self) -> bool:
        """Whether it is taken back without an override."""
        return self.ground is not Ground.NONE


def judge(policy: ReturnPolicy, asked: Asked) -> Verdict:
    """Whether an article is taken back."""
    return _by_law(policy, asked) or _by_policy(policy, asked)


def rule_for(policy: ReturnPolicy, asked: Asked) -> PolicyRule | None:
    """The first rule that fits."""
    return next((rule for rule in policy.rules if _fits(rule, asked)), None)


def exclusion_of(policy: ReturnPolicy, asked: Asked) -> str:
    """What sort of article it is: as its sale says, or a rule."""
    rule = rule_for(policy, asked)
    return asked.exclusion or (rule.exclusion if rule else "")


def read_policy(raw: bytes) -> ReturnPolicy:
    """A policy from its JSON.

    Raises:
        BadInput: `bad_return_policy`, with the reason.
    """
    try:
        policy = msgspec.json.decode(raw, type=ReturnPolicy)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("bad_return_policy", reason=str(error)) from error
    if not policy.credit_days:
        raise BadInput("bad_return_policy", reason=NO_CREDIT_DAYS)
    return policy


def _by_law(policy: ReturnPolicy, asked: Asked) -> Verdict | None:
    began = asked.delivered_at or asked.sold_at
    if asked.reason in NOT_CONFORMING:
        until = conformity_ends(began, asked.timezone)
        if asked.at <= until:
            return Verdict(Ground.CONFORMITY, "conformity", until, with_delivery=True)
    if asked.sale_type is not SaleType.DISTANCE or not _may_be_withdrawn_from(policy, asked):
        return None
    refund_by = after(asked.at, REFUND_WITHIN_MS)
    supposed_at = _delivered_at_last(policy, asked)
    if asked.delivered_at is None and asked.at <= supposed_at:
        until = withdrawal_ends(asked.at, asked.timezone)
        return Verdict(Ground.WITHDRAWAL, "not_delivered_yet", until, with_delivery=True, refund_by=refund_by)
    until = withdrawal_ends(asked.delivered_at or supposed_at, asked.timezone)
    if asked.at > until:
        return None
    why = "withdrawal" if asked.delivered_at is not None else "withdrawal_untold"
    return Verdict(Ground.WITHDRAWAL, why, until, with_delivery=True, refund_by=refund_by)


def _delivered_at_last(policy: ReturnPolicy, asked: Asked) -> Instant:
    """Where nobody has told the delivery, it counts as come by then."""
    return after(asked.sold_at, max(LONGEST_DELIVERY_MS, policy.delivered_after_days * DAY_MS))


def _may_be_withdrawn_from(policy: ReturnPolicy, asked: Asked) -> bool:
    """L221-28: not from what was made to the customer's wish, nor from hygiene goods that were opened."""
    sort = exclusion_of(policy, asked)
    is_opened = asked.condition not in (None, Condition.NEW)
    return sort != PERSONALISED and not (sort == HYGIENE and is_opened)


def _by_policy(policy: ReturnPolicy, asked: Asked) -> Verdict:
    rule = rule_for(policy, asked)
    began = asked.delivered_at or asked.sold_at
    sort = exclusion_of(policy, asked)
    is_opened = asked.condition not in (None, Condition.NEW)
    name, override = rule.name if rule else "", policy.may_override
    if sort in (PERSONALISED, FINAL_SALE) or (sort == HYGIENE and is_opened):
        return Verdict(Ground.NONE, f"excluded_{sort}", began, may_override=override, rule=name)
    if rule is None or not rule.days:
        return Verdict(Ground.NONE, "not_taken_back", began, may_override=override, rule=name)
    until = period_ends(began, rule.days, asked.timezone)
    if asked.at > until:
        return Verdict(Ground.NONE, "period_over", until, may_override=override, rule=name)
    return Verdict(Ground.POLICY, "policy", until, rule.fee_cents, rule=name)


def _fits(rule: PolicyRule, asked: Asked) -> bool:
    category = asked.category.lower()
    return (
        _has(rule.sale_types, asked.sale_type)
        and _has(rule.channels, asked.channel)
        and _has(rule.articles, asked.article_id)
        and _has(rule.tiers, asked.tier)
        and _has(rule.conditions, asked.condition or Condition.NEW)
        and (not rule.categories or any(category.startswith(one.lower()) for one in rule.categories))
    )


def _has(wanted: Sequence[object], value: object) -> bool:
    return not wanted or value in wanted


def lowest_recent(prices: Sequence[tuple[Instant, int]], at: Instant, days: int) -> int:
    """The lowest price that held at some moment of the last days, in cents; 0 where there was none.

    Args:
        prices: from when on, and how much.
    """
    began = at - days * DAY_MS
    newest_first = sorted((one for one in prices if one[0] <= at), reverse=True)
    held: list[int] = []
    for valid_from, cents in newest_first:
        held.append(cents)
        if valid_from <= began:
            break
    return min(held, default=0)
