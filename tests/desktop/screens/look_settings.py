"""The settings."""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace
from PySide6.QtWidgets import QAbstractButton

from desktop.devices.printers import PrinterChoice, PrintKind
from desktop.labels.chain_templates import faults_of
from desktop.screens import Section
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import Answer, Device, Part
from tests.desktop.screens.at_once import now
from tests.desktop.screens.look_room import Room


def settings(room: Room, part: Part) -> None:
    screen = cast(SettingsScreen, room.go(Section.SETTINGS))
    now(screen.presenter.turn_to(part))


def settings_faulty_template(room: Room) -> None:
    """A text that does not fit its label, and one problem more."""
    settings(room, Part.TEMPLATES)
    screen = cast(SettingsScreen, room.screens[Section.SETTINGS])
    now(screen.presenter.templates.choose("price_label", "fr"))
    text = screen.presenter.templates.state.text.replace("[2, 2, 56, 8.6]", "[2, 2, 18, 8.6]")
    now(screen.presenter.templates.edit(text.replace("module_mm = 0.25", "module_mm = 0.1"), "fr"))


def settings_chain_template(room: Room) -> None:
    """Somebody who may publish, a version of this workstation that can be given up, and one of the chain that
    does not print well here."""
    settings(room, Part.TEMPLATES)
    screen = cast(SettingsScreen, room.screens[Section.SETTINGS])
    now(screen.presenter.templates.choose("price_label", "fr"))
    now(screen.presenter.templates.take_back("fr"))
    templates = screen.presenter.templates.state
    text = templates.text.replace("[2, 2, 56, 8.6]", "[2, 2, 18, 8.6]")
    known = tuple(replace(one, is_chain=True, is_own=True, version=12) for one in templates.known)
    templates = replace(
        templates, known=known, may_publish=True, dropped="", refused=faults_of("price_label", text)
    )
    screen.view.show_state(replace(screen.presenter.state, templates=templates))


def settings_network_printer(room: Room) -> None:
    """A label printer that never answers: what that means is told."""
    settings(room, Part.PRINTERS)
    for name in ("printer_label_way_network", "printer_label_answers_silent"):
        button = room.window.findChild(QAbstractButton, name)
        assert button is not None
        button.click()


def settings_ipp_printer(room: Room) -> None:
    """A label printer behind a queue of another machine."""
    settings(room, Part.PRINTERS)
    screen = cast(SettingsScreen, room.screens[Section.SETTINGS])
    choice = PrinterChoice(uri="ipp://serveur-magasin:631/printers/Zebra-reserve", is_raw=True, dpi=300)
    devices = screen.presenter.state.devices | {
        PrintKind.LABEL: Device(choice, Answer.FAULT, "printer_cover_open")
    }
    screen.view.show_state(replace(screen.presenter.state, devices=devices))


def settings_system_printer(room: Room) -> None:
    settings(room, Part.PRINTERS)
    screen = cast(SettingsScreen, room.screens[Section.SETTINGS])
    card = screen.view.printers[PrintKind.DOCUMENT]
    printers = ("Bureau", "HP LaserJet Pro M404dn, réserve du premier étage")
    card.show_state(replace(screen.presenter.state, printers=printers))
    button = card.findChild(QAbstractButton, "printer_document_way_system")
    assert button is not None
    button.click()
