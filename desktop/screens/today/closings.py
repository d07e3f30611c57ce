"""When the carriers come next for what waits for them."""

from __future__ import annotations

import msgspec

from core.rules.shipping import next_closing
from core.rules.time import Instant
from desktop.shell.amounts import moment_words
from sync.reading import Reader

_SERVICES = (
    "SELECT carrier, carrier_name, closes_min FROM carrier_service WHERE location_id = ? ORDER BY closes_min"
)


class Closing(msgspec.Struct, frozen=True):
    """A carrier by its code and name, and when it comes next."""

    carrier: str
    name: str
    at: Instant


def closings(reader: Reader, now: Instant, timezone: str) -> tuple[Closing, ...]:
    """Each carrier that calls here once, at the last hour of its services, the soonest first."""
    rows = reader.raw.execute(_SERVICES, (reader.location_id,)).fetchall()
    found = {
        code: Closing(code, name, next_closing(now, closes_min, timezone)) for code, name, closes_min in rows
    }
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.name)))


def closing_words(known: tuple[Closing, ...], waiting: set[str], now: Instant, timezone: str) -> str:
    """ "Colivia 17:30, Transvoie tomorrow 15:00": of those for whom something waits."""
    due = [one for one in known if one.carrier in waiting]
    return ", ".join(f"{one.name} {moment_words(one.at, now, timezone)}" for one in due)
