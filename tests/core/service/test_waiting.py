"""When what waits after a restore is tried again, and when that would be for nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final

import pytest
from refund_desk import Desk
from restored_till import CENTS, WATCH, Till

from core.commands import PartDraft
from core.orchestration import Core
from core.orchestration.command_intake import receive
from core.orchestration.reactions import after
from core.orchestration.restore_wait import WAITS_MS
from core.orchestration.waiting_envelopes import decide_waiting
from core.ports import SimulatedClock
from core.rules.refund import Means
from core.service.waiting import DUE_RESTS_TIMES, MOST_LATE_MS, RESTS_TIMES, WaitingTurns
from core.wire import read_own
from tests.core.builders import make_article

CHORES_S: Final = 1_000.0
"""Longer than anything waits here."""


@pytest.fixture
def till(core: Core, clock: SimulatedClock) -> Till:
    """An approval waits at its core for what another workstation still holds."""
    till = Till(core, clock, Means.CARD)
    till.other.bring_back("ret", WATCH)
    till.one.approve("ret", "ref", WATCH, till.other.propose("ret", "ref", WATCH))
    till.is_restored()
    till.one.send(10, is_heard=True)
    return till


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many were decided, each time that they were tried."""
    found: list[int] = []

    def note(core: Core, keep_going: Callable[[], bool]) -> int:
        found.append(decide_waiting(core, keep_going))
        return found[-1]

    monkeypatch.setattr("core.service.waiting.decide_waiting", note)
    return found


def second(till: Till, turns: WaitingTurns) -> None:
    """The next turn comes round."""
    till.clock.advance(1_000)
    turns.turn()


def test_what_waits_is_not_tried_again_while_nothing_was_committed(till: Till, tried: list[int]) -> None:
    turns = WaitingTurns(till.core, CHORES_S)
    for _ in range(3):
        second(till, turns)
    assert tried == [0]


def test_what_another_process_has_taken_in_is_heard_of(till: Till, tried: list[int]) -> None:
    turns = WaitingTurns(till.core, CHORES_S)
    second(till, turns)
    beside = Core(till.core.engine, till.clock, till.core.randomness)
    receive(beside, till.other.device_id, till.other.sealed, after)
    second(till, turns)
    assert (tried, till.came_of(till.one)) == ([0, 1], [("applied", "")])


def test_what_has_come_to_wait_since_is_tried(till: Till, tried: list[int]) -> None:
    turns = WaitingTurns(till.core, CHORES_S)
    second(till, turns)
    till.one.approve("another", "other", WATCH, [PartDraft(Means.CARD, CENTS)])
    till.one.send(10, is_heard=True)
    second(till, turns)
    assert tried == [0, 0]


def test_what_has_waited_long_enough_is_decided_with_nothing_committed(till: Till, tried: list[int]) -> None:
    turns = WaitingTurns(till.core, CHORES_S)
    second(till, turns)
    till.clock.advance(WAITS_MS)
    turns.turn()
    assert (tried, till.came_of(till.one)) == ([0, 1], [("refused", "unknown_return")])


def enrolled_anew(till: Till) -> Desk:
    """The workstation where the manager approves is enrolled under another name, which sends again what it
    has no answer to."""
    till.clock.advance(1_000)
    anew = Desk(till.core, till, "c", 2)
    [approval] = till.one.sealed
    envelope = read_own(approval.body)
    said = {name: getattr(envelope, name) for name in ("name", "version", "aggregate", "arguments")}
    anew.sealed.append(anew.sender.seal_raw(**said, id=envelope.id, author=envelope.author, at=envelope.at))
    anew.send(10, is_heard=True)
    return anew


def test_what_waits_under_two_names_of_a_machine_is_answered_under_the_newer(till: Till) -> None:
    anew = enrolled_anew(till)
    till.other.send(10, is_heard=True)
    till.passes(1_000)

    assert (till.came_of(till.one), till.came_of(anew)) == ([], [("applied", "")])


