"""The run's time by suite, against what each may take on two quiet cores; and the dearest files first.

A budget that is exceeded is said at the end of the run and fails nothing: a time is never asserted. Beside
it stand the seconds of a processor, which are nearly the same on a machine with other work.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.worlds_begun import MEANT, begun

WHOLE_RUN_S = 480
COLLECTING = "collecting"
"""What each worker does before its first test: every one imports and collects all of them."""
WORLDS, STEPS = "worlds begun", "to make one smaller"
"""Of simulated worlds, what each worker tells."""


class Suite(NamedTuple):
    """Files that are counted together, by how their paths begin; the budget in seconds of the run."""

    name: str
    budget_s: int
    beginnings: tuple[str, ...]


PROCESSES = (
    "tests/core/service/test_at_most_once",
    "tests/core/service/test_behind_a_cache",
    "tests/core/service/test_cli_interrupted",
    "tests/core/service/test_cli_serves",
    "tests/core/service/test_refund_unknown",
)
"""Of the core's service: what runs beside other processes: a payment provider, nginx, a core, a command."""

SERVICE = ("tests/core/service/test_", "tests/core/service/notices/")
"""What of it asks a database: how demo goods and orders are drawn (`demo/`) asks none."""

SUITES = (
    Suite("simulated worlds", 60, ("tests/simulation/",)),
    Suite("tour", 60, ("tests/e2e/test_tour",)),
    Suite("from end to end", 120, ("tests/e2e/", *PROCESSES)),
    Suite("look", 30, ("tests/desktop/screens/test_look", "tests/desktop/shell/test_gallery")),
    Suite("screens", 45, ("tests/desktop/screens/",)),
    Suite("both databases", 90, ("tests/core/orchestration/", "tests/core/feed/", *SERVICE)),
    Suite("unit", 90, ("tests/",)),
)
"""A file belongs to the first that names it."""

DEAREST = (
    "tests/simulation/test_worlds",
    "tests/e2e/test_killed_by_name",
    "tests/e2e/test_tour",
    "tests/core/service/test_surface",
    "tests/e2e/test_killed_at_random",
    "tests/e2e/test_killed_at_commands",
    "tests/e2e/test_bad_input",
    "tests/simulation/",
    "tests/core/orchestration/test_orders_under_kills",
    "tests/core/orchestration/test_workflows_killed",
    "tests/sync/test_killed",
    "tests/e2e/test_processes",
    "tests/desktop/screens/test_look",
    "tests/sync/test_live_engine",
    "tests/core/service/demo/test_demo_day",
    "tests/core/commands/test_command_runs",
    "tests/sync/test_search_follows",
)
"""Files that take ten seconds and more, the longest first: begun late, one of them would run on alone."""


def suite_of(nodeid: str) -> Suite:
    """The suite that a test belongs to."""
    return next(suite for suite in SUITES if nodeid.startswith(suite.beginnings))


def dearest_first(items: list[pytest.Item]) -> None:
    """Put the longest files before all others; within them, and among the others, nothing moves."""
    items.sort(key=lambda item: _turn(item.nodeid))


def _turn(nodeid: str) -> int:
    return next((turn for turn, name in enumerate(DEAREST) if nodeid.startswith(name)), len(DEAREST))


_servers: list[Callable[[], float]] = []


def count_too(taken_s: Callable[[], float]) -> None:
    """Count what a server takes that works for this process, and is no child of it or goes on for long."""
    _servers.append(taken_s)


def taken_by(pid: str) -> tuple[float, float]:
    """Seconds of a processor that a process has taken, and that its children have which have ended.

    None once it is gone, where whoever waited for it has them; none where the system does not say.
    """
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0
    own, children = int(words[11]) + int(words[12]), int(words[13]) + int(words[14])
    return own / os.sysconf("SC_CLK_TCK"), children / os.sysconf("SC_CLK_TCK")


def processor_s() -> float:
    """Seconds of a processor that this process, its children that have ended and its servers have taken."""
    return _own_s() + _servers_s()


def _own_s() -> float:
    return sum(os.times()[:4])


