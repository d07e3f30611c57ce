"""A parcel at the counter that only its label tells of, as it is seen."""

from __future__ import annotations

from typing import cast

from core.commands import Proof
from core.rules.sscc import build_sscc
from desktop.devices.scanner import Parcel
from desktop.screens import Section
from desktop.screens.handover.screen import HandOverScreen
from tests.desktop.screens.look_room import Room


def unheard(room: Room) -> None:
    """One of two parcels is in the hand, the card was shown, an amount typed."""
    screen = cast(HandOverScreen, room.go(Section.HAND_OVER, ""))
    screen.presenter.back()
    screen.scanned(Parcel(build_sscc("9521234", 901), "unheard", 1, 2, "14"))
    screen.presenter.prove_by(Proof.IDENTITY)
    screen.presenter.type_amount("129,50")


def unheard_given(room: Room) -> None:
    """It has left."""
    screen = cast(HandOverScreen, room.go(Section.HAND_OVER, ""))
    screen.presenter.back()
    screen.scanned(Parcel(build_sscc("9521234", 903), "unheard-2", 1, 1, "14"))
    screen.presenter.prove_by(Proof.IDENTITY)
    screen.view.hand_over_wanted.emit()
