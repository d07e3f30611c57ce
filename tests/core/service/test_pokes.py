"""The hub of pokes: little is held for each listener, and those that do not read are let go."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from core.ports import SeededRandomness
from core.service import pokes
from core.service.pokes import EventResponse, PokeHub


@pytest.fixture
async def hub() -> PokeHub:
    made = PokeHub(SeededRandomness(1))
    made.start()
    return made


async def test_versions_not_yet_told_are_replaced_by_newer_ones(hub: PokeHub) -> None:
    listener = hub.listen(["store:1", "device:a"])
    for version in (4, 6, 5):
        listener.tell({"store:1": version, "store:2": 99})
    assert await listener.next(60) == {"store:1": 6}


async def test_a_commit_in_a_thread_reaches_the_listeners(hub: PokeHub) -> None:
    listener = hub.listen(["store:1", "network"])
    await asyncio.to_thread(hub.committed, {"store:1": 3, "network": 8})
    assert await listener.next(60) == {"store:1": 3}


async def test_the_network_is_told_when_it_is_published(
    hub: PokeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pokes, "NETWORK_JITTER_S", 0.0)
    listener = hub.listen(["network"])
    await asyncio.to_thread(hub.published, 8)
    assert await listener.next(60) == {"network": 8}


async def test_silence_is_a_heartbeat(hub: PokeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pokes, "HEARTBEAT_S", 0.0)
    sent: list[bytes] = []

    async def send(message: Any) -> None:
        sent.append(message.get("body", b""))
        if len(sent) == 3:
            hub.close()

    await _stream(hub, send)
    assert b": heartbeat\n\n" in sent
    assert sent[-1] == b""


async def test_who_does_not_read_is_let_go(hub: PokeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pokes, "SEND_TIMEOUT_S", 0.0)
    monkeypatch.setattr(pokes, "HEARTBEAT_S", 0.0)

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    await _stream(hub, send)
    assert not hub._listeners


async def test_who_goes_away_is_let_go(hub: PokeHub) -> None:
    async def send(_message: Any) -> None:
        pass

    await _stream(hub, send, is_gone=True)
    assert not hub._listeners


async def _stream(hub: PokeHub, send: Any, *, is_gone: bool = False) -> None:
    async def receive() -> dict[str, Any]:
        if not is_gone:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    response = EventResponse(hub, hub.listen(["network"])).to_asgi_response()
    await response({"type": "http"}, receive, send)  # type: ignore[arg-type, typeddict-item]


@pytest.mark.parametrize("turns", range(4))
async def test_a_listener_that_is_given_up_as_it_hears_something_ends(hub: PokeHub, turns: int) -> None:
    listener = hub.listen(["store:1"])
    hearing = asyncio.create_task(listener.next(3_600))
    for _ in range(turns + 1):
        await asyncio.sleep(0)
    listener.tell({"store:1": 1})
    for _ in range(turns):
        await asyncio.sleep(0)
    is_asked = hearing.cancel()
    await asyncio.wait([hearing])
    assert hearing.cancelled() is is_asked
