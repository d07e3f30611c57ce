"""Each worker of a run stays on a processor of its own, with its database server and the programs it starts.

A test asks PostgreSQL and waits for the answer, or its own thread for another's: where the one who answers
works on another processor, either is woken by an interrupt of it, which a virtual machine pays dearly for.
On the same one they take turns (docs/decisions/0164).
"""

from __future__ import annotations

import os

import pytest


def stay_on_one(config: pytest.Config) -> None:
    """Bind this worker, and what it will start, to one processor.

    Only where there are no more processors than workers: with one to spare, the system knows best what is
    free; and only where the system can (Linux).
    """
    told: dict[str, object] | None = getattr(config, "workerinput", None)
    if told is None or not hasattr(os, "sched_setaffinity"):
        return
    mine = one_of(sorted(os.sched_getaffinity(0)), str(told["workerid"]), int(str(told["workercount"])))
    os.sched_setaffinity(0, mine)


def one_of(processors: list[int], worker: str, workers: int) -> list[int]:
    """The processors of a worker (`gw0`, `gw1`, ...): one by turns, or all if there are some to spare."""
    if len(processors) > workers:
        return processors
    return [processors[int(worker.removeprefix("gw")) % len(processors)]]
