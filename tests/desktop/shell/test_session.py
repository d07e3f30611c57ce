from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.rules.errors import CoulisseError, Refused, StorageFull
from core.rules.permissions import Role
from desktop.desk import Me
from desktop.shell.messages import Message, Messages
from desktop.shell.rail import Section
from desktop.shell.session import SignInSession
from desktop.shell.sign_in import Person
from desktop.shell.tasks import Tasks
from desktop.shell.widgets import Page, PrimaryButton
from desktop.shell.widgets.pin_pad import PinPad
from desktop.shell.window import Window
from sync import Workstation
from tests.desktop.screens.at_once import AtOnce

ME = Me("i", "Inès Martin", Role.ASSOCIATE, "store", "Lyon Part-Dieu", "device")


class WontSignIn:
    """A workstation that turns every sign-in down."""

    def __init__(self, error: CoulisseError) -> None:
        self._error = error

    def sign_in(self, _staff_id: str, _pin: str) -> Any:
        raise self._error


def session(qtbot: QtBot, error: CoulisseError, lock_after_s: int = 0) -> SignInSession:
    window = Window([Section("today", "Today", "today")], messages=Messages(), tasks=Tasks())
    window.add_page("today", Page(name="today"))
    qtbot.addWidget(window)
    window.sign_in.show_people([Person("i", "Inès Martin", "Associate")])
    window.sign_in.choose("i")
    return SignInSession(window, cast(Workstation, WontSignIn(error)), cast(Tasks, AtOnce()), lock_after_s)


def people_who_sign_in(
    monkeypatch: pytest.MonkeyPatch, station: Workstation, *known: SimpleNamespace
) -> None:
    """A workstation at which each of them signs in by their id, with any PIN."""
    by_id = {person.id: person for person in known}
    state = SimpleNamespace(location_id=1, location_name="Lyon Part-Dieu", device_id="device")
    monkeypatch.setattr(station, "sign_in", lambda staff_id, _pin: by_id[staff_id])
    monkeypatch.setattr(station, "replica", SimpleNamespace(state=lambda: state), raising=False)
    monkeypatch.setattr(station, "read", lambda _query: {}, raising=False)


@pytest.mark.parametrize(
    ("error", "words"),
    [(StorageFull("disk_full"), "The disk is full"), (Refused("wrong_pin"), "This PIN is not right")],
)
def test_the_pad_is_open_again_whatever_stood_in_the_way(
    qtbot: QtBot, qapp: QApplication, error: CoulisseError, words: str
) -> None:
    signing_in = session(qtbot, error)
    page = cast(Window, signing_in.parent()).sign_in
    page.sign_in_wanted.emit("i", "246810")
    assert page.sentence().startswith(words)
    assert page.findChild(PinPad).isEnabled()
    assert page.findChild(PrimaryButton, "sign_in_go").isEnabled()


def test_the_pad_is_open_again_when_what_follows_the_pin_cannot_be_read(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = StorageFull("disk_full")
    signing_in = session(qtbot, error)
    station = signing_in._workstation
    replica = SimpleNamespace(state=lambda: WontSignIn(error).sign_in("", ""))
    monkeypatch.setattr(station, "sign_in", lambda *_: SimpleNamespace(id="i"))
    monkeypatch.setattr(station, "replica", replica, raising=False)
    page = cast(Window, signing_in.parent()).sign_in
    page.sign_in_wanted.emit("i", "246810")
    assert page.sentence().startswith("The disk is full")
    assert page.findChild(PinPad).isEnabled()


def test_the_lock_falls_over_the_question_before_the_end_too(qtbot: QtBot, qapp: QApplication) -> None:
    signing_in = session(qtbot, Refused("wrong_pin"))
    window = cast(Window, signing_in.parent())
    signing_in.me = ME
    window.show_work()
    window.show_quit_page(True)
    signing_in.lock()
    assert window.is_at_sign_in()
    window.show_quit_page(False)
    assert window.is_at_sign_in()


def test_the_work_is_covered_once_nobody_touches_it(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing_in = session(qtbot, Refused("wrong_pin"), lock_after_s=600)
    window = cast(Window, signing_in.parent())
    people_who_sign_in(
        monkeypatch, signing_in._workstation, SimpleNamespace(id="i", name="Inès Martin", role="associate")
    )
    window.sign_in.sign_in_wanted.emit("i", "246810")
    assert not window.is_at_sign_in()
    assert signing_in._idle.isActive(), "also for who signs in and goes away at once"
    signing_in._idle.stop()
    qapp.sendEvent(
        window,
        QMouseEvent(
            QEvent.Type.MouseButtonPress,
            QPointF(1, 1),
            QPointF(1, 1),
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )
    assert signing_in._idle.isActive(), "each touch begins it anew"
    signing_in._idle.timeout.emit()
    assert window.is_at_sign_in() and signing_in.me is not None, "who it was is asked for their PIN alone"
    qapp.removeEventFilter(signing_in)


def test_what_was_said_to_somebody_else_does_not_lie_over_the_name_of_who_signs_in(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing_in = session(qtbot, Refused("wrong_pin"))
    window = cast(Window, signing_in.parent())
    ines = SimpleNamespace(id="i", name="Inès Martin", role="associate")
    marc = SimpleNamespace(id="m", name="Marc Lefèvre", role="manager")
    people_who_sign_in(monkeypatch, signing_in._workstation, ines, marc)
    bar, page = window.message_bar, window.sign_in
    page.sign_in_wanted.emit("i", "246810")
    bar.show_message(Message("To be counted: 1 article"))
    signing_in.lock()
    page.sign_in_wanted.emit("i", "246810")
    assert bar.message is not None, "who comes back reads on"

    signing_in.lock()
    page.sign_in_wanted.emit("m", "246810")
    assert bar.message is None
    assert bar.isHidden()
