"""Who is at the workstation: a name or a badge says who, the PIN proves it, with or without the line."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.model import Staff
from core.rules.errors import Refused
from core.rules.time import MINUTE_MS, Instant
from sync.schema import AuditRow

MAX_WRONG_PINS = 5
"""Wrong PINs of one person before a pause."""
PAUSE_MS = MINUTE_MS


class WrongPins:
    """The wrong PINs of the last minute by person, in memory: they count where no disk takes them down, too.

    Any thread may ask and note.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at: dict[str, list[Instant]] = {}

    def note(self, staff_id: str, now: Instant) -> None:
        """One more."""
        with self._lock:
            self._at[staff_id] = [*self._lately(staff_id, now), now]

    def count(self, staff_id: str, now: Instant) -> int:
        """How many of this person there were within the last minute."""
        with self._lock:
            return len(self._lately(staff_id, now))

    def _lately(self, staff_id: str, now: Instant) -> list[Instant]:
        return [at for at in self._at.get(staff_id, []) if at > now - PAUSE_MS]


def people(session: Session) -> list[Staff]:
    """Who may sign in here, by name."""
    return list(session.scalars(select(Staff).where(Staff.is_revoked.is_(False)).order_by(Staff.name)))


def verify_pin(session: Session, staff_id: str, pin: str, now: Instant, wrong: WrongPins) -> Staff:
    """The person, if the PIN is right. Takes about 100 ms: never on the GUI's thread.

    Args:
        wrong: what this process knows of wrong PINs, beside the audit; one that is wrong now is noted there.

    Raises:
        Refused: `unknown_person`, `person_revoked`, `verifier_expired`, `too_many_tries`, `wrong_pin`.
    """
    person = session.get(Staff, staff_id)
    if person is None:
        raise Refused("unknown_person")
    if person.is_revoked:
        raise Refused("person_revoked", name=person.name)
    if person.verifier_expires_at < now:
        raise Refused("verifier_expired", name=person.name)
    if max(_wrong_lately(session, staff_id, now), wrong.count(staff_id, now)) >= MAX_WRONG_PINS:
        raise Refused("too_many_tries", name=person.name, wait_s=PAUSE_MS // 1000)
    try:
        PasswordHasher().verify(person.pin_verifier, pin)
    except (VerificationError, InvalidHashError) as error:
        wrong.note(staff_id, now)
        raise Refused("wrong_pin", name=person.name) from error
    return person


def _wrong_lately(session: Session, staff_id: str, now: Instant) -> int:
    return session.scalars(
        select(func.count())
        .select_from(AuditRow)
        .where(AuditRow.actor == staff_id, AuditRow.kind == "wrong_pin", AuditRow.at > now - PAUSE_MS)
    ).one()


def badge_owner(session: Session, badge: str) -> Staff:
    """Whose badge this is. A badge identifies; it never signs in by itself.

    Raises:
        Refused: `unknown_badge`: nobody's who may sign in here.
    """
    person = session.scalars(
        select(Staff).where(Staff.badge == badge, Staff.is_revoked.is_(False)).order_by(Staff.id).limit(1)
    ).one_or_none()
    if person is None or not badge:
        raise Refused("unknown_badge", badge=badge)
    return person
