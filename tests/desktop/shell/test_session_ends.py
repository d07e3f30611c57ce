"""Who is at the window, when headquarters says that somebody does not work here any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from core.rules.permissions import Role
from desktop.desk import Me
from desktop.shell.messages import Messages
from desktop.shell.session import SignInSession
from desktop.shell.tasks import Tasks
from desktop.shell.window import Window


class Staffed:
    """A workstation of which the session reads who works there."""

    def __init__(self) -> None:
        self.people = [("s1", "Inès Martin", "associate"), ("s2", "Marc Lefèvre", "manager")]
        self.replica = self

    def read(self, _query: Callable[[Any], Any]) -> list[tuple[str, str, str]]:
        return self.people

    def state(self) -> Any:
        return type("State", (), {"location_name": "Lyon"})


class AtOnce(Tasks):
    async def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return work(*arguments)


async def test_somebody_who_was_revoked_is_signed_out_with_a_sentence(qtbot: QtBot) -> None:
    tasks, workstation = AtOnce(), Staffed()
    window = Window([], messages=Messages(), tasks=tasks)
    qtbot.addWidget(window)
    session = SignInSession(window, workstation, tasks, 0)  # type: ignore[arg-type]
    await session.show_people()
    session.me = Me("s1", "Inès Martin", Role.ASSOCIATE, 1, "Lyon", "d1")
    window.show_work()

    await session.show_people()
    assert not window.is_covered(), "who works here goes on"
    workstation.people = workstation.people[1:]
    await session.show_people()

    assert window.is_covered()
    assert session.me is None
    assert window.sign_in.sentence() == "Inès Martin does not work here any more."
