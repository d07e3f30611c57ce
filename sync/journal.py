"""Commands done here: run with their before-images, taken back, run again.

One transaction holds the rows that a command changed, what they were before, and the signed envelope; at no
moment is one on the disk without the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import structlog
from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from core.commands import Actor, Command, Context, Outcome, aggregate_of, grants_of, read_command, run
from core.model import Capture, ExceptionCase, Movement, Parcel, RowChange, Staff
from core.rules.errors import CoulisseError
from core.rules.ids import derive
from core.rules.permissions import Role
from core.rules.time import Instant
from core.wire import (
    NOTHING_BEFORE,
    Envelope,
    SignedEnvelope,
    SigningKey,
    body_hash,
    pack_arguments,
    read_own,
    seal,
)
from sync.faults import as_ours
from sync.images import PRIVATE_TABLES, delete_keys, pack, unpack, write_images
from sync.overlay import ReplicaLedger, network_version
from sync.schema import BeforeImage, PendingCommand, ReplicaState

log = structlog.get_logger(__name__)


class OutsideItsAggregate(Exception):
    """A handler wrote a row that is not its aggregate's: a bug, since taking it back would hurt another's."""


def actor_of(session: Session, staff_id: str, state: ReplicaState) -> Actor:
    """Who acts, as the staff rows of the replica say now."""
    row = session.get(Staff, staff_id)
    if row is None:
        return Actor(staff_id, Role.ASSOCIATE, state.location_id, state.device_id, is_revoked=True)
    # A newer core may know roles that this program does not.
    role = Role(row.role) if row.role in set(Role) else Role.ASSOCIATE
    return Actor(
        staff_id, role, state.location_id, state.device_id, row.is_revoked, grants_of(session, staff_id)
    )


def run_here(
    session: Session, command: Command, actor: Actor, at: Instant, command_id: str
) -> tuple[Outcome, list[RowChange]]:
    """Run a handler on the replica. The changes are flushed, not committed."""
    capture = Capture(session)
    context = Context(session, ReplicaLedger(session), actor, at, command_id, command.aggregate)
    try:
        outcome = run(context, command, capture)
        changes = capture.drain() if outcome.has_effect else []
    finally:
        capture.stop()
    for change in changes:
        owner = aggregate_of(change.table, change.after or change.before or {})
        if owner != command.aggregate:
            raise OutsideItsAggregate(f"{type(command).__name__} wrote {change.table} of {owner}")
    return outcome, changes


def append(
    session: Session, state: ReplicaState, command: Command, author: str, at: Instant, command_id: str
) -> None:
    """Sign the command as the next envelope of this device and put it in the outbox."""
    envelope = Envelope(
        id=command_id,
        device_id=state.device_id,
        sequence=state.last_sequence + 1,
        previous=state.last_hash,
        aggregate=command.aggregate,
        base_version=state.store_version,
        base_network_version=network_version(session),
        name=command.NAME,
        version=command.VERSION,
        arguments=pack_arguments(command),
        author=author,
        at=at,
    )
    signed = _sign_next(state, envelope)
    session.add(
        PendingCommand(
            id=command_id,
            sequence=envelope.sequence,
            aggregate=command.aggregate,
            name=command.NAME,
            body=signed.body,
            signature=signed.signature,
            author=author,
            made_at=at,
        )
    )


def _sign_next(state: ReplicaState, envelope: Envelope) -> SignedEnvelope:
    signed = seal(envelope, SigningKey(state.device_seed))
    state.last_sequence = envelope.sequence
    state.last_hash = body_hash(signed.body)
    return signed


def seal_again(session: Session, state: ReplicaState) -> None:
    """Begin a new chain, of the device that `state` names now: what has no answer keeps its id and its order,
    in envelopes of the new device; what was answered to the device before is let go."""
    session.execute(delete(PendingCommand).where(PendingCommand.status != ""))
    state.last_sequence, state.last_hash, state.accepted_through = 0, NOTHING_BEFORE, 0
    # Each new sequence is at most the old one, and is free by then.
    for row in session.scalars(select(PendingCommand).order_by(PendingCommand.sequence)).all():
        envelope = msgspec.structs.replace(
            read_own(row.body),
            device_id=state.device_id,
            sequence=state.last_sequence + 1,
            previous=state.last_hash,
        )
        signed = _sign_next(state, envelope)
        row.sequence, row.body, row.signature = envelope.sequence, signed.body, signed.signature
        session.flush()


def keep_before_images(session: Session, command_id: str, changes: Sequence[RowChange]) -> None:
    """Write down what the rows were, in the order in which they were touched."""
    for change in changes:
        session.add(
            BeforeImage(
                command_id=command_id,
                table_name=change.table,
                row_key=pack(change.key),
                image=None if change.before is None else pack(change.before),
            )
        )
    session.flush()


def take_back(session: Session, aggregates: Iterable[str]) -> tuple[list[PendingCommand], set[str]]:
    """Undo the effects of the unanswered commands of these aggregates, newest first.

    Their rows are then as the core last gave them. Returns the commands, oldest first, and the kinds of thing
    that changed.
    """
    pending = list(
        session.scalars(
            select(PendingCommand)
            .where(PendingCommand.aggregate.in_(list(aggregates)), PendingCommand.status == "")
            .order_by(PendingCommand.sequence)
        )
    )
    ids = [row.id for row in pending]
    images = session.scalars(
        select(BeforeImage).where(BeforeImage.command_id.in_(ids)).order_by(BeforeImage.no)
    ).all()
    kinds = _restore(session, images)
    session.execute(delete(BeforeImage).where(BeforeImage.command_id.in_(ids)))
    _forget_loaded(session)
    return pending, kinds


def _restore(session: Session, images: Iterable[BeforeImage]) -> set[str]:
    """Write rows as they were before the first of their changes; returns their tables."""
    first: dict[str, dict[bytes, bytes | None]] = {}
    for before in images:
        first.setdefault(before.table_name, {}).setdefault(before.row_key, before.image)
    for name, rows in first.items():
        table = PRIVATE_TABLES[name]
        delete_keys(session, table, [unpack(key) for key, image in rows.items() if image is None])
        write_images(session, table, [unpack(image) for image in rows.values() if image is not None])
    return set(first)


def _forget_loaded(session: Session) -> None:
    # What was written beside the mapped rows must be read again; the journal's own rows stay.
    for row in list(session.identity_map.values()):
        if not isinstance(row, PendingCommand | ReplicaState):
            session.expunge(row)


def run_again(session: Session, row: PendingCommand, state: ReplicaState) -> set[str]:
    """Run a pending command on the rows as they are now; returns the kinds of thing that changed.

    One of an older program is raised to today's form; its envelope stays as it was signed. What no longer
    applies is marked as stuck, for a person to see; it stays in the outbox; the core decides.
    """
    row.stuck_code = ""
    if _is_taken_in(session, row.id):
        return set()
    envelope = read_own(row.body)
    try:
        command = read_command(envelope)
    except CoulisseError as error:
        row.stuck_code = error.code
        return set()
    actor = actor_of(session, envelope.author, state)
    savepoint = session.begin_nested()
    try:
        outcome, changes = run_here(session, command, actor, envelope.at, envelope.id)
    except Exception as error:
        if as_ours(error) is not None:
            raise
        # A bug in one handler must not stop everything that comes from the core; the core quarantines it too.
        savepoint.rollback()
        log.exception("rerun.failed", command=envelope.name)
        row.stuck_code = "internal_error"
        return set()
    savepoint.commit()
    row.stuck_code = "" if outcome.has_effect else outcome.code
    keep_before_images(session, row.id, changes)
    return {change.table for change in changes}


def _is_taken_in(session: Session, command_id: str) -> bool:
    """Whether the core's rows hold what this command makes: its effects have come, its answer is under way.

    Handlers name what they make after the command (`Context.child`), so one row of it is enough to tell.
    """
    made = ((Movement, "movement"), (Parcel, "parcel"), (ExceptionCase, "exception"))
    looks = (exists().where(kind.id == derive(command_id, part, 0)) for kind, part in made)
    return bool(session.scalar(select(or_(*looks))))


def unsent(session: Session, after_sequence: int, limit: int) -> list[SignedEnvelope]:
    """The envelopes that the core has not accepted yet, in order."""
    rows = session.execute(
        select(PendingCommand.body, PendingCommand.signature)
        .where(PendingCommand.sequence > after_sequence)
        .order_by(PendingCommand.sequence)
        .limit(limit)
    )
    return [SignedEnvelope(body, signature) for body, signature in rows]
