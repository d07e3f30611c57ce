"""How a store prepares, as it is kept and read again."""

from __future__ import annotations

import msgspec

from core.rules.preparation_policy import PreparationPolicy, policy_from


def test_a_policy_is_read_as_it_was_kept() -> None:
    for policy in (PreparationPolicy(), PreparationPolicy(is_scan_forced=True)):
        assert policy_from(msgspec.to_builtins(policy)) == policy


def test_what_only_a_newer_program_understands_leaves_what_is_usual() -> None:
    assert policy_from({"is_scan_forced": True, "of_another_day": 3}) == PreparationPolicy(
        is_scan_forced=True
    )
    assert policy_from({"is_scan_forced": "by category"}) == PreparationPolicy()
    assert policy_from([]) == PreparationPolicy()