def test_what_is_sent_again_is_answered_where_it_is_asked_for(till: Till) -> None:
    till.other.send(10, is_heard=True)
    till.passes(1_000)
    anew = enrolled_anew(till)
    assert (till.came_of(till.one), till.came_of(anew)) == ([], [("applied", "")])

    receive(till.core, till.one.device_id, till.one.sealed, after)

    assert (till.came_of(till.one), till.came_of(anew)) == ([("applied", "")], [])


def test_the_chores_try_whatever_was_committed(till: Till, tried: list[int]) -> None:
    turns = WaitingTurns(till.core, 30.0)
    second(till, turns)
    till.clock.advance(30_000)
    turns.turn()
    assert tried == [0, 0]


def test_what_takes_long_to_try_is_tried_for_a_tenth_of_the_time_however_much_is_committed(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a thousand devices back something is committed each second, and all that waits takes longer."""
    tried_at: list[int] = []

    def slow(core: Core, _keep_going: Callable[[], bool]) -> int:
        tried_at.append(core.clock.monotonic_ms())
        till.clock.advance(2_000)
        return 0

    monkeypatch.setattr("core.service.waiting.decide_waiting", slow)
    turns = WaitingTurns(till.core, CHORES_S)
    for number in range(60):
        till.core.transact(lambda unit, number=number: make_article(unit, f"SKU-{number}"))
        second(till, turns)
    assert len(tried_at) == 4
    assert {after - before for before, after in pairwise(tried_at)} == {2_000 + RESTS_TIMES * 2_000}


def slow_to_try(till: Till, monkeypatch: pytest.MonkeyPatch, took_ms: int) -> list[int]:
    """To try all takes so long. Gives when it was tried."""
    tried_at: list[int] = []

    def slow(core: Core, keep_going: Callable[[], bool]) -> int:
        tried_at.append(core.clock.monotonic_ms())
        decided = decide_waiting(core, keep_going)
        till.clock.advance(took_ms)
        return decided

    monkeypatch.setattr("core.service.waiting.decide_waiting", slow)
    return tried_at


def test_what_is_due_is_decided_at_once_while_the_rest_is_left_alone(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    took_ms = WAITS_MS // 2
    tried_at = slow_to_try(till, monkeypatch, took_ms)
    turns = WaitingTurns(till.core, CHORES_S)
    second(till, turns)
    till.clock.advance(WAITS_MS - took_ms)
    turns.turn()
    assert tried_at[1] - tried_at[0] < took_ms + min(RESTS_TIMES * took_ms, CHORES_S * 1_000)
    assert till.came_of(till.one) == [("refused", "unknown_return")]


def test_those_that_are_due_one_after_another_are_decided_together(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With many of them all that waits would be tried without an end, each time for one."""
    took_ms = 2_000
    for number in range(10):
        till.clock.advance(1_000)
        till.one.approve("another", f"other-{number}", WATCH, [PartDraft(Means.CARD, CENTS)])
        till.one.send(20, is_heard=True)
    tried_at = slow_to_try(till, monkeypatch, took_ms)
    turns = WaitingTurns(till.core, CHORES_S)
    till.clock.advance(WAITS_MS - 15_000)
    for _ in range(40):
        second(till, turns)
    late_ms = took_ms + DUE_RESTS_TIMES * took_ms
    assert all(after - before >= late_ms for before, after in pairwise(tried_at))
    assert len(tried_at) <= 5
    assert len([code for _, code in till.came_of(till.one) if code == "unknown_return"]) == 11


def test_nobody_is_decided_much_later_than_is_due(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    tried_at = slow_to_try(till, monkeypatch, WAITS_MS - MOST_LATE_MS)
    turns = WaitingTurns(till.core, CHORES_S)
    second(till, turns)
    till.clock.advance(MOST_LATE_MS)
    turns.turn()
    assert len(tried_at) == 2 and till.came_of(till.one) == [("refused", "unknown_return")]


def test_however_long_it_took_what_waits_is_tried_again_with_the_chores(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried_at = slow_to_try(till, monkeypatch, 20_000)
    turns = WaitingTurns(till.core, 30.0)
    for number in range(60):
        till.core.transact(lambda unit, number=number: make_article(unit, f"SKU-{number}"))
        second(till, turns)
    assert {after - before for before, after in pairwise(tried_at)} == {20_000 + 30_000}
