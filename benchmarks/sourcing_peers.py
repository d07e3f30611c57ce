"""The general solvers beside the sourcing engine: ``python -m benchmarks.sourcing_peers highs|cpsat NUMBER``.

Each in a process of its own, since HiGHS and OR-Tools clash in one. Prints a JSON list with the optimum and
the seconds of each basket; the model's making counts, as the engine's does.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks.sourcing_world import Chain
from core.rules.sourcing_engine import Problem

TIME_LIMIT_S = 20.0
UNPROVEN = -1
LINES = (1, 2, 3, 4, 5, 6, 7, 8)
BASKET_SEED = 7


def by_highs(problem: Problem) -> int:
    """The proven optimum by HiGHS (mixed-integer, no gap); UNPROVEN if the time was too short."""
    from core.orchestration.large_baskets import solved_by_highs

    solution = solved_by_highs(problem, TIME_LIMIT_S)
    return solution.cost if solution.bound == solution.cost else UNPROVEN


def by_cpsat(problem: Problem) -> int:
    """The proven optimum by OR-Tools' CP-SAT; UNPROVEN likewise."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    possible = np.minimum(problem.free, problem.quantities)
    used = [model.new_bool_var(f"y{place}") for place in range(len(problem.origin))]
    cost = [int(origin) * used[place] for place, origin in enumerate(problem.origin)]
    for line, quantity in enumerate(problem.quantities):
        given = []
        for place in np.flatnonzero(possible[:, line]):
            most = int(possible[place, line])
            units = model.new_int_var(0, most, f"x{place},{line}")
            model.add(units <= most * used[place])
            cost.append(int(problem.unit[place, line]) * units)
            given.append(units)
        model.add(sum(given) == int(quantity))
    model.add(sum(used) <= problem.max_origins)
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = TIME_LIMIT_S
    return round(solver.objective_value) if solver.solve(model) == cp_model.OPTIMAL else UNPROVEN


SOLVERS: dict[str, Callable[[Problem], int]] = {"highs": by_highs, "cpsat": by_cpsat}


def main() -> None:
    """Solve the baskets, one after another."""
    solve, number = SOLVERS[sys.argv[1]], int(sys.argv[2])
    chain = Chain()
    answers = []
    for basket in chain.baskets(number, LINES, BASKET_SEED):
        began = time.perf_counter()
        optimum = solve(chain.problem(basket))
        answers.append((optimum, time.perf_counter() - began))
    print(json.dumps(answers))


if __name__ == "__main__":
    main()
