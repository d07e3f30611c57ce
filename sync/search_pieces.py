"""Pieces by their serial number, from its beginning on or by its last characters."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from core.model.search_lists import as_ids
from core.model.search_serials import CODE_CHARS, HEAD, LEAST_CHARS, TAIL, articles_by_end, folded_serial
from sync.search_marks import Mark
from sync.search_rank import Catalogue
from sync.search_words import joined_span

MAX_LOOKED_AT: Final = 400
"""Articles whose pieces are looked at, at most; those that are here first."""
_BEGINNING: Final = (
    "SELECT p.article_id, p.serial FROM json_each(?) wanted CROSS JOIN piece p ON p.article_id = wanted.value"
    " AND p.serial >= ? AND p.serial < ? ORDER BY wanted.key, p.location_id IS NOT ?, p.serial"
)
_PIECES: Final = (
    "SELECT p.article_id, p.serial FROM json_each(?) wanted CROSS JOIN piece p ON p.article_id = wanted.value"
    " WHERE p.serial LIKE ? ORDER BY wanted.key, p.location_id IS NOT ?, p.serial"
)


class Numbered(msgspec.Struct, frozen=True):
    """A piece that was asked for.

    Attributes:
        mark: what of its number was typed.
    """

    serial: str
    mark: Mark


def pieces_numbered(
    raw: Any,
    catalogue: Catalogue,
    here: int,
    words: Sequence[str],
    limit: int,
    ends: Sequence[int] = (HEAD, TAIL),
) -> dict[int, Numbered]:
    """Pieces by article, the best first: one for each, this store's own if it has one.

    Args:
        here: this store.
        ends: which of the number's ends may have been typed.
    """
    typed = "".join(words)
    if len(typed) < LEAST_CHARS:
        return {}
    by_end = {end: articles_by_end(raw, end, typed) for end in ends}
    tried = [(ids, end == HEAD) for end, ids in by_end.items()]
    if len(tried) > 1:
        # A whole number is both, and of numbers that all begin alike both together say which.
        begun = set(by_end[HEAD].tolist())
        tried.insert(0, (as_ids([id_ for id_ in by_end[TAIL].tolist() if id_ in begun]), True))
    found: dict[int, Numbered] = {}
    for ids, is_beginning in tried:
        is_enough = len(typed) <= CODE_CHARS[HEAD if is_beginning else TAIL]
        best = catalogue.best_of(ids, limit if is_enough else MAX_LOOKED_AT)
        for id_, serial in _pieces(raw, best, here, typed, is_beginning):
            folded = folded_serial(serial)
            if not (folded.startswith(typed) if is_beginning else folded.endswith(typed)):
                continue
            span = joined_span(serial, typed, is_last=not is_beginning)
            if span and len(found) < limit:
                found.setdefault(id_, Numbered(serial, Mark("serial", *span)))
        if found:
            break
    return found


def _pieces(raw: Any, ids: Sequence[int], here: int, typed: str, is_beginning: bool) -> list[tuple[int, str]]:
    if not ids:
        return []
    found: list[tuple[int, str]] = []
    if is_beginning:
        # As nearly all are written, and found by the key of the table.
        span = (typed.upper(), typed.upper() + "\U0010ffff")
        found = raw.execute(_BEGINNING, (json.dumps(list(ids)), *span, here)).fetchall()
        there = {id_ for id_, _ in found}
        ids = [id_ for id_ in ids if id_ not in there]
    # Signs may stand between any two characters; whoever asks looks closer.
    pattern = "%".join(char if char.isascii() else "" for char in typed)
    pattern = f"{pattern}%" if is_beginning else f"%{pattern}"
    found += raw.execute(_PIECES, (json.dumps(list(ids)), pattern, here)).fetchall()
    return found
