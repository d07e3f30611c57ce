"""Exceptions and the story of an order, as they are seen."""

from __future__ import annotations

from typing import cast

from core.commands import Resolution
from core.model import ExceptionCase
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
from tests.desktop.screens.store_world import add_case


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


def add_alert(room: Room, kind: str, fulfilment: str, **data: object) -> None:
    """Once, whichever state comes first."""
    if not any(case.id == f"alert-{fulfilment}" for case in room.desk.rows(ExceptionCase)):
        add_case(room.desk, f"alert-{fulfilment}", kind, fulfilment=fulfilment, **data)


def story(room: Room) -> None:
    """What became of an order, with a step that was heard of late."""
    at = NOW - HOUR_MS
    told = ["Placed (web)", "Sources found: Lyon Part-Dieu (2), Vienne Centre (1)", "Sent to Lyon Part-Dieu"]
    events = [FoundEvent(at + place, "", text) for place, text in enumerate(told)]
    late = FoundEvent(NOW - MINUTE_MS, "ShortLine", "Paul Garnier does not find everything", {"done_at": at})
    asked = FoundEvent(NOW, "case_raised", "", {"kind": FREE_NOWHERE})
    room.desk.stories["C-20418"] = FoundStory("C-20418", (*events, late, asked))
    room.go(Section.STORY, story_key(Section.TODAY, "C-20418"))
