"""Takes in the label templates that the chain publishes, beside the window."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from sqlalchemy import select

from core.model import LabelTemplateRow
from core.rules.errors import CoulisseError, Refused
from desktop.labels.chain_templates import take_in
from desktop.shell.tasks import Tasks
from sync import Reader, Workstation
from sync.faults import database_faults

log = structlog.get_logger(__name__)


class ChainLabels:
    """Keeps the files that labels are printed by in step with the replica's rows."""

    def __init__(
        self, workstation: Workstation, tasks: Tasks, on_refused: Callable[[CoulisseError], None]
    ) -> None:
        """`on_refused` hears, on the loop, of each that does not print well here."""
        self._workstation = workstation
        self._tasks = tasks
        self._on_refused = on_refused
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Go on until cancelled."""
        loop = asyncio.get_running_loop()

        def on_change(kinds: frozenset[str]) -> None:
            if LabelTemplateRow.__tablename__ in kinds:
                loop.call_soon_threadsafe(self._news.set)

        stop = self._workstation.on_change(on_change)
        is_first = True
        try:
            while True:
                self._news.clear()
                for name in await self._tasks.run(take_in_published, self._workstation, is_first):
                    log.warning("label_template.refused", template=name)
                    self._on_refused(Refused("label_template_refused_here", name=name))
                is_first = False
                await self._news.wait()
        finally:
            stop()


def take_in_published(workstation: Workstation, anew: bool = False) -> list[str]:
    """Bring the files to what the replica says, `anew` what was refused before as well; the names of those
    that are refused for the first time."""
    published = workstation.read(_published)
    with database_faults("disk_error"):
        return sorted(take_in(workstation.replica.folder.chain_templates, published, anew=anew))


def _published(reader: Reader) -> dict[str, str]:
    rows = reader.session.execute(select(LabelTemplateRow.name, LabelTemplateRow.text))
    return {row.name: row.text for row in rows}
