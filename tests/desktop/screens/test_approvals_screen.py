"""Approvals on a screen: what was done is said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.screens.approvals.screen import ApprovalsScreen
from desktop.screens.approvals.state import Deed
from desktop.shell.amounts import money_words
from desktop.shell.widgets import PrimaryButton, Text
from tests.desktop.desk_double import MARC
from tests.desktop.screens.approvals_office import HAND, Office, office, waiting
from tests.desktop.screens.at_once import OpenDoors, now

__all__ = ["office", "waiting"]


def test_each_word_on_a_refund_is_confirmed_for_its_row_is_gone(office: Office, qtbot: QtBot) -> None:
    office.desk.me, office.desk.hand = MARC, HAND
    opened = OpenDoors(office.desk)
    screen = ApprovalsScreen(opened.doors)
    qtbot.addWidget(screen.view)
    now(screen.open(""))
    first, second = screen.presenter.state.refunds
    screen.presenter.begin(Deed.REFUSE)
    screen.view.reason_chosen.emit(1)
    assert office.row(first.id).state == "refused"
    for _ in ("armed", "signed"):
        screen.view.act_wanted.emit("")
    assert office.row(second.id).approved_by == MARC.staff_id
    money = [money_words(one.total_cents, one.currency) for one in (first, second)]
    assert opened.messages.sentences() == [
        f"Refused: {money[0]} for {first.number}.",
        f"Approved: {money[1]} for {second.number}.",
    ]


@pytest.mark.parametrize(
    ("deed", "lacks"),
    [(Deed.REFUSE, "Still to be said: the reason."), (Deed.ASK, "Still to be said: the question.")],
)
def test_a_word_on_a_refund_can_be_given_once_it_is_written(
    office: Office, qtbot: QtBot, deed: Deed, lacks: str
) -> None:
    office.desk.me, office.desk.hand = MARC, HAND
    screen = ApprovalsScreen(OpenDoors(office.desk).doors)
    qtbot.addWidget(screen.view)
    now(screen.open(""))
    first = screen.presenter.state.refunds[0]
    go, line = (
        screen.view.detail.findChild(PrimaryButton, "approval_act_button"),
        screen.view.detail.findChild(Text, "approval_missing"),
    )
    assert (go.isEnabled(), line.text()) == (True, ""), "nothing is to be written yet"
    screen.presenter.begin(deed)
    assert (go.isEnabled(), line.text(), go.accessibleDescription()) == (False, lacks, lacks)
    screen.view.detail.field.line.setText("  ")
    qtbot.keyClick(screen.view.detail.field.line, Qt.Key.Key_Return)
    assert (go.isEnabled(), office.row(first.id).state) == (False, "proposed")
    screen.view.detail.field.line.setText("Pourquoi")
    assert (go.isEnabled(), line.text(), go.accessibleDescription()) == (True, "", "")
    screen.presenter.back()
    assert (go.isEnabled(), line.text()) == (True, "")
