"""The engine in trouble of its own (a disk, a file, a bug): it is told, it is no answer of the core's, and
the exchange goes on when it can."""

from __future__ import annotations

import pytest
from running_engine import claim, running
from sync_world import Pair

from core.rules.errors import Damaged, StorageFull
from sync import ConnectionKind
from sync.connection import Cause

pytestmark = pytest.mark.usefixtures("quick_retries")


async def test_trouble_of_one_s_own_is_not_called_offline(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim(pair)
    real = pair.workstation.apply_tail

    def full(_tail: object) -> None:
        raise StorageFull("disk_full")

    monkeypatch.setattr(pair.workstation, "apply_tail", full)
    async with running(pair) as run:
        await run.until_state(ConnectionKind.CONNECTED, fault="disk_full")
        monkeypatch.setattr(pair.workstation, "apply_tail", real)
        await run.until_state(ConnectionKind.CONNECTED)
        await run.at_rest()


async def test_trouble_while_nothing_goes_on_does_not_end_the_exchange(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pair.workstation.unsent

    def spoilt(limit: int) -> object:
        if limit == 1:
            raise Damaged("replica_damaged")
        return real(limit)

    async with running(pair) as run:
        await run.idle()
        monkeypatch.setattr(pair.workstation, "unsent", spoilt)
        claim(pair)
        await run.until_state(ConnectionKind.CONNECTED, fault="replica_damaged")
        monkeypatch.setattr(pair.workstation, "unsent", real)
        await run.at_rest()


async def test_trouble_of_one_s_own_makes_what_was_heard_no_younger(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(_limit: int) -> object:
        raise Damaged("replica_damaged")

    async with running(pair) as run:
        await run.idle()
        heard_at = pair.clock.now()
        pair.clock.advance(5_000)
        monkeypatch.setattr(pair.workstation, "unsent", spoilt)
        claim(pair)
        await run.until_state(ConnectionKind.CONNECTED, fault="replica_damaged")
        told = next(state for state in run.states if state.fault == "replica_damaged")
        assert told.last_answer_at == heard_at


async def test_a_bug_is_told_with_its_trace_and_the_exchange_begins_again_when_it_can(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pair.workstation.unsent

    def broken(_limit: int) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(pair.workstation, "unsent", broken)
    claim(pair)
    async with running(pair) as run:
        await run.until(lambda: len(run.bugs) >= 3)
        assert all(bug.group_contains(KeyError) for bug in map(pytest.ExceptionInfo.from_exception, run.bugs))
        assert (run.engine.state.cause, run.engine.state.fault) == (Cause.FAULT, "internal_error")
        kinds = [state.kind for state in run.states]
        dead = kinds.index(ConnectionKind.OFFLINE)
        assert set(kinds[dead:]) == {ConnectionKind.OFFLINE}, "not connected, however often it answers"
        monkeypatch.setattr(pair.workstation, "unsent", real)
        await run.at_rest()
    assert run.engine.state.fault == ""


async def test_a_file_that_cannot_be_read_at_the_start_is_told_and_tried_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pair.workstation.replica.state

    async with running(pair) as run:

        def spoilt() -> None:
            raise Damaged("replica_damaged")

        monkeypatch.setattr(pair.workstation.replica, "state", spoilt)
        await run.until_state(ConnectionKind.OFFLINE, Cause.FAULT, "replica_damaged")
        monkeypatch.setattr(pair.workstation.replica, "state", real)
        await run.until_state(ConnectionKind.CONNECTED)
    assert run.bugs == []
