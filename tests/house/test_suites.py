"""The run's files are counted by suite and begin with the dearest; statements and handlers are read once."""

from __future__ import annotations

import ast
import builtins
import gc
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest
from house_tree import PACKAGES, ROOT
from hypothesis.internal import charmap
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import is_local_module_file
from litestar import Litestar, get
from litestar.params import FromQuery
from litestar.routes import HTTPRoute
from sqlalchemy import create_engine, event, literal, select

from tests.support import compiled, plain_python, suites
from tests.support.compiled import read_a_share, tell_what_utf_8_has
from tests.support.core_databases import KINDS
from tests.support.kill_points import EVERY, POINTS, share_of
from tests.support.shared_signatures import share_signatures
from tests.support.suites import (
    DEAREST,
    SUITES,
    ProcessorTime,
    SuiteTimes,
    count_too,
    dearest_first,
    processor_s,
    suite_of,
    taken_by,
)

IMPORT_AS_COLLECTED = builtins.__import__


def test_every_file_named_as_dear_is_there() -> None:
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")]
    assert [name for name in DEAREST if not any(file.startswith(name) for file in files)] == []


def test_what_has_a_full_count_runs_where_that_is_asked_for() -> None:
    """`make simulate` asks for it of tests with one of these marks alone."""
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    asking = [
        (path.name, test.name, _is_marked(test))
        for path, text in texts.items()
        if "getoption(OPTION)" in text
        for test in _asking(ast.parse(text))
    ]
    assert len(asking) >= 3
    assert [name for *name, is_marked in asking if not is_marked] == []


def test_a_mark_counts_for_its_own_test_alone() -> None:
    tests = _asking(
        ast.parse(
            """
def points(request):
    return request.config.getoption(OPTION)

@pytest.fixture
def some(request):
    return points(request)

@pytest.mark.simulate
def test_marked(request):
    assert points(request)

def test_by_a_helper(request):
    assert points(request)

def test_by_a_fixture(some):
    assert some

def test_another():
    assert True
"""
        )
    )
    assert {test.name: _is_marked(test) for test in tests} == {
        "test_marked": True,
        "test_by_a_helper": False,
        "test_by_a_fixture": False,
    }


def _asking(module: ast.Module) -> list[ast.FunctionDef]:
    """Tests of a file that ask for full counts, themselves or by what they call or are given."""
    functions = {node.name: node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}
    asking = {name for name, node in functions.items() if any(map(_asks, ast.walk(node)))}
    while more := {n for n, node in functions.items() if n not in asking and asking & _names_in(node)}:
        asking |= more
    return [functions[name] for name in sorted(asking) if name.startswith("test_")]


def _asks(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node).endswith(".getoption(OPTION)")


def _names_in(function: ast.FunctionDef) -> set[str]:
    called = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    return called | {argument.arg for argument in function.args.args}


def _is_marked(test: ast.FunctionDef) -> bool:
    marks = " ".join(ast.unparse(one) for one in test.decorator_list)
    return re.search(r"pytest\.mark\.(simulate|full)\b", marks) is not None


def test_each_point_is_killed_on_one_of_both_databases() -> None:
    shared = [share_of(list(POINTS), kind, begin) for begin in range(EVERY) for kind in KINDS]
    turns = [shared[at : at + 2] for at in range(0, len(shared), 2)]
    assert all(sorted(one + other) == sorted(POINTS) for one, other in turns)
    # Whatever else one of them passes.
    assert set(share_of(list(POINTS)[3:], KINDS[0])) <= set(share_of(list(POINTS), KINDS[0]))
    on_postgresql = [point for turn in range(EVERY) for point in share_of(list(POINTS), "postgresql", turn)]
    assert sorted(on_postgresql) == sorted(POINTS)


