"""A PIN that a workstation shows the core: verified as on the workstation, with the same growing pauses."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.model import PinTries, Staff
from core.orchestration import Core, UnitOfWork
from core.rules.errors import Refused
from core.rules.pin import check_tries
from core.rules.time import Instant


def check_pin(core: Core, location_id: int, staff_id: str, pin: str) -> None:
    """Say nothing if it is the PIN of somebody who works at this location. Takes tens of milliseconds.

    Raises:
        Refused: `unknown_staff`, `person_revoked`, `too_many_tries`, `wrong_pin`.
    """
    person = core.read(lambda session: session.get(Staff, staff_id))
    if person is None or person.location_id != location_id:
        raise Refused("unknown_staff", staff_id=staff_id)
    if person.is_revoked:
        raise Refused("person_revoked", name=person.name)
    core.transact(lambda unit: _notice_clock(unit, staff_id))
    # The try counts before it is made: many at once are as many tries.
    wrong = core.transact(lambda unit: _count(unit, person))
    try:
        PasswordHasher().verify(person.pin_verifier, pin)
    except (VerificationError, InvalidHashError) as error:
        raise Refused("wrong_pin", name=person.name, wrong=wrong) from error
    core.transact(lambda unit: _forget(unit, staff_id))


def _notice_clock(unit: UnitOfWork, staff_id: str) -> None:
    """Where the core's clock was put back since the last wrong PIN, the pause begins now."""
    tries = unit.lock(PinTries, staff_id)
    if tries is not None and tries.last_at > unit.at:
        tries.last_at = unit.at


def _count(unit: UnitOfWork, person: Staff) -> int:
    unit.lock(Staff, person.id)
    tries = unit.session.get(PinTries, person.id)
    if tries is None:
        tries = PinTries(staff_id=person.id, wrong=0, last_at=0)
        unit.session.add(tries)
    check_tries(person.name, tries.wrong, Instant(tries.last_at), unit.at)
    tries.wrong, tries.last_at = tries.wrong + 1, unit.at
    return tries.wrong


def _forget(unit: UnitOfWork, staff_id: str) -> None:
    tries = unit.lock(PinTries, staff_id)
    if tries is not None:
        unit.session.delete(tries)
