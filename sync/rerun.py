"""Pending commands run again on the rows as they are now: one by one, or in one go where they are many.

One by one says what is meant; in one go comes to the same for a fraction of the work. What each command asks
for is read in advance, rows are written once at the end, and what a command has changed is seen on the rows
themselves. Where that cannot be done, all of it is taken back and done one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import structlog
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from core.commands import Actor, Command, Context, read_command, run_unguarded
from core.commands.definitions import (
    DeliveryCommand,
    FulfilmentCommand,
    KeepPlace,
    PackFulfilment,
    ReceiveCarton,
)
from core.model import (
    ArticlePlace,
    Carton,
    Delivery,
    DeliveryLine,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Movement,
    NumberBlock,
    Parcel,
    RowChange,
    StaffPermission,
)
from core.model.gathered import KEYS_A_STATEMENT, gathering
from core.rules.errors import CoulisseError, Refused
from core.rules.ids import derive
from core.wire import Envelope, read_own
from sync.faults import as_ours
from sync.journal import actor_of, check_owner, forget_loaded, keep_before_images, run_here
from sync.overlay import ReplicaLedger
from sync.row_watch import RowWatch
from sync.schema import PendingCommand, ReplicaState

log = structlog.get_logger(__name__)

WORTH_IT: Final = 3
"""Fewer commands than this are run one by one: reading in advance has a cost of its own."""
_MADE: Final[tuple[tuple[Any, str], ...]] = (
    (Movement, "movement"),
    (Parcel, "parcel"),
    (ExceptionCase, "exception"),
    (Carton, "carton"),
)
"""Handlers name what they make after the command (`Context.child`)."""


def run_all_again(session: Session, pending: Sequence[PendingCommand], state: ReplicaState) -> set[str]:
    """Run pending commands, oldest first; returns the kinds of thing that changed.

    One of an older program is raised to today's form; its envelope stays as it was signed. What no longer
    applies is marked as stuck, for a person to see; it stays in the outbox; the core decides.
    """
    if len(pending) >= WORTH_IT:
        savepoint = session.begin_nested()
        try:
            kinds = _InOneGo(session, state).run(pending)
            session.flush()
        except Exception as error:
            if as_ours(error) is not None:
                raise
            savepoint.rollback()
            forget_loaded(session)
            log.info("rerun.not_in_one_go", commands=len(pending), reason=repr(error))
        else:
            savepoint.commit()
            return kinds
    kinds = set()
    for row in pending:
        kinds |= run_again(session, row, state)
    return kinds


def run_again(session: Session, row: PendingCommand, state: ReplicaState) -> set[str]:
    """Run one pending command, likewise."""
    if _is_taken_in(session, row.id):
        _note(row, "")
        return set()
    envelope = read_own(row.body)
    try:
        command = read_command(envelope)
    except CoulisseError as error:
        _note(row, error.code)
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
        _note(row, "internal_error")
        return set()
    savepoint.commit()
    _note(row, "" if outcome.has_effect else outcome.code)
    keep_before_images(session, [(row.id, change) for change in changes])
    return {change.table for change in changes}


def _is_taken_in(session: Session, command_id: str) -> bool:
    """Whether the core's rows hold what this command makes: its effects have come, its answer is under way.

    One row of it is enough to tell.
    """
    looks = (exists().where(kind.id == derive(command_id, part, 0)) for kind, part in _MADE)
    return bool(session.scalar(select(or_(*looks))))


def _note(row: PendingCommand, stuck_code: str) -> None:
    """Nearly all say what they said before, and to set that would be another row to write."""
    if row.stuck_code != stuck_code:
        row.stuck_code = stuck_code


class _InOneGo:
    """Many commands on one session, written at the end."""

    def __init__(self, session: Session, state: ReplicaState) -> None:
        self._session = session
        self._state = state
        self._ledger = ReplicaLedger(session)
        self._actors: dict[str, Actor] = {}
        self._made: list[tuple[str, RowChange]] = []

    def run(self, pending: Sequence[PendingCommand]) -> set[str]:
        taken_in = self._taken_in([row.id for row in pending])
        wanted: list[tuple[PendingCommand, Envelope, Command]] = []
        for row in pending:
            envelope = read_own(row.body)
            code = ""
            try:
                if row.id not in taken_in:
                    wanted.append((row, envelope, read_command(envelope)))
                    continue
            except CoulisseError as error:
                code = error.code
            _note(row, code)
        with gathering(self._session) as gathered, RowWatch(self._session) as watch:
            for column, keys in self._asked_for([(envelope, command) for _, envelope, command in wanted]):
                gathered.take(column, keys)
            for row, envelope, command in wanted:
                _note(row, self._run_one(watch, envelope, command))
            watch.check_all()
            self._session.flush()
        keep_before_images(self._session, self._made)
        return {change.table for _, change in self._made}

    def _run_one(self, watch: RowWatch, envelope: Envelope, command: Command) -> str:
        """Why it does not apply any more; nothing if it does."""
        actor = self._actor(envelope.author)
        watch.check(command.aggregate)
        context = Context(
            self._session, self._ledger, actor, envelope.at, envelope.id, command.aggregate, is_replica=True
        )
        try:
            outcome = run_unguarded(context, command)
        except Refused as refusal:
            watch.undo(command.aggregate)
            return refusal.code
        if not outcome.has_effect:
            return outcome.code
        changes = watch.drain(command.aggregate)
        check_owner(command, changes)
        self._made += [(envelope.id, change) for change in changes]
        return ""

    def _actor(self, author: str) -> Actor:
        if author not in self._actors:
            self._actors[author] = actor_of(self._session, author, self._state)
        return self._actors[author]

    def _taken_in(self, ids: Sequence[str]) -> set[str]:
        """The commands of which the core's rows hold what they make."""
        found: set[str] = set()
        for kind, part in _MADE:
            makers = {derive(command_id, part, 0): command_id for command_id in ids}
            names = list(makers)
            for start in range(0, len(names), KEYS_A_STATEMENT):
                some = names[start : start + KEYS_A_STATEMENT]
                found |= {
                    makers[name] for name in self._session.scalars(select(kind.id).where(kind.id.in_(some)))
                }
        return found

    def _asked_for(self, wanted: Sequence[tuple[Envelope, Command]]) -> Iterator[tuple[Any, set[Any]]]:
        """What these commands will ask the database for: columns, and the values to look for."""
        commands = [command for _, command in wanted]
        heads = {command.fulfilment_id for command in commands if isinstance(command, FulfilmentCommand)}
        packing = [command for command in commands if isinstance(command, PackFulfilment)]
        packed = {parcel.number for command in packing for parcel in command.parcels}
        yield StaffPermission.staff_id, {envelope.author for envelope, _ in wanted}
        yield Fulfilment.id, heads
        yield FulfilmentLine.fulfilment_id, heads
        yield Parcel.fulfilment_id, heads
        yield Parcel.number, packed
        yield Carton.number, packed
        yield ArticlePlace.article_id, {one.article_id for one in commands if isinstance(one, KeepPlace)}
        trucks = {command.delivery_id for command in commands if isinstance(command, DeliveryCommand)}
        yield Delivery.id, trucks
        yield Carton.delivery_id, trucks
        yield DeliveryLine.delivery_id, trucks
        yield Parcel.number, {one.number for one in commands if isinstance(one, ReceiveCarton)}
        yield NumberBlock.device_id, {self._state.device_id} if packing else set()
