"""A workstation and its core for each test that asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sync_world import Pair, fresh_pair


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """A workstation that knows all of its store, and its core."""
    made = fresh_pair(tmp_path / "world")
    yield made
    made.close()
