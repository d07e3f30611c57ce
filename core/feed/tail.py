"""The private tail: the newest changes of a workstation's store and device, in one consistent read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.feed.log import image_decoder, versions_of
from core.feed.outcomes import on_the_wire
from core.feed.settings import Setting, setting
from core.feed.span import Logged, Span, last_values, read_span
from core.feed.streams import device_stream, store_stream
from core.model import Change
from core.rules.errors import Conflict
from core.wire import OutcomeRow, Tail

MAX_TAIL_ROWS: Final = 2_000
"""Logged rows of one stream in one answer; what is left comes with the next."""
MAX_LOOKED_AHEAD: Final = 2_000
"""Outcomes read beyond an answer, to find the first whose effects must wait for it."""

_OUTCOME = "outcome"

Floors = tuple[int, int]
"""Of a store's and a device's stream."""


class Whose(Protocol):
    """The device that asks, and where it is."""

    @property
    def id(self) -> str: ...

    @property
    def location_id(self) -> int: ...


def read_tail(
    session: Session,
    device: Whose,
    store_from: int,
    device_from: int,
    most_rows: int = MAX_TAIL_ROWS,
    floors: Floors = (0, 0),
) -> Tail:
    """What has changed since, at most `most_rows` of each stream, cut where a transaction ends.

    Args:
        floors: of the store's and the device's stream, as the first page told them to whoever is still on
            the way from nothing.

    Raises:
        Conflict: `stream_restarted`: the workstation's version is not one of this stream's any more.
    """
    streams = store_stream(device.location_id), device_stream(device.id)
    known = versions_of(session, streams)
    store = _span(session, streams[0], known[streams[0]], store_from, most_rows, floors[0])
    own = _span(session, streams[1], known[streams[1]], device_from, most_rows, floors[1])
    store = _up_to_outcomes(session, store, own, streams[1])
    own = _up_to_effects(own, store.to)
    own_rows = [row for row in own.rows if row.table != _OUTCOME]
    return Tail(
        epoch=setting(session, Setting.EPOCH),
        store_from=store_from,
        store_to=store.to,
        device_from=device_from,
        device_to=own.to,
        more=store.more or own.more,
        tables=last_values(store.rows) + last_values(own_rows),
        outcomes=_outcomes(own.rows),
        store_floor=known[streams[0]][1],
        device_floor=known[streams[1]][1],
    )


def _span(
    session: Session, stream: str, known: tuple[int, int], after: int, most_rows: int, begun_at_floor: int
) -> Span:
    version, floor = known
    # Below the floor it is not logged which rows went: only who has none of them misses nothing.
    is_behind = 0 < after < floor and begun_at_floor != floor
    if after > version or is_behind:
        raise Conflict("stream_restarted", stream=stream, version=version, floor=floor)
    if after == version:
        return Span(after, version, False, ())
    return read_span(session, stream, after, version, most_rows)


def _up_to_outcomes(session: Session, store: Span, own: Span, own_stream: str) -> Span:
    """Cut before the effects of the first command whose outcome this answer does not bring.

    A transaction numbers both streams at once, so what the device's span has told lies before the cut. What
    had its effects earlier (an answer that moved over from another device) cuts nothing.
    """
    if not own.more:
        return store
    told = max(
        (_store_version(row.image) for row in own.rows if row.table == _OUTCOME and row.image), default=0
    )
    known = max(told, store.after)
    later = session.scalars(
        select(Change.image)
        .where(Change.stream == own_stream, Change.version > own.to, Change.table_name == _OUTCOME)
        .order_by(Change.version)
        .limit(MAX_LOOKED_AHEAD)
    )
    untold = min((at for image in later if image and (at := _store_version(image)) > known), default=None)
    if untold is None or untold > store.to:
        return store
    kept = [row for row in store.rows if row.version < untold]
    return Span(store.after, untold - 1, True, kept)


def _up_to_effects(span: Span, store_to: int) -> Span:
    """Cut before the first outcome whose effects this answer does not bring.

    A workstation drops a pending command in the transaction that brings its effects, and not before.
    """
    for row in span.rows:
        if row.table == _OUTCOME and row.image and _store_version(row.image) > store_to:
            kept = [other for other in span.rows if other.version < row.version]
            return Span(span.after, row.version - 1, True, kept)
    return span


def _store_version(image: bytes) -> int:
    return int(image_decoder.decode(image)["store_version"])


def _outcomes(rows: Sequence[Logged]) -> list[OutcomeRow]:
    last = {row.row_key: row.image for row in rows if row.table == _OUTCOME and row.image is not None}
    answered = (on_the_wire(image_decoder.decode(image)) for image in last.values())
    return sorted(answered, key=lambda outcome: outcome.sequence)
