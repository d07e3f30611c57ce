"""How the line was, kept in this device's own file: spans that grow, are bridged, and are let go."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from msgspec.structs import replace
from pair_transport import unreachable
from running_engine import running
from sync_world import Pair

from core.rules.errors import StorageFull
from core.rules.time import HOUR_MS, MINUTE_MS, Instant
from sync import Cause, ConnectionKind, ConnectionState, presence
from sync.presence import BRIDGED_MS, EXTEND_EVERY_MS, KEPT_MS, Presence, PresenceNotes, Span

UP = ConnectionState(ConnectionKind.CONNECTED, Instant(0), Instant(0))
DOWN = UP.failed(Instant(0), Cause.UNREACHABLE)
HELD = UP.failed(Instant(0), Cause.FORKED)

pytestmark = pytest.mark.usefixtures("quick_retries")


def kept(pair: Pair) -> list[tuple[Presence, int, int]]:
    """Kind, beginning and end, in minutes since the first."""
    now = pair.clock.now()
    found = pair.workstation.read(lambda reader: presence.spans_since(reader, Instant(0), now))
    return [_in_minutes(span, found[0].began_at) for span in found]


def _in_minutes(span: Span, first: Instant) -> tuple[Presence, int, int]:
    return span.kind, (span.began_at - first) // MINUTE_MS, (span.until - first) // MINUTE_MS


@pytest.fixture
def notes(pair: Pair) -> PresenceNotes:
    async def do(work: Callable[[], object]) -> object:
        return work()

    return PresenceNotes(pair.workstation, do)


async def pass_time(pair: Pair, notes: PresenceNotes, state: ConnectionState, minutes: int) -> None:
    """The exchange takes a turn every minute."""
    for _ in range(minutes):
        pair.clock.advance(MINUTE_MS)
        await notes.note(state)


async def test_a_span_lasts_until_the_line_is_otherwise(pair: Pair, notes: PresenceNotes) -> None:
    await notes.note(UP)
    await pass_time(pair, notes, UP, 10)
    await pass_time(pair, notes, DOWN, 21)
    await pass_time(pair, notes, UP, 3)
    assert kept(pair) == [
        (Presence.CONNECTED, 0, 11),
        (Presence.OFFLINE, 11, 32),
        (Presence.CONNECTED, 32, 34),
    ]


async def test_nothing_is_written_at_a_turn_that_brings_nothing_new(pair: Pair, notes: PresenceNotes) -> None:
    await notes.note(UP)
    pair.told.clear()
    pair.clock.advance(EXTEND_EVERY_MS - 1)
    await notes.note(UP)
    assert pair.told == []
    pair.clock.advance(1)
    await notes.note(UP)
    assert pair.told == [frozenset({"presence_span"})]


async def test_while_the_machine_slept_nothing_is_known(pair: Pair, notes: PresenceNotes) -> None:
    await notes.note(UP)
    pair.clock.advance(BRIDGED_MS + MINUTE_MS)
    await notes.note(UP)
    assert [begin for _kind, begin, _end in kept(pair)] == [0, BRIDGED_MS // MINUTE_MS + 1]


async def test_a_clock_that_is_put_back_begins_a_span_and_ends_no_other(
    pair: Pair, notes: PresenceNotes
) -> None:
    await notes.note(UP)
    await pass_time(pair, notes, UP, 20)
    pair.clock.advance(-HOUR_MS)
    await notes.note(UP)
    pair.clock.advance(2 * HOUR_MS)
    assert sorted(end - begin for _kind, begin, end in kept(pair)) == [0, 20]


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (UP, Presence.CONNECTED),
        (DOWN, Presence.OFFLINE),
        (HELD, Presence.DOUBT),
        (replace(UP, fault="pieces_do_not_come"), Presence.DOUBT),
        (UP.unproven(UP.since), Presence.DOUBT),
        (replace(UP, kind=ConnectionKind.STARTING), None),
    ],
)
def test_what_the_state_of_the_connection_is_kept_as(state: ConnectionState, kind: Presence | None) -> None:
    assert presence.presence_of(state) is kind


async def test_spans_go_after_a_week_and_beyond_so_many(
    pair: Pair, notes: PresenceNotes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "MAX_SPANS", 3)
    for state in (UP, DOWN, UP, DOWN, UP):
        await pass_time(pair, notes, state, 1)
    assert [kind.value for kind, _begin, _end in kept(pair)] == ["connected", "offline", "connected"]
    pair.clock.advance(KEPT_MS + MINUTE_MS)
    await notes.note(DOWN)
    assert kept(pair) == [(Presence.OFFLINE, 0, 0)]


async def test_a_full_disk_costs_the_note_and_nothing_else(
    pair: Pair, notes: PresenceNotes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise StorageFull("storage_full")

    with monkeypatch.context() as patch:
        patch.setattr(presence, "keep", full)
        await notes.note(UP)
    await notes.note(UP)
    assert len(kept(pair)) == 1


async def test_the_exchange_writes_down_how_the_line_is(pair: Pair) -> None:
    async with running(pair) as run:
        await run.idle()
        await run.until(lambda: _kinds(pair) == [Presence.CONNECTED])
        run.transport.faults[""] = unreachable
        run.transport.pokes[0].queue.put_nowait(httpx.ReadError("cut"))
        await run.until(lambda: _kinds(pair) == [Presence.CONNECTED, Presence.OFFLINE])
    assert run.bugs == []


async def test_what_ended_the_exchange_is_written_down_as_it_begins_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(pair) as run:
        await run.idle()
        with monkeypatch.context() as patch:
            patch.setattr(run.engine, "_cycle", _broken)
            run.poke()
            await run.until(lambda: _kinds(pair) == [Presence.CONNECTED, Presence.OFFLINE])
    assert run.bugs != []


async def _broken(_identity: object) -> None:
    raise ZeroDivisionError


def _kinds(pair: Pair) -> list[Presence]:
    return [kind for kind, _begin, _end in kept(pair)]
