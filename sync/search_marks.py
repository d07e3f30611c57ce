"""The reason why something was found: the letters of it that match."""

from __future__ import annotations

from collections.abc import Sequence, Set

import msgspec

from sync.search_words import agreeing, matched_spans, meant_spans

LEAST_NUMBER_DIGITS = 3
"""Fewer are a size, or how many."""


class Mark(msgspec.Struct, frozen=True):
    """What of a field was matched: characters `start` to `end`, the last one not included.

    Attributes:
        is_meant: the word was meant by one that was mistyped; it was not typed so.
    """

    field: str
    start: int
    end: int
    is_meant: bool = False


def begun_and_whole(words: Sequence[str]) -> tuple[list[str], frozenset[str]]:
    """The words whose beginning is marked, and those that are marked where they are a whole word alone: the
    letter of a number that was typed with one, as in C-20068, says nothing of what begins with it."""
    has_number = any(word.isdecimal() and len(word) >= LEAST_NUMBER_DIGITS for word in words)
    whole = frozenset(word for word in words if has_number and len(word) == 1 and word.isalpha())
    return [word for word in words if word not in whole], whole


def marks_of(
    field: str, content: str, words: Sequence[str], meant: Set[str], whole: Set[str] = frozenset()
) -> tuple[Mark, ...]:
    """Where a field has the folded `words`, what they agree with, or those that were `meant` by them; of
    those in `whole`, no mere beginning.

    In order, none twice.
    """
    marks = {start: Mark(field, start, end) for start, end in matched_spans(content, words)}
    alike = {form for word in words for form in agreeing(word)}
    for start, end in meant_spans(content, alike | whole):
        marks.setdefault(start, Mark(field, start, end))
    for start, end in meant_spans(content, meant):
        marks.setdefault(start, Mark(field, start, end, is_meant=True))
    return tuple(sorted(marks.values(), key=lambda mark: mark.start))
