"""Making a text fit its area: wrap, shrink, and at last an ellipsis."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from desktop.labels.template import Fit, Text, Weight
from desktop.labels.typeface import PITCH, Typeface, rise_and_drop

SHRINK_STEP = 0.95
_SLACK = 1.5
"""Spaces at the ends of lines take no room: no text on several lines is wider than this."""
_SPACES = re.compile(r" {2,}")
_PIECES = re.compile(r"( *)([^ -]*-+|[^ ]+)")
"""What a line may be broken between: words, and the parts of a word after a hyphen."""


class Fitted(msgspec.Struct, frozen=True):
    """A text as it is printed.

    Attributes:
        letter_mm: height of a capital letter.
        is_whole: false when an ellipsis stands for the rest.
    """

    lines: tuple[str, ...]
    letter_mm: float
    is_whole: bool = True


def fit(text: str, element: Text, typeface: Typeface) -> Fitted:
    """The largest setting of a text in its element's area that the element's ``fit`` allows.

    A text that does not fit at its smallest ends in an ellipsis even where ``fit`` does not say so: a label
    is always printed. ``is_whole`` tells, and the validation says it of the template.
    """
    spelled = typeface.spelled(text).strip()
    if not spelled:
        return Fitted((), element.letter_mm)
    if "  " in spelled:
        spelled = _SPACES.sub(" ", spelled)
    whole = typeface.width(spelled, element.weight)
    rise, drop = rise_and_drop(spelled)
    area, pieces = element.area, None
    for letter_mm, wished in _settings(element):
        most = _lines_that_fit(rise + drop, letter_mm, wished, area.height)
        width = area.width / letter_mm
        if most and whole <= width:
            return Fitted((spelled,), letter_mm)
        if most < 2 or whole > width * most * _SLACK:
            continue
        if pieces is None:
            pieces, space = _pieces(spelled, element.weight, typeface)
        lines = _broken(pieces, space, width, most)
        if lines is not None:
            return Fitted(lines, letter_mm)
    return _cut(spelled, element, typeface)


def _pieces(spelled: str, weight: Weight, typeface: Typeface) -> tuple[list[tuple[bool, str, float]], float]:
    """What may stand on a line of its own, each with whether a space is before it and its width; and the
    width of a space."""
    found = [
        (bool(match[1]), match[2], typeface.width(match[2], weight)) for match in _PIECES.finditer(spelled)
    ]
    return found, typeface.width(" ", weight)


def _settings(element: Text) -> Iterator[tuple[float, int]]:
    """Letter heights and numbers of lines, in the order in which they are tried."""
    wraps = element.lines if Fit.WRAP in element.fit else 1
    ways = [way for way in element.fit if way is not Fit.ELLIPSIS]
    if ways == [Fit.SHRINK, Fit.WRAP]:
        yield from ((letter_mm, 1) for letter_mm in _sizes(element))
    yield from ((letter_mm, wraps) for letter_mm in _sizes(element))


def _sizes(element: Text) -> Iterator[float]:
    yield element.letter_mm
    smallest = _smallest(element)
    letter_mm = element.letter_mm * SHRINK_STEP
    while letter_mm > smallest:
        yield letter_mm
        letter_mm *= SHRINK_STEP
    if smallest < element.letter_mm:
        yield smallest


def _smallest(element: Text) -> float:
    shrinks = Fit.SHRINK in element.fit and 0 < element.smallest_mm < element.letter_mm
    return element.smallest_mm if shrinks else element.letter_mm


def _lines_that_fit(ink: float, letter_mm: float, wished: int, height_mm: float) -> int:
    """How many lines an area has room for; 0 when not even one is low enough. `ink` is a line's own height,
    in capital heights."""
    room = height_mm / letter_mm - ink
    if room < -1e-9:
        return 0
    return min(wished, int(room / PITCH + 1e-9) + 1)


def _broken(
    pieces: list[tuple[bool, str, float]], space: float, width: float, most: int
) -> tuple[str, ...] | None:
    """The pieces on at most ``most`` lines, filled greedily; None when they do not fit."""
    lines: list[str] = []
    line, used = "", 0.0
    for spaced, piece, piece_width in pieces:
        if piece_width > width:
            return None
        gap = space if spaced and line else 0.0
        if line and used + gap + piece_width > width:
            lines.append(line)
            line, used, gap = "", 0.0, 0.0
        line += (" " if gap else "") + piece
        used += gap + piece_width
    lines.append(line)
    return tuple(lines) if len(lines) <= most else None


def _cut(text: str, element: Text, typeface: Typeface) -> Fitted:
    """The text at its smallest, broken anywhere, its end replaced by an ellipsis where it must be."""
    letter_mm = _smallest(element)
    width = element.area.width / letter_mm
    wished = element.lines if Fit.WRAP in element.fit else 1
    room = _lines_that_fit(sum(rise_and_drop(text)), letter_mm, wished, element.area.height)
    most = max(1, room)
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1:
        head = _head(rest, width, element.weight, typeface)
        lines.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    if typeface.width(rest, element.weight) <= width:
        return Fitted((*lines, rest) if rest else tuple(lines), letter_mm, is_whole=room > 0)
    spare = width - typeface.width(typeface.ellipsis, element.weight)
    last = _head(rest, spare, element.weight, typeface).rstrip() + typeface.ellipsis
    return Fitted((*lines, last), letter_mm, is_whole=False)


def _head(text: str, width: float, weight: Weight, typeface: Typeface) -> str:
    """As many characters as fit, at least one; up to the last space when there is one in the second half."""
    end, used = 0, 0.0
    for character in text:
        used += typeface.width(character, weight)
        if used > width:
            break
        end += 1
    end = max(1, end)
    space = text.rfind(" ", end // 2, end + 1)
    return text[:space] if 0 < space < end < len(text) else text[:end]


def baselines(fitted: Fitted, element: Text) -> tuple[float, ...]:
    """The lines' baselines in millimetres from the top of the label; their ink stays inside the area."""
    if not fitted.lines:
        return ()
    size, area = fitted.letter_mm, element.area
    rise, drop = rise_and_drop("".join(fitted.lines))
    highest = area.y + rise * size
    span = (len(fitted.lines) - 1) * PITCH * size
    lowest = area.bottom - drop * size - span
    wished = {"top": highest, "bottom": lowest, "middle": area.y + (area.height - span + size) / 2}
    first = max(highest, min(wished[element.vertical.value], lowest))
    return tuple(first + index * PITCH * size for index in range(len(fitted.lines)))
