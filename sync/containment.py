"""Which movements the network's copy contains: none is to be counted twice, and none forgotten.

Versions tell, within one epoch of the feed. Versions of two epochs say nothing of each other: when the core
was restored, the copy is of the epoch before until the new snapshot has come, while the movements are the
restored core's already, with numbers of their own. In that time a movement is in the copy if it was there
when the epoch changed; `remember` writes that down, by the identifier that its command gave it for ever.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ColumnElement, delete, insert, literal_column, select
from sqlalchemy.orm import Session

from core.model import Movement
from sync.schema import MovementBefore, ReplicaState

_STATE = (
    f"SELECT n.version, n.epoch, s.epoch, s.pruned_before FROM network_state n"
    f" LEFT JOIN {ReplicaState.__tablename__} s ON s.id = n.id"
)


def raw_of(session: Session) -> Any:
    """The connection below the session's."""
    return session.connection().connection.driver_connection


def contained_sql(raw: Any) -> str:
    """Whether the attached copy contains the effect of a row of `movement`, as a condition in SQL."""
    version, copy_epoch, epoch, pruned_before = raw.execute(_STATE).fetchone()
    if not version:
        return "(0)"
    if epoch is None or copy_epoch == epoch:
        # A replica that has no state yet has no other epoch either.
        return f"(movement.network_version IS NOT NULL AND movement.network_version <= {int(version)})"
    # Only what the copy contained was ever pruned here; the restored core gives it back.
    return (
        "(movement.id IN (SELECT id FROM movement_before WHERE is_contained)"
        f" OR movement.network_version IS NOT NULL AND movement.at < {int(pruned_before)}"
        " AND movement.id NOT IN (SELECT id FROM movement_before))"
    )


def in_the_copy(session: Session) -> ColumnElement[bool]:
    """The same as a condition on `Movement`."""
    session.flush()
    return literal_column(contained_sql(raw_of(session)), Boolean())


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
    session.flush()
    _version, copy_epoch, epoch, _pruned_before = raw_of(session).execute(_STATE).fetchone()
    if copy_epoch == epoch:
        session.execute(delete(MovementBefore))
