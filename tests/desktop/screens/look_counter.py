"""The counter in each state: orders, parts of them, carriers, and what only a label tells of."""

from __future__ import annotations

from typing import cast

from core.commands import Proof
from core.model import CarrierService, Fulfilment
from core.rules.sscc import build_sscc
from core.rules.time import DAY_MS
from desktop.devices.scanner import Parcel
from desktop.screens import Section
from desktop.screens.handover import parting
from desktop.screens.handover.screen import HandOverScreen
from sync.answers import FoundCredit
from tests.desktop.desk_double import NOW, STORE
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_room import Room
from tests.desktop.screens.store_world import CODE, add_order


def counter(room: Room) -> None:
    room.go(Section.HAND_OVER)


def at_the_counter(room: Room) -> None:
    room.go(Section.HAND_OVER, "f6")


def parted(room: Room) -> None:
    screen = cast(HandOverScreen, room.go(Section.HAND_OVER, "f6"))
    screen.presenter.prove_by(Proof.PROXY)
    screen.presenter.name_proxy("Anne-Sophie de La Rochefoucauld-Montbel")
    for step in (parting.begin, lambda opened: parting.leave_one(opened, "f6-2"), parting.turn_rest):
        screen.presenter.change(step)


def carrier_at_the_door(room: Room) -> None:
    if not any(order.id == "f9" for order in room.desk.rows(Fulfilment)):
        room.desk.add(
            CarrierService(id="c1", location_id=STORE, carrier="COL", service="DOM", carrier_name="Colivia",
                           service_name="Domicile", closes_min=1050, most_g=20_000)
        )  # fmt: skip
        for key, number, bins in (("f9", "C-20391", ("BIN-5", "BIN-6")), ("f10", "C-20392", ("BIN-7",))):
            add_order(room.desk, key, number, "Anne-Sophie de La Rochefoucauld", {"belt": 1, "shirt": 1},
                      state="staged", kind="shipment", carrier="COL", service="DOM", bins=bins,
                      destination="A.-S. de La Rochefoucauld, 12 rue des Lilas, 35400 St-Malo")  # fmt: skip
    screen = cast(HandOverScreen, room.go(Section.HAND_OVER, "f9"))
    screen.presenter.tick("f9")
    screen.presenter.name_driver("Karim Belkacem")


def lifting(room: Room) -> None:
    screen = cast(HandOverScreen, room.go(Section.HAND_OVER, "f6"))
    screen.presenter.prove_by(Proof.IDENTITY)
    screen.presenter.ask_why()


def paid_by_card(room: Room) -> None:
    """Shown by identity, signed for, and paid by card: all fields at once."""
    screen = cast(HandOverScreen, room.go(Section.HAND_OVER, "f6"))
    screen.presenter.prove_by(Proof.IDENTITY)
    screen.presenter.pay()
    opened = screen.presenter.state.opened
    assert opened is not None and opened.is_by_card


def paid_in_parts(room: Room) -> None:
    """A gift card and a part in cash pay some of it; another means is asked for, and is none."""
    room.desk.credits_elsewhere["GC77120042"] = FoundCredit(
        "GC77120042", 4_500, "EUR", NOW - DAY_MS, NOW + 300 * DAY_MS, "gift_card"
    )
    screen = cast(HandOverScreen, room.go(Section.HAND_OVER, "f6"))
    screen.presenter.prove_by(Proof.IDENTITY)
    for text in ("GC77120042", "20,00", "GC77120042"):
        now(screen.presenter.give_means(text))
    screen.presenter.ask_means()


def handed_over(room: Room) -> None:
    screen = cast(HandOverScreen, room.go(Section.HAND_OVER, "f5"))
    screen.presenter.give_code(CODE)
    now(screen.presenter.hand_over())


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
