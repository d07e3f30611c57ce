"""Decides one authentic envelope: understands it, finds who did it, runs its handler, and reacts.

What cannot be understood, is implausible, or comes from a device or person that may not, is quarantined:
kept, without effect, and shown to a person.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from core.commands import (
    Actor,
    Command,
    Context,
    Outcome,
    OutcomeStatus,
    PublishLabelTemplate,
    SettleException,
    read_command,
    run,
    run_unguarded,
)
from core.commands.definitions import (
    CountArticle,
    DeliveryCommand,
    FulfilmentCommand,
    RefundCommand,
    ReturnCommand,
    TransferCommand,
)
from core.feed.settings import restored_at
from core.model import CountTask, Device, ExceptionCase, Fulfilment, Order
from core.orchestration.authors import actor_of
from core.orchestration.label_turns import take_turn
from core.orchestration.perhaps_paid import note_turned_down
from core.orchestration.restore_wait import may_wait
from core.orchestration.return_reactions import lock_for_return
from core.orchestration.settlements import lock_for
from core.orchestration.truck_locks import lock_truck
from core.orchestration.unit import UnitOfWork
from core.rules.approval import came_late
from core.rules.errors import BadInput, Refused
from core.rules.exceptions import QUARANTINED
from core.rules.fulfilment import FulfilmentKind
from core.rules.ids import derive
from core.rules.permissions import Role
from core.rules.plausibility import implausible_time
from core.rules.time import Instant
from core.wire import Envelope


class NotInOneGo(Exception):
    """One of several commands does not go through: each must be decided with care."""


React = Callable[[UnitOfWork, Command, str, Outcome], None]
"""What the centre does after a command that had an effect: (unit, command, its id, outcome)."""

Way = Callable[[Context, Command], Outcome]
"""How a handler is run."""

AUTHOR_CHARS = 64
"""As much of an unknown author's name as a ledger's row holds."""

log = structlog.get_logger(__name__)


def decide(
    unit: UnitOfWork, device: Device, envelope: Envelope, react: React, *, is_last: bool = False
) -> Outcome | None:
    """What comes of a command, with its effects in the unit of work. A quarantine raises a case.

    None, and nothing was done, if it is to wait for what other devices still hold of before a restore.

    Args:
        is_last: it has waited long enough.
    """
    outcome = _screen(unit, device, envelope)
    if outcome is None:
        outcome = _run_safely(unit, device, envelope, react, is_last=is_last)
    if outcome is None:
        return None
    if outcome.status is OutcomeStatus.QUARANTINED:
        quarantine(unit, device, envelope, outcome, envelope.id)
    if not outcome.has_effect:
        note_turned_down(unit, device, envelope)
    return outcome


def decide_in_one_go(unit: UnitOfWork, device: Device, envelope: Envelope, react: React) -> Outcome:
    """The same for a command that goes through, without savepoints: one of many that commit together.

    Raises:
        NotInOneGo: it does not go through; the whole transaction is to be given up.
        Exception: likewise.
    """
    outcome = _screen(unit, device, envelope) or _run(unit, device, envelope, react, run_unguarded)
    if not outcome.has_effect or may_wait(unit, envelope, outcome):
        raise NotInOneGo(outcome.code)
    return outcome


def _screen(unit: UnitOfWork, device: Device, envelope: Envelope) -> Outcome | None:
    code = "device_revoked" if device.revoked_at is not None else implausible_time(envelope.at, unit.at)
    return Outcome(OutcomeStatus.QUARANTINED, code) if code else None


def _run_safely(
    unit: UnitOfWork, device: Device, envelope: Envelope, react: React, *, is_last: bool
) -> Outcome | None:
    """All of it or nothing. A bug must not hold up what else the device has to send: the bytes are kept."""
    mark = unit.capture.mark()
    savepoint = unit.session.begin_nested()
    try:
        outcome = _run(unit, device, envelope, react, partial(run, capture=unit.capture))
        unit.session.flush()
    except BadInput as error:
        outcome = Outcome(OutcomeStatus.QUARANTINED, error.code, error.data)
    except Refused as refusal:
        outcome = Outcome(OutcomeStatus.REFUSED, refusal.code, refusal.data)
    except Exception as error:
        if isinstance(error, SQLAlchemyError) and not isinstance(error, IntegrityError | DataError):
            raise
        log.exception("intake.bug", command_id=envelope.id, name=envelope.name)
        outcome = Outcome(OutcomeStatus.QUARANTINED, "internal_error")
    waits = not is_last and may_wait(unit, envelope, outcome)
    if outcome.has_effect and not waits:
        savepoint.commit()
    else:
        savepoint.rollback()
        unit.capture.return_to(mark)
    return None if waits else outcome


def _run(unit: UnitOfWork, device: Device, envelope: Envelope, react: React, way: Way) -> Outcome:
    command = read_command(envelope)
    actor = actor_of(unit.session, envelope.author, device)
    if actor is None:
        return Outcome(OutcomeStatus.QUARANTINED, "unknown_person", {"staff_id": envelope.author})
    _lock_aggregate(unit, command, envelope.author)
    context = unit.context(
        actor, envelope.id, envelope.aggregate, envelope.at, _heard_at(unit, envelope.at, unit.at)
    )
    outcome = way(context, command)
    if outcome.has_effect:
        react(unit, command, envelope.id, outcome)
    return outcome


def decide_past_screening(
    unit: UnitOfWork, device: Device, envelope: Envelope, outcome_id: str, received_at: Instant, react: React
) -> Outcome:
    """What comes of a command that was held back and that a person vouches for: whoever did it, and whenever.

    Args:
        outcome_id: what the command makes is named after it.
        received_at: when the envelope came in: nothing in it can have happened later.

    Raises:
        BadInput: it cannot be understood.
    """
    command = read_command(envelope)
    actor = actor_of(unit.session, envelope.author, device) or Actor(
        storable(envelope.author)[:AUTHOR_CHARS], Role.ASSOCIATE, device.location_id, device.id
    )
    _lock_aggregate(unit, command, envelope.author)
    at = Instant(min(envelope.at, received_at))
    context = unit.context(actor, outcome_id, envelope.aggregate, at, _heard_at(unit, at, received_at))
    outcome = run(context, command, unit.capture, is_accepted=True)
    if outcome.has_effect:
        react(unit, command, outcome_id, outcome)
    return outcome


def _heard_at(unit: UnitOfWork, at: Instant, received_at: Instant) -> Instant | None:
    """When a command was heard of. A core that was restored since it was done may have heard it before, and
    forgotten: whether it came late nobody can say, and its device's own word counts."""
    if came_late(at, received_at) and at < restored_at(unit.session):
        return None
    return received_at


