"""Whether what the core keeps is whole: chains, signatures, approvals, and the amounts they stand for.

A device's envelopes follow each other without a gap, each names the hash of the one before, and the device's
key signed each. An approval was signed by the manager's key of that device over what its refund says. A
refund has its units to itself and adds up, and so does a credit. What was erased of customers on request is
counted: its hash stands in the chain still. The first thing that does not hold is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import wire
from core.commands import ApproveRefund, OutcomeStatus, read_command
from core.commands.definitions import parts_of
from core.commands.personal import PERSONAL
from core.model import (
    ApprovalKey,
    CreditEntry,
    Device,
    Erasure,
    KeptEnvelope,
    OutcomeRow,
    Refund,
    RefundClaim,
    StoreCredit,
)
from core.orchestration.credits import SIGNS, EntryKind
from core.rules.errors import BadInput, NotAuthentic
from core.rules.refund import LIVING, Means, Part, RefundKind
from core.rules.time import Instant
from core.wire import Envelope, SignedEnvelope

PAGE: Final = 500
UNKNOWN: Final = ""
"""What came of an envelope of which nothing is known: its outcome stands under another device."""


class Finding(msgspec.Struct, frozen=True):
    """Something that does not hold: a stable code, and where."""

    code: str
    where: str


class Audited(msgspec.Struct):
    """How much was looked at, and the first thing that does not hold."""

    devices: int = 0
    envelopes: int = 0
    approvals: int = 0
    refunds: int = 0
    credits: int = 0
    erased: int = 0
    finding: Finding | None = None


class JournalLine(msgspec.Struct, frozen=True):
    """One envelope as the journal is exported; `name` and `aggregate` as the device wrote them."""

    device_id: str
    sequence: int
    command_id: str
    name: str
    aggregate: str
    author: str
    at: Instant
    received_at: Instant
    status: str
    code: str
    is_erased: bool


def audit(session: Session) -> Audited:
    """Look at everything, in one consistent read, and stop at the first thing that does not hold."""
    audited = Audited()
    for found in _look(session, audited):
        audited.finding = found
        break
    return audited


def _look(session: Session, audited: Audited) -> Iterator[Finding]:
    approved: set[str] = set()
    for device in session.scalars(select(Device).order_by(Device.id)).all():
        audited.devices += 1
        yield from _chain(session, device, audited, approved)
    yield from _refunds(session, audited, approved)
    yield from _credits(session, audited)


def _chain(session: Session, device: Device, audited: Audited, approved: set[str]) -> Iterator[Finding]:
    """A device's envelopes; adds the refunds that they approve to `approved`."""
    sequence, previous = 0, wire.NOTHING_BEFORE
    for row in _envelopes(session, device.id):
        audited.envelopes += 1
        where = f"device {device.id} ({device.name}), envelope {row.sequence}"
        if row.sequence != sequence + 1:
            yield Finding("envelope_missing", f"device {device.id} ({device.name}), envelope {sequence + 1}")
        try:
            envelope = _opened(row, device)
        except (NotAuthentic, BadInput) as error:
            yield Finding(error.code, where)
            return
        if row.erasure_id:
            audited.erased += 1
            if session.get(Erasure, row.erasure_id) is None or row.name not in PERSONAL:
                yield Finding("erased_without_record", where)
        code = _misfit(row, envelope, previous)
        if code:
            yield Finding(code, where)
        if envelope.name == ApproveRefund.NAME:
            yield from _approval(session, envelope, where, audited, approved)
        sequence, previous = row.sequence, row.body_hash
    if (device.last_sequence, device.last_hash) != (sequence, previous):
        yield Finding("chain_cut_off", f"device {device.id} ({device.name}), envelope {device.last_sequence}")


def _opened(row: KeptEnvelope, device: Device) -> Envelope:
    """What is kept, once its signature holds; of what was erased the next envelope's word holds alone."""
    if row.erasure_id:
        return wire.read_own(row.body)
    return wire.open_envelope(SignedEnvelope(row.body, row.signature), device.public_key)


def _misfit(row: KeptEnvelope, envelope: Envelope, previous: bytes) -> str:
    if not row.erasure_id and wire.body_hash(row.body) != row.body_hash:
        return "envelope_hash_wrong"
    if envelope.previous != previous:
        return "chain_broken"
    is_same = (envelope.sequence, envelope.id) == (row.sequence, row.command_id)
    is_named = (envelope.device_id, envelope.name) == (row.device_id, row.name)
    return "" if is_same and is_named else "envelope_moved"


