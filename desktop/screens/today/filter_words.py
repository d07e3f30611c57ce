"""What the filters of Today say."""

from __future__ import annotations

from desktop.screens.order_words import zones_words
from desktop.screens.today.state import Filter
from desktop.shell.saying import translate
from desktop.shell.wording import kind_words


def kind_filter_words(wanted: Filter) -> str:
    """Which kind is shown."""
    return kind_words(wanted.kind) if wanted.kind else translate("Today", "All kinds")


def mine_filter_words(wanted: Filter) -> str:
    """Whose work is shown."""
    return translate("Today", "Mine only") if wanted.is_mine else translate("Today", "Everybody")


def late_filter_words(wanted: Filter) -> str:
    """Whether only what is late is shown."""
    return translate("Today", "Late only") if wanted.is_late else translate("Today", "Late or not")


def zone_filter_words(wanted: Filter) -> str:
    """Which zone is shown."""
    return zones_words([wanted.zone]) if wanted.zone else translate("Today", "All zones")
