"""The words of what is typed, and where they match in a field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Set

from core.rules.words import fold_char, folded_words, split_words

MAX_TEXT_CHARS = 80
"""More than that is not a search."""
MAX_WORDS = 8
LONG_NUMBER_DIGITS = 8
"""Digits typed in groups are one number from so many on."""

LEAST_AGREEING_CHARS = 4
"""Shorter words are taken as they stand."""
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
    """The words of a text, folded: no accents, no capitals, no signs. An EAN typed in groups is one word."""
    words = folded_words(unicodedata.normalize("NFC", wanted[:MAX_TEXT_CHARS]))[:MAX_WORDS]
    joined = "".join(words)
    is_number = joined.isascii() and joined.isdecimal() and len(joined) >= LONG_NUMBER_DIGITS
    return [joined] if is_number else list(words)


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


def telling(words: Iterable[str]) -> list[str]:
    """The words that say something by themselves: "robe en lin" is a robe and lin."""
    return [word for word in words if word not in _SAYING_NOTHING]


def matched_spans(content: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where words of `content` begin with one of the folded `words`: first character, and the one after."""
    begun = tuple(words)
    found: list[tuple[int, int]] = []
    for start, end, folded in split_words(content):
        if folded.startswith(begun):
            typed_chars = max(len(word) for word in begun if folded.startswith(word))
            found.append((start, _end_of(content, start, end, typed_chars)))
    return found


def meant_spans(content: str, words: Set[str]) -> list[tuple[int, int]]:
    """Where whole words of `content` are one of the folded `words`."""
    return [(start, end) for start, end, folded in split_words(content) if folded in words]


def joined_span(content: str, folded: str) -> tuple[int, int] | None:
    """Where the words of `content`, written together, have `folded`; None where they do not."""
    letters = [
        (char, place)
        for start, end, _ in split_words(content)
        for place in range(start, end)
        for char in fold_char(content[place])
    ]
    at = "".join(char for char, _ in letters).find(folded)
    return (letters[at][1], letters[at + len(folded) - 1][1] + 1) if at >= 0 else None


def _end_of(content: str, start: int, end: int, folded_chars: int) -> int:
    """Where so many folded characters end: a ligature folds into two, an accent into none."""
    taken = 0
    for place in range(start, end):
        taken += len(fold_char(content[place]))
        if taken >= folded_chars:
            while place + 1 < end and not fold_char(content[place + 1]):
                place += 1
            return place + 1
    return end
