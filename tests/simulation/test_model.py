"""The model itself, where worlds come to it seldom."""

from __future__ import annotations

from dataclasses import fields

from model import Model
from plan import Deed, Plan, Trouble
from told import Books, Money, Sold, Work
from world import happen

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


def test_where_a_piece_stood_is_not_asked_while_the_network_s_copy_is_away() -> None:
    """A piece of another store has come, and waits to be told, when the copy that knows of it is damaged."""
    comes = (
        Deed(at_s=1.317, what="announce", station=0, draw=1392858352),
        Deed(at_s=8.026, what="truck", station=1, draw=1477585473),
    )
    damaged = Trouble(at_s=8.083, what="kill_in_swap", station=1, lasts_s=3.333, draw=2239937990)

    history = happen(Plan(seed=132000132, stations=(0, 1), deeds=comes, troubles=(damaged,)))

    assert history.did["ReceivePieces"] == 1
    assert history.struck["kill_in_swap"]
