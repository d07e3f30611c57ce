"""How each location has been doing: the work that waits there, and how much of it it gives back.

Counted over the fulfilments of the last 90 days, and those that wait since before, at most once a minute, by
whoever asks then; kept in memory, since it only weighs what a choice costs, and each decision keeps the
figures that it was taken on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.model import Fulfilment, SourcingRules
from core.rules.fulfilment import FulfilmentState
from core.rules.intake import WAITING
from core.rules.sourcing_case import Policy
from core.rules.time import DAY_MS, Instant

REFRESH_MS: Final = 60_000
CHAIN: Final = "chain"
"""The one row of rules."""
COUNTED_MS: Final = 90 * DAY_MS
GIVEN_BACK: Final = frozenset({FulfilmentState.REJECTED, FulfilmentState.LAPSED})
PRIOR_GIVEN_BACK: Final = 1
PRIOR_ORDERS: Final = 50
"""A location that nobody knows yet is taken to give back one order of fifty."""


class Figures(msgspec.Struct, frozen=True):
    """One location's: orders that wait there, and the share of its orders that it has given back."""

    open_work: int = 0
    given_back_bp: int = 10_000 * PRIOR_GIVEN_BACK // PRIOR_ORDERS


UNKNOWN: Final = Figures()


class LocationFigures:
    """The figures of all locations and the chain's rules for sources, as they were within the last minute."""

    def __init__(self) -> None:
        self._known: tuple[Instant, Mapping[int, Figures], Policy] | None = None

    def of_all(self, session: Session, now: Instant) -> Mapping[int, Figures]:
        """By location; one that is left out is `UNKNOWN`."""
        return self._fresh(session, now)[1]

    def rules(self, session: Session, now: Instant) -> Policy:
        """The chain's rules."""
        return self._fresh(session, now)[2]

    def _fresh(self, session: Session, now: Instant) -> tuple[Instant, Mapping[int, Figures], Policy]:
        known = self._known
        if known is None or not 0 <= now - known[0] < REFRESH_MS:
            known = self._known = (now, _counted(session, Instant(now - COUNTED_MS)), read_rules(session))
        return known


def read_rules(session: Session) -> Policy:
    """The chain's rules for sources as they stand; as usual, where it has said nothing."""
    row = session.get(SourcingRules, CHAIN)
    return Policy() if row is None else msgspec.json.decode(row.rules, type=Policy)


def _counted(session: Session, since: Instant) -> dict[int, Figures]:
    counts: dict[int, dict[str, int]] = {}
    rows = session.execute(
        select(Fulfilment.location_id, Fulfilment.state, func.count())
        .where(or_(Fulfilment.created_at > since, Fulfilment.state.in_(WAITING)))
        .group_by(Fulfilment.location_id, Fulfilment.state)
    )
    for location_id, state, number in rows:
        counts.setdefault(location_id, {})[state] = number
    return {location_id: _figures(by_state) for location_id, by_state in counts.items()}


def _figures(by_state: Mapping[str, int]) -> Figures:
    given_back = PRIOR_GIVEN_BACK + sum(by_state.get(state.value, 0) for state in GIVEN_BACK)
    orders = PRIOR_ORDERS + sum(by_state.values())
    return Figures(
        open_work=sum(by_state.get(state.value, 0) for state in WAITING),
        given_back_bp=10_000 * given_back // orders,
    )
