"""A printer that is really there: a server on loopback that speaks port 9100 and behaves as it is told."""

from __future__ import annotations

import socket
import threading
from collections import deque
from collections.abc import Iterable
from contextlib import suppress

ASK = b"~HS"


def answer(**state: int) -> bytes:
    """A ~HS answer, as a Zebra printer sends it; healthy but for what is said."""
    flag = {
        "paper_out": 0,
        "paused": 0,
        "formats_waiting": 0,
        "buffer_full": 0,
        "partial_format": 0,
        "memory_lost": 0,
        "too_cold": 0,
        "too_hot": 0,
        "head_open": 0,
        "ribbon_out": 0,
        "labels_left": 0,
        **state,
    }
    strings = (
        "030,{paper_out},{paused},1245,{formats_waiting:03d},{buffer_full},0,{partial_format},000,"
        "{memory_lost},{too_cold},{too_hot}",
        "001,0,{head_open},{ribbon_out},1,2,6,0,{labels_left:08d},1,000",
        "1234,0",
    )
    return b"".join(b"\x02" + string.format_map(flag).encode() + b"\x03\r\n" for string in strings)


class PrinterOn9100:
    """Answers each ~HS with the next of its answers (the last one for ever) and keeps the labels it gets.

    An answer of ``None`` is silence, ``b""`` cuts the line. ``cuts_after`` cuts it after so many bytes of a
    label.
    """

    def __init__(self, answers: Iterable[bytes | None] = (), *, cuts_after: int | None = None) -> None:
        self.labels: list[bytes] = []
        self.asked = 0
        self.connections = 0
        self._answers = deque(answers or [answer()])
        self._cuts_after = cuts_after
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def __enter__(self) -> PrinterOn9100:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        for connection in [*self._open, self._listener]:
            connection.close()
        self._thread.join(timeout=10)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            with connection, suppress(OSError):
                self._speak(connection)

    def _speak(self, connection: socket.socket) -> None:
        received = b""
        while data := connection.recv(4096):
            received += data
            while ASK in received:
                label, _, received = received.partition(ASK)
                self._keep(label)
                if not self._reply(connection):
                    return
            if self._cuts_after is not None and len(received) >= self._cuts_after:
                return
        self._keep(received)

    def _reply(self, connection: socket.socket) -> bool:
        self.asked += 1
        reply = self._answers.popleft() if len(self._answers) > 1 else self._answers[0]
        if reply is None:
            return True
        if not reply:
            return False
        # in two pieces, as a slow printer sends it
        connection.sendall(reply[:20])
        connection.sendall(reply[20:])
        return True

    def _keep(self, label: bytes) -> None:
        if label.strip():
            self.labels.append(label)
