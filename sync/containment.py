"""Which movements the network's copy contains: none is to be counted twice, and none forgotten.

Versions tell, within one epoch of the feed. Versions of two epochs say nothing of each other: when the core
was restored, the copy is of the epoch before until the new snapshot has come, while the movements are the
restored core's already, with numbers of their own. In that time a movement is in the copy if it was there
when the epoch changed; `remember` writes that down, by the identifier that its command gave it for ever.

Nor do they tell where `store.db` is an older one than the copy beside it, as after damage: what waits for its
answer here may long be in the copy. `ReplicaState.network_known` shows that, and `doubtful` says of what.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ColumnElement, delete, insert, literal_column, select
from sqlalchemy.orm import Session

from core.model import Movement
from core.wire import read_own
from sync.schema import MovementBefore, PendingCommand, ReplicaState

_STATE = (
    "SELECT n.version, n.epoch, s.epoch, s.pruned_before, s.network_known FROM network_state n"
    f" LEFT JOIN {ReplicaState.__tablename__} s ON s.id = n.id"
)
_OPEN = f"SELECT id, body FROM {PendingCommand.__tablename__} WHERE status = ''"


def raw_of(session: Session) -> Any:
    """The connection below the session's."""
    return session.connection().connection.driver_connection


def contained_sql(raw: Any) -> str:
    """Whether the attached copy contains the effect of a row of `movement`, as a condition in SQL."""
    version, copy_epoch, epoch, pruned_before, _known = raw.execute(_STATE).fetchone()
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


def ahead_at(raw: Any) -> int | None:
    """The copy's version where it has gone further than `store.db` knows; None where it has not."""
    version, copy_epoch, epoch, _pruned_before, known = raw.execute(_STATE).fetchone()
    is_ahead = known is not None and copy_epoch == epoch and version > known
    return int(version) if is_ahead else None


def doubtful(raw: Any) -> frozenset[str]:
    """The pending commands of which nobody here can say whether the copy contains what they moved.

    Where the copy is ahead these are the ones made on an older copy than this: what was made on this one
    cannot be in it.
    """
    version = ahead_at(raw)
    if version is None:
        return frozenset()
    waiting = raw.execute(_OPEN).fetchall()
    return frozenset(id_ for id_, body in waiting if (read_own(body).base_network_version or 0) < version)


def knows(raw: Any, version: int) -> bool:
    """Whether it is written down that all here is as fresh as the network at `version` and as the copy."""
    (known,) = raw.execute(f"SELECT network_known FROM {ReplicaState.__tablename__}").fetchone()
    return known is not None and known >= version and ahead_at(raw) is None


def know_network(session: Session, version: int) -> bool:
    """All that the copy may hold up to `version`, and all that it holds now, is known here; returns whether
    it was ahead until now."""
    session.flush()
    raw = raw_of(session)
    ahead = ahead_at(raw)
    state = session.get_one(ReplicaState, 1)
    state.network_known = max(version, ahead or 0, state.network_known or 0)
    session.flush()
    return ahead is not None


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
    _version, copy_epoch, epoch, _pruned_before, _known = raw_of(session).execute(_STATE).fetchone()
    if copy_epoch == epoch:
        session.execute(delete(MovementBefore))
