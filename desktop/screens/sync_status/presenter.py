"""Sync: what waits, what was refused and why, what is to be settled, and how old what we know is."""

from __future__ import annotations

from typing import Protocol

from msgspec.structs import replace

from core.rules.permissions import Permission
from desktop.desk import Desk
from desktop.screens.screen import Face, Section
from desktop.screens.sync_status.reading import load_sync, number_to_see
from desktop.screens.sync_status.state import CASES, SyncState
from sync.connection import ConnectionState


class Upkeep(Protocol):
    """What a person does about the outbox and the spool; `sync.Workstation` is one. Both block."""

    def mark_seen(self, command_id: str) -> None:
        """A refusal has been seen."""
        ...

    def mark_spool(self, job_id: str, status: str, code: str = "") -> None:
        """What becomes of a print."""
        ...


class SyncPresenter:
    """Shows the exchange with headquarters.

    Attributes:
        state: what is shown now.
    """

    def __init__(self, desk: Desk, face: Face[SyncState], upkeep: Upkeep) -> None:
        self._desk = desk
        self._face = face
        self._upkeep = upkeep
        self.state = SyncState()
        self._to_see = 0

    async def refresh(self) -> None:
        """Read everything again."""
        now = self._desk.clock.now()
        fresh = await self._desk.read(lambda reader: load_sync(reader, now))
        kept = self.state
        may_settle = self._desk.me.may(Permission.SETTLE_EXCEPTION)
        changes = {"connection": kept.connection, "download": kept.download}
        self._to_see = sum(done.is_turned_down for done in fresh.done) + len(fresh.prints)
        self._show(replace(fresh, may_settle=may_settle, **changes))

    async def recount(self) -> None:
        """Read only what waits for me."""
        self._to_see = await self._desk.read(number_to_see)

    def show_connection(self, connection: ConnectionState, *, is_seen: bool = True) -> None:
        """The line is now like this; what is not seen is shown when it is opened."""
        now = self._desk.clock.now()
        self.state = replace(self.state, connection=connection, download=connection.download, now=now)
        if is_seen:
            self._face.show(self.state)

    def tick(self) -> None:
        """Time has passed: say the ages again, without reading."""
        self._show(replace(self.state, now=self._desk.clock.now()))

    def count(self) -> int:
        """What waits for me: refusals nobody has seen, labels that did not print."""
        return self._to_see

    async def act(self, key: str) -> None:
        """Do what can be done about a row: see a refusal, print again, go where exceptions are settled."""
        if key == CASES:
            self._face.go(Section.ALERTS, "")
            return
        if self.state.failed_print(key) is not None:
            await self._face.run(lambda: self._upkeep.mark_spool(key, "queued"))
        elif (done := self.state.one_done(key)) is not None and done.is_turned_down:
            await self._face.run(lambda: self._upkeep.mark_seen(key))
        else:
            return
        await self.refresh()

    def _show(self, state: SyncState) -> None:
        self.state = state
        self._face.show(self.state)
