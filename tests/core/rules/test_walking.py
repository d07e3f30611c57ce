"""The picker's walk."""

from __future__ import annotations

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from core.rules.walking import natural_key, walking_order


class Item(msgspec.Struct, frozen=True):
    zone: str = ""
    aisle: str = ""
    shelf: str = ""


def test_aisle_ten_comes_after_aisle_nine() -> None:
    walk = walking_order([Item("A", "10"), Item("A", "9"), Item("A", "2")])
    assert [item.aisle for item in walk] == ["2", "9", "10"]


def test_zone_before_aisle_before_shelf() -> None:
    items = [Item("B", "1", "1"), Item("A", "2", "1"), Item("A", "1", "2"), Item("A", "1", "1")]
    assert walking_order(items) == [items[3], items[2], items[1], items[0]]


def test_what_has_no_place_comes_last() -> None:
    assert walking_order([Item(), Item("Z", "9")]) == [Item("Z", "9"), Item()]


def test_capitals_make_no_difference() -> None:
    assert natural_key("a3-B") == natural_key("A3-b")


PLACES = st.text("ABab019-", max_size=5)
ITEMS = st.lists(st.builds(Item, zone=PLACES, aisle=PLACES, shelf=PLACES), max_size=12)


@given(ITEMS)
def test_a_walk_passes_each_item_once_and_walked_again_is_the_same(items: list[Item]) -> None:
    walk = walking_order(items)
    assert len(walk) == len(items)
    assert walking_order(walk) == walk


@given(st.text(max_size=12), st.text(max_size=12))
@example("", "A¹")
def test_any_two_texts_can_be_put_in_order(one: str, other: str) -> None:
    assert (natural_key(one) < natural_key(other)) or (natural_key(other) <= natural_key(one))
