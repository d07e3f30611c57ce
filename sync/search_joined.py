"""Words that were typed together, or apart, where the catalogue has them the other way.

What engines for shops call splitting and concatenation: a word is parted in two, both of which the catalogue
has, and neighbours are read as one. Tried only where nothing has all the words as they are typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from sync.search_spelling import LEAST_CHARS
from sync.search_words import says_nothing

LEAST_PARTED_CHARS: Final = 4
LEAST_PART_CHARS: Final = 2
"""One letter is not split off: it would rather be a slip. "l" and "d", which say nothing, may be."""
LEAST_BEGUN_CHARS: Final = 3
"""Of the last word that is typed the second part may still go on, from so many characters on."""


def joined(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The words with two neighbours as one, each two in turn; then all of them as one. Groups of digits are
    a number as a whole, and beside other words none: "42/32" are sizes, not how some barcode ends."""
    for place, (one, other) in enumerate(pairwise(words)):
        if len(words) == 2 or not (one.isdecimal() and other.isdecimal()):
            yield (*words[:place], one + other, *words[place + 2 :])
    if len(words) > 2:
        yield ("".join(words),)


def joined_in_doubt(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The same where one of the two is too short to be put right by itself: "tee shirt"."""
    for place, (one, other) in enumerate(pairwise(words)):
        if min(len(one), len(other)) < LEAST_CHARS and (one + other).isalpha():
            yield (*words[:place], one + other, *words[place + 2 :])


def parted(word: str) -> Iterator[tuple[str, str]]:
    """The word in two, wherever it may be cut: among letters, or between letters and digits."""
    if len(word) < LEAST_PARTED_CHARS or word.isdecimal():
        return
    for place in range(1, len(word)):
        parts = word[:place], word[place:]
        if word.isalpha():
            is_cut = all(len(part) >= LEAST_PART_CHARS or says_nothing(part) for part in parts)
        else:
            is_cut = word[place - 1].isalpha() != word[place].isalpha()
        if is_cut:
            yield parts
