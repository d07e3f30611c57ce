"""Printers over IPP: a real one (`ippeveprinter`) where it is installed, and its answers byte by byte."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pypdfium2
import pytest
from ipp_printer import IppPrinterHere, ipp_printer, missing_programs

from core.rules.errors import DeviceError
from desktop.devices.printers.chosen import PrinterChoice, printer_of
from desktop.devices.printers.ipp import IppPrinter, local_queue
from desktop.devices.printers.ipp_encoding import Attribute, Operation, Tag, answer, request
from desktop.devices.printers.ipp_state import fault_of
from desktop.devices.printers.job import LabelJob, Printed
from desktop.devices.printers.network import Patience
from desktop.labels import example_data, load, render_zpl

BIN, PICK_LIST = load("bin"), load("pick_list")
PATIENT = Patience(confirm_polls=600, confirm_pause_s=0.1, connect_timeout_s=20, send_timeout_s=60)
HASTY = Patience(attempts=1, confirm_polls=600, confirm_pause_s=0.1)
absent = missing_programs()
needs_printer = pytest.mark.skipif(bool(absent), reason=f"not installed here: {', '.join(absent)}")


@pytest.fixture(scope="module")
def printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IppPrinterHere]:
    with ipp_printer(
        tmp_path_factory.mktemp("ipp"), "application/pdf", "application/vnd.cups-raw"
    ) as running:
        yield running


def job(number: int, template: str = "bin") -> LabelJob:
    return LabelJob(str(number), load(template), example_data(load(template)), "fr")


@needs_printer
def test_a_real_printer_is_asked_given_zpl_and_says_when_it_is_out(printer: IppPrinterHere) -> None:
    here = IppPrinter("caisse", printer.uri, 203, patience=PATIENT)
    assert here.fault() == ""
    before = len(printer.printed)
    done = here.print_labels([job(1), job(2)])
    assert [(one.job_id, one.confirmed, one.fault) for one in done] == [("1", True, ""), ("2", True, "")]
    assert printer.printed[before:] == [render_zpl(BIN, example_data(BIN), "fr", 203)] * 2


@needs_printer
def test_a_document_goes_to_it_as_pdf(printer: IppPrinterHere) -> None:
    [done] = IppPrinter("bureau", printer.uri, patience=PATIENT).print_labels([job(1, "pick_list")])
    assert done.confirmed
    assert len(pypdfium2.PdfDocument(printer.printed[-1])) == 1


@needs_printer
def test_an_open_cover_is_said_and_what_waits_comes_out_once_it_is_shut(printer: IppPrinterHere) -> None:
    here = IppPrinter("caisse", printer.uri, 203, patience=PATIENT)
    before = len(printer.printed)
    with printer.told("open"):
        [held] = here.print_labels([job(1)])
        assert (held.confirmed, held.fault) == (False, "printer_cover_open")
        assert IppPrinter("caisse", printer.uri, 203, patience=HASTY).fault() == "printer_cover_open"
        with pytest.raises(DeviceError, match="printer_cover_open"):
            IppPrinter("caisse", printer.uri, 203, patience=HASTY).print_labels([job(2)])
        assert len(printer.printed) == before
    [done] = until_taken(here, job(3))
    assert done.confirmed
    assert len(printer.printed) == before + 2, (
        "the one that waited and the next, not the one that was refused"
    )


def until_taken(here: IppPrinter, one: LabelJob) -> list[Printed]:
    """Print once the printer has seen that it is shut: it says so a moment later."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return here.print_labels([one])
        except DeviceError as error:
            assert error.code in ("printer_cover_open", "printer_busy")
            assert time.monotonic() < deadline
            time.sleep(0.1)


@needs_printer
def test_a_job_that_breaks_off_is_for_a_person_to_decide(printer: IppPrinterHere) -> None:
    here = IppPrinter("caisse", printer.uri, 203, patience=PATIENT)
    with printer.told("broken"), pytest.raises(DeviceError, match="printer_interrupted") as caught:
        here.print_labels([job(1), job(2)])
    assert caught.value.data["begun"] == 1


@needs_printer
def test_what_is_wrong_with_an_address_is_said(printer: IppPrinterHere, tmp_path: Path) -> None:
    gone = IppPrinter("caisse", "ipp://localhost:1/ipp/print", 203, patience=HASTY)
    assert gone.fault() == "printer_refused"
    nobody = IppPrinter("caisse", "ipp://no-such-printer.invalid/ipp/print", patience=HASTY)
    assert nobody.fault() == "printer_unknown_host"
    for uri in ("nonsense", "ipp://[x", f"ipp://localhost:{printer.port}/nothing/here"):
        assert printer_of(PrinterChoice(uri=uri), tmp_path, HASTY).fault() != ""


@pytest.mark.parametrize(
    ("state", "reasons", "accepting", "fault"),
    [
        (3, ("none",), True, ""),
        (4, ("connecting-to-device",), True, ""),
        (3, ("marker-supply-low-warning", "media-low-report"), True, ""),
        (3, ("media-empty-warning",), True, ""),
        (5, ("media-empty-warning",), True, "paper_out"),
        (4, ("media-needed-error",), True, "paper_out"),
        (4, ("media-jam-warning",), True, "printer_paper_jam"),
        (3, ("cover-open-report",), True, ""),
        (4, ("media-jam",), True, "printer_paper_jam"),
        (5, ("cover-open-report", "marker-supply-low"), True, "printer_cover_open"),
        (3, ("toner-empty-error",), True, "printer_ink_out"),
        (5, ("paused",), True, "printer_paused"),
        (5, ("connecting-to-device",), True, "printer_unreachable"),
        (5, ("something-new",), True, "printer_stopped"),
        (3, ("none",), False, "printer_not_accepting"),
    ],
)
def test_what_a_printer_says_of_itself_is_understood(
    state: int, reasons: tuple[str, ...], accepting: bool, fault: str
) -> None:
    said = request(
        Operation.GET_PRINTER_ATTRIBUTES,
        1,
        [
            Attribute("printer-state", Tag.ENUM, (state,)),
            Attribute("printer-state-reasons", Tag.KEYWORD, reasons),
            Attribute("printer-is-accepting-jobs", Tag.BOOLEAN, (accepting,)),
        ],
    )
    assert fault_of(answer(said)) == fault


