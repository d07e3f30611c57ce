"""Commands that the core is said to have, and does not answer: after a while they are sent again.

An answer comes with the device's stream as soon as a command is taken in, or minutes later where a core that
was restored waits for others. One that never comes belongs to a command that never arrived: what said that it
had was changed on its way, or was not the core's. What it has taken in the core answers as before.
"""

from __future__ import annotations

from typing import Any, Final

import structlog

from core.rules.time import MINUTE_MS
from core.wire import SignedEnvelope
from sync.schema import PendingCommand, ReplicaState
from sync.workstation import Workstation

ANSWERED_WITHIN_MS: Final = 10 * MINUTE_MS
_OLDEST = (
    f"SELECT min(p.sequence) FROM {PendingCommand.__tablename__} p, {ReplicaState.__tablename__} s"
    " WHERE p.status = '' AND p.sequence <= s.accepted_through"
)

log = structlog.get_logger(__name__)


class Unanswered:
    """Looks after the oldest command that has been accepted and not answered."""

    def __init__(self, workstation: Workstation) -> None:
        self._workstation = workstation
        self._oldest: int | None = None
        self._since_ms = 0

    def unsent(self, limit: int) -> list[SignedEnvelope]:
        """What is to be sent: what the core has not accepted, or is not to be believed to have. Blocks."""
        self._look()
        return self._workstation.unsent(limit)

    def _look(self) -> None:
        oldest = self._workstation.replica.read_raw(_oldest)
        now_ms = self._workstation.world.clock.monotonic_ms()
        if oldest is None or oldest != self._oldest:
            self._oldest, self._since_ms = oldest, now_ms
        elif now_ms - self._since_ms >= ANSWERED_WITHIN_MS:
            log.warning("push.unanswered", sequence=oldest)
            self._since_ms = now_ms
            self._workstation.resend_from(oldest)


def _oldest(raw: Any) -> int | None:
    (sequence,) = raw.execute(_OLDEST).fetchone()
    return None if sequence is None else int(sequence)
