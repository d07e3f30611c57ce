"""The exchange ends when the program does, whatever it was at."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.exchange import Exchange
from sync import Workstation
from sync.apart import Apart, EndedHere
from sync.files import ReplicaFolder
from sync.ports import system_world
from sync.replica import Replica

KEY = bytes(range(32))


def test_closing_ends_what_is_being_done_apart(tmp_path: Path) -> None:
    apart = Apart([sys.executable, "-c", "import time; time.sleep(600)"])
    world = replace(system_world(), run_apart=apart.run, end_apart=apart.end)
    workstation = Workstation(Replica(ReplicaFolder(tmp_path), KEY, world.at), world)
    exchange = Exchange(workstation, lambda bug: pytest.fail(repr(bug)))
    # It may not even have begun when the exchange is closed.
    working = exchange._disk.submit(apart.run, [])
    exchange.close()
    assert isinstance(working.exception(0), EndedHere)
    workstation.replica.close()
