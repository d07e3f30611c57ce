"""Baskets that are too large for the exact engine, by HiGHS, with a bound on what it may have missed.

The solver is loaded with the first such basket; without it the plan is grown greedily.
"""

from __future__ import annotations

from functools import cache, partial
from importlib.util import find_spec
from typing import Any, Final

import numpy as np

from core.rules.sourcing import Beyond
from core.rules.sourcing_engine import Ints, Problem, Solution, solution_of
from core.rules.sourcing_growth import assigned, grown, lower_bound

TIME_LIMIT_S: Final = 1.0
"""For each level and for the cost: an order waits for it, and on SQLite so do others."""


@cache
def beyond_exact() -> Beyond:
    """What solves large baskets on this machine."""
    return grown if find_spec("highspy") is None else partial(solved_by_highs, time_limit_s=TIME_LIMIT_S)


def solved_by_highs(problem: Problem, time_limit_s: float) -> Solution:
    """A mixed-integer program, solved for each level and then for the cost; grown where no plan is found in
    time, or where all units cannot be had from `max_origins`."""
    import highspy  # here, since it takes time and memory that most cores never need

    program = _Program(highspy, problem)
    bound = lower_bound(problem)
    for level in problem.levels:
        worth, _ = program.minimised(level.astype(float), None, time_limit_s)
        if worth is None:
            return grown(problem)
        program.hold(level, round(float(level[worth].sum())))
    worth, proven = program.minimised(problem.origin.astype(float), problem.unit, time_limit_s)
    given = None if worth is None else assigned(problem, worth)
    if given is None or (sum(given.values()) < problem.quantities).any():
        return grown(problem)
    everyone = np.arange(len(problem.origin), dtype=np.int64)
    solution = solution_of(problem, given, everyone, max(bound, proven))
    return solution if solution.bound < solution.cost else solution_of(problem, given, everyone)


class _Program:
    """The program: a binary for each place, units for each place and line where there are any.

    With the places chosen, giving each line its cheapest units is the best: so only the choice is read back.
    """

    def __init__(self, highspy: Any, problem: Problem) -> None:
        self._highspy = highspy
        self._places = len(problem.origin)
        self._possible = np.minimum(problem.free, problem.quantities)
        self._at, self._line = np.nonzero(self._possible)
        pairs, lines = len(self._at), len(problem.quantities)
        column = self._places + np.arange(pairs)
        supply = zip(column, self._at, -self._possible[self._at, self._line], strict=True)
        rows = [([int(x), int(y)], [1.0, float(most)], -np.inf, 0.0) for x, y, most in supply]
        for line in range(lines):
            members = column[self._line == line]
            wanted = float(problem.quantities[line])
            rows.append((members.tolist(), [1.0] * len(members), wanted, wanted))
        everyone = list(range(self._places))
        rows.append((everyone, [1.0] * self._places, 0.0, float(min(problem.max_origins, self._places))))
        self._rows = rows

    def hold(self, level: Ints, total: int) -> None:
        """Let no later solution do worse on a level."""
        members = np.flatnonzero(level)
        self._rows.append((members.tolist(), level[members].astype(float).tolist(), -np.inf, float(total)))

    def minimised(self, origin: Any, unit: Ints | None, time_limit_s: float) -> tuple[Ints | None, int]:
        """The places of the best solution found, and the bound that was proven; None if none was found."""
        highspy = self._highspy
        solver = highspy.Highs()
        solver.silent()
        for name, value in {"time_limit": time_limit_s, "mip_rel_gap": 0.0, "mip_abs_gap": 0.5}.items():
            solver.setOptionValue(name, value)
        solver.passModel(self._model(origin, unit))
        solver.run()
        info = solver.getInfo()
        if not np.isfinite(info.objective_function_value) or info.primal_solution_status != 2:
            return None, 0
        used = np.array(solver.getSolution().col_value[: self._places]) > 0.5
        bound = info.mip_dual_bound
        return np.flatnonzero(used), int(np.ceil(bound - 0.5)) if np.isfinite(bound) else 0

    def _model(self, origin: Any, unit: Ints | None) -> Any:
        highspy, pairs = self._highspy, len(self._at)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._places + pairs, len(self._rows)
        each = np.zeros(pairs) if unit is None else unit[self._at, self._line].astype(float)
        model.col_cost_ = np.concatenate([origin, each])
        model.col_lower_ = np.zeros(self._places + pairs)
        model.col_upper_ = np.concatenate([np.ones(self._places), self._possible[self._at, self._line]])
        model.row_lower_ = np.array([row[2] for row in self._rows])
        model.row_upper_ = np.array([row[3] for row in self._rows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in self._rows)])
        model.a_matrix_.index_ = np.concatenate([row[0] for row in self._rows]).astype(np.int32)
        model.a_matrix_.value_ = np.concatenate([row[1] for row in self._rows])
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger] * self._places + [kinds.kContinuous] * pairs
        return model
