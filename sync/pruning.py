"""What a workstation lets go of when it is old: answered commands, finished prints, and movements that are in
the network's copy.

A bounded number now and then, so that no transaction is ever long.
"""

from __future__ import annotations

from sqlalchemy import Delete, Select, delete, or_, select
from sqlalchemy.orm import Session

from core.model import Movement
from core.rules.time import DAY_MS, HOUR_MS, Instant
from core.wire import OutcomeStatus
from sync.containment import forget_if_passed, in_the_copy
from sync.schema import PendingCommand, ReplicaState, SpoolJob

KEEP_MS = 30 * DAY_MS
"""Answered envelopes are kept this long for a core that is restored to an older day; movements with them."""
EVERY_MS = HOUR_MS
MOST_ROWS = 2_000
"""Rows of each kind that go at a time."""

_HAD_EFFECT = (OutcomeStatus.APPLIED, OutcomeStatus.ADJUSTED, OutcomeStatus.RECORDED)


def prune(session: Session, state: ReplicaState, now: Instant) -> None:
    """Delete what is older than `KEEP_MS` and of no more use.

    A command without an answer stays, however old; so does one that was turned down until a person has seen
    it, a print that is not finished, and a movement that the network's copy does not contain.
    """
    before = now - KEEP_MS
    answered = select(PendingCommand.id).where(
        PendingCommand.answered_at < before,
        PendingCommand.sequence <= state.accepted_through,
        or_(PendingCommand.status.in_(_HAD_EFFECT), PendingCommand.seen_at.is_not(None)),
    )
    session.execute(_deletion(PendingCommand, answered))
    absorbed = select(Movement.id).where(in_the_copy(session), Movement.at < before)
    session.execute(_deletion(Movement, absorbed))
    state.pruned_before = max(state.pruned_before, before)
    forget_if_passed(session)
    session.execute(_deletion(SpoolJob, select(SpoolJob.id).where(SpoolJob.done_at < before)))


def _deletion(kind: type[PendingCommand | Movement | SpoolJob], ids: Select[str]) -> Delete:
    statement = delete(kind).where(kind.id.in_(ids.limit(MOST_ROWS)))
    return statement.execution_options(synchronize_session=False)
