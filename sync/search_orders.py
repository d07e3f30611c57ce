"""This store's orders by number, by the end of it, or by the customer's name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from core.rules.time import Instant
from core.rules.words import folded_words
from sync.reading import Reader
from sync.search_marks import Mark, marks_of
from sync.search_spelling import Vocabulary, may_be_mistyped
from sync.search_words import joined_span, words_of

LEAST_TOGETHER_CHARS = 4
"""Letters typed in one, or apart, where a name has them the other way."""
MAX_FULFILMENTS = 2_000
"""The newest ones of this store; older ones are found by their whole number at headquarters."""
Head = tuple[str, str, str]
_HEADS = (
    "SELECT id, order_number, customer_name FROM fulfilment WHERE location_id = ?"
    " ORDER BY created_at DESC, id LIMIT ?"
)
_REST = "SELECT id, kind, state, promised_at FROM fulfilment WHERE id IN (SELECT value FROM json_each(?))"


class OrderMatch(msgspec.Struct, frozen=True):
    """This store's share of an order that was found."""

    fulfilment_id: str
    order_number: str
    customer_name: str
    kind: str
    state: str
    promised_at: Instant
    marks: tuple[Mark, ...] = ()


def order_heads(reader: Reader) -> tuple[Head, ...]:
    """This store's shares of orders, the newest first: id, number, customer's name."""
    return tuple(reader.raw.execute(_HEADS, (reader.location_id, MAX_FULFILMENTS)).fetchall())


def search_orders(
    reader: Reader,
    wanted: str,
    limit: int = 50,
    heads: tuple[Head, ...] | None = None,
    *,
    corrects: bool = True,
) -> list[OrderMatch]:
    """This store's share of orders, the newest first; a name may be mistyped where nobody is so called.

    Args:
        heads: what `order_heads` has read, where it is at hand.
        corrects: whether typing errors in a name are forgiven.
    """
    words = words_of(wanted)
    if not words:
        return []
    heads = order_heads(reader) if heads is None else heads
    found = _found(heads, words)[:limit]
    meant: dict[str, tuple[str, ...]] = {}
    if not found and corrects:
        meant = _meant(words, heads)
        found = _found(heads, words, meant)[:limit] if meant else []
    return _matches(reader, found, words, meant)


def _matches(
    reader: Reader, found: Sequence[Head], words: Sequence[str], meant: Mapping[str, tuple[str, ...]]
) -> list[OrderMatch]:
    whole = "".join(words)
    others = frozenset(word for known in meant.values() for word in known)
    marks = {id_: _number_marks(number, whole) for id_, number, _ in found}
    for id_, _, name in found:
        marks[id_] = marks[id_] or marks_of("customer_name", name, words, others)
        if len(marks[id_]) < len(words) and not others and (span := joined_span(name, whole)):
            marks[id_] = (Mark("customer_name", *span),)
    rest = {row[0]: row[1:] for row in reader.raw.execute(_REST, (json.dumps(list(marks)),)).fetchall()}
    matches = []
    for id_, number, name in found:
        kind, state, promised_at = rest[id_]
        matches.append(OrderMatch(id_, number, name, kind, state, Instant(promised_at), marks[id_]))
    return matches


def _number_marks(number: str, whole: str) -> tuple[Mark, ...]:
    """Wherever in the number it stands: people read out the end of it, or all of it without its dash."""
    span = joined_span(number, whole)
    return (Mark("order_number", *span),) if span else ()


@lru_cache(maxsize=4 * MAX_FULFILMENTS)
def _number(number: str) -> str:
    return "".join(folded_words(number))


@lru_cache(maxsize=4 * MAX_FULFILMENTS)
def _spaced(name: str) -> str:
    return " " + "".join(f"{word} " for word in folded_words(name))


@lru_cache(maxsize=4 * MAX_FULFILMENTS)
def _together(name: str) -> str:
    """A name as it may be typed in one, from each of its words on: " jeanpaulmartin paulmartin martin"."""
    words = folded_words(name)
    return "".join(f" {''.join(words[place:])}" for place in range(len(words)))


@lru_cache(maxsize=2)
def _folded(heads: tuple[Head, ...]) -> tuple[list[str], list[str], list[str]]:
    """Numbers, names and names in one as they are compared: the same ones from one keystroke to the next."""
    names = [name for _, _, name in heads]
    return [_number(number) for _, number, _ in heads], list(map(_spaced, names)), list(map(_together, names))


def _found(
    heads: tuple[Head, ...], words: Sequence[str], meant: Mapping[str, tuple[str, ...]] = {}
) -> list[Head]:
    whole = "".join(words)
    numbers, names, together = _folded(heads)
    places = {place for place, number in enumerate(numbers) if whole in number}
    called: Sequence[int] = range(len(names))
    for word in words:
        parts = [f" {word}", *(f" {known} " for known in meant.get(word, ()))]
        # Part by part: of two thousand names one after the other, this is three times as fast.
        called = sorted({place for part in parts for place in called if part in names[place]})
    if not called and not meant and len(whole) >= LEAST_TOGETHER_CHARS:
        # "Le Fèvre" is Lefèvre too, and the other way.
        part = f" {whole}"
        called = [place for place, name in enumerate(together) if part in name]
    return [heads[place] for place in sorted(places.union(called))]


@lru_cache(maxsize=2)
def _names(heads: tuple[Head, ...]) -> Vocabulary:
    return Vocabulary(sorted({(part, 1) for _, _, name in heads for part in folded_words(name)}))


def _meant(words: Sequence[str], heads: tuple[Head, ...]) -> dict[str, tuple[str, ...]]:
    """What each word may stand for; nothing where none of them may be corrected."""
    if not any(map(may_be_mistyped, words)):
        return {}
    vocabulary = _names(heads)
    return {word: tuple(near.word for near in vocabulary.meant(word)) for word in words}
