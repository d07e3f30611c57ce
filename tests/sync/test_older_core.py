"""A core of the version before gives no proof: the exchange goes on, and nothing is called connected."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

import pytest
from arranged import arrange
from live_back_room import Back, kept
from sync_world import ASSOCIATE

from core.commands import ClaimFulfilment
from core.model import Fulfilment
from core.orchestration import UnitOfWork
from core.service.app import create_app
from desktop.tour.line import Line
from sync import ConnectionKind, ConnectionState
from sync import engine as engine_module
from tests.support.core_databases import KINDS
from tests.support.live_core import QUICK, LiveCore, running_core, serving

pytestmark = pytest.mark.usefixtures("quick_retries")


class Older:
    """The core's own application; while `is_older` it does not know of marks, as before there were any."""

    def __init__(self, app: Any) -> None:
        self._app, self.is_older = app, True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if self.is_older and scope["type"] == "http":
            asked = parse_qsl(scope["query_string"].decode())
            known = [(name, value) for name, value in asked if name != "mark"]
            scope = {**scope, "query_string": urlencode(known).encode()}
        await self._app(scope, receive, send)


@asynccontextmanager
async def updating(live: LiveCore, folder: Path) -> AsyncIterator[tuple[Older, Back]]:
    older = Older(create_app(live.core, live.publisher, QUICK))
    with serving(cast(Any, older)) as url:
        back = Back(folder, Line(url))
        await back.line.mend()
        try:
            await back.enrol(live.enrolment_code("S1"))
            back.start()
            yield older, back
        finally:
            await back.stop()
            await back.line.cut()


@pytest.mark.parametrize("kind", KINDS)
async def test_with_a_core_that_proves_nothing_all_is_exchanged_and_nothing_is_called_connected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(engine_module, "POLL_S", 0.05)
    with running_core(tmp_path, arrange, kind=kind) as live:
        async with updating(live, tmp_path / "back") as (core, back):
            await exchanged(live, core, back)


async def exchanged(live: LiveCore, core: Older, back: Back) -> None:
    assert back.engine is not None
    states: list[ConnectionState] = []
    back.engine.on_state(states.append)

    await back.until_kind(ConnectionKind.UNPROVEN)
    await back.until(lambda: len(back.heads()) == 3)
    await back.until(lambda: back.workstation.read(lambda reader: reader.network_version) > 0)
    head = back.heads()[0]
    back.workstation.execute(ClaimFulfilment(fulfilment_id=head), ASSOCIATE)
    await back.until(lambda: kept(live) == [(1, "applied")] and not back.workstation.waiting())

    def ring(unit: UnitOfWork) -> None:
        unit.session.get_one(Fulfilment, head).note = "ring the bell"

    live.core.transact(ring)
    await back.until(
        lambda: back.workstation.read(
            lambda reader: reader.session.get_one(Fulfilment, head).note == "ring the bell"
        )
    )
    assert {state.kind for state in states} == {ConnectionKind.UNPROVEN}
    assert back.engine.state.last_answer_at == 0, "when it has answered is not known"
    assert back.workstation.replica.state().heard_at == 0

    # It is updated, and put back to the version before.
    core.is_older = False
    await back.until_kind(ConnectionKind.CONNECTED)
    heard_at = back.engine.state.last_answer_at
    core.is_older = True
    await back.until_kind(ConnectionKind.UNPROVEN)
    assert back.engine.state.last_answer_at >= heard_at > 0
    await back.line.cut()
    await back.until_kind(ConnectionKind.OFFLINE)
