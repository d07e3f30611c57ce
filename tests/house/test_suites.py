"""The run's files are counted by suite and begin with the dearest; statements and handlers are read once."""

from __future__ import annotations

import gc
import re
import sys
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest
from house_tree import PACKAGES, ROOT
from litestar import Litestar, get
from litestar.params import FromQuery
from litestar.routes import HTTPRoute
from sqlalchemy import create_engine, event, literal, select

from tests.support import compiled, suites
from tests.support.compiled import read_a_share
from tests.support.shared_signatures import share_signatures
from tests.support.suites import DEAREST, SUITES, SuiteTimes, count_too, dearest_first, processor_s, suite_of


def test_every_file_named_as_dear_is_there() -> None:
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")]
    assert [name for name in DEAREST if not any(file.startswith(name) for file in files)] == []


def test_what_has_a_full_count_runs_where_that_is_asked_for() -> None:
    """`make simulate` asks for it of tests with one of these marks alone."""
    asking = [
        path
        for path in (ROOT / "tests").rglob("test_*.py")
        if re.search(r"getoption\(OPTION\)", text := path.read_text(encoding="utf-8"))
        and not re.search(r"pytest\.mark\.(simulate|full)\b", text)
    ]
    assert asking == []


@pytest.mark.parametrize(
    ("nodeid", "name"),
    [
        ("tests/e2e/test_tour.py::test_a", "tour"),
        ("tests/e2e/test_two_cores.py::test_a", "from end to end"),
        ("tests/core/feed/test_log.py::test_a", "both databases"),
        ("tests/core/rules/test_money.py::test_a", "unit"),
        ("tests/sync/test_rebase.py::test_a", "unit"),
    ],
)
def test_a_test_belongs_to_one_suite(nodeid: str, name: str) -> None:
    assert suite_of(nodeid).name == name


def test_the_dearest_begin_and_the_others_keep_their_order() -> None:
    nodes = ["tests/docs/b.py::1", f"{DEAREST[1]}.py::1", "tests/docs/a.py::1", f"{DEAREST[0]}.py::1"]
    items = [cast(pytest.Item, SimpleNamespace(nodeid=node)) for node in nodes]
    dearest_first(items)
    assert [item.nodeid for item in items] == [nodes[3], nodes[1], nodes[0], nodes[2]]


def test_a_suite_over_its_budget_is_told() -> None:
    times = SuiteTimes(workers=2)
    tour = next(suite for suite in SUITES if suite.name == "tour")
    for when, took_s in (("setup", 2.0), ("call", 2.0 * tour.budget_s)):
        times.pytest_runtest_logreport(_report("tests/e2e/test_tour.py::test_a", when, took_s))
    times.pytest_runtest_logreport(_report("tests/docs/test_a.py::test_a", "call", 4.0))
    for _worker in range(2):
        times.pytest_testnodedown(SimpleNamespace(workeroutput={"collecting": 3.0}))
    times.pytest_testnodedown(SimpleNamespace())
    assert [line.split() for line in times.lines()] == [
        ["suite", "tests", "seconds", "budget", "processor"],
        ["tour", "1", f"{tour.budget_s + 1:.1f}", str(tour.budget_s), "1.0", "over"],
        ["unit", "1", "2.0", "90", "0.5"],
        ["collecting", "6.0"],
        ["all", "2", f"{tour.budget_s + 3:.1f}", "480", "7.5"],
    ]


def test_a_server_that_is_no_child_of_the_run_is_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suites, "_servers", [])
    before = processor_s()
    count_too(lambda: 1_000.0)
    assert processor_s() >= before + 1_000


def _worker(place: int, count: int) -> pytest.Config:
    return cast(pytest.Config, SimpleNamespace(workerinput={"workerid": f"gw{place}", "workercount": count}))


@pytest.mark.parametrize("count", [1, 4])
def test_workers_read_the_house_once_between_them(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    read: list[str] = []
    for number in range(40):
        monkeypatch.setitem(sys.modules, f"core.room_{number}", ModuleType(f"core.room_{number}"))
    monkeypatch.setattr(compiled, "constants_from_module", lambda module: read.append(module.__name__))
    for place in range(count):
        read_a_share(_worker(place, count))
    assert sorted(read) == sorted(name for name in sys.modules if name.partition(".")[0] in PACKAGES)
    assert len(read) >= 40


def test_one_process_leaves_what_it_reads_to_hypothesis(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    monkeypatch.setattr(compiled, "constants_from_module", read.append)
    read_a_share(cast(pytest.Config, SimpleNamespace()))
    assert read == []


def test_the_collector_is_at_work_again_after_collecting() -> None:
    assert gc.isenabled()


def test_a_second_engine_finds_a_statement_compiled() -> None:
    hits: list[str] = []
    for _ in range(2):
        engine = create_engine("sqlite://")
        event.listen(engine, "after_cursor_execute", lambda *got: hits.append(got[4].cache_hit.name))
        with engine.connect() as connection:
            assert connection.scalar(select(literal("a statement of this test alone"))) is not None
        engine.dispose()
    assert hits == ["CACHE_MISS", "CACHE_HIT"]


@get("/asked", sync_to_thread=False)
def asked(number: FromQuery[int]) -> int:
    return number


def test_a_second_application_finds_a_handler_read() -> None:
    share_signatures()
    routes = [Litestar([asked], openapi_config=None).routes[0] for _ in range(2)]
    one, other = (route.route_handler_map["GET"][0] for route in routes if isinstance(route, HTTPRoute))
    assert one is not other
    assert one.parsed_fn_signature is other.parsed_fn_signature
    assert one.signature_model is other.signature_model


def _report(nodeid: str, when: str, took_s: float) -> pytest.TestReport:
    return cast(
        pytest.TestReport, SimpleNamespace(nodeid=nodeid, when=when, duration=took_s, processor_s=0.5)
    )
