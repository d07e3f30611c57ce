"""The back room of a store over real HTTP, with a line to headquarters that can be cut."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session
from sync_world import KEY

from core.feed.settings import Setting, setting
from core.model import (
    Fulfilment,
    FulfilmentLine,
    KeptEnvelope,
    OutcomeRow,
)
from core.orchestration import Core
from desktop.tour.line import Line
from sync import ConnectionKind, CoreClient, Replica, SyncEngine, Workstation, system_world
from sync.files import ReplicaFolder
from sync.ports import CommitPoint, nothing_at
from tests.support.live_core import LiveCore

PATIENCE_S = 30.0


class Back:
    """The back room of one store: its workstation, its engine, and the line to headquarters."""

    def __init__(self, folder: Path, line: Line, at: CommitPoint = nothing_at) -> None:
        self.line = line
        self.workstation = Workstation(Replica(ReplicaFolder(folder), KEY, at), system_world(at))
        self.threads = ThreadPoolExecutor(1)
        self.engine: SyncEngine | None = None
        self._task: asyncio.Task[None] | None = None

    async def enrol(self, code: str) -> None:
        client = CoreClient(self.line.url)
        try:
            key = self.workstation.new_key()
            enrolment = await client.enrol(code, "Back room", key)
        finally:
            await client.close()
        self.workstation.adopt(enrolment, self.line.url, key.seed)

    def start(self) -> None:
        self.engine = SyncEngine(self.workstation, self.threads)
        self._task = asyncio.create_task(self.engine.run())

    async def pause(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def stop(self) -> None:
        await self.pause()
        self.threads.shutdown()
        self.workstation.replica.close()

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not is_so():
                await asyncio.sleep(0.005)

    async def until_kind(self, kind: ConnectionKind) -> None:
        await self.until(lambda: self.engine is not None and self.engine.state.kind is kind)

    def heads(self) -> list[str]:
        in_order = select(Fulfilment.id).order_by(Fulfilment.order_number)
        return self.workstation.read(lambda reader: list(reader.session.scalars(in_order)))

    def line_of(self, head: str) -> str:
        """The first line of a fulfilment."""
        of_head = select(FulfilmentLine.id).where(FulfilmentLine.fulfilment_id == head)
        of_head = of_head.order_by(FulfilmentLine.line_no)
        return self.workstation.read(lambda reader: reader.session.scalars(of_head).first() or "")


@asynccontextmanager
async def back_room(live: LiveCore, folder: Path) -> AsyncIterator[Back]:
    line = Line(live.base_url)
    await line.mend()
    back = Back(folder, line)
    try:
        await back.enrol(live.enrolment_code("S1"))
        back.start()
        await back.until_kind(ConnectionKind.CONNECTED)
        await back.until(lambda: len(back.heads()) == 3)
        yield back
    finally:
        await back.stop()
        await line.cut()


def back_up(core: Core, to: Path) -> None:
    with closing(sqlite3.connect(to)) as target:

        def copy(session: Session) -> None:
            raw = session.connection().connection.dbapi_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.backup(target)

        core.read(copy)


def epoch_of(core: Core) -> str:
    return core.read(lambda session: setting(session, Setting.EPOCH))


def kept(live: LiveCore) -> list[tuple[int, str]]:
    """The envelopes that the core has, with what came of each."""
    statement = (
        select(KeptEnvelope.sequence, OutcomeRow.status)
        .join(OutcomeRow, OutcomeRow.id == KeptEnvelope.command_id)
        .order_by(KeptEnvelope.sequence)
    )
    return [tuple(row) for row in live.core.read(lambda session: session.execute(statement).all())]
