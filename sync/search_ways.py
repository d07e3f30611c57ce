"""The ways in which articles are found, one after the other: the first that finds some is the one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

import msgspec

from core.model.search_serials import HEAD, TAIL
from sync.reading import Reader
from sync.search_pieces import Numbered, pieces_numbered
from sync.search_rank import Catalogue, Ranked
from sync.search_words import telling

PIECES_BESIDE: Final = 4
"""Beside articles whose barcode ends with the digits, one row in so many is for pieces that do."""


class Way(msgspec.Struct, frozen=True):
    """What was found.

    Attributes:
        best: the articles, and how what was typed is read.
        pieces: by article, the piece that was asked for.
    """

    best: Ranked = Ranked()
    pieces: Mapping[int, Numbered] = {}


def way_to(reader: Reader, words: Sequence[str], limit: int) -> Way:
    """Articles by their words as typed, or without those that say nothing; by a piece's number; by words
    parted or joined; by words near to them."""
    catalogue = Catalogue(reader.raw, reader.location_id)
    numbered = partial(pieces_numbered, reader.raw, catalogue, reader.location_id, words)
    lean = telling(words) or words
    best = catalogue.ranked(words, limit)
    if not best.ids and lean != list(words):
        # What says nothing is no reason for a row either.
        best = msgspec.structs.replace(catalogue.ranked(lean, limit), words=tuple(lean))
    if best.ids:
        is_number = len(words) == 1 and words[0].isdecimal()
        pieces = numbered(limit // PIECES_BESIDE) if is_number else {}
        others = [id_ for id_ in best.ids if id_ not in pieces][: limit - len(pieces)]
        return Way(msgspec.structs.replace(best, ids=(*others, *pieces)), pieces)
    # Letters alone are sooner a word, mistyped or not, than the end of a number.
    has_digits = any(char.isdecimal() for word in words for char in word)
    if pieces := numbered(limit, (HEAD, TAIL) if has_digits else (HEAD,)):
        return _of(pieces)
    for another in (catalogue.rejoined, catalogue.corrected):
        best = another(lean, limit)
        if best.ids:
            return Way(best)
    return _of({} if has_digits else numbered(limit, (TAIL,)))


def _of(pieces: Mapping[int, Numbered]) -> Way:
    return Way(Ranked(tuple(pieces)), pieces)
