"""The reason why something was found: the letters of it that match."""

from __future__ import annotations

from collections.abc import Sequence, Set

import msgspec

from sync.search_words import agreeing, matched_spans, meant_spans


class Mark(msgspec.Struct, frozen=True):
    """What of a field was matched: characters `start` to `end`, the last one not included.

    Attributes:
        is_meant: the word was meant by one that was mistyped; it was not typed so.
    """

    field: str
    start: int
    end: int
    is_meant: bool = False


def marks_of(field: str, content: str, words: Sequence[str], meant: Set[str]) -> tuple[Mark, ...]:
    """Where a field has the folded `words`, what they agree with, or those that were `meant` by them.

    In order, none twice.
    """
    marks = {start: Mark(field, start, end) for start, end in matched_spans(content, words)}
    alike = {form for word in words for form in agreeing(word)}
    for start, end in meant_spans(content, alike):
        marks.setdefault(start, Mark(field, start, end))
    for start, end in meant_spans(content, meant):
        marks.setdefault(start, Mark(field, start, end, is_meant=True))
    return tuple(sorted(marks.values(), key=lambda mark: mark.start))
