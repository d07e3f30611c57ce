"""What no file of the house says: one machine's paths, unowned promises, the address of a package index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from house_tree import ROOT, shown, texts

FORBIDDEN = {
    "a path of one person's machine": re.compile(r"(?<![\w.*}\])-])/(?:home|root|work|Users)/[\w.]"),
    "a promise without an owner": re.compile(r"\b(?:TODO|FIXME|XXX)\b(?!\()"),
    "both sides of a merge": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
    "the number of an issue": re.compile(r"\bissues? #?\d", re.IGNORECASE),
}
INSTALLING = ("Makefile", "build.spec", "pyproject.toml", "requirements.lock", ".ci/run")
ADDRESS = re.compile(r"://|\b[\w-]+\.(?:org|com|net|io|dev)\b")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = [
        f"{shown(path)}: {match.group()}"
        for path, text in texts()
        if path != Path(__file__)
        for match in FORBIDDEN[what].finditer(text)
    ]

    assert found == []


def test_what_installs_names_no_address() -> None:
    installing = [*(ROOT / name for name in INSTALLING), *sorted((ROOT / "scripts").iterdir())]
    found = [
        f"{shown(path)}: {match.group()}"
        for path in installing
        if path.is_file()
        for match in ADDRESS.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []
