"""Words as search compares them: folded, cut as the full-text index cuts them (unicode61), and where
they match.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

MAX_TEXT_CHARS = 80
"""More than that is not a search."""
MAX_WORDS = 8
LONG_NUMBER_DIGITS = 8
"""Digits typed in groups are one number from so many on."""


def words_of(wanted: str) -> list[str]:
    """The words of a text, folded: no accents, no capitals, no signs. An EAN typed in groups is one word."""
    words = folded_words(unicodedata.normalize("NFC", wanted[:MAX_TEXT_CHARS]))[:MAX_WORDS]
    joined = "".join(words)
    is_number = joined.isascii() and joined.isdecimal() and len(joined) >= LONG_NUMBER_DIGITS
    return [joined] if is_number else list(words)


def folded_words(content: str) -> tuple[str, ...]:
    """The words of a field, folded."""
    return tuple(folded for _, _, folded in _split(content))


def matched_spans(content: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where words of `content` begin with one of the folded `words`: first character, and the one after."""
    found: list[tuple[int, int]] = []
    for start, _end, folded in _split(content):
        lengths = [len(word) for word in words if folded.startswith(word)]
        if lengths:
            found.append((start, start + max(lengths)))
    return found


@lru_cache(maxsize=8192)
def _split(content: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and folded form of each word."""
    found: list[tuple[int, int, str]] = []
    start, folded = -1, ""
    for place, char in enumerate((*content, " ")):
        is_part = char.isalnum() or (start >= 0 and unicodedata.combining(char) != 0)
        if is_part:
            start = place if start < 0 else start
            folded += _fold(char)
        elif start >= 0:
            found.append((start, place, folded))
            start, folded = -1, ""
    return tuple(found)


@lru_cache(maxsize=1024)
def _fold(char: str) -> str:
    """One character, or none for an accent that stands alone."""
    plain = unicodedata.normalize("NFD", char.lower())[:1]
    return "" if unicodedata.combining(plain) else plain
