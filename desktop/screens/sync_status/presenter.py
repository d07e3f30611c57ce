"""Sync: what waits, what was refused and why, what is to be settled, and how old what we know is."""

from __future__ import annotations

from typing import Protocol

from msgspec.structs import replace

from core.commands import Resolution, SettleException
from core.rules.errors import Refused
from core.rules.permissions import Permission
from desktop.desk import Desk
from desktop.screens.screen import Face
from desktop.screens.sync_status.reading import load_sync
from desktop.screens.sync_status.state import SyncState
from sync.connection import ConnectionState

LONGEST_SETTLEMENT = 400


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

    async def refresh(self) -> None:
        """Read everything again."""
        now = self._desk.clock.now()
        fresh = await self._desk.read(lambda reader: load_sync(reader, now))
        kept = self.state
        asked = kept.asked if fresh.case(kept.asked) else ""
        may_settle = self._desk.me.may(Permission.SETTLE_EXCEPTION)
        changes = {"connection": kept.connection, "download": kept.download, "asked": asked}
        self._show(replace(fresh, may_settle=may_settle, **changes))

    def show_connection(self, connection: ConnectionState) -> None:
        """The line is now like this."""
        now = self._desk.clock.now()
        self._show(replace(self.state, connection=connection, download=connection.download, now=now))

    def tick(self) -> None:
        """Time has passed: say the ages again, without reading."""
        self._show(replace(self.state, now=self._desk.clock.now()))

    def count(self) -> int:
        """What waits for me: refusals nobody has seen, labels that did not print, a manager's cases."""
        state = self.state
        refused = sum(done.is_turned_down for done in state.done)
        return refused + len(state.prints) + (len(state.cases) if state.may_settle else 0)

    async def act(self, key: str, settlement: str = "", resolution: Resolution = Resolution.CLOSE) -> None:
        """Do what can be done about a row: see a refusal, print again, settle with a resolution."""
        if self.state.failed_print(key) is not None:
            await self._face.run(lambda: self._upkeep.mark_spool(key, "queued"))
        elif self.state.case(key) is not None:
            await self._settle(key, settlement, resolution)
        elif (done := self.state.one_done(key)) is not None and done.is_turned_down:
            await self._face.run(lambda: self._upkeep.mark_seen(key))
        else:
            return
        await self.refresh()

    def not_now(self) -> None:
        """Leave a case as it is."""
        self._show(replace(self.state, asked=""))

    async def _settle(self, key: str, settlement: str, resolution: Resolution) -> None:
        case = self.state.case(key)
        if case is None or not self.state.may_settle:
            return
        said = settlement.strip()[:LONGEST_SETTLEMENT]
        if self.state.asked != key or not said:
            self._show(replace(self.state, asked=key))
            return
        try:
            await self._desk.do(
                SettleException(
                    case_id=case.id, case_aggregate=case.aggregate, settlement=said, resolution=resolution
                )
            )
        except Refused as refusal:
            self._face.refused(refusal)
        self.state = replace(self.state, asked="")

    def _show(self, state: SyncState) -> None:
        self.state = state
        self._face.show(self.state)
