"""A core put back to an older day, and workstations of one store that hold what it has lost."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from arranged import arrange
from live_back_room import Back, back_room, back_up, epoch_of
from sqlalchemy import select
from sync_world import ASSOCIATE

from core.commands import ClaimFulfilment, PickLine
from core.feed.publisher import Publisher
from core.model import FulfilmentLine, Movement, OutcomeRow
from core.orchestration import Core, make_engine
from core.orchestration.enrolment import make_code
from core.orchestration.identity import begin_anew
from core.ports import SeededRandomness, SystemClock
from core.service.app import create_app
from sync import ConnectionKind
from tests.support.live_core import CORE_KEY, QUICK, running_core, serving

pytestmark = pytest.mark.usefixtures("quick_retries")


def pick(back: Back, head: str) -> None:
    back.workstation.execute(PickLine(fulfilment_id=head, line_id=back.line_of(head)), ASSOCIATE)


def picked_at(core: Core, line: str) -> int:
    return core.read(lambda s: s.get_one(FulfilmentLine, line).picked)


def picked_here(back: Back, line: str) -> int:
    return back.workstation.read(lambda reader: reader.session.get_one(FulfilmentLine, line).picked)


def done(core: Core) -> tuple[int, int]:
    """How many outcomes there are, and how many movements of picks."""
    outcomes = core.read(lambda s: s.scalars(select(OutcomeRow.id)).all())
    moved = core.read(lambda s: s.scalars(select(Movement.id).where(Movement.kind == "picked")).all())
    return len(outcomes), len(moved)


async def test_each_gives_back_what_it_did_and_sees_what_the_other_did(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with running_core(tmp_path, arrange) as live:
        async with back_room(live, tmp_path / "a") as one, back_room(live, tmp_path / "b") as two:
            rooms, heads = (one, two), one.heads()[1:]
            lines = [one.line_of(head) for head in heads]
            for room, head in zip(rooms, heads, strict=True):
                room.workstation.execute(ClaimFulfilment(fulfilment_id=head), ASSOCIATE)
                await room.until(lambda room=room: room.workstation.waiting() == 0)  # type: ignore[misc]
            back_up(live.core, old)
            # What the restored core will not know of, from both; and what neither could send.
            for room, head in zip(rooms, heads, strict=True):
                pick(room, head)
                await room.until(lambda room=room: room.workstation.waiting() == 0)  # type: ignore[misc]
                await room.line.cut()
            pick(two, heads[1])

            engine = make_engine(f"sqlite:///{old}")
            core = Core(engine, SystemClock(), SeededRandomness(8))
            begin_anew(core)
            assert [picked_at(core, line) for line in lines] == [0, 0]
            publisher = Publisher(core, tmp_path / "pieces-of-old", core.clock, CORE_KEY)
            publisher.publish_snapshot()
            with serving(create_app(core, publisher, QUICK)) as url:
                parts = urlsplit(url)
                for room in rooms:
                    room.line._core = (parts.hostname or "", parts.port or 0)
                    await room.line.mend()
                for room in rooms:
                    await room.until_kind(ConnectionKind.CONNECTED)
                    await room.until(
                        lambda room=room: room.workstation.replica.state().epoch == epoch_of(core)  # type: ignore[misc]
                    )
                    await room.until(lambda room=room: room.workstation.waiting() == 0)  # type: ignore[misc]
                await one.until(lambda: [picked_at(core, line) for line in lines] == [1, 2])
                for room in rooms:
                    await room.until(
                        lambda room=room: [picked_here(room, line) for line in lines] == [1, 2]  # type: ignore[misc]
                    )
                # Two claims and three picks, each once.
                assert done(core) == (5, 3)
                await one.stop()
                await two.stop()
            engine.dispose()


async def test_a_machine_that_it_does_not_know_any_more_gives_back_what_it_did_once_it_is_enrolled_again(
    tmp_path: Path,
) -> None:
    old = tmp_path / "old.db"
    with running_core(tmp_path, arrange) as live:
        # The day to which the core is put back: before this machine was enrolled.
        back_up(live.core, old)
        async with back_room(live, tmp_path / "a") as room:
            head = room.heads()[2]
            line = room.line_of(head)
            room.workstation.execute(ClaimFulfilment(fulfilment_id=head), ASSOCIATE)
            pick(room, head)
            await room.until(lambda: room.workstation.waiting() == 0)
            await room.line.cut()
            pick(room, head)

            engine = make_engine(f"sqlite:///{old}")
            core = Core(engine, SystemClock(), SeededRandomness(8))
            begin_anew(core)
            publisher = Publisher(core, tmp_path / "pieces-of-old", core.clock, CORE_KEY)
            publisher.publish_snapshot()
            with serving(create_app(core, publisher, QUICK)) as url:
                parts = urlsplit(url)
                room.line._core = (parts.hostname or "", parts.port or 0)
                await room.line.mend()
                await room.until_kind(ConnectionKind.HELD)
                await room.pause()
                await room.enrol(core.transact(lambda unit: make_code(unit, "S1")).code)
                room.start()
                await room.until(lambda: room.workstation.waiting() == 0)
                # A claim and two picks, each once.
                assert (picked_at(core, line), done(core)) == (2, (3, 2))
                await room.until(lambda: picked_here(room, line) == 2)
                await room.stop()
            engine.dispose()
