"""Who may do what."""

from __future__ import annotations

import pytest

from core.rules.fulfilment import RULES
from core.rules.permissions import ROLE_PERMISSIONS, Permission, Role, may


def test_each_role_has_its_row() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_an_associate_prepares_and_hands_over_but_does_not_reject() -> None:
    assert may(Role.ASSOCIATE, Permission.PREPARE)
    assert may(Role.ASSOCIATE, Permission.HAND_OVER)
    assert not may(Role.ASSOCIATE, Permission.REJECT_FULFILMENT)


def test_a_manager_may_all_that_an_associate_may() -> None:
    assert ROLE_PERMISSIONS[Role.ASSOCIATE] < ROLE_PERMISSIONS[Role.MANAGER]


def test_only_the_core_runs_timers() -> None:
    assert [role for role in Role if may(role, Permission.RUN_TIMERS)] == [Role.SYSTEM]


def test_a_grant_adds_to_the_role_and_a_removal_takes_from_it() -> None:
    assert may(Role.ASSOCIATE, Permission.REJECT_FULFILMENT, {Permission.REJECT_FULFILMENT: True})
    assert not may(Role.MANAGER, Permission.HAND_OVER, {Permission.HAND_OVER: False})


def test_one_persons_grant_says_nothing_about_other_permissions() -> None:
    assert not may(Role.ASSOCIATE, Permission.TAKE_OVER, {Permission.REJECT_FULFILMENT: True})


@pytest.mark.parametrize("permission", sorted({rule.permission for rule in RULES.values()}))
def test_somebody_may_do_each_step_of_a_fulfilment(permission: Permission) -> None:
    assert any(may(role, permission) for role in Role)
