"""Tries what waits after a restore again, each in a transaction of its own, by when it was done.

What goes through is done; what still does not waits on, and is decided as it is once its time is over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.model import Device, KeptEnvelope, OutcomeRow, Stream
from core.orchestration.acceptance import accepting
from core.orchestration.command_decision import React, decide
from core.orchestration.envelope_intake import answer_again, note_outcome
from core.orchestration.reactions import after
from core.orchestration.restore_wait import DECIDED
from core.orchestration.unit import Core, UnitOfWork
from core.rules.time import Instant
from core.wire import read_own

PAGE: Final = 1_000
"""As many are tried in one turn."""

Place = tuple[str, int]
"""A device, and the sequence of its envelope."""


class Waiting(NamedTuple):
    """How many wait, until when the first of them does, and how much was committed until now, by any process
    of this core: while none of it moves and nobody's time is over, trying again finds what it found."""

    number: int
    until: int | None
    committed: int

    def is_due(self, now: Instant) -> bool:
        """Whether some have waited long enough."""
        return self.until is not None and now >= self.until


def what_waits(session: Session) -> Waiting:
    """As the database has it."""
    waits = select(func.count(), func.min(KeptEnvelope.waits_until)).where(KeptEnvelope.waits_until > DECIDED)
    number, until = session.execute(waits).one()
    return Waiting(number, until, int(session.scalar(select(func.sum(Stream.version))) or 0))


def decide_waiting(core: Core, keep_going: Callable[[], bool] = lambda: True, react: React = after) -> int:
    """Try each that waits, until none goes through any more; returns how many were decided."""
    decided = 0
    while waiting := core.read(_waiting):
        found = 0
        for place in waiting:
            if not keep_going():
                return decided
            found += core.transact(lambda unit, place=place: _try(unit, place, react))  # type: ignore[misc]
        decided += found
        if not found:
            break
    return decided


def _waiting(session: Session) -> Sequence[Place]:
    rows = session.execute(
        select(KeptEnvelope.device_id, KeptEnvelope.sequence, KeptEnvelope.body)
        .where(KeptEnvelope.waits_until > DECIDED)
        .order_by(KeptEnvelope.waits_until, KeptEnvelope.device_id, KeptEnvelope.sequence)
        .limit(PAGE)
    ).all()
    by_time = sorted(rows, key=lambda row: (read_own(row.body).at, row.device_id, row.sequence))
    return [(row.device_id, row.sequence) for row in by_time]


def _try(unit: UnitOfWork, place: Place, react: React) -> bool:
    """Whether it is decided now."""
    device = unit.lock(Device, place[0])
    row = unit.lock(KeptEnvelope, place)
    if device is None or row is None or not row.waits_until:
        return False
    envelope = read_own(row.body)
    known = unit.session.get(OutcomeRow, envelope.id)
    if known is None:
        is_last = unit.at >= row.waits_until
        outcome = decide(unit, device, envelope, accepting(react), is_last=is_last)
        if outcome is None:
            return False
        note_outcome(unit, envelope, envelope.id, outcome)
    elif _is_newer(unit, device, known):
        # Decided under the name that the machine had before: under this one it waits for its answer.
        answer_again(unit, device, envelope, known)
    row.waits_until = DECIDED
    return True


def _is_newer(unit: UnitOfWork, device: Device, known: OutcomeRow) -> bool:
    """Whether a device was enrolled since the one that an answer is told to."""
    before = unit.session.get(Device, known.device_id)
    return before is None or (before.enrolled_at, before.id) < (device.enrolled_at, device.id)
