"""Staff, permissions, bins, carriers: few rows, written one by one, so that the log sees what they were."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select

from core.model import ApprovalKey, Bin, CarrierService, RowChange, Staff
from core.model.bulk_rows import put_rows
from core.orchestration import Core, UnitOfWork
from core.orchestration.grants import set_grant
from core.orchestration.people import VERIFIER_LASTS_MS, revoke_keys
from core.rules.errors import CoulisseError
from core.rules.ids import derive
from core.service.records import BinRecord, CarrierRecord, PermissionRecord, StaffRecord

PIN_TIME_COST = 2
PIN_MEMORY_KIB = 19 * 1024
PIN_PARALLELISM = 1
"""OWASP Password Storage Cheat Sheet: the least for argon2id is 19 MiB, two passes, one lane."""
_BIN_COLUMNS = ("id", "location_id", "code", "room")
HASHING_THREADS = min(4, max(1, (os.cpu_count() or 2) - 1))
"""The hash leaves Python's lock, so threads share the machine's cores but one; each takes 19 MiB."""

REAL_HASHER: Final = PasswordHasher(
    time_cost=PIN_TIME_COST, memory_cost=PIN_MEMORY_KIB, parallelism=PIN_PARALLELISM
)


def staff_writer(
    core: Core,
    records: Sequence[StaffRecord],
    locations: Mapping[str, int],
    hasher: PasswordHasher = REAL_HASHER,
) -> Callable[[UnitOfWork], int]:
    """Hash the PINs, and give what adds or changes the people.

    A verifier that the PIN still fits is kept while it has half its time to go; without a PIN it is kept as
    it is.

    Args:
        hasher: at another cost than a real person's PIN deserves, for people who were made up.
    """
    ids = [record.id for record in records]
    found = core.read(lambda session: session.scalars(select(Staff).where(Staff.id.in_(ids))).all())
    fresh_until = core.clock.now() + VERIFIER_LASTS_MS // 2
    kept = {row.id: row.pin_verifier for row in found if row.verifier_expires_at > fresh_until}

    def verifier_of(record: StaffRecord) -> str | None:
        return None if record.pin is None else pin_verifier(record.pin, kept.get(record.id), hasher)

    with ThreadPoolExecutor(HASHING_THREADS) as pool:
        verifiers = list(pool.map(verifier_of, records))

    def work(unit: UnitOfWork) -> int:
        for record, verifier in zip(records, verifiers, strict=True):
            _write_person(unit, record, verifier, locations[record.location])
        return len(records)

    return work


def pin_verifier(pin: str, known: str | None = None, hasher: PasswordHasher = REAL_HASHER) -> str:
    """The argon2id verifier of a PIN: the one that is known, if it fits and costs what the hasher's do."""
    if known is not None:
        try:
            hasher.verify(known, pin)
        except VerificationError:
            return hasher.hash(pin)
        if not hasher.check_needs_rehash(known):
            return known
    return hasher.hash(pin)


def _write_person(unit: UnitOfWork, record: StaffRecord, verifier: str | None, location_id: int) -> None:
    row = unit.session.get(Staff, record.id)
    if row is None:
        row = Staff(id=record.id, pin_verifier="", verifier_expires_at=0)
        unit.session.add(row)
    elif row.location_id != location_id:
        # Keys are of a device, and the device stays where it is.
        revoke_keys(unit, ApprovalKey.staff_id == record.id)
    row.location_id = location_id
    row.name, row.role, row.badge = record.name, record.role, record.badge
    if verifier is not None and row.pin_verifier != verifier:
        row.pin_verifier = verifier
        row.verifier_expires_at = unit.at + VERIFIER_LASTS_MS
    if record.is_revoked and not row.is_revoked:
        row.is_revoked = True
        revoke_keys(unit, ApprovalKey.staff_id == record.id)


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


def write_bins(unit: UnitOfWork, records: Sequence[BinRecord], locations: Mapping[str, int]) -> int:
    """Add bins that are not there, and say how much the others hold, where the record does; returns how many
    were changed."""
    rows = {row["id"]: row for row in (_bin_row(record, locations[record.location]) for record in records)}
    silent = {key for key, row in rows.items() if row["room"] is None}
    for key in silent:
        rows[key]["room"] = 0
    there = unit.session.scalars(
        select(Bin).where(Bin.location_id.in_({row["location_id"] for row in rows.values()}))
    )
    changed = 0
    for known in there:
        told = rows.pop(known.id, None)
        if told is not None and known.id not in silent and told["room"] != known.room:
            known.room, changed = told["room"], changed + 1
    put_rows(unit.session, "bin", _BIN_COLUMNS, [tuple(row.values()) for row in rows.values()])
    unit.tell(RowChange(Bin.__tablename__, (key,), None, row) for key, row in rows.items())
    return len(rows) + changed


def write_carriers(unit: UnitOfWork, records: Iterable[CarrierRecord], locations: Mapping[str, int]) -> int:
    """Add or change services; returns how many are not as they were."""
    changed = 0
    for record in records:
        location_id = locations[record.location]
        key = derive(f"location:{location_id}", "carrier", record.carrier, record.service)
        row = unit.session.get(CarrierService, key)
        if row is None:
            row = CarrierService(
                id=key, location_id=location_id, carrier=record.carrier, service=record.service
            )
            unit.session.add(row)
        hour, _, minute = record.closes.partition(":")
        row.carrier_name, row.service_name = record.name, record.service_name
        row.closes_min, row.most_g, row.rank = int(hour) * 60 + int(minute), record.most_g, record.rank
        row.delivers_days = record.delivers_days
        changed += unit.session.is_modified(row)
    return changed


def _bin_row(record: BinRecord, location_id: int) -> dict[str, Any]:
    bin_id = derive(f"location:{location_id}", "bin", record.code)
    return dict(zip(_BIN_COLUMNS, (bin_id, location_id, record.code, record.room), strict=True))