def test_a_warning_counts_once_a_job_does_not_come_out() -> None:
    reasons = Attribute("printer-state-reasons", Tag.KEYWORD, ("media-empty-warning",))
    said = answer(request(Operation.GET_PRINTER_ATTRIBUTES, 1, [reasons]))
    assert (fault_of(said), fault_of(said, is_stuck=True)) == ("", "paper_out")


def test_a_request_is_the_very_bytes_of_the_standard_s_example() -> None:
    """RFC 8010, A.6: Get-Jobs has the same shape; the operation's number alone is ours."""
    made = request(
        Operation.GET_JOB_ATTRIBUTES,
        0x123,
        [
            Attribute("printer-uri", Tag.URI, ("ipp://printer.example.com/ipp/print/pinetree",)),
            Attribute("limit", Tag.INTEGER, (50,)),
            Attribute("requested-attributes", Tag.KEYWORD, ("job-id", "job-name")),
        ],
    )
    assert made == (
        b"\x02\x00\x00\x09\x00\x00\x01\x23\x01"
        b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x48\x00\x1battributes-natural-language\x00\x02en"
        b"\x45\x00\x0bprinter-uri\x00\x2cipp://printer.example.com/ipp/print/pinetree"
        b"\x21\x00\x05limit\x00\x04\x00\x00\x00\x32"
        b"\x44\x00\x14requested-attributes\x00\x06job-id"
        b"\x44\x00\x00\x00\x08job-name\x03"
    )


def test_collections_unknown_kinds_and_values_that_are_missing_are_passed_over() -> None:
    content = (
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x04"
        b"\x34\x00\x09media-col\x00\x00"
        b"\x4a\x00\x00\x00\x0amedia-size\x34\x00\x00\x00\x00"
        b"\x4a\x00\x00\x00\x01x\x21\x00\x00\x00\x04\x00\x00\x00\x07\x37\x00\x00\x00\x00\x37\x00\x00\x00\x00"
        b"\x13\x00\x05owner\x00\x00"
        b"\x36\x00\x04name\x00\x0b\x00\x02fr\x00\x05caiss"
        b"\x23\x00\x0dprinter-state\x00\x04\x00\x00\x00\x03\x03"
    )
    said = answer(content)
    assert (said.is_done, said.first("printer-state"), said.first("name")) == (True, 3, "caiss")
    assert said.attributes["owner"] == ()
    assert "x" not in said.attributes


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_half_an_answer_and_what_is_none_are_said(cut: int) -> None:
    whole = request(Operation.PRINT_JOB, 1, [Attribute("printer-state", Tag.ENUM, (3,))])
    for content in (whole[:cut], b"<html>" * cut, whole[: len(whole) - 1]):
        with pytest.raises(DeviceError, match="printer_answer_unreadable"):
            answer(content)


def test_a_printer_that_stays_busy_is_tried_again_and_then_left_for_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def post(_self: httpx.Client, _url: str, content: bytes, headers: dict[str, str]) -> httpx.Response:
        operation = content[3]
        asked.append(operation)
        ready = b"\x04\x49\x00\x19document-format-supported\x00\x18application/vnd.cups-raw"
        busy = b"\x02\x00\x05\x07\x00\x00\x00\x01"
        said = busy if operation == Operation.PRINT_JOB else b"\x02\x00\x00\x00\x00\x00\x00\x01" + ready
        return httpx.Response(200, content=said + b"\x03", request=httpx.Request("POST", _url))

    monkeypatch.setattr(httpx.Client, "post", post)
    pauses: list[float] = []
    here = IppPrinter("caisse", "ipp://caisse/ipp/print", 203, pause=pauses.append)
    with pytest.raises(DeviceError, match="printer_busy"):
        here.print_labels([job(1)])
    assert asked.count(Operation.PRINT_JOB) == Patience().attempts == len(pauses) + 1


@pytest.mark.parametrize(
    ("http", "ipp", "fault"),
    [
        (404, 0, "printer_unknown"),
        (401, 0, "printer_refuses"),
        (403, 0, "printer_refuses"),
        (426, 0, "printer_refuses"),
        (503, 0, "printer_busy"),
        (200, 0x0406, "printer_unknown"),
        (200, 0x0403, "printer_refuses"),
        (200, 0x0507, "printer_busy"),
    ],
)
def test_who_refuses_to_say_how_it_is_is_not_taken_for_gone_nor_busy(
    monkeypatch: pytest.MonkeyPatch, http: int, ipp: int, fault: str
) -> None:
    def post(_self: httpx.Client, url: str, content: bytes, headers: dict[str, str]) -> httpx.Response:
        said = b"\x02\x00" + ipp.to_bytes(2) + b"\x00\x00\x00\x01\x03"
        return httpx.Response(http, content=said, request=httpx.Request("POST", url))

    monkeypatch.setattr(httpx.Client, "post", post)
    assert IppPrinter("caisse", "ipp://caisse/ipp/print", pause=lambda _s: None).fault() == fault


def test_a_queue_of_this_machine_has_an_address() -> None:
    assert local_queue("Zebra réserve") == "ipp://localhost:631/printers/Zebra%20r%C3%A9serve"
