"""A printer of the system, as Qt draws for it: into a PDF here, which is read back."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops, ImageStat
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from core.rules.errors import BadInput, DeviceError
from desktop.devices.printers import ChosenPrinter, LabelJob, PrinterChoice, SystemPrinter
from desktop.devices.printers.chosen import PrintKind, setting_of
from desktop.devices.printers.system import print_pages
from desktop.labels import LabelData, example_data, load, render_pdf

PICK_LIST = load("pick_list")
DPI = 144


def into(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return printer


def test_a_document_is_drawn_page_by_page_in_its_own_size(qapp: QApplication, tmp_path: Path) -> None:
    pdf = render_pdf(PICK_LIST, example_data(PICK_LIST), "fr")
    print_pages(pdf, into(tmp_path / "printed.pdf"))
    wanted = pypdfium2.PdfDocument(pdf)
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == len(wanted)
    for one, other in zip(wanted, printed, strict=True):
        assert other.get_size() == pytest.approx(one.get_size(), abs=2)
        before, after = (page.render(scale=DPI / 72).to_pil().convert("L") for page in (one, other))
        difference = ImageChops.difference(before, after.resize(before.size))
        assert ImageStat.Stat(before).stddev[0] > 10, "an empty page proves nothing"
        assert ImageStat.Stat(difference).mean[0] < 4


def test_a_printer_that_the_system_does_not_have_is_said_and_nothing_is_sent(qapp: QApplication) -> None:
    printer = SystemPrinter("No such printer")
    assert printer.fault() == "printer_unknown"
    with pytest.raises(DeviceError, match="printer_unknown"):
        printer.print_label(LabelJob("1", PICK_LIST, example_data(PICK_LIST), "fr"))


def test_of_a_batch_nothing_goes_before_all_of_it_can_be_drawn(qapp: QApplication) -> None:
    whole = LabelJob("1", PICK_LIST, example_data(PICK_LIST), "fr")
    with pytest.raises(BadInput):
        SystemPrinter("No such printer").print_labels(
            [whole, LabelJob("2", PICK_LIST, LabelData(fields={}), "fr")]
        )


def test_a_system_s_printer_may_not_be_given_a_job_twice(qapp: QApplication, tmp_path: Path) -> None:
    kept = {setting_of(PrintKind.DOCUMENT): '{"printer": "Bureau"}'}
    chosen = ChosenPrinter(lambda name: kept.get(name, ""), tmp_path)
    assert isinstance(chosen.printer(PrintKind.DOCUMENT), SystemPrinter)
    assert chosen.choice(PrintKind.DOCUMENT) == PrinterChoice(printer="Bureau")
    assert not chosen.may_repeat
    kept.clear()
    assert chosen.may_repeat
