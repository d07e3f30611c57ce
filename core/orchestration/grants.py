"""What a person may do besides their role: granted, withdrawn, or again as the role has it."""

from __future__ import annotations

from core.model import Staff, StaffPermission
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput, Refused
from core.rules.permissions import GRANTABLE, Permission


def set_grant(unit: UnitOfWork, staff_id: str, permission: Permission, is_granted: bool | None) -> None:
    """Grant a permission to a person, withdraw it, or (None) leave it to their role. Their store hears of it.

    Doing it again changes nothing.

    Raises:
        BadInput: `not_grantable`: the permission is the core's own.
        Refused: `unknown_staff`.
    """
    if permission not in GRANTABLE:
        raise BadInput("not_grantable", permission=permission.value)
    if unit.lock(Staff, staff_id) is None:
        raise Refused("unknown_staff", staff_id=staff_id)
    row = unit.session.get(StaffPermission, (staff_id, permission.value))
    if is_granted is None:
        if row is not None:
            unit.session.delete(row)
    elif row is None:
        unit.session.add(
            StaffPermission(staff_id=staff_id, permission=permission.value, is_granted=is_granted)
        )
    else:
        row.is_granted = is_granted
