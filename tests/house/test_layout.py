"""Folders have inhabitants, files and functions fit, and names say what is inside."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from house_tree import files, folders, shown

pytestmark = pytest.mark.usefixtures("no_collector")

LONGEST_FILE_LINES = 400
LONGEST_TEST_LINES = 600
"""A file of tests is a list that is read in parts."""
LONG_FILE_LINES = 300
LONGEST_FUNCTION_LINES = 70
# A migration is the record of one day: it is written once, and never taken apart later.
RECORDS = "/migrations/versions/"
_BLOCKS = (ast.stmt, ast.excepthandler, ast.match_case)
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}


def test_every_folder_has_an_inhabitant() -> None:
    inhabited = {
        parent
        for path in files()
        if path.name != "__init__.py" or path.read_text(encoding="utf-8").strip()
        for parent in path.parents
    }
    left_by_python = {
        folder for folder in folders() if [path.name for path in folder.iterdir()] == ["__pycache__"]
    }

    assert [shown(folder) for folder in folders() if folder not in inhabited | left_by_python] == []


def _longest(name: str) -> int:
    return LONGEST_TEST_LINES if name.startswith("tests/") else LONGEST_FILE_LINES


def test_no_file_is_too_long() -> None:
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _written()}
    for name, lines in sorted(lengths.items(), key=lambda item: -item[1]):
        if lines > LONG_FILE_LINES:
            print(f"{lines} lines: {name}")

    assert {name: lines for name, lines in lengths.items() if lines > _longest(name)} == {}


def test_no_function_is_too_long() -> None:
    assert [name for name, lines in _functions() if lines > LONGEST_FUNCTION_LINES] == []


def test_names_say_what_is_inside() -> None:
    named = [*files(".py"), *folders()]

    assert [shown(path) for path in named if path.stem in NAMES_THAT_SAY_NOTHING] == []


def _written() -> Iterator[Path]:
    return (path for path in files(".py") if RECORDS not in path.as_posix())


def _functions() -> Iterator[tuple[str, int]]:
    for path in _written():
        for node in _statements(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                yield f"{shown(path)}:{node.name}", node.end_lineno - node.lineno + 1


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a block of it, at any depth; no expression holds a function with a name."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, _BLOCKS):
            yield inner
            yield from _statements(inner)


def test_no_two_files_of_tests_have_one_name() -> None:
    """The folders of tests are no packages: of two of a name, the second is not collected."""
    names = Counter(path.name for path in files(".py") if path.name.startswith("test_"))

    assert [name for name, times in names.items() if times > 1] == []
