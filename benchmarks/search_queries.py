"""What associates type, drawn by a seed from the data: each text with what should be found by it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from core.rules.words import folded_words
from sync.search import ArticleMatch, Found

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ONE_SLIP_LETTERS, TWO_SLIPS_LETTERS = 4, 8
"""What is promised: one slip is forgiven in words from four letters on, two from eight on."""
TAIL_DIGITS = (4, 9)
"""The last digits of a barcode that are typed: at least, and fewer than."""


class Wanted(msgspec.Struct, frozen=True):
    """A text with what it asks for.

    Attributes:
        kind: of question, for the report.
        style: name and brand that an article found must have: in this catalogue no two styles share both.
        words: where no one style is asked for, folded words that an article must have or, of `short`, begin.
        ids: if not empty, one of these articles must be found instead; order_number likewise, an order.
    """

    kind: str
    text: str
    style: tuple[str, str] = ("", "")
    words: tuple[str, ...] = ()
    ids: frozenset[int] = frozenset()
    order_number: str = ""

    def is_met(self, found: Found, top: int = 3) -> bool:
        """Whether what was asked for is among the first."""
        if self.order_number:
            return any(order.order_number == self.order_number for order in found.orders[:top])
        if self.ids:
            return any(article.id in self.ids for article in found.articles[:top])
        if any(self.style):
            return any((article.name, article.brand) == self.style for article in found.articles[:top])
        return any(self._has_words(article) for article in found.articles[:top])

    def _has_words(self, article: ArticleMatch) -> bool:
        fields = (article.name, article.brand, article.category, article.colour, article.size)
        has = {word for field in fields for word in folded_words(field)}
        if self.kind == "short":
            return any(word.startswith(self.words) for word in has)
        return has.issuperset(self.words)


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
    """A word with one slip, after its first letter: one left out, one too many, changed, or two exchanged."""
    place = int(rng.integers(1, len(word)))
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
    return Wanted("name", text, style=(one.name, one.brand))


def _short(one: Known, rng: np.random.Generator) -> Wanted:
    text = _plain(one.name)[: int(rng.integers(1, 3))]
    return Wanted("short", text, words=(text,))


def _size(one: Known, rng: np.random.Generator) -> Wanted:
    words = [*one.name.split()[:2], one.size]
    rng.shuffle(words)
    return Wanted("size", _plain(" ".join(words)), words=folded_words(" ".join(words)))


def _colour(one: Known, _rng: np.random.Generator) -> Wanted:
    words = [one.colour, one.name.split()[0]]
    return Wanted("colour", _plain(" ".join(words)), words=folded_words(" ".join(words)))


def _slip(one: Known, rng: np.random.Generator) -> Wanted:
    """The whole name with one slip in one of its words, however short it is allowed to be."""
    return _with_slips("typo", one, rng, ONE_SLIP_LETTERS, 1)


def _two_slips(one: Known, rng: np.random.Generator) -> Wanted:
    return _with_slips("typo_twice", one, rng, TWO_SLIPS_LETTERS, 2)


def _with_slips(kind: str, one: Known, rng: np.random.Generator, least_letters: int, slips: int) -> Wanted:
    typed = list(folded_words(one.name))
    long = [place for place, word in enumerate(typed) if len(word) >= least_letters]
    for place in rng.permutation(long)[:1].tolist():
        for _ in range(slips):
            typed[place] = mistyped(typed[place], rng)
    return Wanted(kind, " ".join(typed), style=(one.name, one.brand))


def _brand_slip(one: Known, rng: np.random.Generator) -> Wanted:
    words = list(folded_words(one.brand))
    typed = [mistyped(word, rng) if len(word) >= ONE_SLIP_LETTERS else word for word in words]
    noun = folded_words(one.name)[0]
    return Wanted("typo_brand", f"{noun} {' '.join(typed)}", words=(noun, *words))


def _gtin(one: Known, _rng: np.random.Generator) -> Wanted:
    return Wanted("gtin", one.gtin, ids=frozenset({one.id}))


def _tail(one: Known, rng: np.random.Generator) -> Wanted:
    return Wanted("tail", one.gtin[-int(rng.integers(*TAIL_DIGITS)) :], ids=frozenset({one.id}))


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
    _two_slips,
    _brand_slip,
    _gtin,
    _tail,
    _sku,
    _serial,
    _order,
    _customer,
)
