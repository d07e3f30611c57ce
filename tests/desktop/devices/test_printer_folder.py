import os

import pytest

from core.rules.errors import BadInput, DeviceError
from desktop.devices.printers import FolderLabelPrinter, LabelJob, LabelPrinter, NetworkLabelPrinter
from desktop.labels import LabelData, example_data, load, render_pdf, render_zpl

BIN = load("bin")
JOB = LabelJob("0199a2c4-5e6f-7a8b-9c0d-1e2f3a4b5c6d", BIN, example_data(BIN), "fr")


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_label_is_written_as_zpl_and_as_pdf(tmp_path):
    printed = FolderLabelPrinter("Folder", tmp_path / "labels").print_label(JOB)
    assert names_in(tmp_path / "labels") == [f"bin-{JOB.id}.pdf", f"bin-{JOB.id}.zpl"]
    assert (tmp_path / "labels" / f"bin-{JOB.id}.zpl").read_bytes() == render_zpl(BIN, JOB.data, "fr", 203)
    assert (tmp_path / "labels" / f"bin-{JOB.id}.pdf").read_bytes() == render_pdf(BIN, JOB.data, "fr")
    assert printed.confirmed
    assert sorted(printed.files) == [str(path) for path in sorted((tmp_path / "labels").iterdir())]


def test_paper_is_written_as_pdf_alone(tmp_path):
    template = load("pick_list")
    FolderLabelPrinter("Folder", tmp_path).print_label(LabelJob("1", template, example_data(template), "fr"))
    assert names_in(tmp_path) == ["pick_list-1.pdf"]


def test_the_same_job_printed_again_is_there_once(tmp_path):
    printer = FolderLabelPrinter("Folder", tmp_path)
    printer.print_label(JOB)
    printer.print_label(JOB)
    assert len(names_in(tmp_path)) == 2


def test_a_job_s_name_never_leaves_the_folder_and_none_hides_another(tmp_path):
    printer = FolderLabelPrinter("Folder", tmp_path / "in")
    for job_id in ("../../etc/x", "..", "a/b", "a_b", "CON:", "x" * 300, "x" * 301):
        printer.print_label(LabelJob(job_id, BIN, JOB.data, "fr"))
    assert len(names_in(tmp_path / "in")) == 14
    assert names_in(tmp_path) == ["in"]


def test_a_label_that_cannot_be_made_leaves_nothing(tmp_path):
    with pytest.raises(BadInput, match="label_field_missing"):
        FolderLabelPrinter("Folder", tmp_path).print_label(LabelJob("1", BIN, LabelData({}), "fr"))
    assert names_in(tmp_path) == []


def test_a_folder_that_is_not_one_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    printer = FolderLabelPrinter("Folder", tmp_path / "file")
    assert printer.fault() == "printer_folder_unwritable"
    with pytest.raises(DeviceError, match="printer_folder_unwritable") as caught:
        printer.print_label(JOB)
    assert caught.value.data["printer"] == "Folder"
    assert caught.value.data["reason"]


def test_a_disk_that_fills_leaves_the_label_before_and_no_half_one(tmp_path, monkeypatch):
    printer = FolderLabelPrinter("Folder", tmp_path)
    printer.print_label(JOB)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeviceError, match="printer_folder_unwritable"):
        printer.print_label(LabelJob(JOB.id, BIN, JOB.data, "en"))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_can_be_written_is_ready(tmp_path):
    assert FolderLabelPrinter("Folder", tmp_path / "new").fault() == ""


def test_both_printers_are_the_one_port(tmp_path):
    printers: list[LabelPrinter] = [
        FolderLabelPrinter("Folder", tmp_path),
        NetworkLabelPrinter("Desk", "127.0.0.1"),
    ]
    assert [printer.name for printer in printers] == ["Folder", "Desk"]
