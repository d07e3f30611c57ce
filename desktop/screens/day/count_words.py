"""A count that is asked for, in words."""

from __future__ import annotations

from core.commands.definitions import MAX_COUNTED_ARTICLES
from desktop.screens.day.counting import AskedCount, Counting
from desktop.shell.amounts import article_words
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.widgets import Cell, Row


def rows(counting: Counting) -> list[Row]:
    """One row a zone. Until there is something to count the selected one is what is to be pressed."""
    return [
        Row(
            zone,
            (
                Cell(icon="stock"),
                Cell(translate("Day", "Zone {zone}").format(zone=zone), strong=True),
                Cell(counts.articles(articles)),
            ),
            translate("Day", "Choose"),
            is_aside=counting.may_begin,
        )
        for zone, articles in counting.zones
    ]


def found_words(counting: Counting) -> str:
    """What was found, and what is too much."""
    if not counting.wanted.strip():
        return translate("Day", "Choose a zone, or say which shelf.")
    if not counting.articles:
        return translate("Day", "No article is known to stand there. Scan what stands there while picking.")
    if counting.is_too_much:
        said = translate("Day", "That is more than {count} articles: choose a shelf of it.")
        return said.format(count=MAX_COUNTED_ARTICLES)
    if len(counting.articles) == 1:
        [article] = counting.articles
        return article_words(article.name, article.size, article.colour)
    first = [article.name for article in counting.articles[:3]]
    more = translate("Day", "{names}…") if len(counting.articles) > len(first) else "{names}"
    return more.format(names=", ".join(dict.fromkeys(first)))


def how_words(counting: Counting) -> str:
    """Whether whoever counts is told how many are expected."""
    if counting.is_blind:
        return translate("Day", "Blind: nobody is told how many are expected.")
    return translate("Day", "Whoever counts sees how many are expected.")


def blind_words(counting: Counting) -> str:
    """What the button about it would do."""
    return translate("Day", "Tell what is expected") if counting.is_blind else translate("Day", "Count blind")


def go_words(counting: Counting) -> str:
    """ "Have 34 articles counted"."""
    said = translate("Day", "Have {articles} counted")
    return said.format(articles=counts.articles(len(counting.articles)))


def asked_words(asked: AskedCount) -> str:
    """What was asked for, without what somebody was to count already."""
    if not asked.new:
        return translate("Day", "All of it is to be counted already. It stands on Today.")
    said = translate("Day", "To be counted: {articles}. Look on Today.")
    new = said.format(articles=counts.articles(asked.new))
    if not asked.known:
        return new
    known = translate("Day", "To be counted already: {articles}.")
    return f"{new} {known.format(articles=counts.articles(asked.known))}"
