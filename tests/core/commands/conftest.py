"""A fresh store for each test of a command."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from command_world import World


@pytest.fixture
def world(database_kind: str) -> Iterator[World]:
    made = World(database_kind)
    yield made
    made.close()
