"""The desktop is killed at every commit point, by name: nothing lost, nothing twice."""

from __future__ import annotations

import ast
from collections import Counter

import pytest
from msgspec.structs import replace

from tests.e2e.back_room import DONE, KILLED, ROOT, UNITS, BackRoom, finish, run_desktop
from tests.e2e.proof import DEEDS, nothing_is_lost_or_twice

COMMITS = (
    "replica.made",
    "enrolment.key",
    "enrolment",
    "pull",
    "rerun",
    "network.known",
    "region",
    "network.snapshot",
    "network.pointer",
    "network.place",
    "network.delta",
    "heard",
    "presence",
    "audit",
    "command",
    "push",
    "number",
    "spool",
)
"""What is committed on the way of one order, from a new machine to the hand-over."""
SENDINGS = ("push.before_send", "push.after_send")
AT_A_LATER_START = ("core_url",)
NOT_ON_THE_WAY = ("setting", "outbox.seen", "start_over", "print_by_hand", "network.mended", "approval_key")
"""A choice of language, a refusal that is seen, a core that was restored, a label that was torn, a copy that
had come to differ, a manager's first sign-in."""
CARE = {
    "backup.before_replace",
    *(f"rekey.{name}" for name in ("settled", "copied", "kept", "moved")),
    *(f"restore.{name}" for name in ("begun", "set_aside", "moved")),
}
"""Of a backup, a restore and a change of keys, which are killed in `tests/sync`."""
FIRST_PASSAGES = (
    *(f"{name}.{side}" for name in COMMITS for side in ("before_commit", "after_commit")),
    *SENDINGS,
)


def _around(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}.{side}" for name in names for side in ("before_commit", "after_commit"))


WAYS = {
    "a new machine": (
        *_around("replica.made", "enrolment.key", "enrolment", *AT_A_LATER_START, "pull", "rerun"),
        *_around("network.known", "region"),
        *_around("network.snapshot", "network.pointer", "network.delta", "heard", "presence"),
        *_around("network.place", "audit"),
    ),
    "an order": (
        *_around("command"),
        *SENDINGS,
        *_around("push", *("command",) * sum(UNITS)),
        *_around("number", "command", "spool", "spool", "command", "command"),
    ),
}
"""Points in the order in which they come: what was killed before its commit comes again at the next start.

The spool's second passage is the label that was printed.
"""
A_WAY_S = 900
"""Some twenty starts of a desktop, while other tests run beside it."""
NEEDING_NEWS = {"network.delta.before_commit"}
"""Passed only if the core has published since."""


def test_the_list_names_every_point_that_the_source_has() -> None:
    names = {
        name for path in (ROOT / "sync").glob("*.py") for name in _points_in(ast.parse(path.read_text()))
    }
    listed = {
        f"{name}.{side}"
        for name in (*COMMITS, *AT_A_LATER_START, *NOT_ON_THE_WAY)
        for side in ("before_commit", "after_commit")
    }
    assert names == listed | set(SENDINGS) | CARE


async def test_the_list_names_every_point_that_is_passed(back_room: BackRoom) -> None:
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed)
        first, second = run_desktop(errand), run_desktop(errand)
        assert (first.code, second.code) == (DONE, DONE), second.said
        assert set(first.passed) == set(FIRST_PASSAGES)
        assert Counter(first.passed)["command.before_commit"] == len(DEEDS)
        later = {name.rpartition(".")[0] for name in set(second.passed) - set(first.passed)}
        assert later == set(AT_A_LATER_START)
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)


@pytest.mark.timeout(A_WAY_S)
@pytest.mark.parametrize("way", WAYS)
async def test_killed_again_and_again_on_one_way(way: str, back_room: BackRoom) -> None:
    """Each start of the desktop goes on from where the last one was killed."""
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed)
        for point in WAYS[way]:
            if point in NEEDING_NEWS:
                await back_room.place(shop, back_room.strangers[2])
                errand = back_room.up_to_date(errand)
            ended = run_desktop(replace(errand, stop_at=point))
            assert (ended.code, ended.passed.count(point)) == (KILLED, 1), f"{point}: {ended.said}"
        await finish(errand)
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)


def test_the_ways_lead_past_every_point() -> None:
    deeds = WAYS["an order"].count("command.before_commit")
    assert (deeds, WAYS["an order"].count("command.after_commit")) == (len(DEEDS), len(DEEDS))
    later = {point for name in AT_A_LATER_START for point in _around(name)}
    assert {point for way in WAYS.values() for point in way} == {*FIRST_PASSAGES, *later}


@pytest.mark.full
@pytest.mark.parametrize("point", FIRST_PASSAGES)
async def test_killed_at(point: str, back_room: BackRoom) -> None:
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed)
        ended = run_desktop(replace(errand, stop_at=point))
        assert (ended.code, ended.passed.count(point)) == (KILLED, 1), ended.said
        await finish(errand)
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)


@pytest.mark.full
@pytest.mark.parametrize("side", ["before_commit", "after_commit"])
@pytest.mark.parametrize("name", AT_A_LATER_START)
async def test_killed_at_a_later_start_at(name: str, side: str, back_room: BackRoom) -> None:
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed)
        assert run_desktop(replace(errand, stop_at="command.after_commit")).code == KILLED
        ended = run_desktop(replace(errand, stop_at=f"{name}.{side}"))
        assert ended.code == KILLED, ended.said
        await finish(errand)
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)


def _points_in(tree: ast.AST) -> set[str]:
    """Names given to `writing`, `commit` (each a point before and one after) and `at`."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        first = node.args[0]
        if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
            continue
        if node.func.attr in ("writing", "commit"):
            names |= {f"{first.value}.before_commit", f"{first.value}.after_commit"}
        elif node.func.attr == "at":
            names.add(first.value)
    return names
