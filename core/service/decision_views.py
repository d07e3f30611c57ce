"""The decisions on an order's sources as the API shows them: the plan chosen, its cost, the alternatives."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Location, Order, OrderLine
from core.orchestration.decisions import decision_of, decisions_of
from core.rules.sourcing import Method, Option
from core.rules.sourcing_case import Bar
from core.rules.sourcing_costs import Cost
from core.rules.time import Instant, to_iso


class LineUnits(msgspec.Struct, frozen=True):
    """Units of the order's line with this number."""

    line: int
    quantity: int


class ShareAnswer(msgspec.Struct, frozen=True):
    """What one location was to give."""

    location: str
    lines: tuple[LineUnits, ...]


class OptionAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A plan. `cost_mc` and `terms_mc` are in thousandths of a cent; what is avoided is below zero. `missing`
    units are free nowhere. `without` names the location that an alternative does without."""

    cost_mc: int
    terms_mc: dict[Cost, int]
    shares: tuple[ShareAnswer, ...]
    missing: tuple[LineUnits, ...] = ()
    without: str | None = None


class DecisionAnswer(msgspec.Struct, frozen=True):
    """One decision.

    `cause` is the order, the command after which it was sourced anew, or the window of orders that were
    decided together (`/v1/sourcing/cool-downs` tells what that saved). `method` is `exact`, or tells how a
    basket too large for that was solved; no plan costs less than `bound_mc`. `considered` locations had some
    of it free and could serve, `barred` counts the others by reason.
    """

    id: str
    cause: str
    at: Instant
    at_iso: str
    method: Method
    bound_mc: int
    considered: int
    barred: dict[Bar, int]
    chosen: OptionAnswer
    alternatives: tuple[OptionAnswer, ...]


class OrderDecisions(msgspec.Struct, frozen=True):
    """An order's decisions, oldest first."""

    order_id: str
    decisions: tuple[DecisionAnswer, ...]


def order_decisions(session: Session, order: Order) -> OrderDecisions:
    """Read the decisions on an order's sources."""
    rows = [(row, decision_of(row)) for row in decisions_of(session, order.id)]
    options = [option for _, decision in rows for option in (decision.chosen, *decision.alternatives)]
    places = {share.location_id for option in options for share in option.plan.shares}
    places.update(option.without for option in options if option.without is not None)
    found = session.execute(select(Location.id, Location.code).where(Location.id.in_(places)))
    codes = {row.id: row.code for row in found}
    lines = session.execute(select(OrderLine.id, OrderLine.line_no).where(OrderLine.order_id == order.id))
    numbers = {row.id: row.line_no for row in lines}
    return OrderDecisions(
        order.id,
        tuple(
            DecisionAnswer(
                id=row.id,
                cause=row.cause,
                at=Instant(row.at),
                at_iso=to_iso(Instant(row.at)),
                method=decision.method,
                bound_mc=decision.bound_mc,
                considered=decision.considered,
                barred=decision.barred,
                chosen=_option(decision.chosen, codes, numbers),
                alternatives=tuple(_option(option, codes, numbers) for option in decision.alternatives),
            )
            for row, decision in rows
        ),
    )


def _option(option: Option, codes: Mapping[int, str], numbers: Mapping[str, int]) -> OptionAnswer:
    return OptionAnswer(
        cost_mc=option.cost_mc,
        terms_mc=option.terms,
        shares=tuple(
            ShareAnswer(codes[share.location_id], _units(share.units, numbers))
            for share in option.plan.shares
        ),
        missing=_units(option.plan.missing, numbers),
        without=None if option.without is None else codes[option.without],
    )


def _units(units: Mapping[str, int], numbers: Mapping[str, int]) -> tuple[LineUnits, ...]:
    return tuple(LineUnits(numbers[key], quantity) for key, quantity in units.items())
