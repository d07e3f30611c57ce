"""The files of templates: those that ship, and the chain's or store's own beside them."""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from core.rules.errors import BadInput
from desktop.labels.template import Template

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "labels"
TEMPLATE_BYTES_MAX = 256 * 1024
"""Far above any real template; a file beyond it is not one."""
DRAFT = "template_text"
"""Among a job's data: the text of the template that it is to be printed by, kept or not."""
_OWN: list[Path] = []
_CHAIN: list[Path] = []
_LINE = re.compile(r"^(.*?)\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_AT = re.compile(r"^(.*?)(?: - at (?:`\$(.*)`|.*))?$", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `(.+)`")
_VALUE = re.compile(r"Invalid (?:enum )?value '(.*)'")
_KIND = re.compile(r"Expected `(.+)`, got `(.+)`")
_ELEMENT = re.compile(r"\.?elements\[(\d+)\]")


def names(folder: Path = SHIPPED) -> tuple[str, ...]:
    """The names of the templates in a folder."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def own_names() -> tuple[str, ...]:
    """The names of this workstation's own templates."""
    return names(_OWN[0]) if _OWN else ()


def chain_names() -> tuple[str, ...]:
    """The names of the chain's templates that are good here."""
    return names(_CHAIN[0]) if _CHAIN else ()


def load(name: str) -> Template:
    """A template by its name: this workstation's own (`use_own`), the chain's, or the one that ships.

    Raises:
        BadInput: ``label_template_unknown``, or see `load_file`; an own one is never passed over.
    """
    path = _path_of(name)
    return _kept(path, path.stat().st_mtime_ns)


def template_for(name: str, data: Mapping[str, Any]) -> Template:
    """The template of a job: the text that it brings along (`DRAFT`), else the one of its name; see `load`
    and `read_text` for what is raised."""
    text = data.get(DRAFT)
    return read_text(text) if isinstance(text, str) else load(name)


def use_own(folder: Path, chain: Path | None = None) -> None:
    """Take this workstation's own templates, and the chain's, from these folders from now on; a changed file
    counts at once."""
    _OWN[:] = [folder]
    _CHAIN[:] = [chain] if chain is not None else []


def text_of(name: str) -> str:
    """The readable file of a template as it is used now; see `load` for what is raised."""
    return _path_of(name).read_text(encoding="utf-8", errors="replace")


def base_text(name: str) -> str:
    """The file that is used where this workstation has none of its own: the chain's, or the one that ships;
    empty where there is neither."""
    if name in chain_names():
        return (_CHAIN[0] / f"{name}.toml").read_text(encoding="utf-8", errors="replace")
    return shipped_text(name)


def shipped_text(name: str) -> str:
    """The file that ships; empty for a template that is the chain's alone."""
    path = SHIPPED / f"{name}.toml"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def keep_own(folder: Path, name: str, text: str) -> None:
    """Keep a text as the store's own version of a template: whole, or as it was.

    Raises:
        BadInput: it is not a template (see `read_text`).
        OSError: the disk does not take it.
    """
    read_text(text)
    keep_text(folder / f"{name}.toml", text)


def keep_text(path: Path, text: str) -> None:
    """Write a template's file: whole, or as it was.

    Raises:
        OSError: the disk does not take it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(prefix=f".{path.stem}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def drop_own(folder: Path, name: str) -> None:
    """Go back to the chain's template, or to the one that ships."""
    (folder / f"{name}.toml").unlink(missing_ok=True)


def load_file(path: Path) -> Template:
    """A template from a file.

    Raises:
        BadInput: ``label_template_missing`` or ``label_template_unreadable``, with the place in ``reason``.
    """
    try:
        if path.stat().st_size > TEMPLATE_BYTES_MAX:
            raise _unreadable(path, "too large", "template_too_large")
        return read_text(path.read_bytes().decode(), str(path))
    except OSError as error:
        raise BadInput("label_template_missing", path=str(path), reason=str(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, str(error), "template_not_text") from error


def read_text(text: str, path: str = "") -> Template:
    """A template from its text.

    Raises:
        BadInput: ``label_template_unreadable``; ``why`` is one of ``problem_sentences.FAULTS``, and the other
            data are what its sentence needs.
    """
    try:
        return msgspec.toml.decode(text, type=Template)
    except (msgspec.DecodeError, ValueError) as error:
        raise BadInput(
            "label_template_unreadable", path=path, reason=str(error), **_fault(text, str(error))
        ) from error


def _unreadable(path: Path, reason: str, why: str) -> BadInput:
    return BadInput("label_template_unreadable", path=str(path), reason=reason, why=why)


def _path_of(name: str) -> Path:
    for folder in (*_OWN, *_CHAIN, SHIPPED):
        if name in names(folder):
            return folder / f"{name}.toml"
    raise BadInput("label_template_unknown", name=name, known=list(names()))


@lru_cache(maxsize=64)
def _kept(path: Path, changed_at: int) -> Template:  # noqa: ARG001 - a changed file is another one
    return load_file(path)


def _fault(text: str, said: str) -> dict[str, str]:
    """What is wrong by the words of the TOML reader and of msgspec, which have no codes."""
    if line := _LINE.match(said):
        found = {"detail": line[1], "line": line[2] or str(text.count("\n") + 1), "column": line[3] or "1"}
        return {"why": "template_line", **found}
    at = _AT.match(said)
    what, place = (at[1], _place(text, at[2] or "")) if at else (said, "")
    if missing := _MISSING.fullmatch(what):
        return {"why": "template_key_missing", "key": missing[1], "place": place}
    if unknown := _UNKNOWN.fullmatch(what):
        return {"why": "template_key_unknown", "key": unknown[1], "place": place}
    if value := _VALUE.fullmatch(what):
        return {"why": "template_value", "value": value[1], "place": place}
    if kind := _KIND.match(what):
        return {"why": "template_value_kind", "wanted": kind[1], "got": kind[2], "place": place}
    return {"why": "template_other", "detail": said}


def _place(text: str, path: str) -> str:
    """Where in a template something is, by the names of its elements."""
    elements: Any = tomllib.loads(text).get("elements", ())

    def named(match: re.Match[str]) -> str:
        nonlocal elements
        number = int(match[1])
        element = elements[number] if isinstance(elements, list) and number < len(elements) else {}
        elements = element.get("elements", ()) if isinstance(element, dict) else ()
        name = element.get("name", "") if isinstance(element, dict) else ""
        return f" > {name or number + 1}"

    return _ELEMENT.sub(named, path).replace("[...]", "").replace(".", " > ").strip(" >")
