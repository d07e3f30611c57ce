"""Commands done here: run with their before-images, taken back, run again.

One transaction holds the rows that a command changed, what they were before, and the signed envelope; at no
moment is one on the disk without the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from core.commands import (
    Actor,
    Command,
    Context,
    Outcome,
    aggregate_of,
    envelope_fields,
    grants_in,
    run,
    run_unguarded,
)
from core.model import Capture, RowChange, Staff, StaffPermission
from core.rules.permissions import Role
from core.rules.time import Instant
from core.wire import (
    NOTHING_BEFORE,
    Envelope,
    SignedEnvelope,
    SigningKey,
    body_hash,
    read_own,
    seal,
)
from sync.containment import raw_of
from sync.images import PRIVATE_TABLES, delete_keys, pack, unpack, write_images
from sync.overlay import ReplicaLedger, network_version
from sync.schema import BeforeImage, PendingCommand, ReplicaState

_WAITING: Final[dict[str, Any]] = {"status": "", "code": "", "data": {}, "answered_at": None, "seen_at": None}
"""A command that the core has not answered."""
_UNSENT = (
    f"SELECT body, signature FROM {PendingCommand.__tablename__}"
    f" WHERE sequence > (SELECT accepted_through FROM {ReplicaState.__tablename__}) ORDER BY sequence LIMIT ?"
)
_KEEP_IMAGE = (
    f"INSERT INTO {BeforeImage.__tablename__} (command_id, table_name, row_key, image) VALUES (?, ?, ?, ?)"
)
_OF_COMMANDS = f"FROM {BeforeImage.__tablename__} WHERE command_id IN (SELECT value FROM json_each(?))"
_IMAGES = f"SELECT table_name, row_key, image {_OF_COMMANDS} ORDER BY no"
_LET_GO_OF_IMAGES = f"DELETE {_OF_COMMANDS}"
_STAFF = f"SELECT role, is_revoked FROM {Staff.__tablename__} WHERE id = ?"
_GRANTS = f"SELECT permission, is_granted FROM {StaffPermission.__tablename__} WHERE staff_id = ?"


class OutsideItsAggregate(Exception):
    """A handler wrote a row that is not its aggregate's: a bug, since taking it back would hurt another's."""


def actor_of(session: Session, staff_id: str, state: ReplicaState) -> Actor:
    """Who acts, as the staff rows of the replica say now."""
    raw = raw_of(session)
    row = raw.execute(_STAFF, (staff_id,)).fetchone()
    if row is None:
        return Actor(staff_id, Role.ASSOCIATE, state.location_id, state.device_id, is_revoked=True)
    name, is_revoked = row
    # A newer core may know roles that this program does not.
    role = Role(name) if name in set(Role) else Role.ASSOCIATE
    grants = grants_in(raw.execute(_GRANTS, (staff_id,)).fetchall())
    return Actor(staff_id, role, state.location_id, state.device_id, bool(is_revoked), grants)


def run_here(
    session: Session,
    command: Command,
    actor: Actor,
    at: Instant,
    command_id: str,
    *,
    is_alone: bool = False,
) -> tuple[Outcome, list[RowChange]]:
    """Run a handler on the replica. The changes are flushed, not committed.

    Args:
        is_alone: the transaction is given up with it, so it needs no savepoint of its own.

    Raises:
        Refused: the rules say no, where it is alone; otherwise the outcome says so.
    """
    capture = Capture(session)
    ledger = ReplicaLedger(session)
    context = Context(session, ledger, actor, at, command_id, command.aggregate, is_replica=True)
    try:
        outcome = run_unguarded(context, command) if is_alone else run(context, command, capture)
        changes = capture.drain() if outcome.has_effect else []
    finally:
        capture.stop()
    check_owner(command, changes)
    return outcome, changes


def check_owner(command: Command, changes: Iterable[RowChange]) -> None:
    """Say nothing if a command has changed rows of its own aggregate only.

    Raises:
        OutsideItsAggregate: it has not.
    """
    for change in changes:
        owner = aggregate_of(change.table, change.after or change.before or {})
        if owner != command.aggregate:
            raise OutsideItsAggregate(f"{type(command).__name__} wrote {change.table} of {owner}")


def append(
    session: Session, state: ReplicaState, command: Command, author: str, at: Instant, command_id: str
) -> None:
    """Sign the command as the next envelope of this device and put it in the outbox."""
    envelope = Envelope(
        id=command_id,
        device_id=state.device_id,
        sequence=state.last_sequence + 1,
        previous=state.last_hash,
        base_version=state.store_version,
        base_network_version=network_version(session),
        author=author,
        at=at,
        **envelope_fields(command),
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


def seal_again(session: Session, state: ReplicaState, *, was_put_back: bool) -> None:
    """Begin a new chain, of the device that `state` names now.

    What the core has accepted and answered stays as it is before the beginning of the chain, at sequences
    below 1, for the day on which the core is put back. All else keeps its id and its order, in envelopes of
    the new device, and waits for an answer; where the core `was_put_back` to an older day, that is all.
    """
    _make_room(session, state, was_put_back=was_put_back)
    state.last_sequence, state.last_hash, state.accepted_through = 0, NOTHING_BEFORE, 0
    # Each new sequence is at most the old one, and is free by then.
    in_chain = select(PendingCommand).where(PendingCommand.sequence > 0).order_by(PendingCommand.sequence)
    for row in session.scalars(in_chain).all():
        envelope = msgspec.structs.replace(
            read_own(row.body),
            device_id=state.device_id,
            sequence=state.last_sequence + 1,
            previous=state.last_hash,
        )
        signed = _sign_next(state, envelope)
        row.sequence, row.body, row.signature = envelope.sequence, signed.body, signed.signature
        session.flush()
    session.execute(update(PendingCommand).where(PendingCommand.sequence > 0).values(_WAITING))


def _make_room(session: Session, state: ReplicaState, *, was_put_back: bool) -> None:
    """Move what is to wait to sequences from 1 on, or what is not below it."""
    first, last = session.execute(
        select(func.min(PendingCommand.sequence), func.max(PendingCommand.sequence))
    ).one()
    if first is None:
        return
    # So far that no row comes to a sequence that another still has.
    span = max(last, 0) - min(first, 1) + 1
    if was_put_back:
        moved = update(PendingCommand).values(sequence=PendingCommand.sequence + span)
    else:
        is_accepted = PendingCommand.sequence <= state.accepted_through
        moved = update(PendingCommand).where(PendingCommand.status != "", is_accepted)
        moved = moved.values(sequence=PendingCommand.sequence - span)
    session.execute(moved)


def let_go_of_answered(session: Session, state: ReplicaState) -> None:
    """Forget what a core has answered that is no longer this machine's."""
    is_accepted = PendingCommand.sequence <= state.accepted_through
    session.execute(delete(PendingCommand).where(PendingCommand.status != "", is_accepted))


