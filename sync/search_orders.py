"""This store's orders by number, by the end of it, or by the customer's name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
from sqlalchemy import bindparam, select, text

from core.model import Fulfilment
from core.rules.time import Instant
from core.rules.words import folded_words
from sync.reading import Reader
from sync.search_marks import Mark, marks_of
from sync.search_spelling import edits_forgiven, meant_words
from sync.search_words import words_of

MAX_FULFILMENTS = 2_000
"""The newest ones of this store; older ones are found by their whole number at headquarters."""
Head = tuple[str, str, str]
_HEADS = text(
    "SELECT id, order_number, customer_name FROM fulfilment WHERE location_id = :here"
    " ORDER BY created_at DESC LIMIT :limit"
)
_REST = select(Fulfilment.id, Fulfilment.kind, Fulfilment.state, Fulfilment.promised_at).where(
    Fulfilment.id.in_(bindparam("ids", expanding=True))
)


class OrderMatch(msgspec.Struct, frozen=True):
    """This store's share of an order that was found."""

    fulfilment_id: str
    order_number: str
    customer_name: str
    kind: str
    state: str
    promised_at: Instant
    marks: tuple[Mark, ...] = ()


def order_heads(reader: Reader) -> list[Head]:
    """This store's shares of orders, the newest first: id, number, customer's name."""
    asked = {"here": reader.location_id, "limit": MAX_FULFILMENTS}
    return [(id_, number, name) for id_, number, name in reader.session.execute(_HEADS, asked)]


def search_orders(
    reader: Reader,
    wanted: str,
    limit: int = 50,
    heads: Sequence[Head] | None = None,
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
    whole = "".join(words)
    found = [head for head in heads if whole in _number(head[1]) or _is_called(head[2], words)]
    meant: dict[str, tuple[str, ...]] = {}
    if not found and corrects:
        meant = _meant(words, [name for _, _, name in heads])
        found = [head for head in heads if _may_be_called(head[2], words, meant)]
    marks = {
        id_: marks_of("order_number", number, [whole, *words], {}) if whole in _number(number) else ()
        for id_, number, _ in found[:limit]
    }
    for id_, _, name in found[:limit]:
        marks[id_] = marks[id_] or marks_of("customer_name", name, words, meant)
    rest = {row[0]: row[1:] for row in reader.session.execute(_REST, {"ids": list(marks)})}
    matches = []
    for id_, number, name in found[:limit]:
        kind, state, promised_at = rest[id_]
        matches.append(OrderMatch(id_, number, name, kind, state, Instant(promised_at), marks[id_]))
    return matches


@lru_cache(maxsize=4 * MAX_FULFILMENTS)
def _number(number: str) -> str:
    return "".join(folded_words(number))


@lru_cache(maxsize=4 * MAX_FULFILMENTS)
def _spaced(name: str) -> str:
    return "".join(f" {word}" for word in folded_words(name))


def _is_called(name: str, words: Sequence[str]) -> bool:
    spaced = _spaced(name)
    return all(f" {word}" in spaced for word in words)


def _may_be_called(name: str, words: Sequence[str], meant: dict[str, tuple[str, ...]]) -> bool:
    known = folded_words(name)
    return all(any(part.startswith(word) or part in meant[word] for part in known) for word in words)


def _meant(words: Sequence[str], names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    if not any(map(edits_forgiven, words)):
        return dict.fromkeys(words, ())
    vocabulary = sorted({(part, 1) for name in names for part in folded_words(name)})
    return {word: tuple(near.word for near in meant_words(word, vocabulary)) for word in words}
