"""A desk for each test, on a copy of one replica; doubles of what a screen speaks to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor  # noqa: F401 - else loaded with the first work given away
from pathlib import Path

import pytest

from desktop.devices.scanner.parse import read_beforehand
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from desktop.shell.amounts import zone_of
from desktop.shell.theme.icons import drawings
from desktop.tour.gui_guard import GuiGuard
from tests.desktop.desk_double import SessionDesk, copied_desk, make_empty_replica
from tests.desktop.screens.at_once import OpenDoors
from tests.desktop.screens.sales_world import a_day_of_sales, add_sale, can_sign, lease_numbers
from tests.desktop.screens.store_world import furnish

STAND_INS = ("tests.desktop.desk_double", "tests.desktop.screens.at_once", "tests.desktop.screens.doubles")
"""What does at once, on the test's thread, what the program does on another one."""
_PAINTS = re.compile(
    r"desktop\.shell\.|desktop\.screens\.\w+\.(view|\w+_view|\w+_part|\w+_card|cards|screen):"
)
"""Modules of widgets: whatever calls from there is on the GUI's thread."""


@pytest.fixture(autouse=True)
def gui_stays_free() -> Iterator[None]:
    """No screen reads a file, asks a database or speaks to the core by itself."""
    # As the program does before it shows its window.
    drawings()
    zone_of(FALLBACK_TIMEZONE)
    read_beforehand()
    with GuiGuard(STAND_INS) as guard:
        guard.is_opening = True
        yield
    # What a test asks of a presenter or a reading by itself stands for the work of another thread.
    assert [str(call) for call in guard.caught if _PAINTS.search(" ".join(call.where))] == []


@pytest.fixture(scope="session")
def furnished_replica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A replica of the store, without any order."""
    folder = tmp_path_factory.mktemp("replica") / "store"
    make_empty_replica(folder)
    desk = SessionDesk(folder)
    furnish(desk)
    desk.close()
    return folder


@pytest.fixture(scope="session")
def sold_for_a_day(furnished_replica: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store with a day's sales of every kind, and a manager who can sign."""
    folder = tmp_path_factory.mktemp("sold_for_a_day") / "store"
    made = copied_desk(furnished_replica, folder)
    a_day_of_sales(made)
    can_sign(made)
    made.close()
    return folder


@pytest.fixture(scope="session")
def sold_for_cash(furnished_replica: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store with two receipts that were paid in cash, the second dear, and a manager who can sign."""
    folder = tmp_path_factory.mktemp("sold_for_cash") / "store"
    made = copied_desk(furnished_replica, folder)
    lease_numbers(made)
    add_sale(made, "c1", "T-1", {"shirt": 1}, paid_cents=2_500, means=(("cash", 2_500),))
    add_sale(made, "c2", "T-2", {"jacket": 1}, means=(("cash", 12_900),))
    can_sign(made)
    made.close()
    return folder


@pytest.fixture
def desk(furnished_replica: Path, tmp_path: Path) -> Iterator[SessionDesk]:
    """Inès at the workstation of Lyon Part-Dieu."""
    made = copied_desk(furnished_replica, tmp_path / "replica")
    yield made
    made.close()


@pytest.fixture
def opened(desk: SessionDesk) -> OpenDoors:
    """The doors of a screen, at the test's desk: what comes through them is there at once."""
    return OpenDoors(desk)
