"""A printer by its IPP address: a queue of CUPS, or the printer itself.

It is asked for its state before anything is sent, and for the job's afterwards. Labels go as ZPL where the
queue passes bytes on as they are (``application/vnd.cups-raw``, a label printer's queue) and the choice says
so, else as PDF in the label's own size.
"""

from __future__ import annotations

import itertools
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import quote, urlsplit, urlunsplit

import httpx

from core.rules.errors import DeviceError
from desktop.devices.printers.ipp_encoding import (
    ANSWER_BYTES_MAX,
    Answer,
    Attribute,
    Operation,
    Tag,
    answer,
    request,
)
from desktop.devices.printers.ipp_state import ENDED, JobState, fault_of
from desktop.devices.printers.job import LabelJob, Printed
from desktop.devices.printers.network import Patience, why_unreachable
from desktop.labels import render_pdf, render_zpl

PORT = 631
RAW_TYPES = ("application/vnd.cups-raw", "application/vnd.zebra-zpl", "application/octet-stream")
"""Formats under which a queue passes bytes on, the best first."""
PDF_TYPE = "application/pdf"
_BUSY = (0x0504, 0x0505, 0x0507)
"""Not now: device error, temporary error, busy."""
_NOT_FOUND = 0x0406
_HTTP_SAYS = {404: "printer_unknown", 503: "printer_busy"}
"""What HTTP's own answers mean; any other refuses: a sign-in or another kind of address is wanted."""
_WANTED = (
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "document-format-supported",
)
_numbers = itertools.count(1)


def local_queue(name: str) -> str:
    """The address of a queue of this machine's CUPS."""
    return f"ipp://localhost:{PORT}/printers/{quote(name, safe='')}"


