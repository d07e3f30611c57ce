"""What was quarantined takes effect when a person vouches for it: once, with who and why beside it."""

from __future__ import annotations

from core.commands import Command, Outcome, OutcomeStatus, Resolution, SettleException, read_command
from core.feed.outcomes import COMMAND_ID
from core.model import Device, ExceptionCase, KeptEnvelope, OutcomeRow
from core.orchestration.authors import actor_of
from core.orchestration.chain_settings import read_chain
from core.orchestration.command_decision import React, decide_past_screening, storable
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput, Refused
from core.rules.time import Instant
from core.wire import Envelope, read_own


def accepting(react: React) -> React:
    """`react`, which also carries out that a quarantined command was accepted."""

    def react_or_accept(unit: UnitOfWork, command: Command, command_id: str, outcome: Outcome) -> None:
        if isinstance(command, SettleException) and command.resolution is Resolution.ACCEPT:
            _accept(unit, unit.session.get_one(ExceptionCase, command.case_id), react)
        react(unit, command, command_id, outcome)

    return react_or_accept


def _accept(unit: UnitOfWork, case: ExceptionCase, react: React) -> None:
    """Decide the kept envelope again, past what held it. Its outcome changes, and travels to its device.

    Raises:
        Refused: `not_acceptable`: it was decided already, or cannot have an effect whoever vouches for it;
            `not_permitted`: who accepts may not do it either; `not_the_author`: who accepts did it, and the
            chain asks for another pair of eyes. Nothing is settled then.
    """
    row = unit.lock(OutcomeRow, case.data.get("outcome_id", case.data["command_id"]))
    if row is None or row.status != OutcomeStatus.QUARANTINED:
        raise Refused("not_acceptable", code="decided_already")
    device = unit.session.get_one(Device, row.device_id)
    kept = unit.session.get_one(KeptEnvelope, (row.device_id, row.sequence))
    envelope = read_own(kept.body)
    try:
        _check_settler(unit, case, device, envelope)
        outcome = decide_past_screening(unit, device, envelope, row.id, Instant(kept.received_at), react)
    except BadInput as error:
        raise Refused("not_acceptable", code=error.code) from error
    if outcome.status is OutcomeStatus.QUARANTINED:
        raise Refused("not_acceptable", code=outcome.code)
    named = {COMMAND_ID: row.data[COMMAND_ID]} if COMMAND_ID in row.data else {}
    trace = {"by": case.settled_by, "at": unit.at, "case_id": case.id, "why": case.settlement}
    row.status, row.code = outcome.status.value, outcome.code
    row.data = storable({**outcome.data, **named, "accepted": trace})
    row.decided_at = unit.at


def _check_settler(unit: UnitOfWork, case: ExceptionCase, device: Device, envelope: Envelope) -> None:
    command = read_command(envelope)
    if isinstance(command, SettleException):
        # What settles is said again rather than accepted: acceptances never nest.
        raise Refused("not_acceptable", code=command.NAME)
    settler = actor_of(unit.session, case.settled_by or "", device)
    if settler is None or not settler.may(command.RULE.permission):
        raise Refused("not_permitted", permission=command.RULE.permission.value)
    if settler.staff_id == envelope.author and not read_chain(unit.session).may_accept_own:
        raise Refused("not_the_author", staff_id=settler.staff_id)
