"""A request to another store, in words."""

from __future__ import annotations

from desktop.screens.stock.state import Asking, WantedList
from desktop.shell.counts import counts
from desktop.shell.saying import translate

MOST_NAMED = 4
"""Articles of a list that are named; the others are counted."""


def may_join(asking: Asking, listed: WantedList) -> bool:
    """Whether what is asked for can go on the list."""
    return not listed.is_full or asking.article_id in listed.units


def ask_button(listed: WantedList, *, is_asked: bool) -> str:
    """What asking would do next; "" as it is declared."""
    if listed.lines:
        return translate("Stock", "This one too")
    return translate("Stock", "Another store") if is_asked else ""


def send_button(asking: Asking | None, listed: WantedList) -> str:
    """ "Send: 5 articles"; "" for one article, as it is declared."""
    if not listed.lines:
        return ""
    every = listed.with_line(asking) if asking is not None and asking.location_id else listed
    articles = counts.articles(sum(every.units.values()))
    return translate("Stock", "Send: {articles}").format(articles=articles)


def listed_words(listed: WantedList) -> str:
    """ "To be asked of Paris Rivoli: 2 Écharpe, 1 Robe and 3 more"."""
    line = translate("Stock", "{count} × {name}")
    named = [line.format(count=one.quantity, name=one.name) for one in listed.lines[:MOST_NAMED]]
    left = len(listed.lines) - len(named)
    rest = [counts.more(left)] if left else []
    said = translate("Stock", "To be asked of {place}: {articles}")
    return said.format(place=listed.place, articles=", ".join([*named, *rest]))


def asking_words(asking: Asking | None, listed: WantedList) -> str:
    """The question, or why there is none."""
    if asking is None:
        return ""
    if asking.location_id:
        said = translate("Stock", "Ask {place} for {count}? It has {available}, and a manager approves it.")
        return said.format(place=asking.name, count=asking.quantity, available=asking.available)
    if listed.lines:
        said = translate("Stock", "{place} has none of it to send. Send the list, then ask another store.")
        return said.format(place=listed.place)
    return translate("Stock", "No other store has any to send.")
