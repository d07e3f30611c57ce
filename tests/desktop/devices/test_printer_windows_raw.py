"""Raw printing through the spooler of Windows, up to the functions of its library: they are real C functions
here, called through ctypes with the types that Windows has."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_void_p
from types import SimpleNamespace
from typing import Any

import pytest

from core.rules.errors import DeviceError
from desktop.devices.printers.job import LabelJob
from desktop.devices.printers.windows_raw import (
    _SIGNATURES,
    DocInfo,
    PrinterStatus,
    WindowsRawPrinter,
    winspool,
)
from desktop.labels import example_data, load, render_zpl

BIN = load("bin")
LABEL = render_zpl(BIN, example_data(BIN), "fr", 203)
HANDLE = 0x1234


class Spooler:
    """A spooler: `status` is what it says of the printer, `fails` the function that answers no."""

    def __init__(self, *, status: int = 0, fails: str = "", on_call: int = 1, known: str = "Zebra") -> None:
        self.status, self.fails, self.known = status, fails, known
        self._on_call, self._calls = on_call, 0
        self.documents: list[tuple[str, str, bytes]] = []
        self.closed = self.aborted = 0
        functions = {name: self._function(name, types) for name, types in _SIGNATURES.items()}
        self.library = SimpleNamespace(**functions)

    def _function(self, name: str, types: tuple[Any, ...]) -> Callable[..., int]:
        deed = getattr(self, name)

        def called(*arguments: Any) -> int:
            if name == self.fails:
                self._calls += 1
                if self._calls >= self._on_call:
                    return 0
            return int(deed(*arguments))

        return ctypes.CFUNCTYPE(ctypes.c_int, *types)(called)

    def OpenPrinterW(self, name: str, handle: Any, _defaults: object) -> bool:
        handle[0] = c_void_p(HANDLE)
        return name == self.known

    def GetPrinterW(self, handle: int, level: int, found: int, size: int, _needed: Any) -> bool:
        assert (handle, level, size) == (HANDLE, 6, 4)
        PrinterStatus.from_address(found).status = self.status
        return True

    def StartDocPrinterW(self, handle: int, level: int, document: Any) -> bool:
        assert (handle, level) == (HANDLE, 1)
        said: DocInfo = document[0]
        assert said.output_file is None
        self.documents.append((said.name, said.data_type, b""))
        return True

    def StartPagePrinter(self, _handle: int) -> bool:
        return True

    def WritePrinter(self, _handle: int, content: Any, size: int, written: Any) -> bool:
        name, kind, _nothing = self.documents.pop()
        self.documents.append((name, kind, bytes(content[:size])))
        written[0] = size
        return True

    def EndPagePrinter(self, _handle: int) -> bool:
        return True

    def EndDocPrinter(self, _handle: int) -> bool:
        return True

    def AbortPrinter(self, _handle: int) -> bool:
        self.aborted += 1
        return True

    def ClosePrinter(self, handle: int) -> bool:
        assert handle == HANDLE
        self.closed += 1
        return True


def printer(spooler: Spooler, name: str = "Zebra") -> WindowsRawPrinter:
    return WindowsRawPrinter(name, 203, lambda: spooler.library)


def jobs(count: int) -> list[LabelJob]:
    return [LabelJob(str(number), BIN, example_data(BIN), "fr") for number in range(count)]


def test_each_label_is_a_raw_document_of_its_own() -> None:
    spooler = Spooler()
    assert printer(spooler).fault() == ""
    done = printer(spooler).print_labels(jobs(2))
    assert spooler.documents == [("bin", "RAW", LABEL)] * 2
    assert [(one.job_id, one.sent_bytes, one.confirmed) for one in done] == [
        (str(number), len(LABEL), False) for number in range(2)
    ]
    assert (spooler.closed, spooler.aborted) == (2, 0)


@pytest.mark.parametrize(
    ("status", "code"),
    [(0x10, "paper_out"), (0x400018, "paper_out"), (1, "printer_paused"), (0x80, "printer_unreachable")],
)
def test_what_the_spooler_knows_of_the_printer_is_said_before_anything_is_sent(
    status: int, code: str
) -> None:
    spooler = Spooler(status=status)
    assert printer(spooler).fault() == code
    with pytest.raises(DeviceError, match=code):
        printer(spooler).print_labels(jobs(1))
    assert spooler.documents == []
    assert spooler.closed == 2


def test_a_printer_that_is_not_there_is_said() -> None:
    assert printer(Spooler(), "Autre").fault() == "printer_unknown"


@pytest.mark.parametrize(
    ("function", "code", "begun"),
    [
        ("StartDocPrinterW", "printer_interrupted", 1),
        ("WritePrinter", "printer_interrupted", 2),
        ("EndPagePrinter", "printer_interrupted", 2),
        ("EndDocPrinter", "printer_interrupted", 2),
    ],
)
def test_a_cut_says_how_many_may_have_come_out(function: str, code: str, begun: int) -> None:
    spooler = Spooler(fails=function, on_call=2)
    with pytest.raises(DeviceError, match=code) as caught:
        printer(spooler).print_labels(jobs(3))
    assert caught.value.data["begun"] == begun
    assert spooler.closed == 1


def test_a_first_document_that_is_refused_may_be_sent_again() -> None:
    spooler = Spooler(fails="StartDocPrinterW")
    with pytest.raises(DeviceError, match="printer_not_accepting"):
        printer(spooler).print_labels(jobs(1))


def test_elsewhere_than_on_windows_there_is_no_spooler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.devices.printers.windows_raw.sys.platform", "linux")
    with pytest.raises(DeviceError, match="printer_unknown"):
        winspool()
