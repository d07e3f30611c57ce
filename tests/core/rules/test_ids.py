"""Identifiers that follow from their parent, and identifiers that follow time."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ports import SeededRandomness, SimulatedClock, TimeOrderedIds
from core.rules.ids import derive, uuid7
from core.rules.time import Instant


def test_a_child_has_the_same_name_on_every_machine() -> None:
    assert derive("command", "parcel", 0) == "ac38d3da-97a4-8352-8eca-b7004dc77797"


def test_children_of_one_parent_have_different_names() -> None:
    assert len({derive("command", kind, n) for kind in ("parcel", "movement") for n in range(50)}) == 100


def test_where_one_part_ends_and_the_next_begins_makes_a_difference() -> None:
    assert derive("c", "ab", "c") != derive("c", "a", "bc")


@given(st.text(max_size=40), st.lists(st.text(max_size=10), max_size=3))
def test_a_derived_name_is_a_uuid_of_version_eight(parent: str, parts: list[str]) -> None:
    made = uuid.UUID(derive(parent, *parts))
    assert (made.version, made.variant) == (8, uuid.RFC_4122)


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=12))
def test_a_new_identifier_is_a_uuid_of_version_seven_with_its_time(at_ms: int, entropy: bytes) -> None:
    made = uuid.UUID(uuid7(at_ms, entropy))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == at_ms


def test_too_little_randomness_makes_no_identifier() -> None:
    with pytest.raises(ValueError, match="10 bytes"):
        uuid7(1, b"short")


@given(st.lists(st.integers(-3, 3), max_size=300))
def test_identifiers_of_one_source_grow_even_when_its_clock_does_not(steps_ms: list[int]) -> None:
    clock = SimulatedClock(Instant(1_700_000_000_000))
    ids = TimeOrderedIds(clock, SeededRandomness(1))
    made = []
    for step_ms in steps_ms:
        clock.advance(step_ms)
        made.append(ids.new())
    assert made == sorted(set(made))
