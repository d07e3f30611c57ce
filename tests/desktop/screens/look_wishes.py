"""States in which it is asked what a customer wishes."""

from __future__ import annotations

from typing import cast

from core.commands import Proof
from core.model import Fulfilment
from core.rules.stock import ShortReason
from desktop.screens import Section
from desktop.screens.handover import parting
from desktop.screens.handover.screen import HandOverScreen
from desktop.screens.preparation.screen import PreparationScreen
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_room import Room
from tests.desktop.screens.store_world import ARTICLES, add_order


def substitute_offered(room: Room) -> None:
    if all(row.id != "f-substitute" for row in room.desk.rows(Fulfilment)):
        add_order(
            room.desk, "f-substitute", "C-20431", "Bérénice Vasseur-Lemoine", {"jacket": 1}, due_min=180
        )
    screen = cast(PreparationScreen, room.go(Section.PREPARE, "f-substitute"))
    if not screen.presenter.state.is_awaited:
        now(screen.presenter.ask_short())
        assert screen.presenter.state.offers


def substitute_chosen(room: Room) -> None:
    substitute_offered(room)
    screen = cast(PreparationScreen, room.screens[Section.PREPARE])
    if not screen.presenter.state.is_awaited:
        now(screen.presenter.want_substitute(ARTICLES["jacket_l"]["id"]))


def substitute_asked(room: Room) -> None:
    substitute_offered(room)
    screen = cast(PreparationScreen, room.screens[Section.PREPARE])
    if not screen.presenter.state.is_awaited:
        now(screen.presenter.want_substitute(ARTICLES["jacket_l"]["id"]))
        now(screen.presenter.short(ShortReason.DAMAGED))
    assert screen.presenter.state.is_awaited


def refused_in_part(room: Room) -> None:
    screen = cast(HandOverScreen, room.go(Section.HAND_OVER, "f6"))
    screen.presenter.prove_by(Proof.IDENTITY)
    for step in (
        parting.begin,
        lambda opened: parting.leave_one(opened, "f6-2"),
        lambda opened: parting.turn_line(opened, "f6-1"),
    ):
        screen.presenter.change(step)
