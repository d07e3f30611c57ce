"""The palette in words: what was found as rows in groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from core.rules.fulfilment import OPEN_STATES, TO_HAND_OVER
from core.rules.money import EUR
from core.rules.words import folded_words
from desktop.actions import Action
from desktop.screens.screen import Section, rail_key, story_key
from desktop.shell.amounts import money_words
from desktop.shell.counts import counts
from desktop.shell.marking import besides, guess_words, joined, marked, reason_words, serial_words
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.widgets import Cell, Group, Row
from desktop.shell.wording import kind_icon, kind_words, state_look
from sync.search import ArticleMatch, Found, OrderMatch
from sync.search_words import words_of

ARTICLE: Final = "article"
ORDER: Final = "order"
SECTION: Final = "section"
ACTION: Final = "action"

NO_COLOUR: Final = "#8A8794"
FEW: Final = 2
MAX_STYLES: Final = 8
"""Variants of one style stand in one row: the one that matches best."""

_SECTIONS: Mapping[Section, tuple[str, str]] = {
    Section.TODAY: ("today", QT_TRANSLATE_NOOP("Palette", "Today")),
    Section.PREPARE: ("prepare", QT_TRANSLATE_NOOP("Palette", "Prepare")),
    Section.HAND_OVER: ("hand-over", QT_TRANSLATE_NOOP("Palette", "Hand over")),
    Section.RETURNS: ("returns", QT_TRANSLATE_NOOP("Palette", "Returns")),
    Section.APPROVALS: ("approve", QT_TRANSLATE_NOOP("Palette", "Approve")),
    Section.RECEIVE: ("arrive", QT_TRANSLATE_NOOP("Palette", "Receive")),
    Section.STOCK: ("stock", QT_TRANSLATE_NOOP("Palette", "Stock")),
    Section.LABELS: ("label", QT_TRANSLATE_NOOP("Palette", "Labels")),
    Section.ALERTS: ("alert", QT_TRANSLATE_NOOP("Palette", "Exceptions")),
    Section.SYNC: ("sync", QT_TRANSLATE_NOOP("Palette", "Sync")),
}


def place_of(order: OrderMatch) -> tuple[str, str]:
    """Where an order is worked on, and what it is called there: at the counter once it is ready, else on the
    list of the day; of one that is over there is the story."""
    if order.state not in OPEN_STATES:
        return Section.STORY.value, story_key(Section.TODAY, order.order_number)
    section = Section.HAND_OVER if order.state in TO_HAND_OVER else Section.TODAY
    return section.value, order.fulfilment_id


def groups(found: Found, wanted: str, actions: Sequence[Action]) -> list[Group]:
    """Orders, articles, then what can be done and where one can go: all of it without a text."""
    typed = words_of(wanted)
    return [
        Group(tuple(_order(order) for order in found.orders), translate("Palette", "Orders")),
        Group(
            tuple(_styles(found.articles)),
            translate("Palette", "Articles"),
            guess_words(found.articles, wanted),
        ),
        Group(tuple(_actions(actions, typed)), translate("Palette", "Do")),
        Group(tuple(_sections(typed)), translate("Palette", "Go to")),
    ]


def _order(order: OrderMatch) -> Row:
    title, marks = joined([marked(order, "order_number"), marked(order, "customer_name")])
    icon = kind_icon(order.kind)
    return Row(
        f"{ORDER}:{order.fulfilment_id}",
        (
            Cell(title, kind_words(order.kind), strong=True, icon=icon, marks=marks),
            Cell(pill=state_look(order.state)),
            Cell(),
        ),
        reason=reason_words(order),
    )


def _styles(articles: Sequence[ArticleMatch]) -> list[Row]:
    variants: dict[str, list[ArticleMatch]] = {}
    for article in articles:
        variants.setdefault(article.style or article.sku, []).append(article)
    return [_article(same[0], len(same) - 1) for same in list(variants.values())[:MAX_STYLES]]


def _article(article: ArticleMatch, others: int) -> Row:
    name, marks = marked(article, "name")
    seen = ("name", "size", "colour")
    parts = [serial_words(article), marked(article, "size"), marked(article, "colour")]
    what, what_marks = joined([*parts, *besides(article, seen), (counts.more(others) if others else "", ())])
    price = money_words(article.price_cents, EUR) if article.price_cents is not None else ""
    here = article.available_here
    colour = "ink3" if here <= 0 else "warn" if here <= FEW else "ok"
    return Row(
        f"{ARTICLE}:{article.id}",
        (
            Cell(
                name,
                what,
                strong=True,
                swatch=article.colour_hex or NO_COLOUR,
                icon=article.category,
                marks=marks,
                hint_marks=what_marks,
            ),
            Cell(price, colour="ink2"),
            Cell(_here(here), _elsewhere(article.available_elsewhere), strong=here > 0, colour=colour),
        ),
        is_muted=article.available == 0,
        reason=reason_words(article),
    )


def _here(units: int) -> str:
    return translate("Palette", "{0} here").format(units) if units else translate("Palette", "none here")


def _elsewhere(units: int) -> str:
    none = translate("Palette", "none elsewhere")
    return translate("Palette", "{0} elsewhere").format(units) if units else none


def _actions(actions: Iterable[Action], typed: Sequence[str]) -> list[Row]:
    rows = []
    for action in actions:
        if _is_meant(action.text(), typed):
            key = Cell(action.key, small=True, colour="ink3")
            rows.append(
                Row(f"{ACTION}:{action.declared.name}", (Cell(action.text(), icon="next"), Cell(), key))
            )
    return rows


def _sections(typed: Sequence[str]) -> list[Row]:
    rows = []
    for place, (section, (icon, name)) in enumerate(_SECTIONS.items(), start=1):
        said = translate("Palette", name)
        if _is_meant(said, typed):
            key = Cell(rail_key(place), small=True, colour="ink3")
            rows.append(Row(f"{SECTION}:{section.value}", (Cell(said, icon=icon), Cell(), key)))
    return rows


def _is_meant(said: str, typed: Sequence[str]) -> bool:
    """Whether each word typed begins one that is said."""
    spoken = folded_words(said)
    return all(any(word.startswith(part) for word in spoken) for part in typed)
