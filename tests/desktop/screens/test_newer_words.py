"""A newer core's kinds, states and reasons on the screens of this program: said as they are written."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.commands import ClaimFulfilment, PickLine
from core.model import Fulfilment, FulfilmentLine
from core.rules.errors import Refused
from desktop.screens.handover import HandOverScreen
from desktop.screens.preparation.screen import PreparationScreen
from desktop.screens.today.screen import TodayScreen
from desktop.shell.sentences import sentence
from desktop.shell.widgets import Text
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.store_world import add_order

SCREENS = [TodayScreen, PreparationScreen, HandOverScreen]
STATES = ["proposed", "ready", "cooling"]


@pytest.mark.parametrize("make", SCREENS)
@pytest.mark.parametrize("state", STATES)
def test_a_kind_and_a_state_of_tomorrow_are_shown(
    make: type, state: str, desk: SessionDesk, qtbot: QtBot
) -> None:
    add_order(desk, "f1", "C-1", "Claire Martin", {"jacket": 1}, state=state, kind="locker", bins=("B-1",))
    screen = make(OpenDoors(desk).doors)
    qtbot.addWidget(screen.view)
    screen.view.show()
    now(screen.refresh(None))
    now(screen.open("f1"))
    if state == "proposed" and make is TodayScreen:
        said = " ".join(row.words() for row in screen.view.rows.rows())
        assert "locker" in said
    assert screen.view.findChildren(Text)


def test_a_step_of_tomorrow_is_not_taken_back_by_a_gesture(desk: SessionDesk) -> None:
    add_order(desk, "f1", "C-1", "Claire Martin", {"jacket": 1}, state="cooling", kind="locker")
    line = desk.rows(FulfilmentLine)[0].id
    for command in (ClaimFulfilment(fulfilment_id="f1"), PickLine(fulfilment_id="f1", line_id=line)):
        with pytest.raises(Refused) as refusal:
            now(desk.do(command))
        assert refusal.value.code == "state_of_a_newer_program"
        assert "C-1" in sentence(refusal.value)
    assert desk.row(Fulfilment, "f1").state == "cooling"
