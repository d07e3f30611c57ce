"""Element strings: as a scanner sends them, and as people read them (GS1 General Specifications, 7.8)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from desktop.gs1.dictionary import Component, Identifier, identifier_of, lengths
from desktop.gs1.linters import LINTERS, Fault

SEPARATOR = "\x1d"
_BRACKETED = re.compile(r"\(([^()]*)\)((?:\\\(|[^(])*)")


class Element(msgspec.Struct, frozen=True):
    """One element: its application identifier, GS1's own title of it ("GTIN"), its value."""

    identifier: str
    title: str
    value: str


class Reading(msgspec.Struct, frozen=True):
    """What was read.

    Attributes:
        elements: in the order of the text; up to where it could not be taken apart.
        fault: the first thing that is wrong, or None.
        is_whole: everything could be taken apart; what is wrong is inside a value.
    """

    elements: tuple[Element, ...]
    fault: Fault | None = None
    is_whole: bool = True

    def value(self, identifier: str) -> str | None:
        """The first value of an identifier."""
        return next((one.value for one in self.elements if one.identifier == identifier), None)


def read_elements(text: str, separator: str = SEPARATOR) -> Reading:
    """What a scanner sent, without a symbology identifier; separators before and after it are passed over."""
    elements: list[Element] = []
    fault: Fault | None = None
    rest = text.removeprefix(separator)
    if not rest:
        return Reading((), Fault("no_elements"), is_whole=False)
    while rest:
        known = _identifier_at(rest)
        if known is None:
            return _broken(elements, fault or Fault("unknown_identifier", rest[:4]))
        content, found, after = rest[len(known.number) :].partition(separator)
        taken, wrong = checked(known, content)
        if wrong is not None and wrong.code in _LENGTHS:
            return _broken(elements, fault or wrong)
        elements.append(Element(known.number, known.title, content[:taken]))
        fault = fault or wrong
        left = content[taken:]
        if left and known.ends_with_separator:
            return _broken(elements, fault or Fault("value_too_long", content, known.number))
        rest = left + (found + after if left else after)
    return Reading(tuple(elements), fault)


def read_bracketed(text: str) -> Reading:
    """What people read, ``(01)04006381333931(10)AB1``; a bracket in a value is written ``\\(``."""
    elements: list[Element] = []
    fault: Fault | None = None
    for number, value in _bracketed(text):
        known = identifier_of(number)
        if known is None:
            return _broken(elements, fault or Fault("unknown_identifier", number))
        taken, wrong = checked(known, value)
        if wrong is None and taken < len(value):
            wrong = Fault("value_too_long", value, number)
        if wrong is not None and wrong.code in _LENGTHS:
            return _broken(elements, fault or wrong)
        elements.append(Element(number, known.title, value))
        fault = fault or wrong
    return Reading(tuple(elements), fault) if elements else _broken([], Fault("no_elements"))


def unbracketed(elements: Iterable[Element], separator: str = SEPARATOR) -> str:
    """The elements as a scanner sends them, with a separator before the first."""
    text, wants_separator = "", True
    for element in elements:
        text += (separator if wants_separator else "") + element.identifier + element.value
        known = identifier_of(element.identifier)
        wants_separator = known is None or known.ends_with_separator
    return text


_LENGTHS = frozenset({"value_too_short", "value_too_long"})


def checked(known: Identifier, content: str) -> tuple[int, Fault | None]:
    """How many characters of a content are the identifier's value, and the first thing wrong with them."""
    start, fault = 0, None
    if not content:
        return 0, Fault("value_too_short", content, known.number)
    for component in known.components:
        part = content[start : start + component.most]
        if not part and component.is_optional:
            break
        if len(part) < component.least:
            return start, Fault("value_too_short", content, known.number)
        fault = fault or _linted(component, part, known.number)
        start += len(part)
    return start, fault


def _linted(component: Component, part: str, number: str) -> Fault | None:
    for name in component.linters:
        fault = LINTERS[name](part)
        if fault is not None:
            return msgspec.structs.replace(fault, identifier=number, text=part)
    return None


def _identifier_at(text: str) -> Identifier | None:
    return identifier_of(text[: lengths().get(text[:2], 0)])


def _broken(elements: list[Element], fault: Fault) -> Reading:
    return Reading(tuple(elements), fault, is_whole=False)


def _bracketed(text: str) -> Iterator[tuple[str, str]]:
    """Identifiers and values; an unreadable rest comes as an identifier that there is not."""
    end = 0
    for match in _BRACKETED.finditer(text):
        if match.start() != end:
            break
        end = match.end()
        yield match[1], match[2].replace("\\(", "(")
    if end < len(text):
        yield text[end : end + 4], ""
