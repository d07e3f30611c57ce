"""SIGKILL at each named point of the sync: nothing is lost, nothing is done twice."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from arranged import template
from killed import POINTS, TOLD
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sync_world import Pair, core_rows

from core.model import Fulfilment, FulfilmentLine, Movement, OutcomeRow, Parcel, Piece, Position
from core.rules.fulfilment import FulfilmentState
from sync.schema import SpoolJob

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child to be killed is forked")

ROOT = Path(__file__).resolve().parents[2]


class Nursery:
    """Children that live through a day, one at a time."""

    def __init__(self) -> None:
        folders = [ROOT, Path(__file__).parent]
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("killed.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))},
        )

    def live(self, folder: Path, point: str = "", nth: int = 1, seed: int = 1) -> int:
        """Let a child live; its exit code, negative if it was killed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(folder), point, nth, seed]) + "\n")
        self._process.stdin.flush()
        while not (line := self._process.stdout.readline()).strip().lstrip("-").isdigit():
            assert line, "the nursery is gone"
        return int(line)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


NOT_OF_A_DAY = ("backup.", "restore.", "rekey.", "network.mended.", "approval_key.", "region.")
"""Points of what is seldom done: `test_workstation_restored` and `test_rekeying` kill there; a shard of the
network is mended in one transaction, and so are a manager's key kept (`test_approval_keys`) and
a page of the region's sales."""


def new_day(folder: Path) -> Path:
    """A core with its orders, and a machine on which nothing was ever done."""
    shutil.copytree(template(), folder)
    shutil.rmtree(folder / "workstation")
    return folder


def named_points() -> set[str]:
    """Every point of a day that the sources name."""
    found: set[str] = set()
    for path in (ROOT / "sync").rglob("*.py"):
        source = path.read_text()
        for name in re.findall(r"(?:\.writing|\.commit)\(\"([a-z_.]+)\"\)", source):
            found |= {f"{name}.before_commit", f"{name}.after_commit"}
        found |= set(re.findall(r"\.at\(\"([a-z_.]+)\"\)", source))
    return {name for name in found if not name.startswith(NOT_OF_A_DAY)}


def check_the_end(folder: Path) -> None:
    """The day is over, once, and core and workstation agree to the unit."""
    pair = Pair(folder, seed=99)
    try:
        assert pair.pending() == []
        assert pair.rows() == core_rows(pair)
        pair.core.read(lambda session: check_at_the_core(session, pair))
        scarf = pair.names.scarf
        here = pair.workstation.read(lambda reader: reader.stock_here([scarf]))[scarf]
        place = (scarf, pair.names.store)
        assert here == pair.core.read(lambda session: session.get_one(Position, place).stock())
        jobs = pair.workstation.read(lambda reader: reader.session.scalars(select(SpoolJob.status)).all())
        assert jobs == ["sent", "sent"]
        check_what_was_told(pair)
    finally:
        pair.close()


def check_at_the_core(session: Session, pair: Pair) -> None:
    first = pair.names.first
    assert session.get_one(Fulfilment, first).state == FulfilmentState.HANDED_OVER
    lines = session.scalars(select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == first))
    assert sorted((line.picked, line.handed_over) for line in lines) == [(1, 1), (2, 2)]
    assert session.scalar(select(func.count()).select_from(Parcel)) == 1
    moved = session.scalars(select(Movement.quantity).where(Movement.kind == "handed_over")).all()
    assert sum(moved) == 3
    assert session.scalars(select(OutcomeRow.status).distinct()).all() == ["applied"]
    gone = session.scalars(select(Piece.serial).where(Piece.location_id.is_(None))).all()
    assert gone == ["W-001"]


def check_what_was_told(pair: Pair) -> None:
    told = [json.loads(line) for line in (pair.folder / TOLD).read_text().splitlines()]
    numbers = [what for what in told if len(what) == 18]
    assert len(set(numbers)) == len(numbers), "no number twice"
    outcomes = set(pair.core.read(lambda session: session.scalars(select(OutcomeRow.id)).all()))
    assert set(told) - set(numbers) <= outcomes


@pytest.fixture(scope="module")
def points(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """How often an undisturbed day passes each point."""
    folder = new_day(tmp_path_factory.mktemp("whole") / "day")
    assert nursery.live(folder) == 0
    check_the_end(folder)
    found: dict[str, int] = json.loads((folder / POINTS).read_text())
    return found


def test_the_day_passes_every_point_that_the_sources_name(points: dict[str, int]) -> None:
    assert named_points() - set(points) == set()


def test_killed_at_every_point_one_after_the_other_the_day_goes_on(
    nursery: Nursery, points: dict[str, int], tmp_path: Path
) -> None:
    folder = new_day(tmp_path / "day")
    in_the_order_of_a_day = [point for point in points if point in named_points()]
    for seed, point in enumerate(in_the_order_of_a_day, start=1):
        assert nursery.live(folder, point, seed=seed) == -signal.SIGKILL, point
    assert nursery.live(folder, seed=1_000) == 0

    check_the_end(folder)


@pytest.mark.parametrize(
    "point",
    [
        "command.after_commit",
        "push.before_send",
        "push.after_send",
        "pull.before_commit",
        "network.delta.before_commit",
    ],
)
def test_killed_in_the_middle_of_the_day_it_goes_on(
    nursery: Nursery, points: dict[str, int], tmp_path: Path, point: str
) -> None:
    folder = new_day(tmp_path / "day")

    assert nursery.live(folder, point, points[point] // 2 + 1) == -signal.SIGKILL
    assert nursery.live(folder, seed=2) == 0

    check_the_end(folder)
