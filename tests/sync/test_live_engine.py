"""A workstation and the core's own service over real HTTP, with a line between them that can be cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from arranged import arrange
from live_back_room import Back, back_room, back_up, epoch_of, kept
from sqlalchemy import select
from sync_world import ASSOCIATE, PIN

from core.commands import ClaimFulfilment, PickLine
from core.feed.publisher import Publisher
from core.model import (
    Article,
    Device,
    Fulfilment,
    FulfilmentLine,
    Location,
    Position,
)
from core.orchestration import Core, UnitOfWork, make_engine, renew_epoch
from core.ports import SeededRandomness, SystemClock
from core.rules.errors import NotAuthentic
from core.rules.stock import MovementKind
from core.service.app import create_app
from desktop.tour.line import Line
from sync import ConnectionKind
from sync import engine as engine_module
from sync.connection import Cause
from tests.core.builders import move
from tests.support.core_databases import KINDS
from tests.support.live_core import CORE_KEY, QUICK, LiveCore, running_core, serving

NEVER_S = 3_600.0


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveCore]:
    with running_core(tmp_path, arrange) as made:
        yield made


async def test_a_new_workstation_gets_its_store_the_network_and_its_people(
    live: LiveCore, tmp_path: Path
) -> None:
    async with back_room(live, tmp_path / "back") as back:
        await back.until(lambda: back.workstation.read(lambda reader: reader.network_version) > 0)
        await back.until(lambda: back.workstation.replica.state().heard_at > 0)
        assert back.workstation.sign_in(ASSOCIATE, PIN).name == "Nadia"
        assert back.workstation.draw_sscc()


async def test_a_code_works_once(live: LiveCore, tmp_path: Path) -> None:
    line = Line(live.base_url)
    await line.mend()
    back, code = Back(tmp_path / "back", line), live.enrolment_code("S1")
    await back.enrol(code)
    another = Back(tmp_path / "another", line)
    with pytest.raises(NotAuthentic) as error:
        await another.enrol(code)
    assert error.value.code == "enrolment_code_refused"
    await back.stop()
    await another.stop()
    await line.cut()


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("point", ["enrolment.before_commit", "enrolment.after_commit"])
async def test_a_machine_that_ends_between_the_core_s_answer_and_its_own_commit_enrols_with_the_same_code(
    kind: str, point: str, tmp_path: Path
) -> None:
    def end(name: str) -> None:
        if name == point:
            raise Killed

    with running_core(tmp_path, arrange, kind=kind, has_snapshot=False) as live:
        line = Line(live.base_url)
        await line.mend()
        code = live.enrolment_code("S1")
        before = live.core.read(lambda session: len(session.scalars(select(Device.id)).all()))
        first = Back(tmp_path / "back", line, end)
        with pytest.raises(Killed):
            await first.enrol(code)
        await first.stop()

        again = Back(tmp_path / "back", line)
        assert again.workstation.is_enrolled is (point == "enrolment.after_commit")
        if not again.workstation.is_enrolled:
            await again.enrol(code)
        assert live.core.read(lambda session: len(session.scalars(select(Device.id)).all())) == before + 1
        again.start()
        await again.until_kind(ConnectionKind.CONNECTED)
        await again.until(lambda: len(again.heads()) == 3)
        await again.stop()
        await line.cut()


async def test_pokes_bring_orders_and_stock_without_polling(
    live: LiveCore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "POLL_S", NEVER_S)

    async with back_room(live, tmp_path / "back") as back:
        await back.until(lambda: back.workstation.read(lambda reader: reader.network_version) > 0)
        head = back.heads()[0]

        def change(unit: UnitOfWork) -> None:
            row = unit.lock(Fulfilment, head)
            assert row is not None
            row.note = "ring the bell"
            store = unit.session.scalars(select(Location).where(Location.code == "S2")).one()
            scarf = unit.session.scalars(select(Article).where(Article.sku == "SCARF")).one()
            move(unit, MovementKind.SOLD, scarf, store, 7)

        live.core.transact(change)

        def note() -> str:
            return back.workstation.read(lambda reader: reader.session.get_one(Fulfilment, head).note)

        def elsewhere() -> list[int]:
            scarf = select(Article.id).where(Article.sku == "SCARF")
            return back.workstation.read(
                lambda reader: [
                    row.sellable
                    for row in reader.session.scalars(
                        select(Position)
                        .join(Location, Location.id == Position.location_id)
                        .where(Location.code == "S2", Position.article_id == scarf.scalar_subquery())
                    )
                ]
            )

        await back.until(lambda: note() == "ring the bell")
        await back.until(lambda: elsewhere() == [13])


async def test_what_is_done_goes_up_at_once_and_once(
    live: LiveCore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "POLL_S", NEVER_S)
    async with back_room(live, tmp_path / "back") as back:
        head = back.heads()[0]
        back.workstation.execute(ClaimFulfilment(fulfilment_id=head), ASSOCIATE)
        await back.until(lambda: back.workstation.waiting() == 0)
        back.workstation.execute(PickLine(fulfilment_id=head, line_id=back.line_of(head)), ASSOCIATE)
        await back.until(lambda: back.workstation.waiting() == 0)
    assert kept(live) == [(1, "applied"), (2, "applied")]


@pytest.mark.usefixtures("quick_retries")
async def test_with_the_line_cut_work_goes_on_and_goes_up_once_when_it_is_back(
    live: LiveCore, tmp_path: Path
) -> None:
    async with back_room(live, tmp_path / "back") as back:
        assert back.engine is not None
        connected_since = back.engine.state.since
        await back.line.cut()
        await back.until_kind(ConnectionKind.OFFLINE)
        state = back.engine.state
        assert state.cause in (Cause.UNREACHABLE, Cause.CUT)
        assert state.since >= connected_since
        assert state.last_answer_at <= state.since

        heads = back.heads()
        for head in heads:
            back.workstation.execute(ClaimFulfilment(fulfilment_id=head), ASSOCIATE)
            back.workstation.execute(PickLine(fulfilment_id=head, line_id=back.line_of(head)), ASSOCIATE)
        assert back.workstation.waiting() == 6
        assert kept(live) == []

        await back.line.mend()
        await back.until_kind(ConnectionKind.CONNECTED)
        await back.until(lambda: back.workstation.waiting() == 0)
    assert kept(live) == [(sequence, "applied") for sequence in range(1, 7)]


async def test_a_line_that_is_cut_again_and_again_loses_nothing(live: LiveCore, tmp_path: Path) -> None:
    async with back_room(live, tmp_path / "back") as back:
        head = back.heads()[2]
        line = back.line_of(head)
        back.workstation.execute(ClaimFulfilment(fulfilment_id=head), ASSOCIATE)
        for _ in range(3):
            back.workstation.execute(PickLine(fulfilment_id=head, line_id=line), ASSOCIATE)
            await back.line.cut()
            await back.line.mend()
        await back.until(lambda: back.workstation.waiting() == 0)
        await back.until_kind(ConnectionKind.CONNECTED)
        picked = select(FulfilmentLine.picked).where(FulfilmentLine.id == line)
        assert back.workstation.read(lambda reader: reader.session.scalars(picked).one()) == 3
        assert live.core.read(lambda session: session.scalars(picked).one()) == 3
    assert [sequence for sequence, _status in kept(live)] == [1, 2, 3, 4]


async def test_a_core_restored_to_an_older_day_is_given_again_what_it_lost(
    live: LiveCore, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    async with back_room(live, tmp_path / "back") as back:
        head = back.heads()[2]
        line = back.line_of(head)
        back.workstation.execute(ClaimFulfilment(fulfilment_id=head), ASSOCIATE)
        await back.until(lambda: back.workstation.waiting() == 0)
        back_up(live.core, old)
        for _ in range(2):
            back.workstation.execute(PickLine(fulfilment_id=head, line_id=line), ASSOCIATE)
        await back.until(lambda: back.workstation.waiting() == 0)
        await back.line.cut()
        back.workstation.execute(PickLine(fulfilment_id=head, line_id=line), ASSOCIATE)

        engine = make_engine(f"sqlite:///{old}")
        core = Core(engine, SystemClock(), SeededRandomness(8))
        renew_epoch(core)
        publisher = Publisher(core, tmp_path / "pieces-of-old", core.clock, CORE_KEY)
        publisher.publish_snapshot()
        with serving(create_app(core, publisher, QUICK)) as url:
            parts = urlsplit(url)
            back.line._core = (parts.hostname or "", parts.port or 0)
            await back.line.mend()
            await back.until_kind(ConnectionKind.CONNECTED)
            await back.until(lambda: back.workstation.replica.state().epoch == epoch_of(core))
            picked = select(FulfilmentLine.picked).where(FulfilmentLine.id == line)
            await back.until(lambda: core.read(lambda session: session.scalars(picked).one()) == 3)
            await back.until(lambda: back.workstation.waiting() == 0)
            await back.until(
                lambda: back.workstation.read(lambda reader: reader.session.scalars(picked).one()) == 3
            )
            await back.stop()
        engine.dispose()


@pytest.mark.usefixtures("quick_retries")
async def test_a_core_that_is_started_anew_is_found_again(live: LiveCore, tmp_path: Path) -> None:
    async with back_room(live, tmp_path / "back") as back:
        first = create_app(live.core, live.publisher, QUICK)
        with serving(first) as url:
            parts = urlsplit(url)
            await back.line.cut()
            back.line._core = (parts.hostname or "", parts.port or 0)
            await back.line.mend()
            await back.until_kind(ConnectionKind.CONNECTED)
        await back.until_kind(ConnectionKind.OFFLINE)
        back.workstation.execute(ClaimFulfilment(fulfilment_id=back.heads()[0]), ASSOCIATE)
        with serving(create_app(live.core, live.publisher, QUICK)) as url:
            parts = urlsplit(url)
            back.line._core = (parts.hostname or "", parts.port or 0)
            await back.until_kind(ConnectionKind.CONNECTED)
            await back.until(lambda: back.workstation.waiting() == 0)
            await back.stop()
    assert kept(live) == [(1, "applied")]
