"""The places that the rail leads to, as they are named and drawn there."""

from __future__ import annotations

from desktop.screens import Screen, Section
from desktop.screens.screen import ON_THE_RAIL, rail_key
from desktop.screens.story.screen import StoryScreen
from desktop.shell.rail import Section as RailSection
from desktop.shell.saying import translate

ICONS = {
    Section.TODAY: "today",
    Section.PREPARE: "prepare",
    Section.HAND_OVER: "hand-over",
    Section.RETURNS: "returns",
    Section.APPROVALS: "approve",
    Section.RECEIVE: "arrive",
    Section.STOCK: "stock",
    Section.LABELS: "label",
    Section.ALERTS: "alert",
    Section.SYNC: "sync",
    Section.SETTINGS: "settings",
}


def rail_places() -> list[RailSection]:
    """All of them in the language of now, the settings at the bottom."""
    names = {
        Section.TODAY: translate("Frame", "Today"),
        Section.PREPARE: translate("Frame", "Prepare"),
        Section.HAND_OVER: translate("Frame", "Hand over"),
        Section.RETURNS: translate("Frame", "Returns"),
        Section.APPROVALS: translate("Frame", "Approve"),
        Section.RECEIVE: translate("Frame", "Receive"),
        Section.STOCK: translate("Frame", "Stock"),
        Section.LABELS: translate("Frame", "Labels"),
        Section.ALERTS: translate("Frame", "Exceptions"),
        Section.SYNC: translate("Frame", "Sync"),
        Section.SETTINGS: translate("Frame", "Settings"),
    }
    return [
        RailSection(
            section.value, names[section], ICONS[section], rail_key(place), section is Section.SETTINGS
        )
        for place, section in enumerate(ON_THE_RAIL, start=1)
    ]


def on_the_rail(screen: Screen) -> Section:
    """The place of the rail that is marked while a screen is in front."""
    if isinstance(screen, StoryScreen):
        return screen.presenter.state.came_from
    return Section.TODAY if screen.key is Section.DAY else screen.key
