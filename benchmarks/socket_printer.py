"""A label printer on loopback, in a thread: it is well, and notes when a label's first byte comes."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import Future
from contextlib import suppress

ASK = b"~HS"
STATE = rb"030,0,0,1245,000,0,0,0,000,0,0,0", rb"001,0,0,0,1,2,6,0,00000000,1,000", rb"1234,0"
WELL = b"".join(b"\x02" + line + b"\x03\r\n" for line in STATE)


class SocketPrinter:
    """Takes one connection after the other, as a printer does."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._waited_for: Future[float] | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def next_label(self) -> Future[float]:
        """When the next label's first byte has come, by `time.perf_counter`."""
        self._waited_for = Future()
        return self._waited_for

    def __enter__(self) -> SocketPrinter:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=10)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                self._speak(connection)

    def _speak(self, connection: socket.socket) -> None:
        while data := connection.recv(65_536):
            at = time.perf_counter()
            if data.replace(ASK, b"").strip() and self._waited_for and not self._waited_for.done():
                self._waited_for.set_result(at)
            for _ in range(data.count(ASK)):
                connection.sendall(WELL)
