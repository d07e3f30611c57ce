"""The model itself, where worlds come to it seldom."""

from __future__ import annotations

from dataclasses import fields

from model import Model
from told import Books, Money, Sold, Work

NOTHING = Books(
    outcomes={},
    movements={},
    positions={},
    pieces=[],
    money=Money(**{**{one.name: {} for one in fields(Money)}, "beyond_cents": 0, "unanswered": set()}),
    work=Work(**{one.name: [] for one in fields(Work)}),
    sold=Sold(regions={}, untold=[], oldest=0, sales={}, names=[]),
)
"""What an empty core says."""


def test_what_the_core_alone_held_is_lost_once_if_core_and_disk_are_put_back_again() -> None:
    model = Model()
    model.told_done("0-0", "a command")
    model.outcomes["a command"] = ("till", 1, "applied", "")

    model.put_back("0-0", 0)
    model.begin("another epoch", {})
    model.put_back("0-0", 0)
    model.look_at_books(NOTHING)

    assert model.done_by("0-0") == 0
    model.all_answered()
