"""The last day of the line: what is drawn of it, and what is said beside. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS, Instant, from_datetime
from desktop.screens.sync_status.state import SyncState
from desktop.shell.amounts import clock_words, local_time, midnight_before, moment_words
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.widgets import Mark, Stood, Stretch, time_words
from sync.presence import BRIDGED_MS, Presence, Span

MARK_HOURS: Final = 6
MAX_TOLD: Final = 8
"""Stretches that a screen reader is told; the newest."""

_STOOD = {Presence.CONNECTED: Stood.WELL, Presence.DOUBT: Stood.HALF, Presence.OFFLINE: Stood.NOT}
_MEANINGS = {
    Presence.CONNECTED: QT_TRANSLATE_NOOP("Sync", "connected"),
    Presence.DOUBT: QT_TRANSLATE_NOOP("Sync", "in doubt"),
    Presence.OFFLINE: QT_TRANSLATE_NOOP("Sync", "offline"),
}


def day_spans(state: SyncState) -> list[Span]:
    """The spans of the last 24 hours, cut at their beginning; what is so still reaches to now.

    A clock that was set back leaves spans that reach into the next ones: each ends where the next begins.
    """
    begin, now = Instant(state.now - DAY_MS), state.now
    ends = [min(one.until, after.began_at) for one, after in pairwise(state.spans)]
    ends += [min(one.until, now) for one in state.spans[-1:]]
    cut = [
        replace(one, began_at=max(one.began_at, begin), until=end)
        for one, end in zip(state.spans, ends, strict=True)
    ]
    spans = [span for span in cut if span.until >= span.began_at]
    kind = state.presence
    if kind is None or (spans and now - spans[-1].until > BRIDGED_MS):
        return spans
    if spans and spans[-1].kind is kind:
        return [*spans[:-1], replace(spans[-1], until=now)]
    # Not written down yet: the line has changed within the turn.
    return [*spans, Span(kind, spans[-1].until, now)] if spans else spans


def stretches(spans: Sequence[Span], now: Instant) -> list[Stretch]:
    """What is drawn."""
    begin = now - DAY_MS
    return [
        Stretch(_STOOD[span.kind], (span.began_at - begin) / DAY_MS, (span.until - begin) / DAY_MS)
        for span in spans
    ]


def marks(now: Instant, timezone: str) -> list[Mark]:
    """Every sixth hour on the store's clock."""
    there = local_time(now, timezone).replace(minute=0, second=0, microsecond=0)
    hours = [from_datetime(there - timedelta(hours=back)) for back in range(DAY_MS // HOUR_MS, -1, -1)]
    shown = [at for at in hours if local_time(at, timezone).hour % MARK_HOURS == 0 and at > now - DAY_MS]
    return [Mark(1 - (now - at) / DAY_MS, clock_words(at, timezone)) for at in shown]


def meanings(spans: Sequence[Span]) -> list[tuple[Stood, str]]:
    """What each height that is drawn stands for."""
    there = {span.kind for span in spans}
    return [(_STOOD[kind], translate("Sync", words)) for kind, words in _MEANINGS.items() if kind in there]


def outage_words(spans: Sequence[Span], now: Instant, timezone: str) -> str:
    """How long the store was offline today, and when last; how long not everything came through. Nothing
    where nothing is known of today."""
    midnight = from_datetime(midnight_before(now, timezone))
    today = [replace(span, began_at=max(span.began_at, midnight)) for span in spans if span.until > midnight]
    if not today:
        return ""
    cuts = [span for span in today if span.kind is Presence.OFFLINE]
    said = [_cut_words(cuts, now, timezone) if cuts else _whole_words(today, midnight, timezone)]
    if doubted := [span for span in today if span.kind is Presence.DOUBT]:
        words = translate("Sync", "For {length} not everything came through.")
        said.append(words.format(length=_length_words(doubted)))
    return " ".join(said)


def _whole_words(today: Sequence[Span], midnight: Instant, timezone: str) -> str:
    """Without an outage; of the hours in which the program was closed nobody knows."""
    known = today[0].began_at
    if known - midnight <= BRIDGED_MS:
        return translate("Sync", "Not offline today.")
    return translate("Sync", "Not offline since {begin}.").format(begin=clock_words(known, timezone))


def _cut_words(cuts: Sequence[Span], now: Instant, timezone: str) -> str:
    last, length = cuts[-1], _length_words(cuts)
    begin, end = clock_words(last.began_at, timezone), clock_words(last.until, timezone)
    if last.until >= now:
        # Since when is said beside the state itself.
        return translate("Sync", "Offline today for {length} in all.").format(length=length)
    if begin == end:
        return translate("Sync", "Offline today for {length}, last at {begin}.").format(
            length=length, begin=begin
        )
    return translate("Sync", "Offline today for {length}, last from {begin} to {end}.").format(
        length=length, begin=begin, end=end
    )


def told_words(spans: Sequence[Span], now: Instant, timezone: str) -> str:
    """The strip for who does not see it: the newest stretches with their hours."""
    return "; ".join(_told(span, now, timezone) for span in spans[-MAX_TOLD:])


def _told(span: Span, now: Instant, timezone: str) -> str:
    kind = translate("Sync", _MEANINGS[span.kind])
    begin, end = moment_words(span.began_at, now, timezone), moment_words(span.until, now, timezone)
    if begin == end:
        return translate("Sync", "{kind}, {begin}").format(kind=kind, begin=begin)
    return translate("Sync", "{kind} from {begin} to {end}").format(kind=kind, begin=begin, end=end)


def _length_words(spans: Sequence[Span]) -> str:
    total_ms = sum(span.until - span.began_at for span in spans)
    return time_words(max(1, -(-total_ms // MINUTE_MS)))
