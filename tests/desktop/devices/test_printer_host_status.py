import pytest
from hypothesis import given
from hypothesis import strategies as st
from printer_on_9100 import answer

from core.rules.errors import DeviceError
from desktop.devices.printers import HostStatus, parse_host_status
from desktop.devices.printers.host_status import is_whole

# as a printer with nothing to do answers
ZEBRA = b"".join(
    (
        b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n",
        b"\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n",
        b"\x021234,0\x03\r\n",
    )
)


def test_a_printer_with_nothing_to_do_is_idle_and_ready():
    status = parse_host_status(ZEBRA)
    assert status == HostStatus()
    assert status.is_idle
    assert status.fault == ""


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        ("paper_out", "paper_out"),
        ("ribbon_out", "ribbon_out"),
        ("head_open", "head_open"),
        ("paused", "printer_paused"),
        ("buffer_full", "printer_buffer_full"),
        ("memory_lost", "printer_memory_lost"),
        ("too_hot", "printer_too_hot"),
        ("too_cold", "printer_too_cold"),
    ],
)
def test_each_flag_is_understood(state, fault):
    status = parse_host_status(answer(**{state: 1}))
    assert status == HostStatus(**{state: True})
    assert status.fault == fault


def test_the_head_is_closed_before_paper_is_put_in_and_both_before_the_pause_is_lifted():
    assert parse_host_status(answer(head_open=1, paper_out=1, paused=1)).fault == "head_open"
    assert parse_host_status(answer(paper_out=1, paused=1)).fault == "paper_out"


@pytest.mark.parametrize("state", ["formats_waiting", "labels_left", "partial_format"])
def test_a_printer_at_work_is_ready_but_not_idle(state):
    status = parse_host_status(answer(**{state: 1}))
    assert not status.is_idle
    assert status.fault == ""


def test_an_answer_is_whole_when_its_three_strings_are_there():
    assert is_whole(ZEBRA)
    assert not is_whole(ZEBRA[:-8])


@pytest.mark.parametrize("answered", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x02a,b\x03", ZEBRA[3:40]])
def test_what_is_not_an_answer_is_said(answered):
    with pytest.raises(DeviceError, match="printer_answer_unreadable"):
        parse_host_status(answered)


@given(answered=st.binary(max_size=200))
def test_any_bytes_are_understood_or_refused(answered):
    try:
        parse_host_status(answered)
    except DeviceError as error:
        assert error.code == "printer_answer_unreadable"
