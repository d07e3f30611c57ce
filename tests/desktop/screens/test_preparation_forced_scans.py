"""A store where each unit is scanned: no key stands in for a scan, and what is scanned is picked."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from core.model import PreparationPolicyRow
from core.wire import read_own
from desktop.devices.scanner import parse
from desktop.screens.preparation.screen import PreparationScreen
from desktop.screens.preparation.state import Phase
from desktop.screens.preparation.words import primary_words
from sync.schema import PendingCommand
from tests.desktop.desk_double import STORE, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.preparing import Preparing
from tests.desktop.screens.store_world import ARTICLES, add_order


def force(desk: SessionDesk) -> None:
    desk.add(PreparationPolicyRow(location_id=STORE, policy={"is_scan_forced": True}))


def scanned(desk: SessionDesk) -> list[bool]:
    """Of each pick, whether it was told as scanned."""
    picks = [row for row in desk.rows(PendingCommand) if row.name == "PickLine"]
    return [
        msgspec.msgpack.decode(read_own(row.body).arguments)["is_scanned"]
        for row in sorted(picks, key=lambda row: row.sequence)
    ]


def test_where_scans_are_forced_a_key_picks_nothing(desk: SessionDesk) -> None:
    force(desk)
    person = Preparing(desk).take({"shirt": 2})
    assert primary_words(person.state) == ""
    assert person.enter().startswith("- In this store each article is scanned. Scan Chemise lin Alba;")
    assert person.picked() == {"Chemise lin Alba": 0}
    person.scan_article("shirt")
    person.scan_article("shirt")
    assert (person.state.phase, scanned(desk)) == (Phase.PACK, [True, True])


def test_nor_is_a_serial_number_typed(desk: SessionDesk) -> None:
    force(desk)
    person = Preparing(desk).take({"watch": 1})
    person.scan_article("watch")
    now(person.presenter.serial("MO-2217"))
    assert person.picked() == {"Montre Orée": 0}
    person.scan("MO-2217")
    assert person.picked() == {"Montre Orée": 1}


def test_elsewhere_a_key_picks_and_that_is_recorded(desk: SessionDesk) -> None:
    person = Preparing(desk).take({"shirt": 2})
    assert primary_words(person.state) == "Picked by hand"
    person.enter()
    person.scan_article("shirt")
    assert scanned(desk) == [False, True]


@pytest.mark.parametrize("is_forced", [True, False])
def test_the_screen_has_the_key_only_where_it_counts(
    desk: SessionDesk, qtbot: QtBot, is_forced: bool
) -> None:
    if is_forced:
        force(desk)
    add_order(desk, "f1", "C-1", "Claire Martin", {"watch": 1})
    screen = PreparationScreen(OpenDoors(desk).doors)
    qtbot.addWidget(screen.view)
    screen.view.show()
    now(screen.open("f1"))
    go = screen.view.findChild(QAbstractButton, "prepare_go_button")
    assert go is not None and go.isVisible() is not is_forced
    now(screen.presenter.scan(parse(ARTICLES["watch"]["gtin"])))
    field = screen.view.findChild(QWidget, "pick_serial")
    assert screen.presenter.state.wants_serial
    assert field is not None and field.isVisible() is not is_forced
