"""Old commands are read in today's form; what is not known is named as such."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.errors import BadInput
from core.wire import Arguments, UnknownCommand, Upcasters, pack_arguments, unpack_arguments


def _in_grams(arguments: Arguments) -> Arguments:
    return {"weight_g": arguments["weight_kg"] * 1000}


def _with_bin(arguments: Arguments) -> Arguments:
    return arguments | {"bin": None}


UPCASTERS = Upcasters(
    {"PackFulfilment": 3, "PickLine": 1},
    {("PackFulfilment", 1): _in_grams, ("PackFulfilment", 2): _with_bin},
)


def test_every_older_version_comes_to_the_current_one() -> None:
    today = {"weight_g": 2000, "bin": None}
    assert UPCASTERS.upcast("PackFulfilment", 1, {"weight_kg": 2}) == today
    assert UPCASTERS.upcast("PackFulfilment", 2, {"weight_g": 2000}) == today
    assert UPCASTERS.upcast("PackFulfilment", 3, today) == today


def test_the_arguments_given_are_left_alone() -> None:
    given_arguments: Arguments = {"weight_g": 1}
    raised = UPCASTERS.upcast("PackFulfilment", 3, given_arguments)
    raised["weight_g"] = 5
    assert given_arguments == {"weight_g": 1}


@pytest.mark.parametrize(
    ("name", "version", "code"),
    [
        ("DrinkCoffee", 1, "unknown_command"),
        ("PickLine", 2, "newer_command"),
        ("PickLine", 0, "newer_command"),
    ],
)
def test_an_unknown_name_or_a_newer_version_is_told_apart(name: str, version: int, code: str) -> None:
    with pytest.raises(UnknownCommand) as refused:
        UPCASTERS.upcast(name, version, {})
    assert refused.value.code == code


def test_arguments_that_are_not_what_their_version_promised_are_bad_input() -> None:
    with pytest.raises(BadInput) as refused:
        UPCASTERS.upcast("PackFulfilment", 1, {"weight": 2})
    assert refused.value.code == "bad_arguments"


@pytest.mark.parametrize(
    "steps", [{("PackFulfilment", 1): _in_grams}, {("PackFulfilment", 1): _in_grams, ("Gone", 1): _with_bin}]
)
def test_a_missing_or_idle_step_is_a_bug(steps: dict[tuple[str, int], object]) -> None:
    with pytest.raises(ValueError, match="steps do not match"):
        Upcasters({"PackFulfilment": 3}, steps)  # type: ignore[arg-type]


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), values))
def test_arguments_arrive_as_they_were_sent(arguments: Arguments) -> None:
    assert unpack_arguments(pack_arguments(arguments)) == arguments


@pytest.mark.parametrize(
    "packed", [b"", b"\x90", b"\xc1", b"\x81\x01\x02", b"\x81\x91\x01\x02", b"\x91" * 9000]
)
def test_what_is_not_a_map_is_bad_input(packed: bytes) -> None:
    with pytest.raises(BadInput):
        unpack_arguments(packed)
