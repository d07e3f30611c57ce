"""Runs worlds from a seed on, for a time, and stops at the first that fails: `make simulate SECONDS= SEED=`.

The failing world is made smaller, and its history printed. See docs/simulation.md.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(ROOT / "docs"), str(Path(__file__).parent)]

from kill_tours import ALL_POINTS, tours  # noqa: E402
from plan import (  # noqa: E402
    AROUND_CARDS,
    AT_THE_COUNTER,
    CARDS_FAIL,
    EXCHANGING,
    FLOWS,
    KILL_IN_BOOTSTRAP,
    OLDER_CORE,
    ROW_CHANGED,
    TROUBLES,
    USUAL,
    Plan,
    Size,
    plan_of,
    size_of_flow,
)
from shrinking import shrink  # noqa: E402
from told import Broken  # noqa: E402
from world import happen  # noqa: E402

import tests.conftest  # noqa: E402, F401  the same machine as in the tests

SIZES = [size for flow in FLOWS for size in (USUAL, AT_THE_COUNTER, size_of_flow(flow))]
"""What worlds are like, in turn."""
ALL_TROUBLES = (*TROUBLES, CARDS_FAIL, KILL_IN_BOOTSTRAP, ROW_CHANGED, OLDER_CORE)
COMPARED_EVERY = 3
"""Of so many worlds one, in which stores' rows are held against the core's all the time."""


TOURED_EVERY = 25
"""Of so many seeds one, which has worlds as well in which machines are killed at each commit point."""

TELLS_EVERY_S = 30.0
"""So often a run says how far it has come, by the wall: who stops it then knows what it was worth."""

ENOUGH_TOURS = 4
"""A machine may come by a point too late once, and not each time."""


def plans_of(seed: int, troubles: Sequence[str]) -> Iterator[Plan]:
    """The worlds of a seed."""
    for size in sizes_of(seed):
        # Beside so many other troubles the payment service would hardly ever fail.
        is_paid = size in (AT_THE_COUNTER, EXCHANGING) and CARDS_FAIL in troubles
        wrong = [*troubles, *AROUND_CARDS] if is_paid else troubles
        yield replace(plan_of(seed, wrong, size), is_compared=seed % COMPARED_EVERY == 0)
    if seed % TOURED_EVERY == 0 and "kill" in troubles:
        yield from tours(seed)


def sizes_of(seed: int) -> list[Size]:
    """What the worlds of a seed are like: after one at the counter comes one with exchanges."""
    size = SIZES[seed % len(SIZES)]
    return [size, EXCHANGING] if size is AT_THE_COUNTER else [size]


def main() -> int:
    """The exit code: 1 if a world failed."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=60.0, help="of this process's own time")
    words.add_argument("--seed", type=int, default=1_000_000)
    words.add_argument("--troubles", default=",".join(ALL_TROUBLES), help="what may go wrong")
    asked = words.parse_args()
    troubles = [one for one in asked.troubles.split(",") if one]
    struck: Counter[str] = Counter()
    did: Counter[str] = Counter()
    seed, until_s = asked.seed, time.process_time() + asked.seconds
    tells_at_s = time.monotonic() + TELLS_EVERY_S
    while time.process_time() < until_s or seed == asked.seed:
        for plan in plans_of(seed, troubles):
            try:
                history = happen(plan)
                struck += history.struck
                did += history.did
            except Exception as error:
                _tell(plan, error)
                return 1
        seed += 1
        if time.monotonic() >= tells_at_s:
            tells_at_s += TELLS_EVERY_S
            so_far = f"{seed - asked.seed} seeds from {asked.seed}, {struck.total()} faults, failing none"
            print(so_far, file=sys.stderr, flush=True)
    print(f"{seed - asked.seed} worlds from seed {asked.seed}: what must be true was true")
    for what, counted in (("went wrong", struck), ("was done", did)):
        print(f"What {what}:")
        for one, times in counted.most_common():
            print(f"  {times:6} {one}")
    missed = [point for point in ALL_POINTS if not struck[f"kill at {point}"]]
    toured = sum(one % TOURED_EVERY == 0 for one in range(asked.seed, seed)) if "kill" in troubles else 0
    if missed and toured >= ENOUGH_TOURS:
        print(f"Nobody was killed at {', '.join(missed)}")
        return 1
    return 0


def _tell(plan: Plan, error: BaseException) -> None:
    print(f"Seed {plan.seed} fails: {error}\nMaking it smaller:")
    plan, error = shrink(plan, error, lambda line: print(f"  {line}", flush=True))
    stations = [store for store in plan.stations if store >= 0]
    print(f"\nWhat is left of seed {plan.seed}: workstations of stores {stations}")
    for event in sorted([*plan.deeds, *plan.troubles], key=lambda one: one.at_s):
        print(f"  {event}")
    print("\nHow it fails:")
    if not isinstance(error, Broken):
        traceback.print_exception(error, chain=False)
        return
    print("\n".join([str(error), *error.__notes__]))


if __name__ == "__main__":
    sys.exit(main())
