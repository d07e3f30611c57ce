"""What the screen Sync shows."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

import msgspec

from core.rules.time import Instant
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from sync import Download
from sync.connection import ConnectionState
from sync.divergence import Told
from sync.presence import Presence, Span, presence_of


class Standing(StrEnum):
    """Where an action stands. `SENT` means that the core has it and has not answered; `UNREADABLE` that its
    answer takes a newer program to read."""

    WAITING = "waiting"
    SENT = "sent"
    APPLIED = "applied"
    ADJUSTED = "adjusted"
    RECORDED = "recorded"
    REFUSED = "refused"
    QUARANTINED = "quarantined"
    UNREADABLE = "unreadable"


CASES: Final = "cases"
"""The row that leads to the exceptions."""


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done here, in the terms that a sentence needs.

    Attributes:
        name: of the command.
        order_number, customer: whose order; of a return, a delivery or a transfer its own number, and the
            customer or the sender.
        article: what it was about, empty for the whole order.
        quantity: units, parcels.
        bins: where parcels were put.
        code, data: what the core answered, when it is not simply done.
        stuck_code: why it no longer applies here, while the core has not answered.
        is_seen: a person has seen the refusal.
    """

    id: str
    name: str
    standing: Standing
    order_number: str = ""
    customer: str = ""
    article: str = ""
    quantity: int = 0
    bins: tuple[str, ...] = ()
    who: str = ""
    at: Instant = Instant(0)
    code: str = ""
    data: dict[str, Any] = msgspec.field(default_factory=dict)
    stuck_code: str = ""
    is_seen: bool = False

    @property
    def is_turned_down(self) -> bool:
        """Whether the core did not do it, and nobody has seen that."""
        return self.standing in (Standing.REFUSED, Standing.QUARANTINED) and not self.is_seen

    @property
    def is_waiting(self) -> bool:
        """Whether the core has not answered."""
        return self.standing in (Standing.WAITING, Standing.SENT)


class FailedPrint(msgspec.Struct, frozen=True):
    """A label that was not printed, and why."""

    id: str
    template: str
    order_number: str
    code: str
    asked_at: Instant


class Copies(msgspec.Struct, frozen=True, kw_only=True):
    """How far each copy has come. `heard_at` is when the core last said that this is the newest; `told` what
    was last found to differ in the network's copy, or put right; until `erased_until` what was sent may name
    a customer who was erased."""

    network_version: int = 0
    network_made_at: Instant = Instant(0)
    heard_at: Instant = Instant(0)
    store_version: int = 0
    device_version: int = 0
    device_id: str = ""
    numbers_left: int = 0
    numbers_leased: int = 0
    prints_waiting: int = 0
    told: Told | None = None
    erased_until: Instant = Instant(0)


class SyncState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        waiting: how many actions the core has not answered, also those that are not listed.
        accepted: how many it has done in the last 24 hours.
        to_settle: how many exceptions are open; they are settled on a screen of their own.
        spans: how the line was, since the day before.
    """

    now: Instant = Instant(0)
    timezone: str = FALLBACK_TIMEZONE
    connection: ConnectionState | None = None
    download: Download | None = None
    waiting: int = 0
    accepted: int = 0
    done: tuple[Done, ...] = ()
    to_settle: int = 0
    prints: tuple[FailedPrint, ...] = ()
    copies: Copies = Copies()
    spans: tuple[Span, ...] = ()
    may_settle: bool = False
    is_read: bool = False

    @property
    def presence(self) -> Presence | None:
        """How the line is now; None while nothing is known of it."""
        return presence_of(self.connection) if self.connection is not None else None

    def one_done(self, command_id: str) -> Done | None:
        """The action with this id."""
        return next((done for done in self.done if done.id == command_id), None)

    def failed_print(self, job_id: str) -> FailedPrint | None:
        """The print with this id."""
        return next((job for job in self.prints if job.id == job_id), None)
