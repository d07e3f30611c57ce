"""Who works in the stores, with badges and PINs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from core.service.demo import seeds
from core.service.demo.codes import badge
from core.service.demo.draws import Part, chance, one_of, stream
from core.service.records import LocationRecord, StaffRecord

STAFF_A_STORE = 5


def staff(seed: int, stores: Sequence[LocationRecord]) -> Iterator[StaffRecord]:
    """Five people a store, the second of them its manager. Those of the first store are written by hand."""
    yield from _own_staff(stores[0].code)
    for index, store in enumerate(stores[1:], 1):
        yield from _drawn_staff(stream(seed, Part.STAFF, index), store.code, index * STAFF_A_STORE)


def person_name(rng: np.random.Generator, womens_share: float = 0.5) -> str:
    """First and last name; never the same word twice ("Vincent Vincent")."""
    people = seeds.people()
    first_names = people.womens_names if chance(rng, womens_share) else people.mens_names
    while True:
        first, last = one_of(rng, first_names), one_of(rng, people.last_names)
        if first != last:
            return f"{first} {last}"


def _own_staff(location: str) -> Iterator[StaffRecord]:
    for number, person in enumerate(seeds.people().own_staff, 1):
        yield StaffRecord(
            location=location,
            id=f"{location}-{number}",
            name=person.name,
            role=person.role,
            badge=person.badge,
            pin=person.pin,
        )


def _drawn_staff(rng: np.random.Generator, location: str, first_badge: int) -> Iterator[StaffRecord]:
    names: set[str] = set()
    while len(names) < STAFF_A_STORE:
        names.add(person_name(rng))
    for number, name in enumerate(sorted(names), 1):
        role: Literal["associate", "manager"] = "manager" if number == 2 else "associate"
        yield StaffRecord(
            location=location,
            id=f"{location}-{number}",
            name=name,
            role=role,
            badge=badge(first_badge + number),
            pin=_pin(rng),
        )


def _pin(rng: np.random.Generator) -> str:
    """Six digits, at least four of them different."""
    while len(set(pin := f"{int(rng.integers(1_000_000)):06d}")) < 4:
        pass
    return pin
