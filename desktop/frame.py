"""The window at work: the screens in their places, and what leads from one to another.

Rules are elsewhere, and so is every sentence about them; here a scan, a key, a change and a sign-in find the
screen that they concern.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from core.rules.errors import CoulisseError
from core.rules.permissions import Permission
from desktop.camera_desk import CameraDesk
from desktop.desk import Kinds, Me
from desktop.devices.printers.job import PrinterFault
from desktop.devices.scanner.qt_wedge import ScannerWedge
from desktop.devices.scanner.sounds import Sounds
from desktop.exchange import Exchange
from desktop.front import Front
from desktop.in_step import InStep
from desktop.live_desk import LiveDesk
from desktop.made_screens import MadeScreens
from desktop.preferences import Preferences
from desktop.rail_places import rail_places
from desktop.scan_desk import ScanDesk
from desktop.scan_routing import ScanRouting
from desktop.screens import Doors, Screen, Section
from desktop.screens.day.state import Turn
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from desktop.screens.making import screen_makers
from desktop.screens.screen import ON_THE_RAIL, rail_key
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import SERIAL_SCANNER
from desktop.screens.sync_status.screen import SyncStatusScreen
from desktop.shell.connection_view import HELD, UNREADABLE, ConnectionView
from desktop.shell.intake_strip import INTAKE, IntakeStrip
from desktop.shell.messages import Messages
from desktop.shell.palette import Palette
from desktop.shell.quitting import Quitting
from desktop.shell.sentences import sentence
from desktop.shell.session import SignInSession
from desktop.shell.tasks import Tasks
from desktop.shell.tried_words import tried_words
from desktop.shell.window import Window
from desktop.shell.wording import role_words
from desktop.signing import HAND, Signing
from desktop.support.fault_notice import FaultNotice
from desktop.support.running import bugs_now
from desktop.unreadable import UnreadableFile
from sync import ConnectionKind, ConnectionState, Workstation
from sync.sign_in import tried_since


class Frame(QObject):
    """One window over one workstation.

    Attributes:
        window: the window.
        unreadable: says when the replica's file is one that only another helps against.

    Signals:
        closed: the person closed it.
        enrolment_wanted: this machine is to become another device.
    """

    closed = Signal()
    enrolment_wanted = Signal()

    def __init__(
        self,
        workstation: Workstation,
        tasks: Tasks,
        exchange: Exchange,
        wedge: ScannerWedge,
        sounds: Sounds,
        lock_after_s: int,
        dress: Callable[[Preferences], None],
    ) -> None:
        """`dress` lets the whole program look and speak as was chosen."""
        super().__init__()
        self._workstation = workstation
        self._tasks = tasks
        self._exchange = exchange
        self._sounds = sounds
        self._dress = dress
        self._messages = Messages()
        self._desk: LiveDesk | None = None
        self.window = Window(rail_places(), messages=self._messages, tasks=tasks)
        self._screens = MadeScreens(self.window, tasks)
        search = self.window.top_bar.search
        self._scans = ScanDesk(workstation, tasks, wedge, self._messages, search, sounds)
        self.window.closed.connect(self.closed)
        self.window.language_changed.connect(self._on_language)
        self.window.section_wanted.connect(lambda key: self.go(Section(key)))
        self.window.strips.acted.connect(self._on_strip)
        self._session = SignInSession(self.window, workstation, tasks, lock_after_s)
        self._session.signed_in.connect(self._welcome)
        self._session.proven.connect(self._prove)
        self._signing = Signing(workstation, tasks, self._on_hand)
        self._session.left.connect(self._signing.forget)
        clock = workstation.world.clock
        self._connection = ConnectionView(
            self.window.top_bar, self.window.strips, clock, exchange.state, FALLBACK_TIMEZONE
        )
        self.unreadable = UnreadableFile(self.window, self._connection)
        self._quitting = Quitting(
            self.window,
            tasks,
            workstation.unsent_count,
            self._is_connected,
            lambda: self._connection.waiting,
        )
        self._intake = IntakeStrip(self.window.strips, clock)
        bugs = bugs_now()
        self._faults = FaultNotice(bugs, self.window.strips, self._messages, tasks) if bugs else None
        self._palette: Palette | None = None
        self._in_step = InStep(
            workstation,
            tasks,
            self._screens,
            self.window.rail,
            self._connection,
            self._intake,
            self._session,
            self._scans,
        )
        self._front = Front(self.window, workstation, tasks, self._screens, self._in_step, self._connection)
        stays = self.window.quit_page.stay_wanted
        stays.connect(lambda: self._tasks.start(self._in_step.uncovered()))
        self._routing = ScanRouting(
            self.window, wedge, self._scans, self._session, self._screens, tasks, sounds, self._front.follow
        )
        self._camera = CameraDesk(self.window, self._scans.camera, tasks)
        self._session.left.connect(self._camera.put_away)
        self._hear_devices()
        self._make_shortcuts()
        self.window.show_sign_in()

    async def run(self) -> None:
        """Keep the window in step with the replica until cancelled."""
        loop = asyncio.get_running_loop()
        stop = self._workstation.on_change(lambda kinds: loop.call_soon_threadsafe(self._hear, kinds))
        self._exchange.on_state(self._on_state)
        try:
            await self._tasks.start(self._scans.begin())
            await self._tasks.start(self._session.show_people())
            if self._faults is not None:
                await self._tasks.start(self._faults.look())
            await self._in_step.run()
        finally:
            stop()
            self._in_step.stop()
            self._exchange.off_state(self._on_state)

    async def close(self) -> None:
        """Close the window, whatever waits, and let the work under way come to its end."""
        self._quitting.leave()
        self._routing.end()
        await self._tasks.finish()
        await self._scans.end()

    def go(self, section: Section, fulfilment_id: str = "") -> None:
        """Bring a section to the front, as soon as its screen is made."""
        if self._desk is not None:
            self._front.go(section, fulfilment_id)

    def explain(self, error: CoulisseError) -> None:
        """Say what stood in the way of something that a person did."""
        if not (self.unreadable.is_met(error.code) or self._front.has_said(error)):
            self._messages.bad(sentence(error))

    def show_printer(self, fault: PrinterFault | None) -> None:
        """All printers print, or one has this fault."""
        self._connection.show_printer(fault)

    # Inside

    def _hear_devices(self) -> None:
        for device in (self._scans.serial, self._scans.camera):
            device.changed.connect(lambda: self._hear(frozenset({SERIAL_SCANNER})))

    def _make_shortcuts(self) -> None:
        for place, section in enumerate(ON_THE_RAIL, start=1):
            shortcut = QShortcut(QKeySequence(rail_key(place)), self.window)
            shortcut.activated.connect(lambda section=section: self.go(section))
        lock = QShortcut(QKeySequence("Ctrl+L"), self.window)
        lock.activated.connect(self._session.lock)

    def _welcome(self, me: Me) -> None:
        self._quitting.stay()
        if self._desk is None:
            self._desk = LiveDesk(self._workstation, self._tasks, me, self._signing, self._is_connected)
            self._screens.begin(self._make_screens(self._desk))
        else:
            self._desk.me = me
        self._in_step.meet(me.staff_id)
        self._tasks.start(self._front.open_everything())

    def _prove(self, me: Me, pin: str) -> None:
        self._tasks.start(self._signing.begin(me, pin))
        self._tasks.start(self._tell_tries(me))

    async def _tell_tries(self, me: Me) -> None:
        """Somebody was guessed at: they are told, and so is whoever settles what does not add up."""
        of_others = me.may(Permission.SETTLE_EXCEPTION)
        tried = await self._tasks.run(
            self._workstation.read,
            lambda reader: tried_since(reader.session, me.staff_id, of_others=of_others),
        )
        if tried:
            self._messages.bad(tried_words(tried, me.staff_id, self._connection.timezone))

    def _on_hand(self) -> None:
        """Who can sign is another: what shows it reads again."""
        self._hear(frozenset({HAND}))

    async def _make_screens(self, desk: LiveDesk) -> None:
        routing = self._routing
        doors = Doors(desk, self._tasks, self._messages, self.go, routing.sound, routing.lead)
        await self._screens.make(screen_makers(doors, self._workstation, self._dress), self._furnish)
        self._palette = Palette(self.window.top_bar.search, desk, self._tasks)
        self._palette.offer(self._screens.actions_in_front)
        self._palette.opened.connect(lambda section, key: self.go(Section(section), key))
        self._on_state(self._exchange.state)

    def _furnish(self, screen: Screen) -> None:
        """What a screen shows that only the frame knows."""
        if isinstance(screen, SyncStatusScreen) and self._faults is not None:
            self._faults.show_on(screen.view.cards.faults)
        if isinstance(screen, SettingsScreen):
            screen.presenter.past = lambda: self._scans.history.scans
            screen.presenter.serial_fault = lambda: self._scans.serial.fault
            screen.presenter.camera_fault = lambda: self._scans.camera.fault

    def _hear(self, kinds: Kinds) -> None:
        self._in_step.hear(kinds)
        self._quitting.hear()

    def _on_state(self, state: ConnectionState) -> None:
        self._connection.show_state(state)
        self._in_step.hear_line(state.kind)
        self.unreadable.is_met(state.fault)
        self._quitting.hear()
        sync_screen = self._screens.by_key.get(Section.SYNC)
        if isinstance(sync_screen, SyncStatusScreen):
            sync_screen.show_connection(state)

    def _on_strip(self, key: str) -> None:
        if key == HELD:
            self.enrolment_wanted.emit()
        elif key == INTAKE:
            self.go(Section.DAY, Turn.INTAKE)
        elif key != UNREADABLE:
            self.go(Section.SYNC)

    def _is_connected(self) -> bool:
        return self._exchange.state.kind is ConnectionKind.CONNECTED

    def _on_language(self) -> None:
        """Say again what the frame itself has said; the screens hear of it by themselves."""
        self.window.rail.set_sections(rail_places())
        if self._session.me is not None:
            self.window.top_bar.show_person(self._session.me.name, role_words(self._session.me.role))
        self._connection.redraw()
        self._tasks.start(self._in_step.redraw_everything())