def wait_again(session: Session, answered: Iterable[str]) -> None:
    """Let all of this device's chain that is kept wait for an answer, but for these commands: the core was
    put back to an older day, and this is what it has answered by then."""
    is_to_wait = text("status <> '' AND sequence > 0 AND id NOT IN (SELECT value FROM json_each(:answered))")
    waiting = update(PendingCommand).where(is_to_wait).values(_WAITING)
    session.execute(waiting, {"answered": json.dumps(list(answered))})


def keep_before_images(session: Session, changes: Sequence[tuple[str, RowChange]]) -> None:
    """Write down what the rows were before each command, in the order in which they were touched."""
    if changes:
        rows = [
            (
                command_id,
                change.table,
                pack(change.key),
                None if change.before is None else pack(change.before),
            )
            for command_id, change in changes
        ]
        session.connection().exec_driver_sql(_KEEP_IMAGE, rows)


_IS_OPEN = "status = '' AND aggregate IN (SELECT value FROM json_each(:aggregates))"
"""In these words the index of what is open is used: what is not touched is not read."""
_OPEN = text(_IS_OPEN)
_ANY_OPEN = f"SELECT 1 FROM {PendingCommand.__tablename__} WHERE {_IS_OPEN} LIMIT 1"


def is_any_open(session: Session, aggregates: Iterable[str]) -> bool:
    """Whether a command of these aggregates waits for its answer."""
    wanted = {"aggregates": json.dumps(list(aggregates))}
    # Mostly there is none, and the ORM takes ten times as long to say so.
    return raw_of(session).execute(_ANY_OPEN, wanted).fetchone() is not None


def take_back(session: Session, aggregates: Iterable[str]) -> tuple[list[PendingCommand], set[str]]:
    """Undo the effects of the unanswered commands of these aggregates, newest first.

    Their rows are then as the core last gave them. Returns the commands, oldest first, and the kinds of thing
    that changed.
    """
    aggregates = list(aggregates)
    if not is_any_open(session, aggregates):
        return [], set()
    wanted = {"aggregates": json.dumps(aggregates)}
    pending = list(
        session.scalars(select(PendingCommand).where(_OPEN).order_by(PendingCommand.sequence), wanted)
    )
    made_by = (json.dumps([row.id for row in pending]),)
    raw = raw_of(session)
    kinds = _restore(session, raw.execute(_IMAGES, made_by).fetchall())
    raw.execute(_LET_GO_OF_IMAGES, made_by)
    forget_loaded(session)
    return pending, kinds


def _restore(session: Session, images: Iterable[tuple[str, bytes, bytes | None]]) -> set[str]:
    """Write rows as they were before the first of their changes; returns their tables."""
    first: dict[str, dict[bytes, bytes | None]] = {}
    for table_name, row_key, image in images:
        first.setdefault(table_name, {}).setdefault(row_key, image)
    for name, rows in first.items():
        table = PRIVATE_TABLES[name]
        delete_keys(session, table, [unpack(key) for key, image in rows.items() if image is None])
        write_images(session, table, [unpack(image) for image in rows.values() if image is not None])
    return set(first)


def forget_loaded(session: Session) -> None:
    """Let go of every row but the journal's own."""
    # What was written beside the mapped rows must be read again.
    for row in list(session.identity_map.values()):
        if not isinstance(row, PendingCommand | ReplicaState):
            session.expunge(row)


def unsent(raw: Any, limit: int) -> list[SignedEnvelope]:
    """The envelopes that the core has not accepted yet, in order, by the driver's connection."""
    return [SignedEnvelope(*row) for row in raw.execute(_UNSENT, (limit,)).fetchall()]
