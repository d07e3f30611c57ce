"""A printer that this machine's system knows (CUPS, Windows), for documents: through Qt's print support."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from core.rules.errors import DeviceError
from desktop.devices.printers.job import LabelJob, Printed
from desktop.labels import Output, Template, render_pdf
from desktop.labels.png import PDFIUM

DOTS_PER_INCH = 300
"""Of the pictures that a page is sent as; a page of A4 is 35 MB of memory while it is drawn."""
POINTS_PER_INCH = 72


def system_printers() -> tuple[str, ...]:
    """The names of the printers that are set up on this machine; asking them may take seconds."""
    return tuple(QPrinterInfo.availablePrinterNames())


class SystemPrinter:
    """Sends documents page by page to a printer of the system, which keeps its own queue.

    Attributes:
        name: the system's, and what people call it.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def fault(self) -> str:
        """``printer_unknown``, ``printer_stopped``, or empty."""
        info = QPrinterInfo.printerInfo(self.name)
        if info.isNull():
            return "printer_unknown"
        return "printer_stopped" if info.state() is QPrinter.PrinterState.Error else ""

    def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
        """Hand each over to the system; see `print_label`. All are drawn before the first goes."""
        documents = [render_pdf(job.template, job.data, job.language) for job in jobs]
        done: list[Printed] = []
        for job, pdf in zip(jobs, documents, strict=True):
            try:
                done.append(self._hand_over(job, pdf))
            except DeviceError as error:
                if not done:
                    raise
                # The first are with the system, and perhaps a part of this one: a person decides about them.
                # The others may be sent again.
                begun = len(done) + (error.code == "printer_interrupted")
                raise DeviceError("printer_interrupted", printer=self.name, begun=begun) from error
        return done

    def print_label(self, job: LabelJob) -> Printed:
        """Hand the document over to the system.

        Raises:
            DeviceError: ``printer_unknown``, ``printer_stopped``; ``printer_interrupted`` where some of it
                may have come out.
            BadInput: the document cannot be made of these data.
        """
        return self._hand_over(job, render_pdf(job.template, job.data, job.language))

    def _hand_over(self, job: LabelJob, pdf: bytes) -> Printed:
        if fault := self.fault():
            raise DeviceError(fault, printer=self.name)
        printer = QPrinter(QPrinterInfo.printerInfo(self.name), QPrinter.PrinterMode.HighResolution)
        printer.setDocName(job.template.name)
        if kind_is_roll(job.template):
            size = QSizeF(job.template.width_mm, job.template.height_mm)
            printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, job.template.name))
        printer.setCopyCount(job.copies)
        print_pages(pdf, printer)
        return Printed(job.id, self.name, len(pdf), confirmed=False)


def kind_is_roll(template: Template) -> bool:
    """Whether it is a label of its own size, and not a page of the printer's paper."""
    return Output.ZPL in template.outputs


def print_pages(pdf: bytes, printer: QPrinter) -> None:
    """Draw each page of a PDF in its own size on the printer's paper.

    Raises:
        DeviceError: ``printer_stopped``: it takes no page; ``printer_interrupted``.
    """
    printer.setResolution(DOTS_PER_INCH)
    printer.setFullPage(True)
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
    painter = QPainter()
    try:
        if not painter.begin(printer):
            raise DeviceError("printer_stopped", printer=printer.printerName())
        for number in range(len(document)):
            if number and not printer.newPage():
                raise DeviceError("printer_interrupted", printer=printer.printerName())
            with PDFIUM, closing(document[number]) as page:
                picture = _picture_of(page)
            painter.drawImage(0, 0, picture)
    finally:
        painter.end()
        with PDFIUM:
            document.close()
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise DeviceError("printer_interrupted", printer=printer.printerName())


def _picture_of(page: pypdfium2.PdfPage) -> QImage:
    scale = DOTS_PER_INCH / POINTS_PER_INCH
    bitmap = page.render(scale=scale, rev_byteorder=True, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx)
    picture = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
    )
    return picture.copy()
