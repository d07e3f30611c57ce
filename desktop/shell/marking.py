"""Why something was found: the letters that match, for rows to draw and to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from core.rules.words import folded_words
from desktop.shell.saying import translate
from desktop.shell.widgets import Marking
from sync.search import ArticleMatch, Mark, OrderMatch
from sync.search_words import agreeing, telling

BETWEEN: Final = " · "
_ANY_GUESS: Final = "~"
_BESIDES: Final = ("gtin", "sku", "brand", "category")

Marked = tuple[str, tuple[Marking, ...]]
"""A text with what is marked in it."""


def marked(match: ArticleMatch | OrderMatch, field: str) -> Marked:
    """A field of what was found, with its marks."""
    return getattr(match, field), tuple(
        Marking(mark.start, mark.end, mark.is_meant) for mark in match.marks if mark.field == field
    )


def labelled(words: str, what: Marked) -> Marked:
    """`words` with a marked text in the place of "{0}"."""
    content, marks = what
    before = words.partition("{0}")[0]
    return words.format(content), _moved(marks, len(before))


def joined(parts: Iterable[Marked]) -> Marked:
    """Texts with a dot between them, those that are empty left out."""
    content = ""
    marks: tuple[Marking, ...] = ()
    for text, marks_of_text in parts:
        if text:
            content += BETWEEN if content else ""
            marks += _moved(marks_of_text, len(content))
            content += text
    return content, marks


def grouped(what: Marked, shown: str) -> Marked:
    """A number as it is shown, in groups and without the zeros that it may begin with; the marks go along."""
    content, marks = what
    places = [place for place, char in enumerate(shown) if char != " "]
    lost = len(content) - len(places)
    return shown, tuple(
        Marking(places[max(0, one.start - lost)], places[one.end - lost - 1] + 1, one.is_guess)
        for one in marks
        if one.end > lost
    )


def besides(match: ArticleMatch, shown: Sequence[str], offered: Sequence[str] = _BESIDES) -> list[Marked]:
    """Fields that a row does not show by itself, where they are the reason: each says what it is."""
    known = {word for mark in match.marks if mark.field in shown for word in _told(match, mark)}
    found = []
    for field in offered:
        words = {word for mark in match.marks if mark.field == field for word in _told(match, mark)}
        if not words <= known:
            known |= words
            found.append(labelled(_label(field), marked(match, field)))
    return found


def serial_words(match: ArticleMatch) -> Marked:
    """ "Serial number EQ-1234"; empty where no piece was asked for."""
    return labelled(_label("serial"), marked(match, "serial")) if match.serial else ("", ())


def reason_words(match: ArticleMatch | OrderMatch) -> str:
    """What was found by, to be spoken: "found by Rob, 40"; empty where nothing was looked for."""
    typed = {_folded(match, mark): mark for mark in reversed(match.marks) if not mark.is_meant}
    meant = {_folded(match, mark): mark for mark in reversed(match.marks) if mark.is_meant}
    parts = []
    if typed:
        parts.append(translate("Search", "found by {0}").format(_said(match, typed.values())))
    if meant:
        words = translate("Search", "close to what was typed: {0}")
        parts.append(words.format(_said(match, meant.values())))
    return "; ".join(parts)


def _said(match: ArticleMatch | OrderMatch, marks: Iterable[Mark]) -> str:
    return ", ".join(reversed([getattr(match, mark.field)[mark.start : mark.end] for mark in marks]))


def guess_words(matches: Sequence[ArticleMatch], wanted: str) -> str:
    """That nothing is written as it was typed, and what was looked for; empty where something is."""
    if not matches or not all(match.is_approximate for match in matches):
        return ""
    words = translate("Search", "nothing is written “{typed}”; did you mean “{meant}”?")
    return words.format(typed=wanted.strip(), meant=" ".join(_meant(matches[0], wanted)))


def _meant(match: ArticleMatch, wanted: str) -> list[str]:
    """What is typed, with the nearest guess in the place of each word that is not written so."""
    written = {word for mark in match.marks if not mark.is_meant for word in _folded(match, mark)}
    guesses = [word for mark in match.marks if mark.is_meant for word in _folded(match, mark)]
    return [
        word
        if any(known.startswith(word) or known in agreeing(word) for known in written)
        else get_close_matches(word, guesses, n=1, cutoff=0)[0]
        for word in telling(folded_words(wanted))
    ]


def _label(field: str) -> str:
    return {
        "gtin": translate("Search", "Barcode {0}"),
        "sku": translate("Search", "Number {0}"),
        "serial": translate("Search", "Serial number {0}"),
    }.get(field, "{0}")


def _told(match: ArticleMatch, mark: Mark) -> tuple[str, ...]:
    """What a mark tells; of several guesses at a word one is enough."""
    return (_ANY_GUESS,) if mark.is_meant else _folded(match, mark)


def _folded(match: ArticleMatch | OrderMatch, mark: Mark) -> tuple[str, ...]:
    return folded_words(getattr(match, mark.field)[mark.start : mark.end])


def _moved(marks: Iterable[Marking], by: int) -> tuple[Marking, ...]:
    return tuple(Marking(one.start + by, one.end + by, one.is_guess) for one in marks)
