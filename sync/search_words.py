"""The words of what is typed, and where they match in a field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence, Set

from core.rules.words import HYPHENS, compounds, fold_char, folded_words, split_words
from sync.search_typing import as_meant

MAX_TEXT_CHARS = 80
"""More than that is not a search."""
MAX_WORDS = 8
LONG_NUMBER_DIGITS = 8
"""Digits typed in groups are one number from so many on."""

LEAST_AGREEING_CHARS = 4
"""Shorter words are taken as they stand."""
_SIZE = re.compile(r"^t([0-9]{1,3})$")
"""A size as labels and people abbreviate it (T for "taille")."""
_FEMININE = (("che", "c"), ("tte", "t"), ("lle", "l"), ("nne", "n"), ("e", ""))
"""How a feminine ends, and what it then agrees with: blanche, violette, noire."""
_SAYING_NOTHING = frozenset(
    [
        "a",
        "au",
        "aux",
        "avec",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "pour",
        "taille",
        "and",
        "for",
        "in",
        "of",
        "size",
        "the",
        "with",
    ]
)
"""Words between others, folded, that an article may be written without."""


def words_of(wanted: str) -> list[str]:
    """The words of a text, folded: no accents, no capitals, no signs. An EAN typed in groups is one word, and
    so is a French size: "T. 40"."""
    words = folded_words(as_meant(unicodedata.normalize("NFC", wanted[:MAX_TEXT_CHARS])))[:MAX_WORDS]
    joined = "".join(words)
    is_number = joined.isascii() and joined.isdecimal() and len(joined) >= LONG_NUMBER_DIGITS
    return [joined] if is_number else _sizes_joined(words)


def _sizes_joined(words: Sequence[str]) -> list[str]:
    read: list[str] = []
    for word in words:
        if read and read[-1] == "t" and _SIZE.fullmatch("t" + word):
            read[-1] += word
        else:
            read.append(word)
    return read


def agreeing(word: str) -> tuple[str, ...]:
    """Words that a French one may stand in agreement for: "blanches" is said of what is "Blanc".

    By its ending alone, so some are no words: the catalogue does not have those.
    """
    if len(word) < LEAST_AGREEING_CHARS or not word.isalpha():
        return ()
    singular = [word, word[:-1]] if word.endswith(("s", "x")) else [word]
    masculine = [
        one.removesuffix(ending) + instead
        for one in singular
        for ending, instead in _FEMININE
        if one.endswith(ending)
    ]
    return tuple(dict.fromkeys(one for one in (*singular, *masculine) if one != word))


def says_nothing(word: str) -> bool:
    """Whether an article may be written without this word."""
    return word in _SAYING_NOTHING


def telling(words: Iterable[str]) -> list[str]:
    """The words, or what of them says something by itself: "robe en lin T40" is a robe, lin and 40."""
    return [_SIZE.sub(r"\1", word) for word in words if word not in _SAYING_NOTHING]


def matched_spans(content: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where words of `content` begin with one of the folded `words`: first character, and the one after.

    In order. A compound counts as one word where its parts do not: "tsh" is in "T-shirt".
    """
    begun = tuple(words)
    found: dict[int, tuple[int, int]] = {}
    for start, end, folded in (*split_words(content), *compounds(content)):
        if folded.startswith(begun):
            typed_chars = max(len(word) for word in begun if folded.startswith(word))
            span = (start, _end_of(content, start, end, typed_chars))
            found[start] = max(span, found.get(start, span))
    return _apart(found.values())


def meant_spans(content: str, words: Set[str]) -> list[tuple[int, int]]:
    """Where whole words of `content`, or compounds, are one of the folded `words`."""
    every = (*compounds(content), *split_words(content))
    return _apart([(start, end) for start, end, folded in every if folded in words])


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, those left out that lie in another."""
    found: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found


def joined_span(content: str, folded: str, *, is_last: bool = False) -> tuple[int, int] | None:
    """Where the words of `content`, written together, have `folded`; None where they do not.

    The first such place, or the last one.
    """
    letters = [
        (char, place)
        for start, end, _ in split_words(content)
        for place in range(start, end)
        for char in fold_char(content[place])
    ]
    whole = "".join(char for char, _ in letters)
    at = whole.rfind(folded) if is_last else whole.find(folded)
    return (letters[at][1], letters[at + len(folded) - 1][1] + 1) if at >= 0 else None


def _end_of(content: str, start: int, end: int, folded_chars: int) -> int:
    """Where so many folded characters end: a ligature folds into two, an accent into none."""
    taken = 0
    for place in range(start, end):
        taken += len(fold_char(content[place])) if content[place] not in HYPHENS else 0
        if taken >= folded_chars:
            while place + 1 < end and not fold_char(content[place + 1]):
                place += 1
            return place + 1
    return end
