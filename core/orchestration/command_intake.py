"""Takes in what workstations send: many envelopes in one transaction, each with its effects and outcome.

Most go through, so they are first tried in one go, with what they look at read in advance. If one of them
does not go through, a few share a transaction, each with a savepoint. One that cannot be taken in at all must
not take others with it: then each has a transaction of its own.
Bytes that are not authentic are refused. An authentic envelope is always kept, and answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
import structlog
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from core import wire
from core.commands import Outcome, OutcomeStatus
from core.feed.outcomes import COMMAND_ID, on_the_wire
from core.feed.routing import NETWORK, store_stream
from core.model import Device, ExceptionCase, KeptEnvelope, OutcomeRow, RowChange
from core.model.capture import image_of
from core.model.gathered import gathering, rows_of
from core.orchestration.acceptance import accepting
from core.orchestration.chain_settings import read_chain
from core.orchestration.command_decision import (
    NotInOneGo,
    React,
    decide,
    decide_in_one_go,
    quarantine,
    storable,
)
from core.orchestration.database import is_passing
from core.orchestration.intake_gathering import gather
from core.orchestration.unit import MAX_ATTEMPTS, Core, UnitOfWork
from core.rules.errors import BadInput, Conflict, CoulisseError, NotAuthentic
from core.rules.ids import derive
from core.rules.time import Instant
from core.wire import CommandsAnswer, Envelope, Place, SignedEnvelope

log = structlog.get_logger(__name__)

IN_ONE_GO: Final = 100
"""Envelopes in one transaction where all go through: enough to share the cost of statements and a commit, few
enough to hold locks for a tenth of a second."""
TOGETHER: Final = 25
"""Envelopes in one transaction where each has its savepoint: these take four times as long."""

_Decide = Callable[[UnitOfWork, Device, Envelope, React], Outcome]


class _Opened(msgspec.Struct, frozen=True):
    """An authentic envelope with what was signed."""

    envelope: Envelope
    signed: SignedEnvelope
    body_hash: bytes


class _Answer(msgspec.Struct, frozen=True):
    """What came of one envelope: an outcome, or what stands in the way of the rest.

    `is_new` if it came of it just now, and only the commit gives its versions. `sequence` is the envelope's
    place on its device.
    """

    outcome: wire.OutcomeRow | None = None
    sequence: int = 0
    is_new: bool = False
    obstacle: Exception | None = None


def receive(
    core: Core,
    device_id: str,
    batch: Sequence[SignedEnvelope],
    react: React,
    device_now: Instant | None = None,
) -> CommandsAnswer:
    """Take in a batch of one device's envelopes, in their order, as far as they go.

    Args:
        device_now: the device's clock when it sent them, if it said so; its offset is recorded.

    Raises:
        Conflict: `sequence_gap` with the sequence `expected`; `forked` and `device_held`, until a person has
            looked at the device. Only if not one envelope could be taken in: otherwise the answer tells how
            far it went, and sending the rest meets the same obstacle.
        NotAuthentic, BadInput: the same, for bytes that are not the device's or not an envelope.
        Exception: the same, for what the database or a bug puts in the way of the first.
    """
    device = core.read(lambda session: session.get(Device, device_id))
    if device is None:
        raise NotAuthentic("unknown_device")
    if device.held_reason:
        raise Conflict("device_held", reason=device.held_reason)
    outcomes: list[wire.OutcomeRow] = []
    reached = 0
    for start in range(0, len(batch), IN_ONE_GO):
        answers = _several(core, device, batch[start : start + IN_ONE_GO], react, device_now)
        outcomes += [answer.outcome for answer in answers if answer.outcome is not None]
        reached = max([reached, *(answer.sequence for answer in answers)])
        obstacle = answers[-1].obstacle
        if obstacle is not None:
            if not outcomes:
                raise obstacle
            # No further than it was answered: behind a fork, what the core has there is another's.
            return CommandsAnswer(outcomes, reached)
    last = core.read(lambda s: s.scalars(select(Device.last_sequence).where(Device.id == device_id)).one())
    return CommandsAnswer(outcomes, last)


def _several(
    core: Core, device: Device, batch: Sequence[SignedEnvelope], react: React, device_now: Instant | None
) -> list[_Answer]:
    """What came of each, in order, up to the first obstacle."""
    opened: list[_Opened] = []
    obstacle: CoulisseError | None = None
    for signed in batch:
        try:
            opened.append(_open(device, signed))
        except (NotAuthentic, BadInput) as error:
            log.warning("intake.not_an_envelope", device_id=device.id, code=error.code)
            obstacle = error
            break
    answers = _in_one_go(core, device, opened, react, device_now)
    if answers is None:
        answers = _with_care(core, device, opened, react, device_now)
    if obstacle is not None and (not answers or answers[-1].obstacle is None):
        answers.append(_Answer(obstacle=obstacle))
    return answers


def _in_one_go(
    core: Core, device: Device, opened: Sequence[_Opened], react: React, device_now: Instant | None
) -> list[_Answer] | None:
    """What came of them if all go through; None, with nothing done, if one does not."""

    def work(unit: UnitOfWork) -> list[_Answer]:
        unit.lock(Device, device.id)
        with gathering(unit.session) as gathered:
            gather(unit, gathered, device.id, [one.envelope for one in opened])
            answers = _take_in_all(unit, device, opened, react, device_now, decide_in_one_go)
            unit.session.flush()
        return answers

    try:
        return _committed(core, device, work, attempts=1) if opened else []
    except Exception as error:
        reason = error.args[0] if isinstance(error, NotInOneGo) else repr(error)
        log.info("intake.not_in_one_go", device_id=device.id, envelopes=len(opened), reason=reason)
        return None


def _with_care(
    core: Core, device: Device, opened: Sequence[_Opened], react: React, device_now: Instant | None
) -> list[_Answer]:
    """What came of each, in order, up to the first obstacle; a few in a transaction."""
    answers: list[_Answer] = []
    for start in range(0, len(opened), TOGETHER):
        answers += _a_few(core, device, opened[start : start + TOGETHER], react, device_now)
        if answers[-1].obstacle is not None:
            break
    return answers


def _a_few(
    core: Core, device: Device, opened: Sequence[_Opened], react: React, device_now: Instant | None
) -> list[_Answer]:
    try:
        return _together(core, device, opened, react, device_now)
    except Exception as error:
        if len(opened) == 1:
            log.exception("intake.failed", device_id=device.id, sequence=opened[0].envelope.sequence)
            return [_Answer(obstacle=error)]
        _tell_why_not_together(device, len(opened), error)
        return _one_by_one(core, device, opened, react, device_now)


def _tell_why_not_together(device: Device, count: int, error: Exception) -> None:
    if isinstance(error, DBAPIError) and is_passing(error):
        log.info("intake.together_turned_back", device_id=device.id, envelopes=count, reason=str(error.orig))
    else:
        log.exception("intake.together_failed", device_id=device.id, envelopes=count, exc_info=error)


def _one_by_one(
    core: Core, device: Device, opened: Sequence[_Opened], react: React, device_now: Instant | None
) -> list[_Answer]:
    """What came of each, in order, up to the first obstacle: that one's failure hides none before it."""
    answers: list[_Answer] = []
    for one in opened:
        try:
            answers += _together(core, device, [one], react, device_now)
        except Exception as error:
            log.exception("intake.failed", device_id=device.id, sequence=one.envelope.sequence)
            answers.append(_Answer(obstacle=error))
        if answers[-1].obstacle is not None:
            break
    return answers


