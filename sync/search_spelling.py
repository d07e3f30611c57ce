"""Words that were meant by what was mistyped.

Every word of the catalogue is compared at once: the cells of the distance's table are arrays over all words,
so ten thousand words cost a few hundred steps of numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

LEAST_CHARS = 4
"""Shorter words are not corrected: anything would be near them."""
LONG_CHARS = 8
"""From here on two edits are forgiven instead of one."""
LEAST_KNOWN_CHARS = 6
"""A word that the catalogue has may be meant for another from so many letters on: "tshirt" for "shirt"."""
MAX_WORD_CHARS = 24
MAX_MEANT = 24
"""So many words stand for one that was mistyped, at most."""
MAX_REMEMBERED = 64
"""Mistyped words whose meaning a vocabulary remembers."""


def may_be_mistyped(word: str) -> bool:
    """Whether a typed word is ever corrected: "cur" may be "cuir"; another number would be another one."""
    return len(word) >= LEAST_CHARS - 1 and not any(char.isdecimal() for char in word)


def _edits_forgiven(chars: int) -> int:
    """By the length of the word that was meant, or of what is typed if that is longer."""
    return (chars >= LEAST_CHARS) + (chars >= LONG_CHARS)


FAR = np.int16(99)
_FORGIVEN = np.array([_edits_forgiven(chars) for chars in range(MAX_WORD_CHARS + 1)], dtype=np.int16)


class Meant(msgspec.Struct, frozen=True):
    """A word that may be meant: the whole of it, or it goes on beyond what is typed so far."""

    word: str
    is_whole: bool


class Vocabulary:
    """Folded words that may be meant, each with how many articles or names have it: made once."""

    def __init__(self, words: Sequence[tuple[str, int]]) -> None:
        self._words = words
        # As columns of code points: the words are compared letter by letter, all at once.
        table = np.array([word[:MAX_WORD_CHARS] for word, _ in words], dtype=f"<U{MAX_WORD_CHARS}")
        codes = table.view(np.int32).reshape(len(words), MAX_WORD_CHARS)
        self._letters = np.ascontiguousarray(codes.T)
        self._lengths = np.count_nonzero(codes, axis=1)
        # A word that was mistyped stays so while the next ones are typed.
        self.meant = lru_cache(maxsize=MAX_REMEMBERED)(self._meant)

    def _meant(self, word: str) -> tuple[Meant, ...]:
        """Words that a typed one, or its beginning, was meant to be: the nearest and most used first."""
        if not may_be_mistyped(word) or not self._words:
            return ()
        whole, begun = _distances(word, self._letters, self._lengths)
        is_whole = whole <= _FORGIVEN[np.maximum(self._lengths, min(len(word), MAX_WORD_CHARS))]
        edits = np.where(begun <= _edits_forgiven(len(word)), begun, np.where(is_whole, whole, FAR))
        # What is written, or begins, as it is typed is found without us.
        least = 1 if len(word) >= LEAST_KNOWN_CHARS else 0
        near = np.flatnonzero((edits < FAR) & (edits >= least))
        # A whole word is likelier meant than one that merely begins so.
        order = sorted(near.tolist(), key=lambda n: (edits[n], not is_whole[n], -self._words[n][1]))
        nearest = [n for n in order if edits[n] == edits[order[0]]][:MAX_MEANT]
        return tuple(Meant(self._words[n][0], bool(is_whole[n])) for n in nearest)


def _distances(
    word: str, letters: NDArray[np.int32], lengths: NDArray[np.int64]
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Edits from `word` to each whole word, and to the nearest beginning of each.

    Insertion, deletion, substitution, and the exchange of two neighbours (optimal string alignment;
    Damerau 1964), row by row of the table; only the diagonals within two edits are looked at.
    """
    typed = [ord(char) for char in word[:MAX_WORD_CHARS]]
    size, words = min(len(letters), len(typed) + 2), letters.shape[1]
    rows = np.full((len(typed) + 1, size + 1, words), FAR, dtype=np.int16)
    rows[0] = np.arange(size + 1, dtype=np.int16)[:, None]
    for i, char in enumerate(typed, start=1):
        rows[i, 0] = i
        for j in range(max(1, i - 2), min(size, i + 2) + 1):
            same = letters[j - 1] == char
            best = np.minimum(rows[i - 1, j - 1] + ~same, np.minimum(rows[i - 1, j], rows[i, j - 1]) + 1)
            if i > 1 and j > 1:
                crossed = (letters[j - 2] == char) & (letters[j - 1] == typed[i - 2])
                best = np.where(crossed, np.minimum(best, rows[i - 2, j - 2] + 1), best)
            rows[i, j] = best
    last = rows[-1]
    begun = np.where(np.arange(size + 1)[:, None] <= lengths, last, FAR).min(axis=0)
    whole = np.where(lengths <= size, last[np.minimum(lengths, size), np.arange(words)], FAR)
    return whole, begun
