"""A fresh store for each test of a command."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from command_world import World


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()
