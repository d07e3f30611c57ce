"""One envelope of a device: where it stands in the device's chain, what is kept of it, and what came of it.

An authentic envelope is always kept, and answered, once.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import structlog

from core import wire
from core.commands import Outcome, OutcomeStatus
from core.commands.personal import PERSONAL
from core.feed.outcomes import COMMAND_ID, on_the_wire
from core.model import Device, ExceptionCase, KeptEnvelope, OutcomeRow, RowChange
from core.model.capture import image_of
from core.model.gathered import rows_of
from core.orchestration.acceptance import accepting
from core.orchestration.chain_settings import read_chain
from core.orchestration.command_decision import React, quarantine, storable
from core.orchestration.restore_wait import WAITS_MS
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Conflict, NotAuthentic
from core.rules.ids import derive
from core.rules.time import Instant
from core.wire import Envelope, Place, SignedEnvelope

log = structlog.get_logger(__name__)

Decide = Callable[[UnitOfWork, Device, Envelope, React], Outcome | None]
"""Decides one command: with a savepoint of its own, or as one of many; None if it is to wait."""


class Opened(msgspec.Struct, frozen=True):
    """An authentic envelope with what was signed."""

    envelope: Envelope
    signed: SignedEnvelope
    body_hash: bytes


class Answer(msgspec.Struct, frozen=True):
    """What came of one envelope: an outcome, or what stands in the way of the rest.

    Neither if it waits for what other devices still hold of before a restore: it is kept, and its outcome
    comes later. `is_new` if it came of it just now, and only the commit gives its versions. `sequence` is
    the envelope's place on its device.
    """

    outcome: wire.OutcomeRow | None = None
    sequence: int = 0
    is_new: bool = False
    obstacle: Exception | None = None


def open_from(device: Device, signed: SignedEnvelope) -> Opened:
    """What a device has signed.

    Raises:
        NotAuthentic, BadInput: these bytes are not the device's, or not an envelope.
    """
    envelope = wire.open_envelope(signed, device.public_key)
    if envelope.device_id != device.id:
        raise NotAuthentic("other_device")
    return Opened(envelope, signed, wire.body_hash(signed.body))


def take_in(
    unit: UnitOfWork,
    device_id: str,
    opened: Opened,
    react: React,
    device_now: Instant | None,
    decide_: Decide,
) -> Answer:
    """Take one envelope in where it stands on its device, with its effects, or say what is in the way."""
    device = unit.lock(Device, device_id)
    assert device is not None, "devices are not deleted"
    if device.held_reason:
        return Answer(obstacle=Conflict("device_held", reason=device.held_reason))
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
        return Answer(obstacle=Conflict("sequence_gap", expected=device.last_sequence + 1))
    if place is Place.FORK:
        return Answer(obstacle=_hold(unit, device, envelope))
    if place is Place.KNOWN:
        own = unit.session.get(OutcomeRow, _own_outcome_id(envelope))
        known = own or unit.session.get(OutcomeRow, envelope.id)
        if known is None:
            return Answer(sequence=envelope.sequence)
        if own is None and known.device_id != device.id:
            # Sent again, since its answer has gone to another name of the machine meanwhile.
            known = answer_again(unit, device, envelope, known)
        _tell_again_if_old(unit, known)
        return Answer(on_the_wire(image_of(known)), envelope.sequence)
    row = _keep(unit, device, opened, device_now)
    decided = _decide_once(unit, device, envelope, react, decide_)
    if decided is None:
        row.waits_until = unit.at + WAITS_MS
        return Answer(sequence=envelope.sequence)
    return Answer(on_the_wire(image_of(decided)), envelope.sequence, is_new=True)


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


def _keep(unit: UnitOfWork, device: Device, opened: Opened, device_now: Instant | None) -> KeptEnvelope:
    envelope = opened.envelope
    row = KeptEnvelope(
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
    unit.session.add(row)
    device.last_sequence = envelope.sequence
    device.last_hash = opened.body_hash
    if device_now is not None:
        device.clock_offset_ms = device_now - unit.at
    return row


def _decide_once(
    unit: UnitOfWork, device: Device, envelope: Envelope, react: React, decide_: Decide
) -> OutcomeRow | None:
    known = next(iter(rows_of(unit.session, OutcomeRow, OutcomeRow.id, [envelope.id])), None)
    if known is None:
        outcome = decide_(unit, device, envelope, accepting(react))
        return note_outcome(unit, envelope, envelope.id, outcome) if outcome is not None else None
    return answer_again(unit, device, envelope, known)


def answer_again(unit: UnitOfWork, device: Device, envelope: Envelope, known: OutcomeRow) -> OutcomeRow:
    """The answer of a command that was decided before, under another device or in another place of its chain:
    from here on it is this device's. A quarantine, where it was not this command that was decided."""
    if not _is_same(envelope, _kept(unit, known)):
        # Answered with the first's outcome, what was done here would be lost without a word.
        own_id = _own_outcome_id(envelope)
        outcome = Outcome(OutcomeStatus.QUARANTINED, "id_used_twice", {COMMAND_ID: envelope.id})
        quarantine(unit, device, envelope, outcome, own_id)
        return note_outcome(unit, envelope, own_id, outcome)
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
    """Whether two envelopes say the same, in whatever chain they stand; what may have been erased since says
    nothing."""
    fields = PERSONAL.get(one.name, ())
    one, other = wire.without_words(one, fields), wire.without_words(other, fields)
    return all(
        getattr(one, name) == getattr(other, name) for name in ("name", "version", "arguments", "author")
    )


def note_outcome(unit: UnitOfWork, envelope: Envelope, outcome_id: str, outcome: Outcome) -> OutcomeRow:
    """What came of it, as its device is told."""
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