@pytest.mark.parametrize(
    ("nodeid", "name"),
    [
        ("tests/e2e/test_tour.py::test_a", "tour"),
        ("tests/e2e/test_two_cores.py::test_a", "from end to end"),
        ("tests/core/service/test_cli_serves.py::test_a", "from end to end"),
        ("tests/core/service/test_cli.py::test_a", "both databases"),
        ("tests/core/service/demo/test_demo_day.py::test_a", "unit"),
        ("tests/core/feed/test_log.py::test_a", "both databases"),
        ("tests/desktop/screens/test_look.py::test_a", "look"),
        ("tests/desktop/screens/test_today_screen.py::test_a", "screens"),
        ("tests/desktop/shell/test_words.py::test_a", "unit"),
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


def test_how_many_worlds_all_workers_began_is_told() -> None:
    times = SuiteTimes(workers=2)
    for plans, steps in ((["a", "b", "a"], 0), (["b", "c"], 3)):
        told = {"worlds begun": plans, "to make one smaller": steps}
        times.pytest_testnodedown(SimpleNamespace(workeroutput=told))
    said = "worlds begun 5 of 3 plans, where 200 worlds are meant; and 3 to make one smaller"
    assert times.lines()[-1].split() == said.split()


def test_a_server_that_is_no_child_of_the_run_is_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suites, "_servers", [])
    before = processor_s()
    count_too(lambda: 1_000.0)
    assert processor_s() >= before + 1_000


def test_what_a_server_takes_is_told_with_the_last_test_of_each_file(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = iter([0.0, 100.0, 300.0])
    monkeypatch.setattr(suites, "_servers", [lambda: next(taken)])
    times, told = ProcessorTime(), []
    files = [Path("a.py"), Path("a.py"), Path("b.py")]
    items = [cast(pytest.Item, SimpleNamespace(path=path)) for path in files]
    for item, following in zip(items, [*items[1:], None], strict=True):
        times.pytest_runtest_protocol(item, following)
        reporting = times.pytest_runtest_makereport()
        next(reporting)
        with pytest.raises(StopIteration) as ended:
            reporting.send(cast(pytest.TestReport, SimpleNamespace(when="teardown")))
        told.append(ended.value.value.processor_s)
    # What this process takes meanwhile is next to nothing.
    assert [round(seconds, -2) for seconds in told] == [0, 100, 200]


def test_a_child_s_seconds_are_counted_while_it_lives() -> None:
    own_s, _children_s = taken_by(str(os.getpid()))
    # The other is a sum, and may end a hair below.
    assert 0 < own_s <= processor_s() + 1e-6
    with subprocess.Popen(
        [sys.executable, "-c", "sum(range(10**7)); input()"], stdin=subprocess.PIPE
    ) as child:
        while not sum(taken_by(str(child.pid))):
            assert child.poll() is None
    assert taken_by(str(child.pid)) == (0, 0)


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


def test_what_is_passed_over_has_no_constants_for_hypothesis(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(providers, "_seen_modules", set())
    read_a_share(_worker(0, 1))
    passed_over = [module for module in [*sys.modules.values()] if id(module) in providers._seen_modules]
    named = [str(module.__file__) for module in passed_over if getattr(module, "__file__", None)]
    assert len(named) >= 1_000
    of_the_machine = Path(sysconfig.get_path("stdlib"), "sitecustomize.py")  # Debian's leads into /etc
    foreign = [file for file in named if Path(file) != of_the_machine]
    assert [file for file in foreign if is_local_module_file(file)] == []


def test_hypothesis_reads_what_it_is_told_of_utf_8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "made" / "codec.json.gz"
    monkeypatch.setattr(compiled, "charmap_file", lambda _name: kept)
    monkeypatch.setattr(charmap, "charmap_file", lambda _name: kept)
    tell_what_utf_8_has()
    monkeypatch.setattr(sys, "maxunicode", 1)  # it would try these two alone
    drawn, changed = charmap.intervals_from_codec.__wrapped__("utf-8")
    assert (drawn.intervals, changed.intervals) == (((0, 0xD7FF), (0xE000, 0x10FFFF)), ())
    for first, last in drawn.intervals:
        assert len(f"{chr(first)}{chr(last)}".encode()) in (4, 7)
    for other in (0xD800, 0xDFFF):
        with pytest.raises(UnicodeEncodeError):
            chr(other).encode()


def test_tests_are_collected_without_what_qt_does_to_imports() -> None:
    assert IMPORT_AS_COLLECTED is plain_python._IMPORT
    assert builtins.__import__ is not plain_python._IMPORT


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
