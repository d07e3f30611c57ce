"""Orders that share stock, too many for the exact search: one mixed-integer program by HiGHS.

What it finds is a plan, with the bound that the search has proven; the gap between them is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Final

import numpy as np

from core.rules.sourcing import Framed, framed
from core.rules.sourcing_case import Case
from core.rules.sourcing_together import Place, Taken

TIME_LIMIT_S: Final = 2.0
"""For each level and for the cost; nothing waits for it."""
NEAREST: Final = 20
"""Places of each order that the program may choose from, besides those that it has now."""


def solved_together(
    cases: Sequence[Case],
    now: Sequence[Taken],
    stock: Mapping[Place, int],
    time_limit_s: float = TIME_LIMIT_S,
) -> tuple[Taken, ...] | None:
    """What each order is to take; None where nothing is found in time, or HiGHS is not there.

    Args:
        now: what each takes now, which is a solution.
        stock: what there is for all of them.
    """
    if find_spec("highspy") is None:
        return None
    import highspy  # here, since it takes time and memory that most cores never need

    program = _Program(highspy, [framed(case) for case in cases], now, stock)
    levels = len(cases[0].policy.priorities) if cases else 0
    values = None
    for level in range(levels):
        values = program.minimised(program.level(level), time_limit_s)
        if values is None:
            return None
        program.hold(program.level(level), float(program.level(level) @ values))
    values = program.minimised(program.cost, time_limit_s)
    return None if values is None else program.taken(np.rint(values).astype(np.int64))


class _Program:
    """A binary for each order and place, and units for each of its articles there."""

    def __init__(
        self, highspy: Any, frames: Sequence[Framed], now: Sequence[Taken], stock: Mapping[Place, int]
    ) -> None:
        self._highspy = highspy
        self._frames = frames
        self._uses: list[tuple[int, int]] = []
        self._units: list[tuple[int, int, int]] = []
        self._upper: list[float] = []
        self._rows: list[tuple[dict[int, float], float, float]] = []
        for number, frame in enumerate(frames):
            self._add(number, frame, now[number])
        self._share(stock)
        self.cost = np.array(
            [float(frames[n].problem.origin[row]) for n, row in self._uses]
            + [float(frames[n].problem.unit[row, column]) for n, row, column in self._units]
        )

    def _add(self, number: int, frame: Framed, now: Taken) -> None:
        here = {location_id for _, location_id in now}
        rows = [
            row for row, location_id in enumerate(frame.locations) if row < NEAREST or location_id in here
        ]
        self._uses += [(number, row) for row in rows]
        for row in rows:
            for column in range(len(frame.articles)):
                if frame.problem.free[row, column] > 0:
                    self._units.append((number, row, column))

    def _share(self, stock: Mapping[Place, int]) -> None:
        """The rows: units only where a place is used, all units served, no more than there is."""
        first = len(self._uses)
        use_of = {use: column for column, use in enumerate(self._uses)}
        served: dict[tuple[int, int], dict[int, float]] = {}
        shared: dict[Place, dict[int, float]] = {}
        for index, (number, row, column) in enumerate(self._units, first):
            frame = self._frames[number]
            most = float(min(frame.problem.free[row, column], frame.wanted[column]))
            self._upper.append(most)
            self._rows.append(({index: 1.0, use_of[(number, row)]: -most}, -np.inf, 0.0))
            served.setdefault((number, column), {})[index] = 1.0
            place = (frame.articles[column], frame.locations[row])
            shared.setdefault(place, {})[index] = 1.0
        for (number, column), members in served.items():
            wanted = float(self._frames[number].wanted[column])
            self._rows.append((members, wanted, wanted))
        for place, members in shared.items():
            if place in stock:
                self._rows.append((members, -np.inf, float(stock[place])))
        for number, frame in enumerate(self._frames):
            members = {use_of[use]: 1.0 for use in self._uses if use[0] == number}
            self._rows.append((members, -np.inf, float(min(frame.problem.max_origins, len(members)))))

    def level(self, number: int) -> Any:
        """What one of the chain's priorities counts, by variable."""
        counted = [float(self._frames[n].problem.levels[number][row]) for n, row in self._uses]
        return np.array(counted + [0.0] * len(self._units))

    def hold(self, objective: Any, most: float) -> None:
        """Let no later solution do worse."""
        members = {int(index): float(objective[index]) for index in np.flatnonzero(objective)}
        self._rows.append((members, -np.inf, most))

    def minimised(self, objective: Any, time_limit_s: float) -> Any:
        """The values of the best solution found; None if none was."""
        solver = self._highspy.Highs()
        solver.silent()
        for name, value in {"time_limit": time_limit_s, "mip_rel_gap": 0.0, "mip_abs_gap": 0.5}.items():
            solver.setOptionValue(name, value)
        solver.passModel(self._model(objective))
        solver.run()
        if solver.getInfo().primal_solution_status != 2:
            return None
        return np.array(solver.getSolution().col_value)

    def _model(self, objective: Any) -> Any:
        model = self._highspy.HighsLp()
        uses, units = len(self._uses), len(self._units)
        model.num_col_, model.num_row_ = uses + units, len(self._rows)
        model.col_cost_ = objective
        model.col_lower_ = np.zeros(uses + units)
        model.col_upper_ = np.array([1.0] * uses + self._upper)
        model.row_lower_ = np.array([row[1] for row in self._rows])
        model.row_upper_ = np.array([row[2] for row in self._rows])
        model.a_matrix_.format_ = self._highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in self._rows)])
        model.a_matrix_.index_ = np.concatenate([list(row[0]) for row in self._rows]).astype(np.int32)
        model.a_matrix_.value_ = np.concatenate([list(row[0].values()) for row in self._rows])
        model.integrality_ = [self._highspy.HighsVarType.kInteger] * (uses + units)
        return model

    def taken(self, values: Any) -> tuple[Taken, ...]:
        """By order, the units of each place."""
        found: list[dict[Place, int]] = [{} for _ in self._frames]
        for (number, row, column), units in zip(self._units, values[len(self._uses) :], strict=True):
            if units:
                frame = self._frames[number]
                found[number][(frame.articles[column], frame.locations[row])] = int(units)
        return tuple(found)
