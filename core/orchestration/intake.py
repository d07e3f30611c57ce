"""Which stores take no more new work for the moment, exactly: sourcing sends nothing beyond a limit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.model import Fulfilment, IntakeLimit
from core.model.desk import Desk, beside
from core.model.kept_statements import kept
from core.orchestration.unit import UnitOfWork
from core.rules.intake import WAITING, Intake, IntakeMode
from core.rules.time import Instant


class LiveLimits(msgspec.Struct, frozen=True):
    """The limits that hold now, and how many orders each store takes still: by location."""

    limits: Mapping[int, Intake]
    room: Mapping[int, int]

    @property
    def full(self) -> frozenset[int]:
        """Stores that take nothing more."""
        return frozenset(location_id for location_id, room in self.room.items() if not room)

    @property
    def paused(self) -> frozenset[int]:
        """Stores that take nothing at all."""
        return frozenset(one for one, limit in self.limits.items() if limit.mode is IntakeMode.PAUSED)

    @property
    def capped(self) -> frozenset[int]:
        """Stores that take some more."""
        return frozenset(one for one, limit in self.limits.items() if limit.mode is IntakeMode.CAPPED)


NONE = LiveLimits({}, {})


def live_limits(session: Session, now: Instant) -> LiveLimits:
    """What holds now. Mostly nothing does, and it costs one look at a table of a few rows."""
    if isinstance(session, Desk):
        rows = session.read_beside(IntakeLimit, f"until > {now} AND mode <> '{IntakeMode.OPEN}'")
    else:
        rows = list(_live(session, now))
    limits = {row.location_id: row.intake() for row in rows}
    if not limits:
        return NONE
    waiting = _waiting(
        beside(session), [one for one, limit in limits.items() if limit.mode is IntakeMode.CAPPED]
    )
    room = {one: limit.room(waiting.get(one, 0)) or 0 for one, limit in limits.items()}
    return LiveLimits(limits, room)


@kept
def _live(now: Instant) -> Select[IntakeLimit]:
    return select(IntakeLimit).where(IntakeLimit.until > now, IntakeLimit.mode != IntakeMode.OPEN.value)


def have_room(unit: UnitOfWork, known: LiveLimits, chosen: Collection[int]) -> bool:
    """Lock the limits of the locations that were chosen, and see whether each takes an order still."""
    limited = known.limits.keys() & set(chosen)
    if not limited:
        return True
    unit.lock_all(IntakeLimit, IntakeLimit.location_id, limited)
    return not live_limits(unit.session, unit.at).full & limited


def lock_limits(unit: UnitOfWork, known: LiveLimits) -> None:
    """Lock all of them: what they let in stays so until the commit."""
    unit.lock_all(IntakeLimit, IntakeLimit.location_id, known.limits)


def _waiting(session: Session, location_ids: Collection[int]) -> dict[int, int]:
    if not location_ids:
        return {}
    rows = session.execute(
        select(Fulfilment.location_id, func.count())
        .where(
            Fulfilment.location_id.in_(location_ids),
            Fulfilment.state.in_([state.value for state in WAITING]),
        )
        .group_by(Fulfilment.location_id)
    )
    return {row[0]: row[1] for row in rows}
