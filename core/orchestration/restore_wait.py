"""What waits after a restore: devices come back in any order, and what one of them has done may rest on what
only another still holds.

An envelope of before the restore that would not go through is kept without an outcome, and tried again as
others come (`core.orchestration.waiting_envelopes`); after its time it is decided as it is. Money waits as
long: what the lost core has paid is known before anything is paid in its place.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands import (
    ApproveRefund,
    GiveGoodwill,
    Outcome,
    OutcomeStatus,
    PayOutCash,
    ProposeRefund,
    read_command,
)
from core.feed.settings import restored_at
from core.model import KeptEnvelope, Refund
from core.orchestration.unit import UnitOfWork
from core.rules.refund import RefundKind
from core.rules.time import MINUTE_MS, Instant
from core.wire import Envelope

WAITS_MS: Final = 5 * MINUTE_MS
"""So long an envelope waits from its arrival, and money from the restore: a workstation that runs is back
within this time."""
DECIDED: Final = 0
"""`KeptEnvelope.waits_until` of one that has waited."""
LETS_MONEY_GO: Final = (ApproveRefund.NAME, ProposeRefund.NAME, GiveGoodwill.NAME)
"""A proposal below the chain's limit, and a manager's gesture, need nobody's word."""


def may_wait(unit: UnitOfWork, envelope: Envelope, outcome: Outcome) -> bool:
    """Whether what would come of an envelope may be for want of what a restore has lost.

    Cash for a refund that is not known would be a loss: its proposal may be on its way.
    """
    if outcome.has_effect and not _is_loss(unit, envelope, outcome):
        return False
    return is_of_before(unit, envelope)


def is_of_before(unit: UnitOfWork, envelope: Envelope) -> bool:
    """Whether it was done before the restore: the core that was lost may have heard it. However late it
    comes: what a device had no answer to it sends until it has."""
    return envelope.at < restored_at(unit.session)


def _is_loss(unit: UnitOfWork, envelope: Envelope, outcome: Outcome) -> bool:
    if envelope.name != PayOutCash.NAME or outcome.status is not OutcomeStatus.RECORDED:
        return False
    command = read_command(envelope)
    written = unit.session.get(Refund, command.refund_id) if isinstance(command, PayOutCash) else None
    return written is not None and written.kind == RefundKind.LOSS


def is_settling(session: Session, now: Instant) -> bool:
    """Whether devices may still be coming back after a restore, or something of theirs waits."""
    waits = select(KeptEnvelope.waits_until).where(KeptEnvelope.waits_until > DECIDED).limit(1)
    return now < restored_at(session) + WAITS_MS or session.scalar(waits) is not None


def money_waits_until(unit: UnitOfWork) -> int:
    """Until when nothing is paid: until the devices have had time to come back, and while an approval of
    before the restore waits. 0 if nothing holds it up."""
    restored = restored_at(unit.session)
    if not restored:
        return 0
    waiting = unit.session.scalars(
        select(KeptEnvelope.waits_until).where(
            KeptEnvelope.waits_until > DECIDED, KeptEnvelope.name.in_(LETS_MONEY_GO)
        )
    ).all()
    return max([restored + WAITS_MS, *(max(at or 0, unit.at + MINUTE_MS) for at in waiting)])
