"""A desk for each test, on a copy of one replica; doubles of what a screen speaks to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.desk_double import SessionDesk, copied_desk, make_empty_replica
from tests.desktop.screens.store_world import furnish


@pytest.fixture(scope="session")
def furnished_replica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A replica of the store, without any order."""
    folder = tmp_path_factory.mktemp("replica") / "store"
    make_empty_replica(folder)
    desk = SessionDesk(folder)
    furnish(desk)
    desk.close()
    return folder


@pytest.fixture
def desk(furnished_replica: Path, tmp_path: Path) -> Iterator[SessionDesk]:
    """Inès at the workstation of Lyon Part-Dieu."""
    made = copied_desk(furnished_replica, tmp_path / "replica")
    yield made
    made.close()
