"""How the line to headquarters was, some days back: spans in this device's own file.

Written by the exchange at its turns, where it is known. While the program does not run there is no span: of
that time nobody knows how the line was.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Final

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.rules.errors import CoulisseError
from core.rules.time import DAY_MS, MINUTE_MS, Instant
from sync.connection import ConnectionKind, ConnectionState
from sync.do import Do
from sync.exchange_side import ExchangeSide
from sync.reading import Reader
from sync.schema import PresenceSpan

EXTEND_EVERY_MS: Final = 2 * MINUTE_MS
"""How often a span that goes on is made longer: what a power cut takes from it."""
BRIDGED_MS: Final = 10 * MINUTE_MS
"""A longer silence than this was no turn of the exchange: the program, or the machine, was not running."""
KEPT_MS: Final = 7 * DAY_MS
MAX_SPANS: Final = 2_000
"""Of a line that comes and goes all day long; the oldest go first."""


class Presence(StrEnum):
    """`DOUBT`: headquarters answers, and not everything comes through, or nothing does (`HELD`), or nothing
    proves that it is its answer of now."""

    CONNECTED = "connected"
    DOUBT = "doubt"
    OFFLINE = "offline"


class Span(msgspec.Struct, frozen=True):
    """For how long the line was so; `until` is when it was last known."""

    kind: Presence
    began_at: Instant
    until: Instant


def presence_of(state: ConnectionState) -> Presence | None:
    """What a state of the connection says; None while nothing is known yet."""
    if state.kind is ConnectionKind.STARTING:
        return None
    if state.kind is ConnectionKind.OFFLINE:
        return Presence.OFFLINE
    is_well = state.kind is ConnectionKind.CONNECTED and not state.fault
    return Presence.CONNECTED if is_well else Presence.DOUBT


def keep(session: Session, kind: Presence, at: Instant) -> None:
    """The line is like this now: make the newest span longer, or begin one, and let go of what is too old."""
    newest = select(PresenceSpan).order_by(PresenceSpan.no.desc()).limit(1)
    last = session.scalars(newest).first()
    is_next = last is not None and 0 <= at - last.until <= BRIDGED_MS
    if last is not None and is_next:
        last.until = at
    if last is None or not is_next or last.kind != kind:
        session.add(PresenceSpan(kind=kind, began_at=at, until=at))
        session.flush()
        beyond = select(PresenceSpan.no).order_by(PresenceSpan.no.desc()).offset(MAX_SPANS)
        too_many = PresenceSpan.no.in_(beyond.limit(MAX_SPANS))
        session.execute(delete(PresenceSpan).where((PresenceSpan.until < at - KEPT_MS) | too_many))


_SINCE = (
    "SELECT kind, began_at, until FROM presence_span WHERE until > ? AND began_at <= ? ORDER BY began_at, no"
)


def spans_since(reader: Reader, since: Instant, now: Instant) -> tuple[Span, ...]:
    """The spans that reach beyond an instant, the oldest first."""
    found = reader.raw.execute(_SINCE, (since, now)).fetchall()
    known = {kind.value for kind in Presence}
    return tuple(Span(Presence(kind), began, until) for kind, began, until in found if kind in known)


class PresenceNotes:
    """Writes down how the line is, when it has changed and now and then."""

    def __init__(self, workstation: ExchangeSide, do: Do) -> None:
        self._workstation = workstation
        self._do = do
        self._kind: Presence | None = None
        self._noted_at = Instant(0)

    async def note(self, state: ConnectionState) -> None:
        """Write it down where it is due. A disk that does not take it is told of elsewhere."""
        kind, now = presence_of(state), self._workstation.world.clock.now()
        if kind is None or (kind is self._kind and 0 <= now - self._noted_at < EXTEND_EVERY_MS):
            return
        try:
            await self._do(partial(self._write, kind, now))
        except CoulisseError:
            return
        self._kind, self._noted_at = kind, now

    def _write(self, kind: Presence, now: Instant) -> None:
        with self._workstation.replica.writing("presence", is_durable=False) as session:
            keep(session, kind, now)
        self._workstation.announce({PresenceSpan.__tablename__})
