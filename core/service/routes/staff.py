"""What a person may do besides their role."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from litestar import get, put
from litestar.params import FromPath, JSONBody
from sqlalchemy.orm import Session

from core.commands import grants_of
from core.model import Staff
from core.orchestration.grants import set_grant
from core.orchestration.regions import set_stores, stores_of
from core.rules.errors import Refused
from core.rules.permissions import GRANTABLE, Permission, Role, may
from core.service.auth import ADMINS
from core.service.exchange import TheCore
from core.service.routes.parameters import Key, Word

MAX_STORES: Final = 1_000


class GrantRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """True grants, false withdraws, null leaves it to the role."""

    is_granted: bool | None


class PermissionAnswer(msgspec.Struct, frozen=True):
    """One permission: whether the person has it, and what was said of this person alone (null: nothing)."""

    permission: Permission
    may: bool
    is_granted: bool | None


class PermissionsAnswer(msgspec.Struct, frozen=True):
    """A person's permissions, by name."""

    staff_id: str
    role: str
    permissions: list[PermissionAnswer]


@get("/staff/{staff_id:str}/permissions", guards=[ADMINS], sync_to_thread=True, tags=["staff"])
def get_permissions(core: TheCore, staff_id: Key) -> PermissionsAnswer:
    """What a person may do: their role's permissions, with what was granted or withdrawn.

    Problems: `unknown_staff`.
    """
    return core.read(lambda session: _permissions(session, staff_id))


@put(
    "/staff/{staff_id:str}/permissions/{permission:str}", guards=[ADMINS], sync_to_thread=True, tags=["staff"]
)
def put_permission(
    core: TheCore, staff_id: Key, permission: FromPath[Permission], data: JSONBody[GrantRequest]
) -> PermissionsAnswer:
    """Grant a permission, withdraw it, or leave it to the role. The person's store hears of it at once.

    Problems: `unknown_staff`, `not_grantable`.
    """
    core.transact(lambda unit: set_grant(unit, staff_id, permission, data.is_granted))
    return core.read(lambda session: _permissions(session, staff_id))


class StoresRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The codes of the stores that somebody signs for."""

    stores: Annotated[list[Word], msgspec.Meta(max_length=MAX_STORES)]


class StoresAnswer(msgspec.Struct, frozen=True):
    """The stores that a regional manager signs for, by code."""

    staff_id: str
    stores: list[str]


@get("/staff/{staff_id:str}/stores", guards=[ADMINS], sync_to_thread=True, tags=["staff"])
def get_stores(core: TheCore, staff_id: Key) -> StoresAnswer:
    """The stores that a regional manager signs for. Problems: `unknown_staff`."""
    return StoresAnswer(staff_id, core.read(lambda session: list(stores_of(session, staff_id))))


@put("/staff/{staff_id:str}/stores", guards=[ADMINS], sync_to_thread=True, tags=["staff"])
def put_stores(core: TheCore, staff_id: Key, data: JSONBody[StoresRequest]) -> StoresAnswer:
    """Say for which stores a regional manager signs, and for no others. What waits there goes to their queue.

    Problems: `unknown_staff`, `unknown_location`, `not_regional_manager`.
    """
    core.transact(lambda unit: set_stores(unit, staff_id, data.stores))
    return StoresAnswer(staff_id, core.read(lambda session: list(stores_of(session, staff_id))))


def _permissions(session: Session, staff_id: str) -> PermissionsAnswer:
    person = session.get(Staff, staff_id)
    if person is None:
        raise Refused("unknown_staff", staff_id=staff_id)
    own, role = grants_of(session, staff_id), Role(person.role)
    listed = [PermissionAnswer(one, may(role, one, own), own.get(one)) for one in sorted(GRANTABLE)]
    return PermissionsAnswer(person.id, person.role, listed)
