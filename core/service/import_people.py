"""Staff, permissions and bins: few rows, written one by one, so that the log sees what they were before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select

from core.model import Bin, Staff
from core.orchestration import Core, UnitOfWork
from core.orchestration.grants import set_grant
from core.rules.errors import CoulisseError
from core.rules.ids import derive
from core.rules.time import DAY_MS
from core.service.records import BinRecord, PermissionRecord, StaffRecord

PIN_TIME_COST = 2
PIN_MEMORY_KIB = 19 * 1024
PIN_PARALLELISM = 1
"""OWASP Password Storage Cheat Sheet: the least for argon2id is 19 MiB, two passes, one lane."""
VERIFIER_LASTS_MS = 365 * DAY_MS
HASHING_THREADS = 4
"""The hash leaves Python's lock, so threads share the machine's cores; each takes 19 MiB."""

_hasher = PasswordHasher(time_cost=PIN_TIME_COST, memory_cost=PIN_MEMORY_KIB, parallelism=PIN_PARALLELISM)


def write_staff(core: Core, records: Sequence[StaffRecord], locations: Mapping[str, int]) -> None:
    """Add or change people. A verifier that the PIN still fits is kept while it has half its time to go."""
    ids = [record.id for record in records]
    found = core.read(lambda session: session.scalars(select(Staff).where(Staff.id.in_(ids))).all())
    fresh_until = core.clock.now() + VERIFIER_LASTS_MS // 2
    kept = {row.id: row.pin_verifier for row in found if row.verifier_expires_at > fresh_until}
    with ThreadPoolExecutor(HASHING_THREADS) as pool:
        verifiers = list(pool.map(lambda one: pin_verifier(one.pin, kept.get(one.id)), records))

    def work(unit: UnitOfWork) -> None:
        for record, verifier in zip(records, verifiers, strict=True):
            _write_person(unit, record, verifier, locations[record.location])

    core.transact(work)


def pin_verifier(pin: str, known: str | None = None) -> str:
    """The argon2id verifier of a PIN: the one that is known, if it fits."""
    if known is not None:
        try:
            _hasher.verify(known, pin)
        except VerificationError:
            return _hasher.hash(pin)
        return known
    return _hasher.hash(pin)


def _write_person(unit: UnitOfWork, record: StaffRecord, verifier: str, location_id: int) -> None:
    row = unit.session.get(Staff, record.id)
    if row is None:
        row = Staff(id=record.id, pin_verifier="", verifier_expires_at=0)
        unit.session.add(row)
    row.location_id = location_id
    row.name, row.role, row.badge = record.name, record.role, record.badge
    if row.pin_verifier != verifier:
        row.pin_verifier = verifier
        row.verifier_expires_at = unit.at + VERIFIER_LASTS_MS


GRANTED: Mapping[str, bool | None] = MappingProxyType({"granted": True, "withdrawn": False, "role": None})
"""What a record's `setting` means; None leaves it to the role."""


def write_permissions(unit: UnitOfWork, records: Iterable[PermissionRecord]) -> list[CoulisseError | None]:
    """Grant and withdraw; for each record what stands against it, or None."""
    return [_write_permission(unit, record) for record in records]


def _write_permission(unit: UnitOfWork, record: PermissionRecord) -> CoulisseError | None:
    try:
        set_grant(unit, record.staff, record.permission, GRANTED[record.setting])
    except CoulisseError as error:
        return error
    return None


def write_bins(unit: UnitOfWork, records: Sequence[BinRecord], locations: Mapping[str, int]) -> None:
    """Add bins that are not there."""
    for record in records:
        location_id = locations[record.location]
        bin_id = derive(f"location:{location_id}", "bin", record.code)
        if unit.session.get(Bin, bin_id) is None:
            unit.session.add(Bin(id=bin_id, location_id=location_id, code=record.code))
