"""One window a replica: a second start brings the first one's window to the front.

The first listens at a local socket (a named pipe on Windows) named after the replica's folder, open to the
same user alone. Whoever connects is answered once the window was raised.
"""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

ANSWER = b"in front\n"
PATIENCE_S = 5.0
"""A first start that has the lock and does not listen yet gets so long."""
TRY_AGAIN_S = 0.1
CONNECT_MS = 1_000
ANSWER_MS = 3_000
ANYBODY = -1
"""Windows' ASFW_ANY."""


class FrontDoor(QObject):
    """Where the first start hears of the next ones.

    Signals:
        knocked: somebody wants the window in front.
    """

    knocked = Signal()

    def __init__(self, profile: Path) -> None:
        super().__init__()
        self._name = _name(profile)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def open(self) -> None:
        """Listen. Only for whoever holds the replica's lock: a socket still there is of a dead process."""
        if not self._server.isListening():
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            self.knocked.emit()
            caller.write(ANSWER)
            caller.flush()
            caller.disconnectFromServer()


def bring_to_front(profile: Path, patience_s: float = PATIENCE_S) -> bool:
    """Ask the process that has this replica for its window; whether it answered. Blocks for seconds."""
    _let_others_come_to_front()
    end = time.monotonic() + patience_s
    while True:
        if _knock(_name(profile)):
            return True
        if time.monotonic() > end:
            return False
        time.sleep(TRY_AGAIN_S)


def bring_forward(application: QApplication, window: QWidget) -> None:
    """Show a window of this process over all others, as far as the system allows; else let it ask for
    attention."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    application.alert(window)


def _knock(name: str) -> bool:
    caller = QLocalSocket()
    caller.connectToServer(name)
    answer = b""
    if caller.waitForConnected(CONNECT_MS):
        while not answer.endswith(b"\n") and caller.waitForReadyRead(ANSWER_MS):
            answer += caller.readAll().data()
    caller.abort()
    return answer == ANSWER


def _name(profile: Path) -> str:
    return "coulisse-" + hashlib.sha256(str(profile.resolve()).encode()).hexdigest()[:20]


def _let_others_come_to_front() -> None:
    """Windows lets only the process that one works with put a window in front, or whom it allows."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(ANYBODY)
