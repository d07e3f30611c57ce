"""The chain's own rules for sources: set as data, tried on past decisions before they go live.

They are read at most once a minute (`location_figures`); each decision keeps those that it was taken under.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import CarbonFigures, Location, Order, SourcingDecision, SourcingRules
from core.orchestration.large_baskets import beyond_exact
from core.orchestration.location_figures import CHAIN
from core.orchestration.unit import Core, UnitOfWork
from core.rules.errors import BadInput
from core.rules.sourcing import Decision, Plan, decide
from core.rules.sourcing_case import Bar, Case, Policy
from core.rules.time import Instant

PAGE: Final = 200
MOST_EXAMPLES: Final = 10
MOST_COST_MC: Final = 1_000_000_000
MOST_BANDS: Final = 50


def set_rules(unit: UnitOfWork, rules: Policy) -> None:
    """Let rules hold, from the next minute on. What stores tell customers of a parcel's CO2e is by them, too.

    Raises:
        BadInput: `bad_sourcing_rules`.
    """
    check_rules(rules)
    row = unit.lock(SourcingRules, CHAIN)
    if row is None:
        row = SourcingRules(id=CHAIN)
        unit.session.add(row)
    row.rules, row.set_at = msgspec.json.encode(rules), unit.at
    _tell_figures(unit, rules)


def tell_figures(core: Core) -> bool:
    """Rules that were set before stores were told of their CO2e are told now; returns whether any were.

    In a transaction as any other, so that the figures travel. A revision would leave them at the core.
    """

    def are_due(session: Session) -> bool:
        return session.get(CarbonFigures, CHAIN) is None and session.get(SourcingRules, CHAIN) is not None

    def work(unit: UnitOfWork) -> bool:
        # Of several processes that begin at once one tells them.
        row = unit.lock(SourcingRules, CHAIN)
        if row is None or not are_due(unit.session):
            return False
        _tell_figures(unit, msgspec.json.decode(row.rules, type=Policy))
        return True

    return core.read(are_due) and core.transact(work)


def _tell_figures(unit: UnitOfWork, rules: Policy) -> None:
    known = unit.session.get(CarbonFigures, CHAIN)
    if known is None:
        known = CarbonFigures(id=CHAIN)
        unit.session.add(known)
    known.parcel_g, known.tonne_km_g = rules.costs.carbon_parcel_g, rules.costs.carbon_g_tkm


def decode_rules(text: bytes) -> Policy:
    """Rules as JSON; what is left out is as usual.

    Raises:
        BadInput: `bad_sourcing_rules`.
    """
    try:
        rules = msgspec.json.decode(text, type=Policy)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadInput("bad_sourcing_rules", reason=str(error)) from error
    check_rules(rules)
    return rules


def check_rules(rules: Policy) -> None:
    """Refuse what makes no sense.

    Raises:
        BadInput: `bad_sourcing_rules`.
    """
    costs = msgspec.structs.asdict(rules.costs)
    bands = costs.pop("bands")
    limits = [band.up_to_m for band in bands]
    amounts = [*costs.values(), *limits, *(n for band in bands for n in (band.parcel_mc, band.kg_mc))]
    reasons = {
        "a priority stands twice": len(set(rules.priorities)) < len(rules.priorities),
        "no kind of location": not rules.kinds,
        "max_origins": rules.max_origins < 1,
        "max_load_bp": rules.max_load_bp is not None and rules.max_load_bp < 1,
        "bands": not 1 <= len(bands) <= MOST_BANDS or limits != sorted(set(limits)),
        "an amount is out of bounds": not all(0 <= amount <= MOST_COST_MC for amount in amounts),
    }
    for reason, is_wrong in reasons.items():
        if is_wrong:
            raise BadInput("bad_sourcing_rules", reason=reason)


class Example(msgspec.Struct, frozen=True):
    """An order that would be sourced otherwise: units by location, then and with the rules."""

    order_number: str
    before: dict[str, int]
    after: dict[str, int]


class WhatIf(msgspec.Struct, frozen=True):
    """What rules would have made of past decisions, each with the stock that there was then.

    Attributes:
        decisions: how many were taken again; `changed`: how many come out otherwise.
        partly_known: of these, those of which not all locations with stock were kept: another may be better
            still by the new rules.
        parcels, missing: of all of them, before and after.
        cost_mc: by the new rules' costs, before and after.
    """

    decisions: int
    changed: int
    partly_known: int
    parcels_before: int
    parcels_after: int
    missing_before: int
    missing_after: int
    cost_mc_before: int
    cost_mc_after: int
    examples: tuple[Example, ...]


class _Tried(msgspec.Struct, frozen=True):
    row: SourcingDecision
    then: Decision
    before: Decision
    after: Decision
    kept: int

    @property
    def is_other(self) -> bool:
        return _units(self.then.plan) != _units(self.after.plan)


def what_if(session: Session, rules: Policy, since: Instant, most: int) -> WhatIf:
    """Take the newest decisions since then again, under other rules.

    Raises:
        BadInput: `bad_sourcing_rules`.
    """
    check_rules(rules)
    tried = [_try(row, rules) for row in _newest(session, since, most)]
    changed = [one for one in tried if one.is_other]
    return WhatIf(
        decisions=len(tried),
        changed=len(changed),
        partly_known=sum(_had_stock(one.then) > one.kept for one in tried),
        parcels_before=sum(len(one.then.plan.shares) for one in tried),
        parcels_after=sum(len(one.after.plan.shares) for one in tried),
        missing_before=sum(sum(one.then.plan.missing.values()) for one in tried),
        missing_after=sum(sum(one.after.plan.missing.values()) for one in tried),
        cost_mc_before=sum(one.before.chosen.cost_mc for one in tried),
        cost_mc_after=sum(one.after.chosen.cost_mc for one in tried),
        examples=_examples(session, changed[:MOST_EXAMPLES]),
    )


def _newest(session: Session, since: Instant, most: int) -> Iterator[SourcingDecision]:
    query = select(SourcingDecision).where(SourcingDecision.at >= since)
    newest = query.order_by(SourcingDecision.at.desc(), SourcingDecision.id.desc()).limit(most)
    yield from session.scalars(newest.execution_options(yield_per=PAGE))


def _try(row: SourcingDecision, rules: Policy) -> _Tried:
    case = msgspec.json.decode(row.inputs, type=Case)
    then = msgspec.json.decode(row.answer, type=Decision)
    under = msgspec.structs.replace(case, policy=rules)
    # What was chosen then, at the new costs: nothing else is to be had.
    lenient = msgspec.structs.replace(rules, kinds=_kinds(case), max_origins=Policy().max_origins)
    forced = msgspec.structs.replace(_only(case, then.plan), policy=lenient)
    beyond = beyond_exact()
    with_stock = sum(any(source.free.values()) for source in case.sources)
    return _Tried(row, then, decide(forced, beyond), decide(under, beyond), with_stock)


def _kinds(case: Case) -> tuple[str, ...]:
    return tuple(sorted({source.kind for source in case.sources}))


def _only(case: Case, plan: Plan) -> Case:
    article_of = {line.key: line.article_id for line in case.wanted}
    given: dict[int, dict[int, int]] = {}
    for share in plan.shares:
        for key, units in share.units.items():
            of_place = given.setdefault(share.location_id, {})
            of_place[article_of[key]] = of_place.get(article_of[key], 0) + units
    sources = [
        msgspec.structs.replace(
            source,
            held_back={
                article_id: units - given[source.location_id].get(article_id, 0)
                for article_id, units in source.free.items()
            },
        )
        for source in case.sources
        if source.location_id in given
    ]
    return msgspec.structs.replace(case, sources=tuple(sources))


def _had_stock(then: Decision) -> int:
    """Locations that other rules might send it to."""
    return then.considered + sum(n for bar, n in then.barred.items() if bar is not Bar.NO_STOCK)


def _units(plan: Plan) -> dict[int, dict[str, int]]:
    return {share.location_id: dict(share.units) for share in plan.shares}


def _examples(session: Session, changed: Sequence[_Tried]) -> tuple[Example, ...]:
    orders = session.execute(
        select(Order.id, Order.number).where(Order.id.in_({one.row.order_id for one in changed}))
    )
    numbers = {row.id: row.number for row in orders}
    codes = {row.id: row.code for row in session.execute(select(Location.id, Location.code))}

    def told(plan: Plan) -> dict[str, int]:
        return {codes[share.location_id]: sum(share.units.values()) for share in plan.shares}

    return tuple(
        Example(numbers.get(one.row.order_id, ""), told(one.then.plan), told(one.after.plan))
        for one in changed
    )
