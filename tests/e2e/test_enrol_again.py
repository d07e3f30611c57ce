"""A held workstation enrols again from its own window, with a code: what waited goes out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import qasync
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from core.commands import ClaimFulfilment
from core.model import Device, Fulfilment, KeptEnvelope, Staff
from core.orchestration import UnitOfWork
from desktop.app import Desktop
from desktop.options import Options
from desktop.shell.connection_view import HELD
from desktop.shell.first_start import FirstStartPage
from desktop.shell.strip import Strip, StripAction
from sync import ConnectionKind, system_world
from tests.e2e.enrolled_stories import arrange, until
from tests.support.live_core import LiveCore, running_core
from tests.support.window_leftovers import windows_as_found


def hold(live: LiveCore) -> None:
    def work(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Device)).one().held_reason = "forked"

    live.core.transact(work)


def kept_from(live: LiveCore) -> list[str]:
    """Names of the devices that sent something."""
    named = select(Device.name).join(KeptEnvelope, KeptEnvelope.device_id == Device.id)
    return list(live.core.read(lambda s: s.scalars(named).all()))


class Story:
    """One run of the desktop on a core that answers."""

    def __init__(self, desktop: Desktop, live: LiveCore) -> None:
        self.desktop, self.live = desktop, live

    async def connected(self) -> None:
        desktop = self.desktop
        await until(lambda: desktop.frame is not None and desktop.window is desktop.frame.window)
        await until(
            lambda: (
                desktop.exchange is not None
                and desktop.exchange.state.kind is ConnectionKind.CONNECTED
                and desktop.workstation is not None
                and desktop.workstation.read(lambda r: r.session.scalars(select(Fulfilment.id)).first())
                is not None
            )
        )

    def claim(self) -> None:
        assert self.desktop.workstation is not None
        head, staff = self.desktop.workstation.read(
            lambda r: (
                r.session.scalars(select(Fulfilment.id)).one(),
                r.session.scalars(select(Staff.id)).one(),
            )
        )
        self.desktop.workstation.execute(ClaimFulfilment(fulfilment_id=head), staff)

    async def held(self) -> Strip:
        frame = self.desktop.frame
        assert frame is not None
        await until(lambda: HELD in [one.key for one in frame.window.strips.conditions()])
        strip = frame.window.strips.findChild(Strip, f"strip_{HELD}")
        assert strip is not None
        return strip

    async def enrol(self, code: str) -> None:
        await until(lambda: isinstance(self.desktop.window, FirstStartPage))
        page = self.desktop.window
        assert isinstance(page, FirstStartPage)
        page.take_code(code)

    async def tell(self) -> None:
        running = asyncio.create_task(self.desktop.run())
        await self.connected()
        hold(self.live)
        self.claim()
        strip = await self.held()
        strip.findChildren(StripAction)[0].click()
        await self.enrol(self.live.enrolment_code("S1"))
        await self.connected()
        assert self.desktop.workstation is not None
        await until(lambda: self.desktop.workstation is not None and self.desktop.workstation.waiting() == 0)
        self.desktop.stop()
        await running


def run(application: QApplication, story: Story) -> None:
    application.setQuitOnLastWindowClosed(False)
    with windows_as_found(), qasync.QEventLoop(application, set_running_loop=False) as loop:
        loop.run_until_complete(story.tell())


def test_a_held_workstation_enrols_again_from_its_window(qapp: QApplication, tmp_path: Path) -> None:
    with running_core(tmp_path, arrange) as live:
        options = Options(tmp_path / "workstation", live.base_url, live.enrolment_code("S1"), "en")
        story = Story(Desktop(qapp, options, system_world()), live)
        run(qapp, story)
        devices = live.core.read(lambda s: len(s.scalars(select(Device.id)).all()))
        assert devices == 2
        assert len(kept_from(live)) == 1
        head = live.core.read(lambda s: s.scalars(select(Fulfilment)).one())
        assert head.state == "claimed"
