"""Which movements the network's copy contains: none is to be counted twice, and none forgotten.

Versions tell, within one epoch of the feed. Versions of two epochs say nothing of each other: when the core
was restored, the copy is of the epoch before until the new snapshot has come, while the movements are the
restored core's already, with numbers of their own. In that time a movement is in the copy if it was there
when the epoch changed; `remember` writes that down, by the identifier that its command gave it for ever.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Integer, String, and_, column, delete, false, insert, or_, select, table
from sqlalchemy.orm import Session

from core.model import Movement
from sync.schema import MovementBefore, ReplicaState

_COPY = table("network_state", column("id", Integer), column("version", Integer), column("epoch", String))
_STATE = select(_COPY.c.version, _COPY.c.epoch, ReplicaState.epoch, ReplicaState.pruned_before).join_from(
    _COPY, ReplicaState, ReplicaState.id == _COPY.c.id, isouter=True
)


def in_the_copy(session: Session) -> ColumnElement[bool]:
    """Whether the attached copy contains a movement's effect, as a condition on `Movement`."""
    version, copy_epoch, epoch, pruned_before = session.execute(_STATE).one()
    if not version:
        return false()
    if epoch is None or copy_epoch == epoch:
        # A replica that has no state yet has no other epoch either.
        return and_(Movement.network_version.is_not(None), Movement.network_version <= version)
    contained = select(MovementBefore.id).where(MovementBefore.is_contained)
    # Only what the copy contained was ever pruned here; the restored core gives it back.
    was_pruned = and_(
        Movement.network_version.is_not(None),
        Movement.at < pruned_before,
        Movement.id.not_in(select(MovementBefore.id)),
    )
    return or_(Movement.id.in_(contained), was_pruned)


def remember(session: Session) -> None:
    """Before the movements are taken anew: write down which of them the copy contains.

    What is remembered of others stays: they may not have come again since the last time.
    """
    known = session.execute(select(Movement.id, in_the_copy(session))).all()
    session.execute(delete(MovementBefore).where(MovementBefore.id.in_(select(Movement.id))))
    if known:
        session.execute(insert(MovementBefore), [{"id": id_, "is_contained": is_} for id_, is_ in known])


def forget_if_passed(session: Session) -> None:
    """Let go of what was remembered once the copy is of the movements' own epoch."""
    _version, copy_epoch, epoch, _pruned_before = session.execute(_STATE).one()
    if copy_epoch == epoch:
        session.execute(delete(MovementBefore))
