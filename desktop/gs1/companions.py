"""Which elements must stand together and which must not (GS1 General Specifications, 4.13 and 4.14)."""

from __future__ import annotations

from collections.abc import Collection

from desktop.gs1.dictionary import identifier_of
from desktop.gs1.element_strings import Element
from desktop.gs1.linters import Fault


def companions_fault(elements: Collection[Element]) -> Fault | None:
    """The first pair that must not be, companion that is missing, or element that says two things."""
    said: dict[str, str] = {}
    for element in elements:
        if said.setdefault(element.identifier, element.value) != element.value:
            return Fault("said_twice", element.value, element.identifier)
    for known in filter(None, map(identifier_of, said)):
        others = said.keys() - {known.number}
        for pattern in known.excludes:
            if _has(pattern, others):
                return Fault("must_not_stand_together", pattern, known.number)
        for sets in known.needs:
            if not any(all(_has(pattern, others) for pattern in one) for one in sets):
                return Fault("companion_missing", _named(sets), known.number)
    return None


def _has(pattern: str, numbers: Collection[str]) -> bool:
    fixed = pattern.rstrip("n")
    return any(len(number) == len(pattern) and number.startswith(fixed) for number in numbers)


def _named(sets: tuple[tuple[str, ...], ...]) -> str:
    return ", ".join("+".join(one) for one in sets)