def _together(
    core: Core, device: Device, opened: Sequence[_Opened], react: React, device_now: Instant | None
) -> list[_Answer]:
    def work(unit: UnitOfWork) -> list[_Answer]:
        return _take_in_all(unit, device, opened, react, device_now, decide)

    # Several that met another's locks are not run again as they are: one by one they hold fewer.
    return _committed(core, device, work, attempts=1 if len(opened) > 1 else MAX_ATTEMPTS)


def _take_in_all(
    unit: UnitOfWork,
    device: Device,
    opened: Sequence[_Opened],
    react: React,
    device_now: Instant | None,
    decide_: _Decide,
) -> list[_Answer]:
    answers: list[_Answer] = []
    for one in opened:
        answers.append(_take_in(unit, device.id, one, react, device_now, decide_))
        if answers[-1].obstacle is not None:
            break
    return answers


def _committed(
    core: Core, device: Device, work: Callable[[UnitOfWork], list[_Answer]], attempts: int
) -> list[_Answer]:
    """The answers of a transaction, with the versions that its commit made."""
    units: list[UnitOfWork] = []

    def noting(unit: UnitOfWork) -> list[_Answer]:
        units.append(unit)
        return work(unit)

    answers = core.transact(noting, attempts)
    return [_numbered(answer, device, units[-1].versions) for answer in answers]


def _numbered(answer: _Answer, device: Device, made: dict[str, int]) -> _Answer:
    """Only the commit gave the versions of what was decided just now."""
    if answer.outcome is None or not answer.is_new or answer.outcome.status is OutcomeStatus.REFUSED:
        return answer
    known = {
        "store_version": made.get(store_stream(device.location_id), answer.outcome.store_version),
        "network_version": made.get(NETWORK, answer.outcome.network_version),
    }
    return _Answer(msgspec.structs.replace(answer.outcome, **known), answer.sequence)


def _open(device: Device, signed: SignedEnvelope) -> _Opened:
    envelope = wire.open_envelope(signed, device.public_key)
    if envelope.device_id != device.id:
        raise NotAuthentic("other_device")
    return _Opened(envelope, signed, wire.body_hash(signed.body))


