"""What associates type, drawn by a seed from the data: each text with what should be found by it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from core.rules.words import folded_words
from sync.search import Found

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LEAST_TYPED_LETTERS = 6
"""A word is mistyped here only from so many letters on: of four, a slip often makes another word."""


class Wanted(msgspec.Struct, frozen=True):
    """A text with what it asks for.

    Attributes:
        kind: of question, for the report.
        words: folded words that an article found must have, each in its name, brand, colour or size.
        ids: if not empty, one of these articles must be found instead; order_number likewise, an order.
    """

    kind: str
    text: str
    words: tuple[str, ...] = ()
    ids: frozenset[int] = frozenset()
    order_number: str = ""

    def is_met(self, found: Found, top: int = 3) -> bool:
        """Whether what was asked for is among the first."""
        if self.order_number:
            return any(order.order_number == self.order_number for order in found.orders[:top])
        if self.ids:
            return any(article.id in self.ids for article in found.articles[:top])
        for article in found.articles[:top]:
            has = folded_words(f"{article.name} {article.brand} {article.category} {article.colour}")
            if all(word in (*has, *folded_words(article.size)) for word in self.words):
                return True
        return False


class Known(msgspec.Struct, frozen=True):
    """An article, a piece and an order to ask for."""

    id: int
    sku: str
    gtin: str
    name: str
    brand: str
    colour: str
    size: str
    serial: str
    serial_article: int
    order_number: str
    customer: str


def wanted(known: list[Known], count: int, seed: int = 20418) -> Iterator[Wanted]:
    """So many questions, of each kind in turn."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        yield KINDS[number % len(KINDS)](known[int(rng.integers(len(known)))], rng)


def mistyped(word: str, rng: np.random.Generator) -> str:
    """A word with one slip: a letter left out, doubled by another, changed, or two exchanged."""
    place = int(rng.integers(1, len(word) - 1))
    other = LETTERS[int(rng.integers(len(LETTERS)))]
    head, here, tail = word[:place], word[place], word[place + 1 :]
    if rng.random() < 1 / 4 and tail and tail[0] != here:
        return head + tail[0] + here + tail[1:]
    return head + ("", other, other + here)[int(rng.integers(3))] + tail


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _name(one: Known, rng: np.random.Generator) -> Wanted:
    text = one.name if rng.random() < 1 / 2 else _plain(one.name)
    return Wanted("name", text, folded_words(one.name))


def _short(one: Known, rng: np.random.Generator) -> Wanted:
    length = int(rng.integers(1, 3))
    return Wanted("short", _plain(one.name)[:length])


def _size(one: Known, rng: np.random.Generator) -> Wanted:
    words = [*one.name.split()[:2], one.size]
    rng.shuffle(words)
    return Wanted("size", _plain(" ".join(words)), folded_words(" ".join(words)))


def _colour(one: Known, _rng: np.random.Generator) -> Wanted:
    words = [one.colour, one.name.split()[0]]
    return Wanted("colour", _plain(" ".join(words)), folded_words(" ".join(words)))


def _slip(one: Known, rng: np.random.Generator) -> Wanted:
    words = list(folded_words(one.name))
    long = [place for place, word in enumerate(words) if len(word) >= LEAST_TYPED_LETTERS]
    typed = list(words)
    if long:
        place = long[int(rng.integers(len(long)))]
        typed[place] = mistyped(words[place], rng)
    return Wanted("slip", " ".join(typed), tuple(words))


def _brand_slip(one: Known, rng: np.random.Generator) -> Wanted:
    words = list(folded_words(one.brand))
    typed = [mistyped(word, rng) if len(word) >= LEAST_TYPED_LETTERS else word for word in words]
    noun = folded_words(one.name)[0]
    return Wanted("brand_slip", f"{noun} {' '.join(typed)}", (noun, *words))


def _gtin(one: Known, _rng: np.random.Generator) -> Wanted:
    return Wanted("gtin", one.gtin, ids=frozenset({one.id}))


def _tail(one: Known, rng: np.random.Generator) -> Wanted:
    return Wanted("gtin_tail", one.gtin[-int(rng.integers(6, 9)) :], ids=frozenset({one.id}))


def _sku(one: Known, _rng: np.random.Generator) -> Wanted:
    return Wanted("sku", one.sku, ids=frozenset({one.id}))


def _serial(one: Known, _rng: np.random.Generator) -> Wanted:
    return Wanted("serial", one.serial, ids=frozenset({one.serial_article}))


def _order(one: Known, rng: np.random.Generator) -> Wanted:
    text = one.order_number if rng.random() < 1 / 2 else one.order_number[-5:]
    return Wanted("order", text, order_number=one.order_number)


def _customer(one: Known, _rng: np.random.Generator) -> Wanted:
    return Wanted("customer", one.customer, order_number=one.order_number)


KINDS: tuple[Callable[[Known, np.random.Generator], Wanted], ...] = (
    _name,
    _short,
    _size,
    _colour,
    _slip,
    _brand_slip,
    _gtin,
    _tail,
    _sku,
    _serial,
    _order,
    _customer,
)
