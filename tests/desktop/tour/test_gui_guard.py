"""The guard sees what it must, on the GUI's thread alone: a rule that cannot be broken unseen."""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from types import CodeType

import argon2
import httpx
import pytest
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core.wire import SigningKey
from desktop.places import RESOURCES
from desktop.tour.gui_guard import GuiGuard

_CALLS = compile("def broken(call):\n    return call()", "broken.py", "exec")


def slot_of(module: str, call: Callable[[], object], code: CodeType = _CALLS) -> Callable[[], object]:
    """A function of a module of ours that makes this call."""
    space: dict[str, object] = {"__name__": module}
    exec(code, space)
    broken = space["broken"]
    assert callable(broken)
    return lambda: broken(call)


def _query() -> None:
    connection = sqlcipher.connect(":memory:")
    connection.cursor().execute("SELECT 1").fetchall()
    connection.close()


def _post() -> None:
    with httpx.Client(transport=httpx.MockTransport(lambda _asked: httpx.Response(200))) as client:
        client.get("http://core.invalid/")


def _connect() -> None:
    socket.socket().close()


_CHEAP = argon2.PasswordHasher(1, 8, 1)
FORBIDDEN: dict[str, Callable[[], object]] = {
    "SQL execute": _query,
    "sqlite3.connect": lambda: sqlite3.connect(":memory:").close(),
    "argon2 hash": lambda: _CHEAP.hash("123456"),
    "argon2 verify": lambda: _CHEAP.verify(_VERIFIER, "123456"),
    "Ed25519": lambda: SigningKey(bytes(32)).sign(b"envelope", b""),
    "httpx": _post,
    "socket.__new__": _connect,
    "open": lambda: Path(__file__).open().close(),
    "os.listdir": lambda: list(Path(__file__).parent.iterdir()),
    "os.stat": lambda: Path(__file__).exists(),
}
_VERIFIER = _CHEAP.hash("123456")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_each_kind_of_call_is_caught_on_the_thread_of_the_window(what: str) -> None:
    with GuiGuard() as guard:
        slot_of("desktop.screens.broken", FORBIDDEN[what])()
    assert any(call.what.startswith(what) for call in guard.caught)
    assert any(line.startswith("desktop.screens.broken:") for line in guard.caught[0].where)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_on_any_other_thread_it_is_counted_and_allowed(what: str) -> None:
    with GuiGuard() as guard:
        other = threading.Thread(target=slot_of("desktop.screens.broken", FORBIDDEN[what]))
        other.start()
        other.join()
    assert guard.caught == []
    assert guard.elsewhere > 0


def test_a_slot_that_reads_a_file_is_caught_with_its_place(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(slot_of("desktop.screens.broken", lambda: Path(__file__).read_bytes()))
    with GuiGuard() as guard:
        button.click()
    assert "desktop.screens.broken" in str(guard.caught[0])


def test_what_the_program_does_deeper_down_is_caught_too(qtbot: QtBot) -> None:
    read = slot_of("sync.keys", lambda: Path(__file__).read_bytes())
    timer = QTimer(singleShot=True, interval=0)
    timer.timeout.connect(slot_of("desktop.shell.broken", read))
    with GuiGuard() as guard, qtbot.waitSignal(timer.timeout):
        timer.start()
    assert [line.partition(":")[0] for line in guard.caught[0].where] == ["sync.keys", "desktop.shell.broken"]


def test_the_tour_s_own_hands_may_look_and_a_stand_in_works_at_once() -> None:
    look = FORBIDDEN["open"]
    with GuiGuard(stand_ins=("tests.desktop.desk_double",)) as guard:
        slot_of("desktop.tour.shop", look)()
        slot_of("tests.desktop.desk_double", slot_of("desktop.screens.stock.reading", look))()
    assert guard.caught == []


def test_our_own_files_may_be_read_until_the_window_is_shown() -> None:
    icon = slot_of("desktop.shell.theme.icons", lambda: (RESOURCES / "icons" / "today.svg").read_bytes())
    with GuiGuard() as guard:
        guard.is_opening = True
        icon()
        assert guard.caught == []
        guard.is_opening = False
        icon()
    assert [call.what.split()[0] for call in guard.caught] == ["open"]


def test_nothing_is_left_of_it_afterwards() -> None:
    connect, stat = sqlcipher.connect, os.stat
    with GuiGuard() as guard:
        pass
    slot_of("desktop.screens.broken", FORBIDDEN["open"])()
    assert guard.caught == []
    assert (sqlcipher.connect, os.stat) == (connect, stat)
