"""A workstation and its core for each test that asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sync_world import Pair, fresh_pair

from core.commands import BY_NAME, PickLine, reading
from core.wire import Arguments, Upcasters
from sync import engine


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """A workstation that knows all of its store, and its core."""
    made = fresh_pair(tmp_path / "world")
    yield made
    made.close()


@pytest.fixture
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries and polls at once, since nobody waits for a real line."""
    monkeypatch.setattr(engine, "FIRST_RETRY_S", 0.01)
    monkeypatch.setattr(engine, "LONGEST_RETRY_S", 0.02)
    monkeypatch.setattr(engine, "FIRST_RESTART_S", 0.01)
    monkeypatch.setattr(engine, "LONGEST_RESTART_S", 0.02)


def pairs_to_units(arguments: Arguments) -> Arguments:
    """As if the first version had counted pairs."""
    return arguments | {"quantity": 2 * arguments.get("quantity", 1)}


@pytest.fixture
def updated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program after an update that changed what a pick says."""
    versions = {name: command.VERSION for name, command in BY_NAME.items()} | {"PickLine": 2}
    steps = {**reading.STEPS, ("PickLine", 1): pairs_to_units}
    monkeypatch.setattr(reading, "UPCASTERS", Upcasters(versions, steps))
    monkeypatch.setattr(PickLine, "VERSION", 2)
