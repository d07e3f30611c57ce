"""The one table of permissions: who may do what.

A role's row is the chain's default; a person's grants (`staff_permission`) add to it or take from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

CORE_ACTOR: Final = "core"
"""Who acts, in the ledger and in settled cases, when it is the core itself."""


class Role(StrEnum):
    """What somebody is at a location. `SYSTEM` is the core itself: timers, sourcing, notifications.

    A regional manager stands above the managers of several stores. An administrator looks after people and
    machines, and signs no money: who says who may sign does not sign.
    """

    ASSOCIATE = "associate"
    MANAGER = "manager"
    REGIONAL_MANAGER = "regional_manager"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


class Permission(StrEnum):
    """One thing that a person may do."""

    PREPARE = "prepare"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    REJECT_FULFILMENT = "reject_fulfilment"
    REOPEN_FULFILMENT = "reopen_fulfilment"
    PUT_BACK = "put_back"
    DISPATCH = "dispatch"
    RECEIVE = "receive"
    REQUEST_TRANSFER = "request_transfer"
    APPROVE_TRANSFER = "approve_transfer"
    SETTLE_EXCEPTION = "settle_exception"
    CANCEL_ORDER = "cancel_order"
    LIMIT_INTAKE = "limit_intake"
    LIFT_PAYMENT = "lift_payment"
    COUNT = "count"
    TAKE_RETURN = "take_return"
    OVERRIDE_RETURN = "override_return"
    PROPOSE_REFUND = "propose_refund"
    APPROVE_REFUND = "approve_refund"
    GIVE_GOODWILL = "give_goodwill"
    PAY_OUT = "pay_out"
    EDIT_LABELS = "edit_labels"
    PUBLISH_LABELS = "publish_labels"
    RUN_TIMERS = "run_timers"


_ASSOCIATE = frozenset(
    {
        Permission.PREPARE,
        Permission.HAND_OVER,
        Permission.PUT_BACK,
        Permission.DISPATCH,
        Permission.RECEIVE,
        Permission.REQUEST_TRANSFER,
        Permission.COUNT,
        Permission.TAKE_RETURN,
        Permission.PROPOSE_REFUND,
        Permission.PAY_OUT,
    }
)
_RUNS_A_STORE = _ASSOCIATE | {
    Permission.APPROVE_TRANSFER,
    Permission.TAKE_OVER,
    Permission.REJECT_FULFILMENT,
    Permission.REOPEN_FULFILMENT,
    Permission.SETTLE_EXCEPTION,
    Permission.CANCEL_ORDER,
    Permission.LIMIT_INTAKE,
    Permission.OVERRIDE_RETURN,
    Permission.EDIT_LABELS,
}
_SPEAKS_FOR_THE_CHAIN = frozenset({Permission.PUBLISH_LABELS})
_MANAGER = _RUNS_A_STORE | {Permission.APPROVE_REFUND, Permission.GIVE_GOODWILL, Permission.LIFT_PAYMENT}

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.ASSOCIATE: _ASSOCIATE,
        Role.MANAGER: _MANAGER,
        Role.REGIONAL_MANAGER: _MANAGER | _SPEAKS_FOR_THE_CHAIN,
        Role.ADMINISTRATOR: _RUNS_A_STORE | _SPEAKS_FOR_THE_CHAIN,
        Role.SYSTEM: frozenset({Permission.RUN_TIMERS, Permission.CANCEL_ORDER}),
    }
)

GRANTABLE = frozenset(Permission) - {Permission.RUN_TIMERS}
"""What a person may be granted, or have withdrawn: all but what is the core's own."""


def may(role: Role, permission: Permission, grants: Mapping[Permission, bool] | None = None) -> bool:
    """Whether somebody of `role` may do it; `grants` are the person's own additions (True) and removals."""
    own = (grants or {}).get(permission)
    return permission in ROLE_PERMISSIONS[role] if own is None else own
