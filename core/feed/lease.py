"""Who publishes: one of the processes that serve a database, and the next one when it is gone.

The holder moves a beat on. Who has not seen it move for `LEASE_MS` of its own time takes over; so no two
machines' clocks are compared, and a process that hangs is replaced like one that died. That nobody publishes
twice does not rest on this (`core.feed.publication_row`): it spares the work.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import select, update

from core.feed.publisher import Database, HasSession
from core.model import Publication
from core.ports import Clock, Randomness

LEASE_MS: Final = 4_000
"""Silence after which a holder is taken for dead."""
BEAT_MS: Final = 1_000
NAME_BYTES: Final = 8
NOBODY: Final = ""


class Lease:
    """One process's claim to publish one stream. Asked for by one thread at a time; anybody may look.

    Attributes:
        is_held: whether it was, when it was last asked for.
    """

    def __init__(self, core: Database, stream: str, clock: Clock, randomness: Randomness) -> None:
        self._core = core
        self._stream = stream
        self._clock = clock
        self._name = randomness.secret(NAME_BYTES).hex()
        self._seen: tuple[str, int] | None = None
        self._since_ms = 0
        self.is_held = False

    def hold(self) -> bool:
        """Hold it, or go on holding it; False while another process does."""
        now_ms = self._clock.monotonic_ms()
        if self.is_held and now_ms - self._since_ms < BEAT_MS:
            return True
        self.is_held = self._core.transact(lambda unit: self._take(unit, now_ms))
        return self.is_held

    def release(self) -> None:
        """Let the next one begin at once."""
        ours = update(Publication).where(Publication.stream == self._stream, Publication.holder == self._name)
        self.is_held = False
        self._core.transact(lambda unit: unit.session.execute(ours.values(holder=NOBODY)))

    def _take(self, unit: HasSession, now_ms: int) -> bool:
        row = Publication.stream == self._stream
        holder, beat = unit.session.execute(
            select(Publication.holder, Publication.beat).where(row).with_for_update()
        ).one()
        if (holder, beat) != self._seen:
            self._seen, self._since_ms = (holder, beat), now_ms
        if holder not in (NOBODY, self._name) and now_ms - self._since_ms < LEASE_MS:
            return False
        self._seen, self._since_ms = (self._name, beat + 1), now_ms
        unit.session.execute(update(Publication).where(row).values(holder=self._name, beat=beat + 1))
        return True