def _approval(
    session: Session, envelope: Envelope, where: str, audited: Audited, approved: set[str]
) -> Iterator[Finding]:
    outcome = session.get(OutcomeRow, envelope.id)
    if outcome is not None and outcome.status == OutcomeStatus.QUARANTINED:
        # Somebody may have vouched for it since.
        with suppress(BadInput):
            approved.add(_approval_of(envelope).refund_id)
    if outcome is None or outcome.status not in (OutcomeStatus.APPLIED, OutcomeStatus.RECORDED):
        return
    audited.approvals += 1
    command = _approval_of(envelope)
    approved.add(command.refund_id)
    given = wire.approval(
        command.return_id,
        command.refund_id,
        parts=parts_of(command.parts),
        units=command.units,
        proposer=command.proposer,
        manager=envelope.author,
        device_id=envelope.device_id,
        at=Instant(command.signed_at),
    )
    keys = session.scalars(
        select(ApprovalKey.public_key).where(
            ApprovalKey.staff_id == envelope.author, ApprovalKey.device_id == envelope.device_id
        )
    ).all()
    if not any(_holds(key, given, command.signature) for key in keys):
        yield Finding("approval_not_signed", where)
    refund = session.get(Refund, command.refund_id)
    said = sorted(Part(Means(means), cents) for means, cents, _ in refund.parts) if refund else []
    if refund is None or (sorted(given.parts), sorted(given.units)) != (said, sorted(refund.units)):
        yield Finding("approved_something_else", where)


def _approval_of(envelope: Envelope) -> ApproveRefund:
    command = read_command(envelope)
    assert isinstance(command, ApproveRefund)
    return command


def _holds(public_key: str, given: wire.Approval, signature: str) -> bool:
    try:
        wire.verify_approval(bytes.fromhex(public_key), given, bytes.fromhex(signature))
    except (NotAuthentic, ValueError):
        return False
    return True


def _refunds(session: Session, audited: Audited, approved: set[str]) -> Iterator[Finding]:
    """What is paid, or to be paid, has its units to itself, and adds up."""
    after = ""
    while rows := session.scalars(
        select(Refund).where(Refund.id > after).order_by(Refund.id).limit(PAGE)
    ).all():
        after = rows[-1].id
        for row in rows:
            audited.refunds += 1
            yield from _refund(session, row)
            if row.approved_by and row.id not in approved:
                yield Finding("refund_without_approval", f"refund {row.id} of {row.number}")
        session.expunge_all()


def _refund(session: Session, row: Refund) -> Iterator[Finding]:
    where = f"refund {row.id} of {row.number}"
    if sum(cents for _, cents, _ in row.parts) != row.total_cents:
        yield Finding("refund_does_not_add_up", where)
    if any(done > cents for _, cents, done in row.parts):
        yield Finding("refund_paid_beyond", where)
    if row.kind == RefundKind.RETURN and row.state in LIVING:
        claims = session.scalars(select(RefundClaim.unit_id).where(RefundClaim.refund_id == row.id)).all()
        if sorted(claims) != sorted(row.units):
            yield Finding("refund_without_claim", where)


def _credits(session: Session, audited: Audited) -> Iterator[Finding]:
    after = ""
    while rows := session.scalars(
        select(StoreCredit).where(StoreCredit.id > after).order_by(StoreCredit.id).limit(PAGE)
    ).all():
        after = rows[-1].id
        for row in rows:
            audited.credits += 1
            entries = session.execute(
                select(CreditEntry.kind, func.sum(CreditEntry.cents))
                .where(CreditEntry.credit_id == row.id)
                .group_by(CreditEntry.kind)
            ).all()
            balance = sum(SIGNS[EntryKind(kind)] * int(cents) for kind, cents in entries)
            if balance != row.balance_cents or balance < 0:
                yield Finding("credit_does_not_add_up", f"store credit {row.number}")
        session.expunge_all()


def _envelopes(session: Session, device_id: str) -> Iterator[KeptEnvelope]:
    after = 0
    while rows := session.scalars(
        select(KeptEnvelope)
        .where(KeptEnvelope.device_id == device_id, KeptEnvelope.sequence > after)
        .order_by(KeptEnvelope.sequence)
        .limit(PAGE)
    ).all():
        after = rows[-1].sequence
        for row in rows:
            session.expunge(row)
            yield row


def journal(session: Session) -> Iterator[JournalLine]:
    """Every envelope with what came of it, by device and sequence, for an export."""
    for device_id in session.scalars(select(Device.id).order_by(Device.id)).all():
        for row in _envelopes(session, device_id):
            envelope = wire.read_own(row.body)
            outcome = session.get(OutcomeRow, envelope.id)
            yield JournalLine(
                device_id=device_id,
                sequence=row.sequence,
                command_id=row.command_id,
                name=row.name,
                aggregate=row.aggregate,
                author=envelope.author,
                at=envelope.at,
                received_at=Instant(row.received_at),
                status=outcome.status if outcome is not None else UNKNOWN,
                code=outcome.code if outcome is not None else UNKNOWN,
                is_erased=bool(row.erasure_id),
            )
            if outcome is not None:
                session.expunge(outcome)
