"""A label printer behind the spooler of Windows: ZPL goes through it as it is (data type RAW).

Written after the Windows documentation (winspool.h, *Printing and Print Spooler Reference*) and run against a
stand-in for the library alone: nobody has printed with it on Windows yet.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Sequence
from ctypes import POINTER, byref, c_int, c_ubyte, c_uint32, c_void_p, c_wchar_p
from typing import Any

from core.rules.errors import DeviceError
from desktop.devices.printers.job import LabelJob, Printed
from desktop.labels import render_zpl

_STATUSES = (
    (0x0000_0010, "paper_out"),
    (0x0000_0008, "printer_paper_jam"),
    (0x0040_0000, "printer_cover_open"),
    (0x0004_0000, "printer_ink_out"),
    (0x0000_0001, "printer_paused"),
    (0x0000_0080, "printer_unreachable"),
    (0x0000_1000, "printer_unreachable"),
    (0x0000_0800, "printer_output_full"),
    (0x0010_0000, "printer_stopped"),
    (0x0000_0002, "printer_stopped"),
)
"""PRINTER_STATUS_PAPER_OUT, _PAPER_JAM, _DOOR_OPEN, _NO_TONER, _PAUSED, _OFFLINE, _NOT_AVAILABLE,
_OUTPUT_BIN_FULL, _USER_INTERVENTION, _ERROR: what hands can mend comes first."""
_STATUS_LEVEL = 6
_DOCUMENT_LEVEL = 1
RAW = "RAW"


class DocInfo(ctypes.Structure):
    """``DOC_INFO_1W``."""

    _fields_ = (("name", c_wchar_p), ("output_file", c_wchar_p), ("data_type", c_wchar_p))


class PrinterStatus(ctypes.Structure):
    """``PRINTER_INFO_6``."""

    _fields_ = (("status", c_uint32),)


_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "OpenPrinterW": (c_wchar_p, POINTER(c_void_p), c_void_p),
    "GetPrinterW": (c_void_p, c_uint32, c_void_p, c_uint32, POINTER(c_uint32)),
    "StartDocPrinterW": (c_void_p, c_uint32, POINTER(DocInfo)),
    "StartPagePrinter": (c_void_p,),
    "WritePrinter": (c_void_p, POINTER(c_ubyte), c_uint32, POINTER(c_uint32)),
    "EndPagePrinter": (c_void_p,),
    "EndDocPrinter": (c_void_p,),
    "AbortPrinter": (c_void_p,),
    "ClosePrinter": (c_void_p,),
}


def typed(library: Any) -> Any:
    """The functions of winspool in a library, with the types of their arguments; all answer 0 for *no*."""
    for name, arguments in _SIGNATURES.items():
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, c_int
    return library


def winspool() -> Any:
    """The spooler's library.

    Raises:
        DeviceError: ``printer_unknown``: this is not Windows.
    """
    if sys.platform != "win32":
        raise DeviceError("printer_unknown", printer="winspool")
    return typed(ctypes.WinDLL("winspool.drv", use_last_error=True))


class WindowsRawPrinter:
    """A printer of Windows that understands ZPL.

    Attributes:
        name: the system's, and what people call it.
    """

    def __init__(self, name: str, dpi: int, library: Callable[[], Any] = winspool) -> None:
        self.name = name
        self._dpi = dpi
        self._library = library

    def fault(self) -> str:
        """What keeps it from printing, as far as the spooler knows; empty for nothing."""
        try:
            spool = self._library()
            handle = self._open(spool)
        except DeviceError as error:
            return error.code
        try:
            return self._fault(spool, handle)
        finally:
            spool.ClosePrinter(handle)

    def print_label(self, job: LabelJob) -> Printed:
        """Print one; see `print_labels`."""
        return self.print_labels([job])[0]

    def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
        """Hand each over to the spooler, which keeps its own queue: none is ever confirmed.

        Raises:
            DeviceError: ``printer_unknown``, the codes of its status, ``printer_not_accepting``;
                ``printer_interrupted`` where some may have come out, with ``begun``.
            BadInput: a label cannot be made of these data; nothing was printed.
        """
        labels = [render_zpl(job.template, job.data, job.language, self._dpi, job.copies) for job in jobs]
        spool = self._library()
        handle = self._open(spool)
        try:
            if fault := self._fault(spool, handle):
                raise self._error(fault)
            for begun, (job, label) in enumerate(zip(jobs, labels, strict=True)):
                self._write(spool, handle, job.template.name, label, begun)
        finally:
            spool.ClosePrinter(handle)
        return [
            Printed(job.id, self.name, len(label), confirmed=False)
            for job, label in zip(jobs, labels, strict=True)
        ]

    def _open(self, spool: Any) -> c_void_p:
        handle = c_void_p()
        if not spool.OpenPrinterW(self.name, byref(handle), None):
            raise self._error("printer_unknown")
        return handle

    def _fault(self, spool: Any, handle: c_void_p) -> str:
        found, needed = PrinterStatus(), c_uint32()
        asked = spool.GetPrinterW(handle, _STATUS_LEVEL, byref(found), ctypes.sizeof(found), byref(needed))
        if not asked:
            return ""
        return next((code for bit, code in _STATUSES if found.status & bit), "")

    def _write(self, spool: Any, handle: c_void_p, name: str, label: bytes, begun: int) -> None:
        document = DocInfo(name, None, RAW)
        if not spool.StartDocPrinterW(handle, _DOCUMENT_LEVEL, byref(document)):
            if begun:
                raise self._error("printer_interrupted", begun=begun)
            raise self._error("printer_not_accepting")
        written = c_uint32()
        content = (c_ubyte * len(label)).from_buffer_copy(label)
        is_whole = (
            spool.StartPagePrinter(handle)
            and spool.WritePrinter(handle, content, len(label), byref(written))
            and written.value == len(label)
            and spool.EndPagePrinter(handle)
        )
        if not is_whole:
            spool.AbortPrinter(handle)
            raise self._error("printer_interrupted", begun=begun + 1)
        if not spool.EndDocPrinter(handle):
            raise self._error("printer_interrupted", begun=begun + 1)

    def _error(self, code: str, **data: int) -> DeviceError:
        return DeviceError(code, printer=self.name, **data)
