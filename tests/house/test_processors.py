"""A worker of a run has a processor of its own, unless there are processors to spare."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from house_tree import ROOT

from tests.support.processors import one_of


@pytest.mark.parametrize(
    ("processors", "worker", "mine"),
    [
        ([4, 7], "gw0", [4]),
        ([4, 7], "gw1", [7]),
        ([4, 7], "gw2", [4]),  # one that came in the place of another
        ([4], "gw1", [4]),
        ([0, 1, 2], "gw1", [0, 1, 2]),
    ],
)
def test_a_worker_has_one_unless_there_are_some_to_spare(
    processors: list[int], worker: str, mine: list[int]
) -> None:
    assert one_of(processors, worker, 2) == mine


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity"), reason="this system binds no process to a processor"
)
def test_what_a_worker_starts_stays_where_it_is(request: pytest.FixtureRequest) -> None:
    told = getattr(request.config, "workerinput", None)
    asked = "import os; print(*sorted(os.sched_getaffinity(0)))"
    started = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert [int(number) for number in started.stdout.split()] == sorted(os.sched_getaffinity(0))
    if told is not None and (os.cpu_count() or 1) <= int(told["workercount"]):
        assert len(os.sched_getaffinity(0)) == 1
