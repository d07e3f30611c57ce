"""The watch over tests of the core that ask one kind of database alone (tests/support/both_databases.py)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine

from tests.support.both_databases import REASONS, Watch, names_one_kind
from tests.support.core_databases import KINDS

CORE = Path(__file__).parents[1] / "core"


def ask(watch: Watch, nodeid: str, *parameters: object) -> None:
    """A test of this name asks a database in memory."""
    named = SimpleNamespace(params=dict(enumerate(parameters)))
    item = SimpleNamespace(nodeid=nodeid, callspec=named if parameters else None)
    around = watch.over(item)  # type: ignore[arg-type]
    next(around)
    engine = create_engine("sqlite://")
    engine.connect().close()
    engine.dispose()
    next(around, None)


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


def test_whoever_asks_one_kind_alone_fails(watch: Watch) -> None:
    with pytest.raises(pytest.fail.Exception, match="asks sqlite alone"):
        ask(watch, "tests/core/feed/test_log.py::test_new")
    with pytest.raises(pytest.fail.Exception, match="asks sqlite alone"):
        ask(watch, "tests/core/feed/test_log.py::test_new[7]", 7)


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_a_twin_does_not(watch: Watch, kind: str) -> None:
    ask(watch, f"tests/core/feed/test_log.py::test_new[{kind}]", 7, kind)


def test_nor_who_has_a_reason(watch: Watch) -> None:
    ask(watch, f"tests/core/{next(iter(REASONS))}::test_old")


@pytest.mark.parametrize(
    ("mark", "is_one"),
    [
        (pytest.mark.parametrize("kind", KINDS), False),
        (pytest.mark.parametrize("kind", ["postgresql"]), True),
        (pytest.mark.parametrize("kind", ["sqlite", "elsewhere"]), True),
        (pytest.mark.parametrize("role", ["manager"]), False),
    ],
)
def test_a_parametrization_has_both_or_none(mark: Callable[..., pytest.MarkDecorator], is_one: bool) -> None:
    assert names_one_kind([mark.mark]) is is_one  # type: ignore[attr-defined]


def test_the_reasons_are_few_and_about_tests_that_are_there() -> None:
    assert len(REASONS) <= 16
    for beginning in REASONS:
        file, _, name = beginning.partition("::")
        assert f"def {name}" in (CORE / file).read_text(encoding="utf-8"), beginning
