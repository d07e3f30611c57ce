"""A label printer on TCP port 9100, the way that every printer of labels understands.

The printer is asked for its state before anything is sent, so a fault is known while the label can still be
printed elsewhere; and again afterwards, since TCP alone says nothing of paper.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import msgspec

from core.rules.errors import DeviceError
from desktop.devices.printers.host_status import (
    ANSWER_BYTES_MAX,
    ASK,
    HostStatus,
    is_whole,
    parse_host_status,
)
from desktop.devices.printers.job import LabelJob, Printed
from desktop.labels import render_zpl

PORT = 9100


class Patience(msgspec.Struct, frozen=True):
    """How long a printer is waited for; every loop of this module ends by one of these."""

    connect_timeout_s: float = 3.0
    answer_timeout_s: float = 2.0
    send_timeout_s: float = 10.0
    attempts: int = 3
    attempt_pause_s: float = 0.5
    confirm_polls: int = 12
    confirm_pause_s: float = 0.25


class _Silent(DeviceError):
    """The printer took the connection and said nothing; a further attempt may help."""


class NetworkLabelPrinter:
    """A ZPL printer by its address.

    Attributes:
        name: what people call it; every error carries it.

    ``asks_status`` is false for printers that print ZPL and never answer ``~HS``: what they take is then
    never confirmed. ``pause`` waits so many seconds between attempts.
    """

    def __init__(
        self,
        name: str,
        host: str,
        port: int = PORT,
        dpi: int = 203,
        *,
        asks_status: bool = True,
        patience: Patience = Patience(),  # noqa: B008 - frozen
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self._address = (host, port)
        self._dpi = dpi
        self._asks_status = asks_status
        self._patience = patience
        self._pause = pause

    def fault(self) -> str:
        """What keeps it from printing; empty when it is ready."""
        try:
            with self._ready():
                return ""
        except DeviceError as error:
            return error.code

    def print_label(self, job: LabelJob) -> Printed:
        """Send one label; see `print_labels`."""
        return self.print_labels([job])[0]

    def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
        """Send labels over one connection; see ``LabelPrinter.print_labels`` for what is raised.

        DeviceError codes: ``printer_unreachable``, ``printer_unknown_host``, ``printer_timeout``,
        ``printer_refused``, ``printer_not_answering``, ``printer_answer_unreadable``,
        ``head_open``, ``paper_out``, ``ribbon_out``, ``printer_paused``, ``printer_too_hot``,
        ``printer_too_cold``, ``printer_memory_lost``, ``printer_buffer_full`` and ``printer_interrupted``.
        """
        payloads = [render_zpl(job.template, job.data, job.language, self._dpi, job.copies) for job in jobs]
        with self._ready() as connection:
            connection.settimeout(self._patience.send_timeout_s)
            for begun, payload in enumerate(payloads, start=1):
                try:
                    connection.sendall(payload)
                except OSError as error:
                    raise self._error("printer_interrupted", reason=str(error), begun=begun) from error
            confirmed, fault = self._confirmation(connection, len(jobs))
            if not confirmed:
                self._let_it_read(connection)
        return [
            Printed(job.id, self.name, len(payload), confirmed, fault)
            for job, payload in zip(jobs, payloads, strict=True)
        ]

    @contextmanager
    def _ready(self) -> Iterator[socket.socket]:
        """A connection to a printer that says it can print. Nothing is sent before: attempts are free."""
        for attempt in range(1, self._patience.attempts + 1):
            try:
                connection = self._connection()
                break
            except _Silent as error:
                if attempt == self._patience.attempts:
                    raise DeviceError(error.code, **error.data) from error
                self._pause(self._patience.attempt_pause_s * attempt)
        with connection:
            yield connection

    def _connection(self) -> socket.socket:
        try:
            connection = socket.create_connection(self._address, self._patience.connect_timeout_s)
        except (OSError, UnicodeError) as error:
            # UnicodeError: what no name of a machine can be, such as "a..b".
            raise _Silent(why_unreachable(error), **self._about(reason=str(error))) from error
        try:
            fault = self._status(connection).fault if self._asks_status else ""
        except OSError as error:
            connection.close()
            raise _Silent("printer_not_answering", **self._about(reason=str(error))) from error
        except DeviceError:
            connection.close()
            raise
        if fault:
            connection.close()
            raise self._error(fault)
        return connection

    def _status(self, connection: socket.socket) -> HostStatus:
        """Ask and read. A printer that is out of paper or open may say nothing at all: the read times out."""
        connection.settimeout(self._patience.answer_timeout_s)
        connection.sendall(ASK)
        answer = b""
        while not is_whole(answer) and len(answer) < ANSWER_BYTES_MAX:
            received = connection.recv(ANSWER_BYTES_MAX)
            if not received:
                raise ConnectionResetError("closed before it answered")
            answer += received
        try:
            return parse_host_status(answer)
        except DeviceError as error:
            raise self._error(error.code, **error.data) from error

    def _confirmation(self, connection: socket.socket, labels: int) -> tuple[bool, str]:
        """Whether the printer says that the labels are out, and what holds them back if it says that."""
        if not self._asks_status:
            return False, ""
        for _ in range(self._patience.confirm_polls * labels):
            try:
                status = self._status(connection)
            except (OSError, DeviceError):
                return False, ""
            if status.fault or status.is_idle:
                return not status.fault, status.fault
            self._pause(self._patience.confirm_pause_s)
        return False, ""

    def _let_it_read(self, connection: socket.socket) -> None:
        """Close our half and wait for the printer's: closing over an unread answer would reset the
        connection, and the printer would throw away what it had not read of the label.
        """
        with suppress(OSError):
            connection.settimeout(self._patience.answer_timeout_s)
            connection.shutdown(socket.SHUT_WR)
            for _ in range(self._patience.confirm_polls):
                if not connection.recv(ANSWER_BYTES_MAX):
                    return

    def _about(self, **data: str | int) -> dict[str, str | int]:
        host, port = self._address
        return {"printer": self.name, "address": f"{host}:{port}", **data}

    def _error(self, code: str, **data: str | int) -> DeviceError:
        return DeviceError(code, **self._about(**data))


def why_unreachable(error: OSError | UnicodeError) -> str:
    """What is the matter with the address, as far as a person can do something about it."""
    if isinstance(error, socket.gaierror | UnicodeError):
        return "printer_unknown_host"
    if isinstance(error, ConnectionRefusedError):
        return "printer_refused"
    return "printer_timeout" if isinstance(error, TimeoutError) else "printer_unreachable"
