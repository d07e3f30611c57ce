"""The chain's own label templates at this workstation: tried where they arrive, and kept as files.

What has arrived and does not print well here is not used: the former one stays, and the refused text is kept
beside it, so that its words can be said.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import msgspec

from core.rules.errors import BadInput
from desktop.labels.problem import Problem
from desktop.labels.template_files import keep_text, read_text
from desktop.labels.validation import validate

_REFUSED = ".refused"
_one_at_a_time = threading.Lock()


class Faults(msgspec.Struct, frozen=True):
    """Why a text prints nothing good: it is no template at all, or what would be spoilt."""

    error: BadInput | None = None
    problems: tuple[Problem, ...] = ()

    def __bool__(self) -> bool:
        return self.error is not None or bool(self.problems)


def faults_of(name: str, text: str) -> Faults:
    """Try a text as `coulisse labels validate` does. It takes some tenths of a second."""
    try:
        template = read_text(text)
    except BadInput as error:
        return Faults(error)
    problems = validate(template)
    if template.name != name:
        problems.insert(0, Problem("name_changed", name, {"name": template.name}))
    return Faults(None, tuple(problems))


def take_in(folder: Path, published: Mapping[str, str], *, anew: bool = False) -> dict[str, Faults]:
    """Bring the files to what the chain has published, by name; "" for one that it has given up.

    Args:
        anew: also what was refused before is tried: this version of the program may print it.

    Returns:
        those that are refused now and were not before, and why.

    Raises:
        OSError: the disk does not take it.
    """
    with _one_at_a_time:
        for path in folder.glob("*.*"):
            if path.suffix in (".toml", _REFUSED) and not published.get(path.stem):
                path.unlink(missing_ok=True)
        refused = {}
        for name, text in published.items():
            if text and (faults := _take(folder, name, text, anew)):
                refused[name] = faults
        return refused


def refused_text(folder: Path, name: str) -> str:
    """What the chain has published and this workstation does not use; "" for nothing."""
    return _text(folder / f"{name}{_REFUSED}")


def refused_names(folder: Path) -> frozenset[str]:
    """The templates of which the chain has published what is not used here."""
    return frozenset(path.stem for path in folder.glob(f"*{_REFUSED}"))


def _take(folder: Path, name: str, text: str, anew: bool) -> Faults:
    taken, aside = folder / f"{name}.toml", folder / f"{name}{_REFUSED}"
    was_refused = text == _text(aside)
    if was_refused and not anew:
        return Faults()
    if text != _text(taken):
        faults = faults_of(name, text)
        if faults and was_refused:
            return Faults()
        if faults:
            keep_text(aside, text)
            return faults
        keep_text(taken, text)
    aside.unlink(missing_ok=True)
    return Faults()


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode(errors="replace")
    except FileNotFoundError:
        return ""
