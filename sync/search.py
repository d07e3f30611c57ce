"""Search as one types, over the network's copy and this store's own orders.

Words are matched by their beginnings, in any order, with accents or without, in name, brand, category,
colour, size and number; an EAN also by its last digits, a piece by its serial number or the end of it. A
word counts for what it agrees with in French, too ("blanches" for "Blanc"), and words between others may be
left out of a name. Words may be typed together or apart ("robelin", "tee shirt"). A word that nothing begins
with may be mistyped: then the words that it is near to are looked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache, partial

import msgspec

from core.model.search_stock import free_units
from core.model.stock import QUANTITY_COLUMNS
from core.rules.availability import Stock, Terms, available_to_promise
from core.rules.time import Instant
from core.rules.words import folded_words
from sync.overlay import with_uncounted
from sync.reading import Reader
from sync.search_marks import Mark, begun_and_whole, marks_of
from sync.search_orders import OrderMatch, order_heads, search_orders
from sync.search_pieces import Numbered
from sync.search_rank import LEAST_TAIL_DIGITS
from sync.search_turns import Turn, Turns, unless_over
from sync.search_ways import way_to
from sync.search_words import words_of

__all__ = [
    "ArticleMatch",
    "Found",
    "Mark",
    "OrderMatch",
    "Turn",
    "Turns",
    "articles_by_id",
    "search_articles",
    "search_everything",
    "search_orders",
]

FIELDS = ("name", "brand", "category", "colour", "size", "sku", "gtin")
"""Where an article may be marked."""

_SHOWN = (
    *("id", "sku", "gtin", "style", "name", "brand", "category", "size", "colour", "colour_hex"),
    *("price_cents", "available_elsewhere"),
)
_DETAILS = (
    "SELECT a.id, a.sku, a.gtin, a.style, a.name, a.brand, a.category, a.size, a.colour, a.colour_hex,"
    " (SELECT r.price_cents FROM article_price r WHERE r.article_id = a.id AND r.valid_from <= ?"
    "  ORDER BY r.valid_from DESC LIMIT 1),"
    f" coalesce(s.available, 0) - ? * coalesce({free_units('p.')}, 0),"
    f" {', '.join(f'coalesce(p.{name}, 0)' for name in QUANTITY_COLUMNS)}"
    " FROM json_each(?) wanted CROSS JOIN article a ON a.id = wanted.value"
    " LEFT JOIN article_stock s ON s.article_id = a.id"
    " LEFT JOIN position p ON p.article_id = a.id AND p.location_id = ? ORDER BY wanted.key"
)


class ArticleMatch(msgspec.Struct, frozen=True):
    """An article that was found.

    Attributes:
        price_cents: its price now, tax included; None if none has begun.
        available_here: units that can be promised at this store.
        available_elsewhere: units that can be promised at all other places that are open.
        serial: of the piece that was asked for, if it was one.
        marks: where it matches.
    """

    id: int
    sku: str
    gtin: str
    style: str
    name: str
    brand: str
    category: str
    size: str
    colour: str
    colour_hex: str
    price_cents: int | None
    available_elsewhere: int
    available_here: int
    serial: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def available(self) -> int:
        """Units that can be promised in the whole network."""
        return self.available_here + self.available_elsewhere

    @property
    def is_approximate(self) -> bool:
        """Whether it was found by a word that was not typed so."""
        return any(mark.is_meant for mark in self.marks)


class Found(msgspec.Struct, frozen=True):
    """Everything that a text was found in, the best first."""

    articles: tuple[ArticleMatch, ...] = ()
    orders: tuple[OrderMatch, ...] = ()


def search_everything(
    reader: Reader,
    wanted: str,
    at: Instant,
    most_articles: int = 40,
    most_orders: int = 5,
    turn: Turn | None = None,
) -> Found:
    """Articles and orders; nothing for a text without a letter or digit, or whose `turn` is over."""

    def find() -> Found:
        heads = order_heads(reader)
        orders = search_orders(reader, wanted, most_orders, heads, corrects=False)
        articles = search_articles(reader, wanted, at, most_articles)
        if all(article.is_approximate for article in articles):
            # Nothing is guessed where something is so called.
            articles = [] if orders else articles
            orders = orders or search_orders(reader, wanted, most_orders, heads)
        return Found(tuple(articles), tuple(orders))

    return unless_over(reader.raw, turn, find, Found())


def search_articles(
    reader: Reader, wanted: str, at: Instant, limit: int = 40, turn: Turn | None = None
) -> list[ArticleMatch]:
    """Articles: those that this store has first, then those that some place has, then by how well they match.

    Args:
        at: when the price is asked for.
        turn: once it is over the search is given up, and nothing is found.
    """
    words = words_of(wanted)
    find = partial(_articles, reader, words, at, limit)
    return unless_over(reader.raw, turn, find, []) if words else []


def _articles(reader: Reader, words: Sequence[str], at: Instant, limit: int) -> list[ArticleMatch]:
    way = way_to(reader, words, limit)
    best = way.best
    read = best.words or words
    # Variants share most of their fields.
    meant = frozenset(word for known in best.meant.values() for word in known)
    begun, whole = begun_and_whole(read)
    seen = cache(lambda field, content: marks_of(field, content, begun, meant, whole))
    found = [
        _numbered(article, way.pieces[article.id])
        if article.id in way.pieces
        else _marked(article, read, seen)
        for article in articles_by_id(reader, best.ids, at)
    ]
    looked_for = meant.union(read)

    def order(article: ArticleMatch) -> tuple[bool, bool, bool]:
        # Of those that match alike, first what is called just so: its name has no word that is not typed.
        is_called_so = looked_for.issuperset(folded_words(article.name))
        return not article.available_here, not article.available, not is_called_so

    return sorted(found, key=order)


def articles_by_id(reader: Reader, ids: Sequence[int], at: Instant) -> list[ArticleMatch]:
    """The articles with these ids, in this order, as a search would give them; unknown ones are left out."""
    if not ids:
        return []
    here, is_open = reader.location_id, reader.is_here_open
    rows = reader.raw.execute(_DETAILS, (at, is_open, json.dumps(list(ids)), here)).fetchall()
    stocks = with_uncounted(reader.session, here, {row[0]: Stock(*row[len(_SHOWN) :]) for row in rows})
    terms = Terms(is_location_open=is_open)
    return [
        ArticleMatch(
            **dict(zip(_SHOWN, row, strict=False)),
            available_here=available_to_promise(stocks[row[0]], terms).quantity,
        )
        for row in rows
    ]


def _style_digits(article: ArticleMatch, digits: str) -> list[Mark]:
    """A style is found by its digits alone: "1203" in CSH1203-COG-40."""
    style = article.style
    start = len(style) - len(digits)
    is_number = digits == "".join(char for char in style if char.isdecimal()) and style.endswith(digits)
    return [Mark("sku", start, start + len(digits))] if is_number and article.sku.startswith(style) else []


def _numbered(article: ArticleMatch, piece: Numbered) -> ArticleMatch:
    return msgspec.structs.replace(article, serial=piece.serial, marks=(piece.mark,))


def _marked(
    article: ArticleMatch, words: Sequence[str], seen: Callable[[str, str], tuple[Mark, ...]]
) -> ArticleMatch:
    marks = [mark for field in FIELDS for mark in seen(field, getattr(article, field))]
    numbers = [word for word in words if word.isdecimal()]
    marks += [mark for number in numbers for mark in _style_digits(article, number)]
    for word in numbers:
        bare = word.lstrip("0") if len(word) > len(article.gtin) else word
        is_tail = len(bare) >= LEAST_TAIL_DIGITS and article.gtin.endswith(bare)
        if is_tail and not any(mark.field == "gtin" for mark in marks):
            marks.append(Mark("gtin", len(article.gtin) - len(bare), len(article.gtin)))
    return msgspec.structs.replace(article, marks=tuple(marks))
