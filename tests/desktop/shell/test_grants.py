"""Who is signed in may do what the role says, and what was granted to that person."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from pytestqt.qtbot import QtBot
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from core.model import Base, Staff, StaffPermission
from core.rules.permissions import Permission
from desktop.shell.messages import Messages
from desktop.shell.session import SignInSession
from desktop.shell.tasks import Tasks
from desktop.shell.window import Window
from sync import Workstation

NADIA = Staff(id="nadia", location_id=1, name="Nadia B.", role="associate", pin_verifier="")


class GrantingWorkstation:
    """Lets anybody in, and knows what was granted to them."""

    def __init__(self) -> None:
        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine, tables=[Base.metadata.tables["staff_permission"]])
        self._session = Session(engine)
        for name, is_granted in ((Permission.TAKE_OVER, True), (Permission.HAND_OVER, False)):
            row = StaffPermission(staff_id="nadia", permission=name.value, is_granted=is_granted)
            self._session.add(row)
        self._session.flush()
        told = SimpleNamespace(location_id=1, location_name="Lyon", device_id="device-1")
        self.replica = SimpleNamespace(state=lambda: told)

    def sign_in(self, _staff_id: str, _pin: str) -> Staff:
        return NADIA

    def read(self, query: Callable[[Any], Any]) -> Any:
        return query(SimpleNamespace(session=self._session))


class AtOnce(Tasks):
    """Runs what it is given where it is asked: the rows above live on one thread."""

    async def run(self, operation: Any, *arguments: Any) -> Any:
        return operation(*arguments)


async def test_a_persons_own_grants_count_beside_the_role(qtbot: QtBot) -> None:
    tasks = AtOnce()
    window = Window([], messages=Messages(), tasks=tasks)
    qtbot.addWidget(window)
    session = SignInSession(window, cast(Workstation, GrantingWorkstation()), tasks, lock_after_s=0)
    await session._sign_in("nadia", "246810")
    assert session.me is not None
    assert session.me.may(Permission.PREPARE), "by the role"
    assert session.me.may(Permission.TAKE_OVER), "granted"
    assert not session.me.may(Permission.HAND_OVER), "withdrawn"
