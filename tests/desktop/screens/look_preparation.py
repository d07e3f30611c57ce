"""An order being prepared, alone and in a round."""

from __future__ import annotations

from typing import cast

from desktop.devices.scanner import parse
from desktop.screens import Section
from desktop.screens.preparation.screen import PreparationScreen
from desktop.screens.preparation.state import Phase
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_room import Room
from tests.desktop.screens.store_world import ARTICLES


def prepare_queue(room: Room) -> None:
    room.go(Section.PREPARE)


def pick(room: Room) -> None:
    room.go(Section.PREPARE, "f1")


def _round_in_hand(room: Room) -> PreparationScreen:
    """A round of the three orders that nobody has begun, or that another state of this screen has."""
    screen = cast(PreparationScreen, room.go(Section.PREPARE))
    while screen.presenter.state.phase is not Phase.QUEUE or screen.presenter.state.chosen:
        now(screen.presenter.back())
    for key in ("f1", "f3", "f4"):
        screen.presenter.composing.turn(key)
    return screen


def round_composed(room: Room) -> None:
    assert len(_round_in_hand(room).presenter.state.chosen) == 3


def round_picked(room: Room) -> None:
    screen = _round_in_hand(room)
    now(screen.presenter.primary())
    assert screen.presenter.state.is_round
    screen.scanned(parse(ARTICLES["shirt"]["gtin"]))


def wrong_scan(room: Room) -> None:
    room.go(Section.PREPARE, "f1").scanned(parse(ARTICLES["watch"]["gtin"]))


def short(room: Room) -> None:
    screen = cast(PreparationScreen, room.go(Section.PREPARE, "f1"))
    next(action for action in screen.actions() if action.declared.name == "prepare_short").trigger()


def in_hand(room: Room) -> PreparationScreen:
    """An order of which all is picked."""
    screen = cast(PreparationScreen, room.go(Section.PREPARE, "f8"))
    for name in ("belt", "belt", "shirt"):
        if screen.presenter.state.phase is Phase.PICK:
            screen.scanned(parse(ARTICLES[name]["gtin"]))
    return screen


def pack(room: Room) -> None:
    assert in_hand(room).presenter.state.phase is Phase.PACK


def staging(room: Room) -> None:
    screen = in_hand(room)
    if screen.presenter.state.phase is Phase.PACK:
        now(screen.presenter.primary())
    assert screen.presenter.state.phase is Phase.STAGE


def prepared(room: Room) -> None:
    staging(room)
    screen = cast(PreparationScreen, room.screens[Section.PREPARE])
    now(screen.presenter.put_in(screen.presenter.state.proposed_bin))
    assert screen.presenter.state.phase is Phase.DONE


def reprint(room: Room) -> None:
    screen = cast(PreparationScreen, room.go(Section.PREPARE, "f6"))
    screen.view.acts.reprint.trigger()
