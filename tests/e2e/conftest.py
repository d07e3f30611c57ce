"""Headquarters for the tests from end to end: one process a session, on a small network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.core_process import CoreProcess
from tests.e2e.back_room import BackRoom


@pytest.fixture(scope="session")
def back_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BackRoom]:
    folder = tmp_path_factory.mktemp("back-room")
    core = CoreProcess(folder / "core")
    core.make_network(stores=3, articles=300, orders=5)
    core.start()
    try:
        yield BackRoom(core, folder)
    finally:
        core.stop()
