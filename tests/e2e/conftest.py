"""Headquarters for the tests from end to end: one process a session, on a small network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.core_process import CoreProcess
from tests.e2e.back_room import BackRoom
from tests.support.suites import count_too, taken_by


@pytest.fixture(scope="session")
def back_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BackRoom]:
    folder = tmp_path_factory.mktemp("back-room")
    core = CoreProcess(folder / "core")
    core.make_network(stores=3, articles=300, orders=5)
    core.start()
    assert core._process is not None
    pid = str(core._process.pid)
    # A child's seconds are its parent's once it has ended: with the last test of the run, whatever it is.
    count_too(lambda: sum(taken_by(pid)))
    try:
        yield BackRoom(core, folder)
    finally:
        core.stop()
