"""The GS1 Barcode Syntax Dictionary: what each application identifier takes.

``resources/gs1/gs1-syntax-dictionary.txt`` is GS1's own file (github.com/gs1/gs1-syntax-dictionary, Apache
2.0); its head describes its syntax. It is read once, at the first element.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

FILE = Path(__file__).resolve().parents[2] / "resources" / "gs1" / "gs1-syntax-dictionary.txt"
_LINE = re.compile(r"(\d{2,4})(?:-(\d{2,4}))?\s+([*?]*)\s+(.*?)\s*(?:#\s*(.*))?")
_COMPONENT = re.compile(r"(\[?)([NXYZ])(\.\.)?(\d+)\]?((?:,[a-z0-9]+)*)")
_CHARACTERS = {"N": "csetnumeric", "X": "cset82", "Y": "cset39", "Z": "cset64"}


class Component(msgspec.Struct, frozen=True):
    """A part of a value.

    Attributes:
        least, most: characters, where it is there at all.
        linters: the names of its checks, its set of characters first.
    """

    least: int
    most: int
    linters: tuple[str, ...]
    is_optional: bool


class Identifier(msgspec.Struct, frozen=True):
    """An application identifier.

    Attributes:
        ends_with_separator: a separator is wanted after its value when something follows.
        is_attribute: it may be in the query of a Digital Link.
        qualifiers: None unless it can be the key of a Digital Link; else the orders of what may follow it.
        needs: for each, one of these sets of identifiers has to be there; ``n`` stands for any digit.
        excludes: identifiers that must not be there.
    """

    number: str
    title: str
    components: tuple[Component, ...]
    ends_with_separator: bool
    is_attribute: bool
    qualifiers: tuple[tuple[str, ...], ...] | None
    needs: tuple[tuple[tuple[str, ...], ...], ...]
    excludes: tuple[str, ...]


@cache
def identifiers() -> dict[str, Identifier]:
    """All identifiers by their numbers."""
    found: dict[str, Identifier] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        match = _LINE.fullmatch(line)
        if match:
            first, last = match[1], match[2] or match[1]
            for number in range(int(first), int(last) + 1):
                name = f"{number:0{len(first)}d}"
                found[name] = _identifier(name, match[3], match[4].split(), match[5] or "")
    return found


def identifier_of(number: str) -> Identifier | None:
    """One identifier, or None where GS1 has none of this number."""
    return identifiers().get(number)


@cache
def lengths() -> dict[str, int]:
    """How many digits an identifier has, by its first two."""
    return {number[:2]: len(number) for number in identifiers()}


def _identifier(number: str, flags: str, words: list[str], title: str) -> Identifier:
    components = [match for word in words if (match := _COMPONENT.fullmatch(word))]
    attributes = [word.partition("=") for word in words if not _COMPONENT.fullmatch(word)]
    keys = [value for name, _, value in attributes if name == "dlpkey"]
    return Identifier(
        number,
        title,
        tuple(_component(match) for match in components),
        "*" not in flags,
        "?" in flags,
        tuple(tuple(way.split(",")) if way else () for way in keys[0].split("|")) if keys else None,
        tuple(_sets(value) for name, _, value in attributes if name == "req"),
        tuple(one for name, _, value in attributes if name == "ex" for one in value.split(",")),
    )


def _component(match: re.Match[str]) -> Component:
    optional, kind, varies, size, linters = match.groups()
    checks = (_CHARACTERS[kind], *filter(None, linters.split(",")))
    return Component(1 if varies else int(size), int(size), checks, bool(optional))


def _sets(value: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one.split("+")) for one in value.split(","))
