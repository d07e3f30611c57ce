"""Refunds to be decided."""

from __future__ import annotations

from typing import cast

from core.model import Refund
from desktop.screens import Section
from desktop.screens.approvals.screen import ApprovalsScreen
from desktop.screens.approvals.state import Deed
from tests.desktop.desk_double import INES, MARC
from tests.desktop.screens import look_returns
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_returns import a_return
from tests.desktop.screens.look_room import Room


def approvals(room: Room) -> None:
    if all(one.state != "proposed" for one in room.desk.rows(Refund)):
        room.desk.me = INES
        shown = a_return(room).presenter
        now(shown.photograph(look_returns.a_photo()))
        now(shown.leave_to_manager())
        room.desk.me = MARC
    screen = cast(ApprovalsScreen, room.go(Section.APPROVALS))
    screen.presenter.back()
    assert screen.presenter.state.refunds


def approval_refused(room: Room) -> None:
    approvals(room)
    cast(ApprovalsScreen, room.screens[Section.APPROVALS]).presenter.begin(Deed.REFUSE)
