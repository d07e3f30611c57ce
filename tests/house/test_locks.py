"""The locks hold every dependency, each with its hashes."""

from __future__ import annotations

import re
import tomllib

import pytest
from house_tree import ROOT

LOCKS = ("requirements.lock", "scripts/bootstrap.lock")
NAME = re.compile(r"^([a-z0-9][a-z0-9._-]*)", re.IGNORECASE)
PINNED = re.compile(r"^[a-z0-9._-]+(\[[\w,-]+\])?==\S+( ;.*)? \\$", re.IGNORECASE)
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


@pytest.mark.parametrize("lock", LOCKS)
def test_each_line_is_a_pinned_version_or_a_hash(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not PINNED.match(line) and not HASH.match(line)] == []


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        *map(_name, project["project"]["dependencies"]),
        *map(_name, project["dependency-groups"]["dev"]),
        *map(_name, project["project"]["optional-dependencies"]["camera"]),
    }
    locked = {
        _name(line)
        for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
        if line[0] != " "
    }

    assert wanted - locked == set()


def test_what_builds_the_project_is_locked_too() -> None:
    """The project is installed without build isolation, so its build needs no network."""
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"][
        "requires"
    ]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert [name for name in map(_name, requires) if f"\n{name}==" not in lock] == []


def _name(requirement: str) -> str:
    match = NAME.match(requirement)
    assert match is not None, requirement
    return re.sub(r"[-_.]+", "-", match.group(1)).lower()