def _lock_aggregate(unit: UnitOfWork, command: Command, author: str) -> None:
    """Orders before fulfilments before transfers before positions, as everybody locks them, and deliveries
    before all. A count is corrected by what another has told."""
    if isinstance(command, FulfilmentCommand):
        head = unit.session.get(Fulfilment, command.fulfilment_id)
        if head is not None and head.kind == FulfilmentKind.TRANSFER:
            unit.ledger.lock(lock_truck(unit, [command]))
        elif head is not None:
            unit.lock(Order, head.order_id)
            unit.lock(Fulfilment, head.id)
    elif isinstance(command, SettleException):
        lock_for(unit, command)
    elif isinstance(command, ReturnCommand | RefundCommand):
        lock_for_return(unit, command, author)
    elif isinstance(command, CountArticle):
        unit.lock(CountTask, command.task_id)
    elif isinstance(command, DeliveryCommand | TransferCommand):
        unit.ledger.lock(lock_truck(unit, [command]))
    elif isinstance(command, PublishLabelTemplate):
        take_turn(unit, command.name)


def quarantine(
    unit: UnitOfWork, device: Device, envelope: Envelope, outcome: Outcome, outcome_id: str
) -> None:
    """Show a person what was kept without effect. `outcome_id` is the row's that says so."""
    data = {
        "code": outcome.code,
        "name": envelope.name,
        "command_id": envelope.id,
        "outcome_id": outcome_id,
        "author": envelope.author,
        "at": envelope.at if envelope.at < 2**53 else 0,
        "details": outcome.data,
    }
    unit.session.add(
        ExceptionCase(
            id=derive(outcome_id, "quarantine"),
            location_id=device.location_id,
            kind=QUARANTINED,
            aggregate=storable(envelope.aggregate),
            data=storable(data),
            raised_at=unit.at,
        )
    )


def storable(value: Any) -> Any:
    """The value without NUL characters: PostgreSQL takes none in texts."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if isinstance(value, dict):
        return {storable(key): storable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [storable(inner) for inner in value]
    return value
