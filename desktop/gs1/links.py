"""GS1 Digital Links (GS1 Digital Link Standard: URI Syntax): an element string as a web address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, unquote, unquote_plus

from desktop.gs1.dictionary import Identifier, identifier_of
from desktop.gs1.element_strings import Element, Reading, checked
from desktop.gs1.linters import Fault

_ADDRESS = re.compile(r"(?:https?|HTTPS?)://([A-Za-z0-9.:_~@\[\]%-]+)(/[^?#]*)?(?:\?([^#]*))?(?:#.*)?")
_ALLOWED = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_SHORT_NAMES = {"gtin": "01", "cpv": "22", "lot": "10", "ser": "21", "sscc": "00", "gln": "414"}
_GTIN_DIGITS = {"01": 14, "02": 14}


def read_link(text: str) -> Reading:
    """The elements of a Digital Link; what else its query says is passed over."""
    match = _ADDRESS.fullmatch(text) if _ALLOWED.fullmatch(text) else None
    if match is None:
        return Reading((), Fault("not_a_link", text), is_whole=False)
    pairs = _path_pairs((match[2] or "").split("/")[1:])
    if pairs is None:
        return Reading((), Fault("no_key", text), is_whole=False)
    queried = _query_pairs(match[3] or "")
    if isinstance(queried, Fault):
        return Reading((), queried, is_whole=False)
    return _read([*pairs, *queried])


def link_of(elements: Iterable[Element], stem: str) -> str | None:
    """The Digital Link of elements under ``stem`` (``https://id.gs1.org``); None where they cannot be one."""
    values = {element.identifier: element.value for element in elements}
    known = {number: identifier_of(number) for number in values}
    key = next((one for one in known.values() if one is not None and one.qualifiers is not None), None)
    if key is None:
        return None
    chosen = max(key.qualifiers or ((),), key=lambda way: sum(number in values for number in way))
    path = [key.number, *(number for number in chosen if number in values)]
    rest = [number for number in values if number not in path]
    if not all((one := known[number]) is not None and one.is_attribute for number in rest):
        return None
    link = stem.rstrip("/") + "".join(f"/{number}/{quote(values[number], safe='')}" for number in path)
    query = "&".join(f"{number}={quote(values[number], safe='')}" for number in rest)
    return f"{link}?{query}" if query else link


def _path_pairs(parts: Sequence[str]) -> list[tuple[str, str]] | None:
    """The key and its qualifiers at the end of a path; None without a key, or in a wrong order."""
    for start in range(len(parts) - 2, -1, -1):
        key = _identifier(parts[start])
        if key is None or key.qualifiers is None or (len(parts) - start) % 2:
            continue
        numbers = [_SHORT_NAMES.get(part, part) for part in parts[start::2]]
        if any(_in_order(numbers[1:], way) for way in key.qualifiers):
            return [
                (number, unquote(value)) for number, value in zip(numbers, parts[start + 1 :: 2], strict=True)
            ]
    return None


def _identifier(part: str) -> Identifier | None:
    return identifier_of(_SHORT_NAMES.get(part, part))


def _in_order(numbers: Sequence[str], way: Sequence[str]) -> bool:
    rest = iter(way)
    return all(number in rest for number in numbers)


def _query_pairs(query: str) -> list[tuple[str, str]] | Fault:
    found: list[tuple[str, str]] = []
    for part in filter(None, re.split("[&;]", query)):
        name, _, value = part.partition("=")
        if not name.isdigit():
            continue
        known = identifier_of(name)
        if known is None or not known.is_attribute:
            return Fault("not_an_attribute", value, name)
        found.append((name, unquote_plus(value)))
    return found


def _read(pairs: Iterable[tuple[str, str]]) -> Reading:
    elements: list[Element] = []
    fault: Fault | None = None
    for number, given in pairs:
        known = identifier_of(number)
        assert known is not None, "pairs are of identifiers that there are"
        value = _with_zeros(number, given)
        taken, wrong = checked(known, value)
        if wrong is None and taken < len(value):
            wrong = Fault("value_too_long", value, number)
        if any(one.identifier == number for one in elements):
            wrong = wrong or Fault("said_twice", value, number)
        fault = fault or wrong
        elements.append(Element(number, known.title, value))
    return Reading(tuple(elements), fault)


def _with_zeros(number: str, value: str) -> str:
    """A GTIN of 8, 12 or 13 digits as the 14 that an element takes."""
    digits = _GTIN_DIGITS.get(number, 0)
    return value.zfill(digits) if len(value) in (8, 12, 13) else value