def _servers_s() -> float:
    return sum(taken_s() for taken_s in _servers)


class ProcessorTime:
    """Tells with each test what it took of a processor, the moments before it included.

    What servers take is told with the last test of a file: to look at all processes of a database takes a
    third of a millisecond, which more than ten thousand tests would do.
    """

    def __init__(self) -> None:
        self._of_servers_s = _servers_s()
        self._before = _own_s() + self._of_servers_s
        self._ends_file = True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """All is imported and collected, which is no test's."""
        now = self._now()
        told: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
        if told is not None:
            told[COLLECTING] = now - self._before
        self._before = now

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """The last test is done: of the worlds that have begun here is told."""
        told: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
        if told is not None:
            told.update({WORLDS: begun.plans, STEPS: begun.steps})

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        """A test begins, and the next one is known."""
        self._ends_file = nextitem is None or nextitem.path != item.path

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """A test has ended with its last phase."""
        report = yield
        if report.when != "teardown":
            return report
        now = self._now()
        report.processor_s = now - self._before  # type: ignore[attr-defined]
        self._before = now
        return report

    def _now(self) -> float:
        if self._ends_file:
            self._of_servers_s = _servers_s()
        return _own_s() + self._of_servers_s


class SuiteTimes:
    """Adds up the phases of all tests, whichever worker they ran in, and shows them at the end."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._seconds: Counter[str] = Counter()
        self._processor_s: Counter[str] = Counter()
        self._tests: Counter[str] = Counter()
        self._collecting_s = 0.0
        self._worlds: list[str] = []
        self._steps = 0

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A worker has ended, and tells what it took before its first test, and which worlds it began."""
        told = getattr(node, "workeroutput", {})
        self._collecting_s += told.get(COLLECTING, 0.0)
        self._worlds += told.get(WORLDS, [])
        self._steps += told.get(STEPS, 0)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase of one test."""
        name = suite_of(report.nodeid).name
        self._seconds[name] += report.duration  # type: ignore[assignment]
        self._processor_s[name] += getattr(report, "processor_s", 0)
        self._tests[name] += report.when == "call"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Seconds of the run, were its workers busy with nothing else; and those of a processor."""
        terminalreporter.section("time by suite")
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> list[str]:
        """The table."""
        lines = [f"{'suite':18}{'tests':>7}{'seconds':>9}{'budget':>8}{'processor':>11}"]
        for suite in SUITES:
            if not self._tests[suite.name]:
                continue
            took_s = self._seconds[suite.name] / self._workers
            over = "  over" if took_s > suite.budget_s else ""
            lines.append(self._line(suite.name, took_s, suite.budget_s, self._processor_s[suite.name]) + over)
        whole_s = sum(self._seconds.values()) / self._workers
        used_s = sum(self._processor_s.values()) + self._collecting_s
        collecting = f"{COLLECTING:18}{'':24}{self._collecting_s:11.1f}"
        return [*lines, collecting, self._line("all", whole_s, WHOLE_RUN_S, used_s), *self._worlds_told()]

    def _worlds_told(self) -> list[str]:
        """How many worlds there were, in a run that had any."""
        if not self._worlds:
            return []
        of = f"of {len(set(self._worlds)):,} plans, where {MEANT} worlds are meant"
        steps = f"; and {self._steps} {STEPS}" if self._steps else ""
        return [f"{WORLDS:18}{len(self._worlds):7,} {of}{steps}"]

    def _line(self, name: str, took_s: float, budget_s: int, used_s: float) -> str:
        tests = self._tests[name] or sum(self._tests.values())
        return f"{name:18}{tests:7,}{took_s:9.1f}{budget_s:8}{used_s:11.1f}"


def show_times(config: pytest.Config) -> None:
    """Have the table shown by the process that hands out the tests, if several run them."""
    config.pluginmanager.register(ProcessorTime())
    workers = getattr(config.option, "numprocesses", None)
    if workers and not hasattr(config, "workerinput"):
        config.pluginmanager.register(SuiteTimes(int(workers)))