def _take_in(
    unit: UnitOfWork,
    device_id: str,
    opened: _Opened,
    react: React,
    device_now: Instant | None,
    decide_: _Decide,
) -> _Answer:
    device = unit.lock(Device, device_id)
    assert device is not None, "devices are not deleted"
    if device.held_reason:
        return _Answer(obstacle=Conflict("device_held", reason=device.held_reason))
    envelope = opened.envelope
    is_past = envelope.sequence <= device.last_sequence
    kept = unit.session.get(KeptEnvelope, (device.id, envelope.sequence)) if is_past else None
    place = wire.place(
        envelope,
        opened.body_hash,
        last_sequence=device.last_sequence,
        last_hash=device.last_hash,
        kept_hash=kept.body_hash if kept else None,
    )
    if place is Place.GAP:
        return _Answer(obstacle=Conflict("sequence_gap", expected=device.last_sequence + 1))
    if place is Place.FORK:
        return _Answer(obstacle=_hold(unit, device, envelope))
    if place is Place.KNOWN:
        own = unit.session.get(OutcomeRow, _own_outcome_id(envelope))
        known = own or unit.session.get_one(OutcomeRow, envelope.id)
        _tell_again_if_old(unit, known)
        return _Answer(on_the_wire(image_of(known)), envelope.sequence)
    _keep(unit, device, opened, device_now)
    decided = _decide_once(unit, device, envelope, react, decide_)
    return _Answer(on_the_wire(image_of(decided)), envelope.sequence, is_new=True)


def _tell_again_if_old(unit: UnitOfWork, outcome: OutcomeRow) -> None:
    """An answer that the device's stream does not hold any more (`core.feed.retention`) is sent anew."""
    if outcome.decided_at <= unit.at - read_chain(unit.session).change_log_ms:
        image = image_of(outcome)
        unit.tell([RowChange(OutcomeRow.__tablename__, (outcome.id,), image, image)])


def _hold(unit: UnitOfWork, device: Device, envelope: Envelope) -> Conflict:
    """Two histories of one device: nothing more of it is taken in until a person has looked."""
    device.held_reason = "forked"
    unit.session.add(
        ExceptionCase(
            id=unit.ids.new(),
            location_id=device.location_id,
            kind="device_forked",
            aggregate=f"device:{device.id}",
            data={"device": device.name, "sequence": envelope.sequence},
            raised_at=unit.at,
        )
    )
    log.error("intake.forked", device_id=device.id, sequence=envelope.sequence)
    return Conflict("forked", sequence=envelope.sequence)


def _keep(unit: UnitOfWork, device: Device, opened: _Opened, device_now: Instant | None) -> None:
    envelope = opened.envelope
    unit.session.add(
        KeptEnvelope(
            device_id=device.id,
            sequence=envelope.sequence,
            command_id=envelope.id,
            aggregate=storable(envelope.aggregate),
            name=storable(envelope.name),
            body=opened.signed.body,
            body_hash=opened.body_hash,
            signature=opened.signed.signature,
            received_at=unit.at,
        )
    )
    device.last_sequence = envelope.sequence
    device.last_hash = opened.body_hash
    if device_now is not None:
        device.clock_offset_ms = device_now - unit.at


def _decide_once(
    unit: UnitOfWork, device: Device, envelope: Envelope, react: React, decide_: _Decide
) -> OutcomeRow:
    known = next(iter(rows_of(unit.session, OutcomeRow, OutcomeRow.id, [envelope.id])), None)
    if known is None:
        return _note(unit, envelope, envelope.id, decide_(unit, device, envelope, accepting(react)))
    if not _is_same(envelope, _kept(unit, known)):
        # Answered with the first's outcome, what was done here would be lost without a word.
        own_id = _own_outcome_id(envelope)
        outcome = Outcome(OutcomeStatus.QUARANTINED, "id_used_twice", {COMMAND_ID: envelope.id})
        quarantine(unit, device, envelope, outcome, own_id)
        return _note(unit, envelope, own_id, outcome)
    # Sent before under a device that has since been restored as this one: the answer moves over.
    before = unit.session.get(Device, known.device_id)
    if before is None or before.location_id != device.location_id:
        # The version is another store's: this one's tail would wait for it for ever.
        known.store_version = 0
    known.device_id, known.sequence = device.id, envelope.sequence
    return known


def _own_outcome_id(envelope: Envelope) -> str:
    """The outcome's identifier where the command's own is another command's."""
    return derive(envelope.device_id, "outcome", envelope.sequence)


def _kept(unit: UnitOfWork, outcome: OutcomeRow) -> Envelope:
    """What the outcome has answered."""
    row = unit.session.get_one(KeptEnvelope, (outcome.device_id, outcome.sequence))
    return wire.read_own(row.body)


def _is_same(one: Envelope, other: Envelope) -> bool:
    """Whether two envelopes say the same, in whatever chain they stand."""
    return all(
        getattr(one, name) == getattr(other, name) for name in ("name", "version", "arguments", "author")
    )


def _note(unit: UnitOfWork, envelope: Envelope, outcome_id: str, outcome: Outcome) -> OutcomeRow:
    row = OutcomeRow(
        id=outcome_id,
        device_id=envelope.device_id,
        sequence=envelope.sequence,
        status=outcome.status.value,
        code=outcome.code,
        data=storable(outcome.data),
        store_version=0,
        network_version=0,
        decided_at=unit.at,
    )
    unit.session.add(row)
    return row
