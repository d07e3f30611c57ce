"""When the carriers come next for what waits for them."""

from __future__ import annotations

import msgspec

from core.rules.shipping import next_closing
from core.rules.time import Instant
from desktop.screens.calling import services_calling
from desktop.shell.amounts import moment_words
from sync.reading import Reader

Called = tuple[str, str]
"""A carrier and one of its services, by their codes."""


class Closing(msgspec.Struct, frozen=True):
    """A service of a carrier by their codes, the carrier's name, and when it comes next for it."""

    carrier: str
    service: str
    name: str
    at: Instant


def closings(reader: Reader, now: Instant, timezone: str) -> tuple[Closing, ...]:
    """Each service of each carrier that calls here, the soonest first."""
    found = [
        Closing(row.carrier, row.service, row.carrier_name, next_closing(now, row.closes_min, timezone))
        for row in services_calling(reader)
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.name)))


def closing_words(known: tuple[Closing, ...], waiting: set[Called], now: Instant, timezone: str) -> str:
    """ "Colivia 17:30, Transvoie tomorrow 15:00": of those for whose services something waits, each hour
    once. Where the service does not call here any more, its carrier's next hour stands in."""
    called = {(one.carrier, one.service) for one in known}
    orphans = {carrier for carrier, service in waiting if (carrier, service) not in called}
    due: dict[tuple[str, Instant], None] = {}
    for one in known:
        if (one.carrier, one.service) in waiting or one.carrier in orphans:
            due[one.name, one.at] = None
            orphans.discard(one.carrier)
    return ", ".join(f"{name} {moment_words(at, now, timezone)}" for name, at in due)
