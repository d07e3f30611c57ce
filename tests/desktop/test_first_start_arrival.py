"""What has come to a machine that becomes a workstation is not said to be missing."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.rules.time import Instant
from desktop.first_start import come
from desktop.shell.first_start import FirstStartPage
from desktop.shell.first_start_arrival import Arrival, ArrivalStep
from desktop.shell.widgets import Text
from sync import Download
from sync.connection import Cause, ConnectionKind, ConnectionState

CUT = ConnectionState(ConnectionKind.OFFLINE, Instant(0), Instant(0), Cause.CUT)
HALF = Download(212_000_000, 640_000_000, 1_740_000, 5_254_000, 95_000)


def said(qtbot: QtBot, download: Download | None) -> str:
    step = ArrivalStep()
    qtbot.addWidget(step)
    step.show_arrival(Arrival("Lyon Part-Dieu", 11, 42, download=download))
    return step.findChild(Text, "arrival_network_rows").text()


def test_what_has_come_stays_said_while_the_line_is_cut(qtbot: QtBot) -> None:
    known = come(None, replace(CUT, kind=ConnectionKind.CONNECTED, download=HALF))
    assert "min left" in said(qtbot, known)
    cut = said(qtbot, come(known, CUT))
    assert cut.startswith("212.0 of 640.0 MB") and "left" not in cut


def test_until_the_first_word_of_it_nobody_says_that_nothing_has_come(qtbot: QtBot) -> None:
    assert said(qtbot, come(None, CUT)) == "The copy is asked for."


def test_the_keyboard_goes_to_the_way_on_as_soon_as_there_is_one(qtbot: QtBot) -> None:
    page = FirstStartPage()
    qtbot.addWidget(page)
    page.show()
    page.show_arrival(Arrival())
    assert page.focusWidget() is not page.arrival.go
    page.show_arrival(Arrival("Lyon Part-Dieu", 11, 42))
    assert page.focusWidget() is page.arrival.go
    gone_on: list[bool] = []
    page.sign_in_wanted.connect(lambda: gone_on.append(True))
    qtbot.keyClick(page.arrival.go, Qt.Key.Key_Return)
    assert gone_on == [True]
