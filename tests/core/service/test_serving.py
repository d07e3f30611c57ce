"""How a core that serves ends: at once where nobody is connected, with a moment's grace where somebody is."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest
import uvicorn

from core.service import serving
from core.service.serving import CoreServer
from tests.core.service.conftest import arrange_store
from tests.support.live_core import running_core

LONG_S = 3_600.0


def test_the_word_to_stop_waits_for_no_tick(
    database_kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "TICK_S", LONG_S)
    with running_core(tmp_path, arrange_store, kind=database_kind) as live:
        assert httpx.get(f"{live.base_url}/v1/health").json()["status"] == "ok"


@pytest.mark.parametrize("is_connected", [False, True])
def test_a_moment_is_left_to_whoever_is_connected(
    database_kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_connected: bool
) -> None:
    graces: list[int] = []
    shutdown = uvicorn.Server.shutdown

    async def counted(server: CoreServer, sockets: list[socket.socket] | None = None) -> None:
        graces.append(len(server.server_state.connections))
        await shutdown(server, sockets)

    monkeypatch.setattr(uvicorn.Server, "shutdown", counted)
    with httpx.Client() as client:
        with running_core(tmp_path, arrange_store, kind=database_kind) as live:
            if is_connected:
                client.get(f"{live.base_url}/v1/health").raise_for_status()
        assert graces == ([1] if is_connected else [])
