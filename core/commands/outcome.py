"""What came of a command."""

from __future__ import annotations

from typing import Any

import msgspec

from core.wire import OutcomeStatus as OutcomeStatus


class Outcome(msgspec.Struct, frozen=True):
    """Status, and for all but `APPLIED` a stable code with the data that a sentence needs."""

    status: OutcomeStatus
    code: str = ""
    data: dict[str, Any] = msgspec.field(default_factory=dict)

    @property
    def has_effect(self) -> bool:
        """Whether the rows were changed."""
        return self.status not in (OutcomeStatus.REFUSED, OutcomeStatus.QUARANTINED)


APPLIED = Outcome(OutcomeStatus.APPLIED)