class IppPrinter:
    """A printer of IPP.

    Attributes:
        name: what people call it.

    ``dpi`` of a label printer that is given ZPL; None sends PDF. ``pause`` waits so many seconds between
    questions.
    """

    def __init__(
        self,
        name: str,
        uri: str,
        dpi: int | None = None,
        *,
        patience: Patience = Patience(),  # noqa: B008 - frozen
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self._uri = uri
        self._dpi = dpi
        self._patience = patience
        self._pause = pause

    def fault(self) -> str:
        """What keeps it from printing, as a code; empty when it is ready."""
        try:
            with self._client() as client:
                self._format(self._ready(client))
        except DeviceError as error:
            return error.code
        return ""

    def print_label(self, job: LabelJob) -> Printed:
        """Print one; see `print_labels`."""
        return self.print_labels([job])[0]

    def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
        """Print each as a job of its own; see ``LabelPrinter.print_labels`` for what is raised.

        DeviceError codes: those of `ipp_state.fault_of`, ``printer_unreachable``, ``printer_unknown_host``,
        ``printer_refused``, ``printer_refuses``, ``printer_unknown``, ``printer_timeout``, ``printer_busy``,
        ``printer_answer_unreadable``, ``printer_format_unknown``, ``printer_not_accepting`` and
        ``printer_interrupted``.
        """
        documents = [self._document(job) for job in jobs]
        done: list[Printed] = []
        with self._client() as client:
            kind = self._format(self._ready(client))
            for begun, (job, document) in enumerate(zip(jobs, documents, strict=True)):
                try:
                    done.append(self._print(client, job, kind, document))
                except DeviceError as error:
                    if not begun and error.code != "printer_interrupted":
                        raise
                    # Those before are with the printer: a person decides about them, the others go again.
                    certain = begun + (error.code == "printer_interrupted")
                    raise self._error("printer_interrupted", begun=certain, reason=error.code) from error
        return done

    def _document(self, job: LabelJob) -> bytes:
        if self._dpi is not None:
            return render_zpl(job.template, job.data, job.language, self._dpi, job.copies)
        return render_pdf(job.template, job.data, job.language)

    def _print(self, client: httpx.Client, job: LabelJob, kind: str, document: bytes) -> Printed:
        wanted = [
            Attribute("job-name", Tag.NAME, (job.template.name,)),
            Attribute("document-format", Tag.MIME, (kind,)),
        ]
        copies = (
            [Attribute("copies", Tag.INTEGER, (job.copies,))] if self._dpi is None and job.copies > 1 else []
        )
        for attempt in range(1, self._patience.attempts + 1):
            said = self._ask(client, Operation.PRINT_JOB, wanted, copies, document)
            if said.status not in _BUSY:
                break
            if attempt == self._patience.attempts:
                raise self._error("printer_busy")
            self._pause(self._patience.attempt_pause_s * attempt)
        if not said.is_done:
            raise self._error("printer_not_accepting", status=f"{said.status:#06x}")
        number = said.first("job-id", 0)
        is_out, fault = self._confirmation(client, int(number) if isinstance(number, int) else 0)
        return Printed(job.id, self.name, len(document), is_out, fault)

    def _confirmation(self, client: httpx.Client, number: int) -> tuple[bool, str]:
        """Whether the printer says that the job is out, and what holds it back if it says that."""
        asked = [
            Attribute("job-id", Tag.INTEGER, (number,)),
            Attribute("requested-attributes", Tag.KEYWORD, ("job-state", "job-state-reasons")),
        ]
        for _ in range(self._patience.confirm_polls):
            try:
                state = self._ask(client, Operation.GET_JOB_ATTRIBUTES, asked).first("job-state", 0)
                if state == JobState.COMPLETED:
                    return True, ""
                fault = fault_of(self._state(client)) if state not in ENDED else ""
            except DeviceError:
                return False, ""
            if state in ENDED:
                raise self._error("printer_interrupted", begun=1, reason=JobState(int(state)).name.lower())
            if fault:
                return False, fault
            self._pause(self._patience.confirm_pause_s)
        return False, self._holding(client)

    def _holding(self, client: httpx.Client) -> str:
        """What holds a job back that should be out by now."""
        try:
            return fault_of(self._state(client), is_stuck=True)
        except DeviceError:
            return ""

    def _ready(self, client: httpx.Client) -> Answer:
        """Its state, when it can print. Nothing is sent before: attempts are free."""
        for attempt in range(1, self._patience.attempts + 1):
            try:
                said = self._state(client)
                break
            except DeviceError as error:
                if attempt == self._patience.attempts or error.code == "printer_answer_unreadable":
                    raise
                self._pause(self._patience.attempt_pause_s * attempt)
        if fault := fault_of(said):
            raise self._error(fault)
        return said

    def _state(self, client: httpx.Client) -> Answer:
        wanted = [Attribute("requested-attributes", Tag.KEYWORD, _WANTED)]
        said = self._ask(client, Operation.GET_PRINTER_ATTRIBUTES, wanted)
        if not said.is_done:
            raise self._error(_why_not(said.status), status=f"{said.status:#06x}")
        return said

    def _format(self, said: Answer) -> str:
        """The format to send in."""
        known = said.texts("document-format-supported")
        wanted = RAW_TYPES if self._dpi is not None else (PDF_TYPE,)
        for kind in wanted:
            if kind in known:
                return kind
        raise self._error("printer_format_unknown", wanted=wanted[0])

    def _ask(
        self,
        client: httpx.Client,
        operation: Operation,
        attributes: Sequence[Attribute],
        job: Sequence[Attribute] = (),
        document: bytes = b"",
    ) -> Answer:
        head = (
            Attribute("printer-uri", Tag.URI, (self._uri,)),
            *(one for one in attributes if one.name == "job-id"),
            Attribute("requesting-user-name", Tag.NAME, ("coulisse",)),
            *(one for one in attributes if one.name != "job-id"),
        )
        content = request(operation, next(_numbers), head, job) + document
        try:
            said = client.post(_http(self._uri), content=content, headers={"Content-Type": "application/ipp"})
            said.raise_for_status()
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            raise self._error(_HTTP_SAYS.get(status, "printer_refuses"), status=status) from error
        except (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.UnsupportedProtocol,
            httpx.InvalidURL,
            ValueError,
        ) as error:
            raise self._error(_why(error), reason=str(error)) from error
        except httpx.HTTPError as error:
            code = "printer_interrupted" if document else "printer_timeout"
            raise self._error(code, reason=str(error), begun=1) from error
        return answer(said.content[:ANSWER_BYTES_MAX])

    @contextmanager
    def _client(self) -> Iterator[httpx.Client]:
        patience = self._patience
        waits = httpx.Timeout(patience.send_timeout_s, connect=patience.connect_timeout_s)
        trust = ssl.create_default_context() if self._uri.startswith("ipps:") else False
        # The printer stands in the store: a proxy to the outside is not on the way.
        with httpx.Client(timeout=waits, verify=trust, trust_env=False) as client:
            yield client

    def _error(self, code: str, **data: str | int) -> DeviceError:
        return DeviceError(code, printer=self.name, address=self._uri, **data)


def _why_not(status: int) -> str:
    """Why a printer does not say how it is (RFC 8011, appendix B)."""
    if status == _NOT_FOUND:
        return "printer_unknown"
    return "printer_busy" if status in _BUSY else "printer_refuses"


def _http(uri: str) -> str:
    """The address that an IPP address stands for (RFC 3510; RFC 7472)."""
    parts = urlsplit(uri)
    scheme = "https" if parts.scheme == "ipps" else "http"
    netloc = parts.netloc if parts.port else f"{parts.netloc}:{PORT}"
    return urlunsplit((scheme, netloc, parts.path or "/ipp/print", parts.query, ""))


def _why(error: Exception) -> str:
    """What is the matter with the address; the socket's own error stands behind those of the libraries."""
    if isinstance(error, httpx.ConnectTimeout):
        return "printer_timeout"
    if not isinstance(error, httpx.ConnectError):
        return "printer_unknown_host"
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, OSError):
        cause = cause.__cause__ or cause.__context__
    return why_unreachable(cause) if cause is not None else "printer_unreachable"
