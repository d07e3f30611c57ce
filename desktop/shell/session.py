"""Who is at the window: sign-in, lock, badge, and the lock that falls when nobody is there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from core.commands import grants_of
from core.rules.errors import CoulisseError, Refused
from core.rules.permissions import Permission, Role
from desktop.desk import Me
from desktop.shell.sentences import sentence
from desktop.shell.sign_in import Person
from desktop.shell.tasks import Tasks
from desktop.shell.window import Window
from desktop.shell.wording import role_words
from sync import Reader, Workstation
from sync.faults import BEYOND_READING
from sync.sign_in import badge_owner, people

_SIGNS_OF_LIFE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class SignInSession(QObject):
    """Between the sign-in page and the workstation.

    Attributes:
        me: who is signed in; None behind the sign-in page for somebody new.

    Signals:
        signed_in: a `Me`.
        proven: the same `Me` with the PIN, which is good for opening their key and is kept nowhere.
        left: the window was locked, or is somebody else's.
    """

    signed_in = Signal(object)
    proven = Signal(object, str)
    left = Signal()

    def __init__(self, window: Window, workstation: Workstation, tasks: Tasks, lock_after_s: int) -> None:
        super().__init__(window)
        self._window = window
        self._workstation = workstation
        self._tasks = tasks
        self.me: Me | None = None
        page = window.sign_in
        page.sign_in_wanted.connect(lambda staff_id, pin: tasks.start(self._sign_in(staff_id, pin)))
        page.another_wanted.connect(page.ask_who)
        window.top_bar.lock_wanted.connect(self.lock)
        self._idle = QTimer(self, singleShot=True, interval=lock_after_s * 1000)
        self._idle.timeout.connect(self.lock)
        self._locks_itself = lock_after_s > 0
        application = QApplication.instance()
        if application is not None and self._locks_itself:
            application.installEventFilter(self)

    async def show_people(self) -> None:
        """Offer the names of this store; who is signed in and not among them any more is signed out."""
        rows = await self._tasks.run(self._workstation.read, _people)
        state = await self._tasks.run(self._workstation.replica.state)
        page = self._window.sign_in
        page.show_location(state.location_name)
        page.show_people([Person(id_, name, role_words(role)) for id_, name, role in rows])
        if self.me is not None and self.me.staff_id not in {id_ for id_, _name, _role in rows}:
            self._end(self.me)

    async def read_badge(self, badge: str) -> None:
        """A badge says who; the PIN is still asked for."""
        try:
            staff_id = await self._tasks.run(self._workstation.read, _owner_of(badge))
        except CoulisseError as error:
            if not self._window.is_covered() or error.code in BEYOND_READING:
                # Where the work is in front, it is said there; and of its own file a page of its own.
                raise
            self._window.sign_in.refuse(sentence(error))
            return
        self._window.show_sign_in()
        self.left.emit()
        self._window.sign_in.choose(staff_id)

    def lock(self) -> None:
        """Cover the work; what was typed stays where it is."""
        if self.me is not None and not self._window.is_at_sign_in():
            self._window.show_sign_in()
            self._window.sign_in.lock(self.me.staff_id)
            self.left.emit()

    def _end(self, me: Me) -> None:
        self.me = None
        self.left.emit()
        self._window.message_bar.put_away()
        self._window.show_sign_in()
        self._window.sign_in.ask_who()
        self._window.sign_in.refuse(sentence(Refused("person_revoked", name=me.name)))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and self.me is not None:
            self._idle.start()
        return False

    async def _sign_in(self, staff_id: str, pin: str) -> None:
        page = self._window.sign_in
        page.set_checking(True)
        try:
            person = await self._tasks.run(self._workstation.sign_in, staff_id, pin)
            state = await self._tasks.run(self._workstation.replica.state)
            grants = await self._tasks.run(self._workstation.read, _grants_of(person.id))
        except CoulisseError as error:
            if error.code in BEYOND_READING:
                raise
            # A full disk too: the pad must not stay shut.
            page.refuse(sentence(error))
            return
        finally:
            page.set_checking(False)
        if self.me is not None and self.me.staff_id != person.id:
            # It was said to the one before, and lies over the name of who is here now.
            self._window.message_bar.put_away()
        self.me = Me(
            person.id,
            person.name,
            Role(person.role) if person.role in set(Role) else Role.ASSOCIATE,
            state.location_id,
            state.location_name,
            state.device_id,
            grants,
        )
        if self._locks_itself:
            # Whoever signs in and goes away touches nothing that would begin it.
            self._idle.start()
        self._window.top_bar.show_location(state.location_name)
        self._window.top_bar.show_person(person.name, role_words(self.me.role))
        self.signed_in.emit(self.me)
        self.proven.emit(self.me, pin)
        self._window.show_work()


def _people(reader: Reader) -> list[tuple[str, str, str]]:
    return [(row.id, row.name, row.role) for row in people(reader.session)]


def _grants_of(staff_id: str) -> Callable[[Reader], dict[Permission, bool]]:
    return lambda reader: grants_of(reader.session, staff_id)


def _owner_of(badge: str) -> Callable[[Reader], str]:
    return lambda reader: badge_owner(reader.session, badge).id
