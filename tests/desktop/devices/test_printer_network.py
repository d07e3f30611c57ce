import socket

import pytest
from printer_on_9100 import PrinterOn9100, answer

from core.rules.errors import BadInput, DeviceError
from desktop.devices.printers import LabelJob, NetworkLabelPrinter, Patience
from desktop.labels import LabelData, example_data, load, render_zpl
from desktop.shell.sentences import code_sentence

BIN = load("bin")
JOB = LabelJob("job-1", BIN, example_data(BIN), "fr")
SHORT = Patience(answer_timeout_s=0.2, confirm_polls=4)


def printer_at(port, waited=None, **changes):
    """A printer by its port, which notes how long it would have waited instead of waiting."""
    pause = (waited if waited is not None else []).append
    return NetworkLabelPrinter("Desk", "127.0.0.1", port, patience=SHORT, pause=pause, **changes)


@pytest.fixture
def nobody():
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def test_a_label_goes_to_the_printer_as_it_was_rendered_and_is_confirmed():
    with PrinterOn9100() as device:
        printed = printer_at(device.port).print_label(JOB)
    expected = render_zpl(BIN, JOB.data, "fr", 203)
    assert device.labels == [expected]
    assert (printed.job_id, printed.printer, printed.sent_bytes) == ("job-1", "Desk", len(expected))
    assert (printed.confirmed, printed.fault) == (True, "")


def test_a_printer_of_300_dpi_gets_its_own_dots_and_copies_are_its_own():
    with PrinterOn9100() as device:
        job = LabelJob("job-1", BIN, JOB.data, "en", copies=2)
        printer_at(device.port, dpi=300).print_label(job)
    assert b"^PW1181" in device.labels[0]
    assert b"^PQ2" in device.labels[0]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("paper_out", "paper_out"),
        ("ribbon_out", "ribbon_out"),
        ("head_open", "head_open"),
        ("paused", "printer_paused"),
    ],
)
def test_a_printer_that_cannot_print_gets_nothing_and_says_why(state, code):
    with PrinterOn9100([answer(**{state: 1})]) as device:
        printer = printer_at(device.port)
        with pytest.raises(DeviceError, match=code) as caught:
            printer.print_label(JOB)
        assert printer.fault() == code
    assert device.labels == []
    assert caught.value.data["printer"] == "Desk"


def test_a_printer_that_comes_back_prints_the_same_job():
    with PrinterOn9100([answer(paper_out=1), answer()]) as device:
        printer = printer_at(device.port)
        with pytest.raises(DeviceError, match="paper_out"):
            printer.print_label(JOB)
        assert printer.print_label(JOB).confirmed
    assert len(device.labels) == 1


def test_a_printer_at_work_is_asked_until_the_label_is_out():
    waited = []
    with PrinterOn9100([answer(), answer(formats_waiting=1), answer(labels_left=1), answer()]) as device:
        printed = printer_at(device.port, waited).print_label(JOB)
    assert printed.confirmed
    assert len(waited) == 2


def test_a_printer_that_never_ends_is_not_waited_for_without_end():
    with PrinterOn9100([answer(), answer(formats_waiting=1)]) as device:
        printed = printer_at(device.port).print_label(JOB)
    assert (printed.confirmed, printed.fault) == (False, "")
    assert len(device.labels) == 1


def test_paper_that_ends_with_the_label_inside_is_told_and_nothing_is_sent_twice():
    with PrinterOn9100([answer(), answer(paper_out=1)]) as device:
        printed = printer_at(device.port).print_label(JOB)
    assert (printed.confirmed, printed.fault) == (False, "paper_out")
    assert len(device.labels) == 1


def test_a_printer_that_falls_silent_with_the_label_inside_keeps_it():
    with PrinterOn9100([answer(), None]) as device:
        printed = printer_at(device.port).print_label(JOB)
    assert not printed.confirmed
    assert len(device.labels) == 1


def test_nobody_there_is_said_after_a_bounded_number_of_attempts(nobody):
    waited = []
    printer = printer_at(nobody, waited)
    with pytest.raises(DeviceError, match="printer_refused") as caught:
        printer.print_label(JOB)
    assert len(waited) == SHORT.attempts - 1
    assert caught.value.data["address"] == f"127.0.0.1:{nobody}"
    assert printer.fault() == "printer_refused"


@pytest.mark.parametrize("silence", [None, b""], ids=["silent", "cut"])
def test_a_printer_that_does_not_answer_gets_nothing(silence):
    with PrinterOn9100([silence]) as device, pytest.raises(DeviceError, match="printer_not_answering"):
        printer_at(device.port).print_label(JOB)
    assert device.connections == SHORT.attempts
    assert device.labels == []
    assert "nothing was sent to it" in code_sentence("printer_not_answering")


def test_a_silence_that_passes_is_got_over_and_the_label_is_there_once():
    with PrinterOn9100([None, b"", answer()]) as device:
        assert printer_at(device.port).print_label(JOB).confirmed
    assert len(device.labels) == 1


def test_a_printer_that_never_answers_by_nature_is_sent_to_unasked():
    with PrinterOn9100([None]) as device:
        printed = printer_at(device.port, asks_status=False).print_label(JOB)
    assert not printed.confirmed
    assert device.asked == 0
    assert len(device.labels) == 1


@pytest.mark.parametrize("reply", [b"\x02nonsense\x03\x02a\x03\x02b\x03", b"HTTP/1.1 400\r\n" * 60])
def test_something_that_is_no_printer_gets_nothing(reply):
    with PrinterOn9100([reply]) as device, pytest.raises(DeviceError, match="printer_answer_unreadable"):
        printer_at(device.port).print_label(JOB)
    assert device.labels == []


def test_a_line_cut_after_the_label_leaves_it_unconfirmed_and_sends_nothing_again():
    with PrinterOn9100(cuts_after=10) as device:
        printed = printer_at(device.port).print_label(JOB)
    assert not printed.confirmed
    assert device.connections == 1


class CutLine:
    """A connection that breaks as soon as a label goes over it."""

    def __init__(self, connection):
        self._connection = connection

    def sendall(self, data):
        if data != b"~HS":
            raise ConnectionResetError("reset by peer")
        self._connection.sendall(data)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def __getattr__(self, name):
        return getattr(self._connection, name)


def test_a_line_cut_within_the_label_is_for_a_person_to_decide(monkeypatch):
    connect = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda *where: CutLine(connect(*where)))
    with PrinterOn9100() as device, pytest.raises(DeviceError, match="printer_interrupted"):
        printer_at(device.port).print_label(JOB)
    assert device.connections == 1, "what may have come out is not sent again"


def test_a_label_that_cannot_be_made_never_reaches_the_printer():
    with PrinterOn9100() as device, pytest.raises(BadInput, match="label_field_missing"):
        printer_at(device.port).print_label(LabelJob("job-3", BIN, LabelData({}), "fr"))
    assert device.connections == 0
