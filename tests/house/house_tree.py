"""The files and folders of the house, as the tests of the house walk them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "sync", "desktop")
FOLDERS = (*PACKAGES, "resources", "tests", "benchmarks", "scripts", "docs")
TOP_LEVEL = ("Makefile", "README.md", "CHANGELOG.md", "pyproject.toml", "build.spec", ".gitignore", ".ci/run")
GENERATED_FOLDERS = re.compile(r"^(__pycache__|\..+|.+\.egg-info)$")
GENERATED_FILES = re.compile(r"\.(qm|pyc)$")


@cache
def folders() -> tuple[Path, ...]:
    """Every folder of the house that a person made."""
    return tuple(_folders())


def _folders() -> Iterator[Path]:
    for name in FOLDERS:
        top = ROOT / name
        for folder in [top, *sorted(path for path in top.rglob("*") if path.is_dir())]:
            inside = folder.relative_to(ROOT).parts
            if folder.is_dir() and not any(GENERATED_FOLDERS.match(part) for part in inside):
                yield folder


@cache
def files(suffix: str = "") -> tuple[Path, ...]:
    """Every file in those folders, of one suffix or of any."""
    return tuple(path for path in _files() if path.name.endswith(suffix))


@cache
def _files() -> tuple[Path, ...]:
    return tuple(
        path
        for folder in folders()
        for path in sorted(folder.iterdir())
        if path.is_file() and not GENERATED_FILES.search(path.name)
    )


@cache
def texts() -> tuple[tuple[Path, str], ...]:
    """Every text a person wrote, with the files at the top; pictures and fonts are passed over."""
    return tuple(_texts())


def _texts() -> Iterator[tuple[Path, str]]:
    for path in [*files(), *(ROOT / name for name in TOP_LEVEL if (ROOT / name).exists())]:
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def shown(path: Path) -> str:
    """A path as a report names it: relative to the house, with forward slashes."""
    return path.relative_to(ROOT).as_posix()
