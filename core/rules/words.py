"""Words as search compares them: folded (no accents, no capitals), cut at whatever is no letter or digit.

The core cuts the catalogue's words when it builds the index, a workstation what is typed: with this one rule.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WRITTEN_APART = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"}
"""Letters that Unicode does not decompose and people type apart."""

HYPHENS = "-\u2010\u2011"
"""What joins the parts of a compound: "T-shirt"."""
MAX_NAME_CHARS = 400
_ASCII_WORD = re.compile("[0-9A-Za-z]+")


def folded_words(content: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(folded for _, _, folded in split_words(content))


def name_words(name: str) -> str:
    """What a whole name is found by, however it is typed: its words, folded, in the alphabet's order."""
    return " ".join(sorted(folded_words(unicodedata.normalize("NFC", name))))[:MAX_NAME_CHARS]


@lru_cache(maxsize=16_384)
def split_words(content: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end (not included) and folded form of each word of a text."""
    if content.isascii():
        return tuple((*found.span(), found.group().lower()) for found in _ASCII_WORD.finditer(content))
    found: list[tuple[int, int, str]] = []
    start, folded = -1, ""
    for place, char in enumerate((*content, " ")):
        is_part = char.isalnum() or (start >= 0 and unicodedata.combining(char) != 0)
        if is_part:
            start = place if start < 0 else start
            folded += fold_char(char)
        elif start >= 0:
            found.append((start, place, folded))
            start, folded = -1, ""
    return tuple(word for word in found if word[2])


@lru_cache(maxsize=16_384)
def compounds(content: str) -> tuple[tuple[int, int, str], ...]:
    """Words of letters that hyphens join, as one: start, end (not included) and folded form of each.

    Numbers are no words: neither "38-40" nor an article's own number is a compound.
    """
    found: list[tuple[int, int, str]] = []
    parts: list[tuple[int, int, str]] = []
    for word in (*split_words(content), (len(content) + 2, 0, "")):
        start = word[0]
        is_joined = bool(parts) and start == parts[-1][1] + 1 and content[start - 1] in HYPHENS
        if not is_joined:
            if len(parts) > 1:
                found.append((parts[0][0], parts[-1][1], "".join(folded for _, _, folded in parts)))
            parts = []
        parts.append(word)
    return tuple(one for one in found if one[2].isalpha())


@lru_cache(maxsize=1024)
def fold_char(char: str) -> str:
    """One character folded: none for an accent that stands alone, two for a ligature."""
    small = char.lower()
    apart = _WRITTEN_APART.get(small)
    if apart:
        return apart
    plain = unicodedata.normalize("NFD", small)[:1]
    return "" if unicodedata.combining(plain) else plain
