"""The arrows between packages hold, and what must be deterministic reaches for nothing of the machine's."""

from __future__ import annotations

import ast
import logging.config
from collections.abc import Iterator
from pathlib import Path

import pytest
from house_tree import ROOT, files, shown
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

pytestmark = pytest.mark.usefixtures("no_collector")

DETERMINISTIC = ("core/rules/", "core/commands/", "core/wire/", "sync/")
MODULES_OF_THE_MACHINE = {"random", "secrets"}
CALLS_TO_THE_MACHINE = {
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "monotonic"),
    ("time", "sleep"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("os", "urandom"),
    ("uuid", "uuid1"),
    ("uuid", "uuid4"),
    ("uuid", "uuid7"),
}


def test_the_import_contracts_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    # import-linter's settings of the log would silence every logger there is, for the tests to come too.
    monkeypatch.setattr(logging.config, "dictConfig", lambda _settings: None)

    status = lint_imports(config_filename="pyproject.toml", no_logo=True)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_clock_identifiers_and_chance_come_through_ports() -> None:
    deterministic = [path for path in files(".py") if shown(path).startswith(DETERMINISTIC)]

    assert [reach for path in deterministic for reach in _reaches_for_the_machine(path)] == []


def test_python_s_salted_hash_is_in_no_checksum() -> None:
    travelling = [
        path for path in files(".py") if shown(path).startswith(("core/wire/", "core/feed/", "sync/"))
    ]

    assert [call for path in travelling for call in _calls_of_hash(path)] == []


def _reaches_for_the_machine(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        yield from (
            f"{shown(path)}:{getattr(node, 'lineno', 0)} {what}" for what in _taken_from_the_machine(node)
        )


def _taken_from_the_machine(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (name.name for name in node.names if name.name in MODULES_OF_THE_MACHINE)
    if isinstance(node, ast.ImportFrom):
        for name in node.names:
            if node.module in MODULES_OF_THE_MACHINE or (node.module, name.name) in CALLS_TO_THE_MACHINE:
                yield f"{node.module}.{name.name}"
    if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in CALLS_TO_THE_MACHINE:
        yield f"{_last_name(node.value)}.{node.attr}"


def _calls_of_hash(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash":
            yield f"{shown(path)}:{node.lineno}"


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
