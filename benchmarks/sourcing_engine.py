"""The sourcing engine on 1,000 locations and 200,000 articles, against two general solvers.

* `exact_share`: of 300 baskets of 1 to 8 lines, those where the engine's cost is HiGHS's proven optimum.
* `median_ms`: a basket, from the stock to the plan: what is free where, distances, costs, the best sources.
* `six_lines_1000_locations_ms`: six lines that every location has (median).
* `highs_ratio`, `cpsat_ratio`: the median over the same baskets of the solver's time to the engine's. CP-SAT
  solves the first baskets alone. OR-Tools is no dependency of ours: it is put into an environment of the
  benchmark's own under ``var/bench``; where that cannot be, `cpsat_ratio` is 0 and `cpsat` says so. A basket
  whose optimum it did not prove in 20 s (`cpsat_unproven`) counts with those 20 s.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.chain import CACHE
from benchmarks.reporting import Figures, report, say
from benchmarks.sourcing_peers import BASKET_SEED, LINES, UNPROVEN
from benchmarks.sourcing_world import Chain
from core.rules.sourcing_engine import Problem, solve

ROOT = Path(__file__).resolve().parents[1]
BASKETS = 300
CPSAT_BASKETS = 24
REPEATS = 5
INSTALL_WITHIN_S = 300

Answers = list[tuple[int, float]]
"""Cost and seconds of each basket."""


def main() -> None:
    """Measure the engine, then its peers, each in its own process."""
    chain = Chain()
    say(f"{len(chain.at):,} stock rows")
    baskets = chain.baskets(BASKETS, LINES, BASKET_SEED)
    ours: Answers = [_best_of(lambda basket=basket: _cost(chain.problem(basket))) for basket in baskets]
    basket, free = chain.everywhere(6, seed=3)
    six = [_timed(lambda: _cost(chain.problem(basket, free)))[1] for _ in range(200)]
    highs = _peer([sys.executable], "highs", BASKETS)
    figures: Figures = {
        "baskets": BASKETS,
        "exact_share": sum(mine[0] == theirs[0] for mine, theirs in zip(ours, highs, strict=True)) / BASKETS,
        "median_ms": 1_000 * statistics.median(seconds for _, seconds in ours),
        "slowest_ms": 1_000 * max(seconds for _, seconds in ours),
        "six_lines_1000_locations_ms": 1_000 * statistics.median(six),
        "highs_median_ms": 1_000 * statistics.median(seconds for _, seconds in highs),
        "highs_ratio": _ratio(highs, ours),
    }
    python = _python_with_ortools()
    cpsat = _peer([python], "cpsat", CPSAT_BASKETS) if python else []
    figures["cpsat"] = "measured" if cpsat else "absent: OR-Tools could not be installed"
    figures["cpsat_ratio"] = _ratio(cpsat, ours) if cpsat else 0.0
    figures["cpsat_baskets"] = len(cpsat)
    figures["cpsat_unproven"] = sum(cost == UNPROVEN for cost, _ in cpsat)
    figures["cpsat_differs"] = sum(
        theirs[0] not in (mine[0], UNPROVEN) for mine, theirs in zip(ours, cpsat, strict=False)
    )
    report("sourcing_engine", figures)


def _cost(problem: Problem) -> int:
    solution = solve(problem)
    assert solution is not None, "a basket too large for the exact engine"
    return solution.cost


def _timed(work: Callable[[], int]) -> tuple[int, float]:
    began = time.perf_counter()
    cost = work()
    return cost, time.perf_counter() - began


def _best_of(work: Callable[[], int]) -> tuple[int, float]:
    """The cost, and the median of some runs; the first makes the lattice of the shape, which is kept."""
    runs = [_timed(work) for _ in range(REPEATS)]
    return runs[0][0], statistics.median(seconds for _, seconds in runs)


def _ratio(theirs: Answers, ours: Answers) -> float:
    return statistics.median(their[1] / our[1] for their, our in zip(theirs, ours, strict=False))


def _peer(python: list[str], solver: str, number: int) -> Answers:
    say(f"{solver}: {number} baskets")
    done = subprocess.run(
        [*python, "-m", "benchmarks.sourcing_peers", solver, str(number)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    return [(cost, seconds) for cost, seconds in json.loads(done.stdout)]


def _python_with_ortools() -> str:
    """The Python of an environment that has OR-Tools, made now if it is not there; empty if that fails."""
    folder = CACHE / "ortools"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed"
    if not done.exists():
        say(f"installing OR-Tools in {folder}")
        steps = (
            [sys.executable, "-m", "venv", "--clear", str(folder)],
            [str(python), "-m", "pip", "install", "--quiet", "ortools", "numpy", "msgspec"],
        )
        try:
            for words in steps:
                subprocess.run(words, check=True, stdout=sys.stderr, timeout=INSTALL_WITHIN_S)
        except (OSError, subprocess.SubprocessError) as error:
            say(f"no OR-Tools: {error}")
            return ""
        done.touch()
    return str(python)


if __name__ == "__main__":
    main()
