"""Who is at the workstation: a name or a badge says who, the PIN proves it, with or without the line."""

from __future__ import annotations

import threading

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session

from core.model import Staff
from core.rules.errors import Refused
from core.rules.pin import TOLD_FROM, check_tries
from core.rules.time import Instant
from sync.schema import AuditRow

PIN_PROVEN = ("signed_in", "pin_shown", "pin_changed")
"""Kinds of audit rows that end a run of wrong PINs."""
WRONG_PIN = "wrong_pin"


class Tries(msgspec.Struct, frozen=True):
    """Wrong PINs of one person in a row, and when the last was tried."""

    wrong: int = 0
    last_at: Instant = Instant(0)


class WrongPins:
    """The wrong PINs in a row by person, in memory: they count where no disk takes them down, too.

    Any thread may ask and note.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tries: dict[str, Tries] = {}
        self._noticed: dict[tuple[str, Instant], Instant] = {}

    def note(self, staff_id: str, now: Instant) -> None:
        """One more."""
        with self._lock:
            self._tries[staff_id] = Tries(self._tries.get(staff_id, Tries()).wrong + 1, now)

    def forget(self, staff_id: str) -> None:
        """The right one was shown, and that is written down."""
        with self._lock:
            self._tries.pop(staff_id, None)
            self._noticed = {key: at for key, at in self._noticed.items() if key[0] != staff_id}

    def of(self, staff_id: str) -> Tries:
        """This person's."""
        with self._lock:
            return self._tries.get(staff_id, Tries())

    def waits_from(self, staff_id: str, last_at: Instant, now: Instant) -> Instant:
        """From when on the pause after this person's last wrong PIN counts: from then; where the clock was
        put back since, from when that was noticed."""
        if last_at <= now:
            return last_at
        with self._lock:
            noticed = self._noticed.get((staff_id, last_at), now)
            self._noticed[staff_id, last_at] = min(noticed, now)
            return min(noticed, now)


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
    for tries in (_tries_of(session, staff_id), wrong.of(staff_id)):
        last_at = wrong.waits_from(staff_id, tries.last_at, now)
        check_tries(person.name, tries.wrong, last_at, now)
    try:
        PasswordHasher().verify(person.pin_verifier, pin)
    except (VerificationError, InvalidHashError) as error:
        wrong.note(staff_id, now)
        raise Refused(WRONG_PIN, name=person.name) from error
    return person


def _tries_of(session: Session, staff_id: str) -> Tries:
    """What the audit knows: it survives a restart."""
    proven = _last_proven(staff_id).scalar_subquery()
    wrong, last_at = session.execute(
        select(func.count(), func.coalesce(func.max(AuditRow.at), 0)).where(
            AuditRow.actor == staff_id, AuditRow.kind == WRONG_PIN, AuditRow.no > proven
        )
    ).one()
    return Tries(wrong, Instant(last_at))


def _last_proven(staff_id: str) -> Select[int]:
    return select(func.coalesce(func.max(AuditRow.no), 0)).where(
        AuditRow.actor == staff_id, AuditRow.kind.in_(PIN_PROVEN)
    )


class Tried(msgspec.Struct, frozen=True):
    """So many wrong PINs were tried for somebody here, the last of them then."""

    staff_id: str
    name: str
    wrong: int
    last_at: Instant


def tried_since(session: Session, staff_id: str, *, of_others: bool) -> list[Tried]:
    """Runs of wrong PINs that whoever has just signed in is told of: their own, and (a manager) the others',
    since they were here before. Few wrong ones are a tired hand."""
    now_here = _last_proven(staff_id)
    before = session.scalars(now_here.where(AuditRow.no < now_here.scalar_subquery())).one()
    rows = session.execute(
        select(Staff.id, Staff.name, func.count(), func.max(AuditRow.at))
        .join(Staff, Staff.id == AuditRow.actor)
        .where(AuditRow.kind == WRONG_PIN, AuditRow.no > before)
        .where(true() if of_others else AuditRow.actor == staff_id)
        .group_by(Staff.id, Staff.name)
        .having(func.count() >= TOLD_FROM)
        .order_by(Staff.name)
    )
    return [Tried(id_, name, wrong, Instant(at)) for id_, name, wrong, at in rows]


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
