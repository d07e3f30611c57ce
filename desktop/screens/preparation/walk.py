"""The orders of a round as one walk: their lines summed by article, what is left for later at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import asdict

from core.rules.walking import walking_order
from desktop.screens.fulfilments import Head, Line


class Share(msgspec.Struct, frozen=True):
    """What one order of the round wants of an article."""

    fulfilment_id: str
    number: str
    tote: int
    line: Line


class RoundLine(Line, frozen=True, kw_only=True):
    """An article of the round: the quantities of all orders together. `shares` begin with the most urgent.

    Its `id` is that of the first share's line.
    """

    shares: tuple[Share, ...]

    @property
    def left_to_pick(self) -> int:
        """Units that are neither picked nor short, each order by itself: one's surplus is not another's."""
        return sum(share.line.left_to_pick for share in self.shares)

    @property
    def next_share(self) -> Share | None:
        """Whose the next unit is."""
        return next((share for share in self.shares if share.line.left_to_pick), None)


def round_lines(heads: Iterable[Head]) -> tuple[RoundLine, ...]:
    """The lines of these orders, one an article, in walking order; what customers are asked about apart."""
    by_article: dict[tuple[int, bool], list[Share]] = defaultdict(list)
    for head in sorted(heads, key=lambda head: (head.promised_at, head.number)):
        for line in head.lines:
            key = (line.article_id, line.is_awaited)
            by_article[key].append(Share(head.id, head.number, head.tote, line))
    return tuple(walking_order(_together(tuple(shares)) for shares in by_article.values()))


def own_lines(head: Head) -> tuple[RoundLine, ...]:
    """The lines of one order, none of them summed: what goes into its parcels."""
    return tuple(_together((Share(head.id, head.number, head.tote, line),)) for line in head.lines)


def _together(shares: tuple[Share, ...]) -> RoundLine:
    lines = [share.line for share in shares]
    sums = {name: sum(getattr(line, name) for line in lines) for name in _SUMMED}
    together = {
        **asdict(lines[0]),
        **sums,
        "serials": tuple(serial for line in lines for serial in line.serials),
        "short_reason": next((line.short_reason for line in lines if line.short_reason), ""),
        "is_put_off": any(line.is_put_off and line.left_to_pick for line in lines),
    }
    return RoundLine(**together, shares=shares)


_SUMMED = ("quantity", "picked", "short", "handed_over", "put_back")


def in_walk(lines: Iterable[RoundLine], skipped: Sequence[str]) -> tuple[RoundLine, ...]:
    """The lines with what is left for later at the end: what was skipped, in that order; and what waits for
    its customer last of all."""
    walk = tuple(lines)
    place = {key: number for number, key in enumerate(skipped)}
    late = [
        line
        for line in walk
        if line.left_to_pick and (line.id in place or line.is_put_off or line.is_awaited)
    ]
    late.sort(key=lambda line: (line.is_awaited, place.get(line.id, -1)))
    ids = {line.id for line in late}
    return (*(line for line in walk if line.id not in ids), *late)
