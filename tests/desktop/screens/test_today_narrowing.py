"""The board narrowed and searched, on a real replica."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from core.model import CountTask
from desktop.screens.today.state import Filter
from tests.desktop.desk_double import NOW, STORE
from tests.desktop.screens.at_once import now
from tests.desktop.screens.looking import Looking, claimed_by_paul, person
from tests.desktop.screens.store_world import add_case, add_order
from tests.desktop.screens.truck_world import announce, send_parcels

__all__ = ["person"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("C-1", {"a"}),
        ("mart", {"a"}),
        ("claire robe", {"a"}),
        ("linh", {"b"}),
        ("orée", {"b"}),
        ("oree 36", {"b"}),
        ("3310", {"a"}),
        ("482913", {"a", "b"}),
        ("000000", set()),
        ("claire orée", set()),
    ],
)
def test_order_customer_article_and_code_are_searched(person: Looking, words: str, found: set[str]) -> None:
    add_order(person.desk, "a", "C-1", "Claire Martin", {"dress": 1})
    add_order(person.desk, "b", "D-2", "Linh Nguyen", {"watch": 1})
    person.look()
    now(person.presenter.narrow(Filter(words=words)))

    assert {work.key for work in person.presenter.state.works} == found
    assert person.presenter.state.to_prepare == 2


def to_count(key: str, name: str, zone: str) -> CountTask:
    return CountTask(
        id=key, location_id=STORE, article_id=1, aggregate="count:1", reason="planned", state="asked",
        name=name, gtin="4006381333931", zone=zone, aisle="4", asked_by="s-marc", asked_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(zone="Z"), {"count:here"}),
        (Filter(zone="Y"), {"count:there"}),
        (Filter(words="foulard"), {"count:here"}),
        (Filter(words="333931"), {"count:here", "count:there"}),
        (Filter(words="BL-4821"), {"coming:d1"}),
        (Filter(words="martin C-20500"), {"coming:parcel:1", "coming:parcel:2"}),
        (Filter(words="C-77"), {"case:x"}),
        (Filter(words="foulard", is_late=True), set()),
        (Filter(kind="pickup"), set()),
    ],
)
def test_what_is_no_order_is_narrowed_too_and_what_waits_for_me_stays(
    person: Looking, wanted: Filter, found: set[str]
) -> None:
    person.desk.add(to_count("here", "Foulard", "Z"), to_count("there", "Ceinture", "Y"))
    announce(person.desk)
    send_parcels(person.desk)
    add_case(person.desk, "x", "put_back_twice", order_number="C-77")
    before = person.look()
    assert set(before.zones) >= {"Y", "Z"}
    now(person.presenter.narrow(wanted))
    after = person.presenter.state
    keys = {work.key for work in after.works}
    if any(key.startswith("coming:parcel") for key in found):
        assert len(keys) == 2 and all(key.startswith("coming:parcel:") for key in keys)
    else:
        assert keys == found
    assert (after.waits_for_me, after.total) == (before.waits_for_me, before.total)


def test_what_is_mine_is_what_this_machine_or_this_person_has(person: Looking) -> None:
    mine = {"state": "picking", "claimed_device": "device-1", "claimed_by": "s-ines", "claimed_at": NOW}
    elsewhere = mine | {"claimed_device": "device-2"}
    add_order(person.desk, "here", "C-1", "A B", {"shirt": 1}, **mine)
    add_order(person.desk, "elsewhere", "C-2", "A B", {"shirt": 1}, **elsewhere)
    add_order(person.desk, "pauls", "C-3", "A B", {"shirt": 1}, **claimed_by_paul(5))
    add_order(person.desk, "free", "C-4", "A B", {"shirt": 1})
    person.look()
    now(person.presenter.narrow(Filter(is_mine=True)))

    assert [work.key for work in person.presenter.state.works] == ["here", "elsewhere"]


def test_a_refresh_that_comes_late_does_not_bring_an_old_filter_back(person: Looking) -> None:
    add_order(person.desk, "a", "C-1", "A B", {"shirt": 1}, due_min=-5)
    person.look()
    old = person.presenter.refresh()
    read = person.desk.read

    async def slowly(query: Any) -> Any:
        answer = await read(query)
        person.presenter.state = replace(person.presenter.state, filter=Filter(words="zzz"))
        return answer

    person.desk.read = slowly  # type: ignore[method-assign]
    now(old)

    assert person.presenter.state.filter.words == "zzz"
