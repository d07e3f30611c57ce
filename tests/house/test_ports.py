"""Nothing in the rules, the commands, the wire and the sync reaches for the machine's own time, chance, files
or network: a simulated world must be able to stand in for each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from house_tree import ROOT

pytestmark = pytest.mark.usefixtures("no_collector")

ROOMS = ("core/rules", "core/commands", "core/wire", "sync")
PORTS = {"sync/ports.py", "sync/apart.py"}
"""Where the machine's own stands behind a port."""
MACHINE = frozenset(
    {"os", "time", "random", "uuid", "secrets", "socket", "shutil", "tempfile", "subprocess", "getpass"}
)
MOMENTS = frozenset({"now", "today", "utcnow"})
FILE_CALLS = frozenset(
    {
        "chmod",
        "exists",
        "glob",
        "hardlink_to",
        "is_dir",
        "is_file",
        "iterdir",
        "mkdir",
        "read_bytes",
        "read_text",
        "rename",
        "rglob",
        "rmdir",
        "stat",
        "symlink_to",
        "touch",
        "unlink",
        "write_bytes",
        "write_text",
    }
)


def reaches(tree: ast.Module) -> Iterator[str]:
    """What a module takes from the machine, as `line: what`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name.partition(".")[0] for alias in node.names]
            yield from (f"{node.lineno}: import {name}" for name in names if name in MACHINE)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            if node.module.partition(".")[0] in MACHINE:
                yield f"{node.lineno}: from {node.module}"
        elif isinstance(node, ast.Call) and (what := _reached(node)):
            yield f"{node.lineno}: {what}"


def _reached(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Name):
        return "open()" if function.id == "open" else ""
    if not isinstance(function, ast.Attribute):
        return ""
    name = function.attr
    is_moment = name in MOMENTS
    is_path_s = name in FILE_CALLS or name == "open"
    # A path is replaced by one other; a text needs two arguments, a struct its changes.
    is_path_s = is_path_s or (name == "replace" and len(call.args) == 1 and not call.keywords)
    if not (is_moment or is_path_s):
        return ""
    owner = ast.unparse(function.value)
    if is_moment and owner.rpartition(".")[2] in ("datetime", "date"):
        return f"{owner}.{name}()"
    return f"{owner}.{name}()" if is_path_s and not owner.endswith("files") else ""


def modules() -> list[str]:
    found = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    names = (path.relative_to(ROOT).as_posix() for path in found)
    return [name for name in names if name not in PORTS and "/migrations/" not in name]


@pytest.mark.parametrize("module", modules())
def test_a_module_takes_nothing_from_the_machine_but_through_a_port(module: str) -> None:
    assert list(reaches(ast.parse((ROOT / module).read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "from os import path",
        "import random as chance",
        "from time import monotonic",
        "import socket",
        "open('x')",
        "path.read_text()",
        "draft.replace(path)",
        "path.open('rb')",
        "datetime.now()",
        "datetime.datetime.utcnow()",
        "(folder / 'x').unlink()",
    ],
)
def test_what_reaches_for_the_machine_is_found(source: str) -> None:
    assert len(list(reaches(ast.parse(source)))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "world.files.replace(a, b)",
        "self._files.exists(path)",
        "text.replace('a', 'b')",
        "structs.replace(row, code='')",
        "clock.now()",
        "from datetime import timedelta",
        "import asyncio",
    ],
)
def test_what_does_not_is_left_alone(source: str) -> None:
    assert list(reaches(ast.parse(source))) == []


def test_the_ports_are_where_they_are_said_to_be() -> None:
    assert all(Path(ROOT / name).is_file() for name in PORTS)
