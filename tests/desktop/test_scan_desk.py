"""A window's scanner comes to its end without keeping the window."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from desktop.devices.scanner.sounds import Sounds
from desktop.scan_desk import ScanDesk
from desktop.shell.tasks import Tasks


async def test_a_port_that_does_not_let_go_is_waited_for_off_the_window_s_thread(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody: Any = None
    scans = ScanDesk(nobody, Tasks(), nobody, nobody, nobody, Sounds(players=()))
    stopped_on: list[threading.Thread] = []
    monkeypatch.setattr(scans.serial, "stop", lambda: stopped_on.append(threading.current_thread()))
    await scans.end()
    assert len(stopped_on) == 1
    assert stopped_on[0] is not threading.current_thread()
