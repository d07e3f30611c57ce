"""What a core lets go of when it is old: its change log, answers to requests, codes that nobody used, what
sources were chosen on, what customers were told, claims on stock that have ended. And what would expire is
renewed: the verifiers of those who work here.

What people did and sold stays: orders, fulfilments, movements, envelopes and their outcomes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from sqlalchemy import delete

from core.feed.publication import Published
from core.feed.publication_row import kept
from core.feed.retention import (
    RowKey,
    cut,
    delete_rows,
    mark_versions,
    needless,
    oldest_day,
    raise_floor,
    to_let_go,
)
from core.feed.streams import NETWORK
from core.model import EnrolmentCode
from core.orchestration import Core
from core.orchestration.chain_settings import read_chain
from core.orchestration.decisions import forget_old
from core.orchestration.forgetting import forget_over, forget_windows
from core.orchestration.people import RENEWED_AT_ONCE, renew_verifiers
from core.orchestration.sourcing_rules import tell_figures
from core.rules.time import DAY_MS, Instant
from core.service.idempotency import forget_old_answers

PAGE = 100
BATCH = 2_000
"""Rows of the log that go in one transaction."""
DECISIONS = 500
"""Decisions that go in one transaction: each has kilobytes."""
KEEP_CODES_MS = 30 * DAY_MS
"""How long a code that enrolled nobody, or somebody, is remembered beyond its end."""


class Kept(msgspec.Struct, frozen=True):
    """What was done: streams that were shortened, and by how many days in all."""

    streams: int
    days: int


def published_of(core: Core) -> Published:
    """What of the network is published now."""
    return core.read(lambda session: kept(session, NETWORK))[1]


def keep_up(
    core: Core, published: Callable[[], Published], keep_going: Callable[[], bool] = lambda: True
) -> Kept:
    """Do what is due, in many small transactions; it may be stopped between any two, and done again.

    Args:
        published: what of the network is published now.
    """
    now, chain = core.clock.now(), core.read(read_chain)
    core.transact(lambda unit: mark_versions(unit.session, now))
    tell_figures(core)
    before = Instant(now - chain.change_log_ms)
    streams = days = 0
    after = ""
    while keep_going() and (names := core.read(lambda s, after=after: to_let_go(s, before, after, PAGE))):  # type: ignore[misc]
        for name in names:
            done = _let_go(core, name, before, published, keep_going)
            streams, days = streams + (done > 0), days + done
        after = names[-1]
    forget_old_answers(core, Instant(now - chain.answered_request_ms))
    _forget_codes(core, Instant(now - KEEP_CODES_MS))
    _forget_decisions(core, Instant(now - chain.decision_ms), keep_going)
    forget_windows(core, Instant(now - chain.decision_ms), keep_going)
    forget_over(core, Instant(now - chain.ended_ms), keep_going)
    while keep_going() and core.transact(renew_verifiers) == RENEWED_AT_ONCE:
        pass
    return Kept(streams, days)


def _let_go(
    core: Core,
    stream: str,
    before: Instant,
    published: Callable[[], Published],
    keep_going: Callable[[], bool],
) -> int:
    days = 0
    needed_from = _needed_from(published())
    while keep_going():
        version = core.read(lambda s: oldest_day(s, stream, before, needed_from))
        if version is None:
            break
        shorten(core, stream, version)
        days += 1
    return days


def shorten(core: Core, stream: str, version: int, batch: int = BATCH) -> None:
    """Let go of what a stream does not need up to a version, a batch of rows in a transaction.

    Nothing changes for whoever has that version, or a newer one.
    """
    if stream == NETWORK:
        core.transact(lambda unit: raise_floor(unit.session, stream, version))
        while core.transact(lambda unit: cut(unit.session, stream, version, batch)):
            pass
        return
    found = core.read(lambda session: needless(session, stream, version))
    _delete(core, stream, found.overtaken, batch)
    core.transact(lambda unit: raise_floor(unit.session, stream, version))
    _delete(core, stream, found.past, batch)


def _delete(core: Core, stream: str, keys: Sequence[RowKey], batch: int) -> None:
    for start in range(0, len(keys), batch):
        some = keys[start : start + batch]
        core.transact(lambda unit, some=some: delete_rows(unit.session, stream, some))  # type: ignore[misc]


def _needed_from(published: Published) -> int:
    """The version after which deltas may still be gathered from the log, or continued."""
    return min((delta.from_version for delta in published.deltas()), default=published.version)


def _forget_codes(core: Core, before: Instant) -> None:
    core.transact(
        lambda unit: unit.session.execute(delete(EnrolmentCode).where(EnrolmentCode.expires_at < before))
    )


def _forget_decisions(core: Core, before: Instant, keep_going: Callable[[], bool]) -> None:
    while keep_going() and core.transact(lambda unit: forget_old(unit, before, DECISIONS)) == DECISIONS:
        pass
