"""The workspace Sync, wired."""

from __future__ import annotations

from desktop.actions import Action
from desktop.screens.screen import Doors, Section
from desktop.screens.sync_status.presenter import SyncPresenter, Upkeep
from desktop.screens.sync_status.view import SyncView
from desktop.screens.wired import WiredScreen
from sync.connection import ConnectionState


class SyncStatusScreen(WiredScreen[SyncView, SyncPresenter]):
    """The exchange with headquarters. A scan means nothing here."""

    key = Section.SYNC
    KINDS = frozenset(
        {
            "pending_command",
            "exception_case",
            "spool_job",
            "outcome",
            "number_block",
            "replica_state",
            "network_state",
            "position",
            "presence_span",
            "staff",
        }
    )

    def __init__(self, doors: Doors, upkeep: Upkeep) -> None:
        super().__init__(doors)
        self.view = SyncView()
        self.presenter = SyncPresenter(doors.desk, self, upkeep)
        self.view.act_wanted.connect(lambda key: self.start(self.presenter.act(key)))
        self.view.second_passed.connect(self.presenter.tick)

    def show_connection(self, state: ConnectionState) -> None:
        """The line is now like this."""
        self.presenter.show_connection(state, is_seen=self.view.isVisible())

    async def open(self, fulfilment_id: str) -> None:
        """Show it; with the id of an action, that one is selected."""
        await self.presenter.refresh()
        if fulfilment_id:
            self.view.rows.choose(fulfilment_id)

    def actions(self) -> list[Action]:
        """What can be done here."""
        return [self.view.act]

    async def recount(self) -> None:
        await self.presenter.recount()

    def count(self) -> int | None:
        """What waits for me."""
        return self.presenter.count()
