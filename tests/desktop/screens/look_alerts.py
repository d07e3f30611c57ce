"""Exceptions and the story of an order, as they are seen."""

from __future__ import annotations

from typing import cast

from core.commands import Resolution
from core.model import ExceptionCase, Fulfilment
from core.rules.exceptions import FREE_NOWHERE
from core.rules.time import HOUR_MS, MINUTE_MS
from desktop.screens import Section
from desktop.screens.alerts.screen import AlertsScreen
from desktop.screens.alerts.state import Shows
from desktop.screens.screen import story_key
from sync.answers import FoundEvent, FoundStory
from tests.desktop.desk_double import NOW
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_room import Room
from tests.desktop.screens.store_world import add_case, add_order


def alerts(room: Room) -> None:
    """With an order of which some articles are free nowhere."""
    units = {"Écharpe Ventoux": 2, "Veste Garrigue": 1}
    add_alert(
        room, FREE_NOWHERE, "nowhere", order_number="C-20401", placed_at=NOW - HOUR_MS,
        articles=[{"name": name, "units": count} for name, count in units.items()],
    )  # fmt: skip
    screen = cast(AlertsScreen, room.go(Section.ALERTS, "alert-nowhere"))
    screen.presenter.choose(Resolution.LOOK_AGAIN)


def alert_of_an_order(room: Room) -> None:
    """One with every choice that an order in a bin has."""
    add_alert(room, "packed_other_than_picked", "f6", order_number="C-20365", by="s-paul")
    screen = cast(AlertsScreen, room.go(Section.ALERTS, "alert-f6"))
    screen.presenter.choose(Resolution.CLOSE)
    screen.view.act.trigger()


def alert_settled(room: Room) -> None:
    add_alert(room, "handed_over_after_cancellation", "f7", order_number="C-20301", state="cancelled",
              since=NOW - 90 * MINUTE_MS, verb="hand_over", by="s-ines")  # fmt: skip
    screen = cast(AlertsScreen, room.go(Section.ALERTS, "alert-f7"))
    screen.presenter.choose(Resolution.COUNT)
    now(screen.presenter.settle("", "Compter de nouveau"))
    now(screen.presenter.turn_to(Shows.SETTLED))


def _opened(room: Room, kind: str, about: str, choice: Resolution, **data: object) -> None:
    add_alert(room, kind, about, **data)
    screen = cast(AlertsScreen, room.go(Section.ALERTS, f"alert-{about}"))
    screen.presenter.choose(choice)
    now(screen.refresh(None))


def alert_perhaps_paid(room: Room) -> None:
    """What a lost core may have paid: went, or not."""
    _opened(room, "refund_perhaps_paid", "perhaps", Resolution.WENT, number="R0000001", cents=121_000,
            refund="ref", units=[])  # fmt: skip


def alert_perhaps_to_two_cards(room: Room) -> None:
    """How much went to which of two cards; of one of them the payment service has said it."""
    _opened(room, "refund_perhaps_paid", "cards", Resolution.WENT, number="R0000002", cents=121_000,
            refund="ref", units=[], cards=[["PAY-2026-4471", 40_000], ["PAY-2026-4472", 100_000]],
            told=[["PAY-2026-4472", 81_000]])  # fmt: skip


def alert_came_up(room: Room) -> None:
    """One that has taken the place of another that was settled: nothing is chosen for it."""
    for place in "ab":
        add_alert(room, "packed_other_than_picked", f"f6{place}", order_number=f"C-2037{place}", by="s-paul")
    screen = cast(AlertsScreen, room.go(Section.ALERTS, "alert-f6a"))
    screen.presenter.choose(Resolution.CLOSE)
    now(screen.presenter.settle("Vu avec Paul", "C’est bien ainsi"))
    assert screen.presenter.state.selected not in ("", "alert-f6a")
    assert screen.presenter.state.chosen is None


def alert_paid_untold(room: Room) -> None:
    _opened(room, "refund_paid_untold", "untold", Resolution.CLOSE, number="W-77120", cents=7_600, sale="s")


def alert_lost_on_its_way(room: Room) -> None:
    """Several parcels of which the carrier tells nothing."""
    if not any(head.id == "f30" for head in room.desk.rows(Fulfilment)):
        add_order(room.desk, "f30", "C-20444", "Anne-Sophie de La Rochefoucauld", {"jacket": 2},
                  state="dispatched", kind="shipment", bins=("BIN-3", "BIN-3", "BIN-3"))  # fmt: skip
    _opened(room, "shipment_overdue", "f30", Resolution.LOST, order_number="C-20444", carrier="Colivia",
            parcels="034567890000000019, 034567890000000026, 034567890000000033", came=1,
            sent_at=NOW - 90 * HOUR_MS)  # fmt: skip


def alert_came_back(room: Room) -> None:
    _opened(room, "parcel_came_back", "f1", Resolution.CANCEL_MISSING, order_number="C-20418",
            number="034567890000000019", units={"f1-1": 1})  # fmt: skip


def alert_withdrawn_on_its_way(room: Room) -> None:
    _opened(room, "received_after_withdrawal", "withdrawn", Resolution.COUNT, delivery="BL-4821",
            name="Veste de costume laine Léandre")  # fmt: skip


def add_alert(room: Room, kind: str, fulfilment: str, **data: object) -> None:
    """Once, whichever state comes first."""
    if not any(case.id == f"alert-{fulfilment}" for case in room.desk.rows(ExceptionCase)):
        add_case(room.desk, f"alert-{fulfilment}", kind, fulfilment=fulfilment, **data)


def story(room: Room) -> None:
    """What became of an order, with a step that was heard of late."""
    at = NOW - HOUR_MS
    told = [
        "Placed (website)",
        "Sources found: Lyon Part-Dieu (2), Vienne Centre (1)",
        "Sent to Lyon Part-Dieu",
    ]
    events = [FoundEvent(at + place, "", text) for place, text in enumerate(told)]
    late = FoundEvent(NOW - MINUTE_MS, "ShortLine", "Paul Garnier does not find everything", {"done_at": at})
    asked = FoundEvent(NOW, "case_raised", "", {"kind": FREE_NOWHERE})
    room.desk.stories["C-20418"] = FoundStory("C-20418", (*events, late, asked))
    room.go(Section.STORY, story_key(Section.TODAY, "C-20418"))
