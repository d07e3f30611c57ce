import pytest
from hypothesis import given
from hypothesis import strategies as st
from label_builders import FULFILMENT, SSCC

from core.rules.errors import BadInput
from core.rules.sscc import build_sscc
from desktop.labels import ParcelCode, is_parcel_code, parse_parcel_code


def test_a_parcel_s_code_reads_as_documented():
    text = ParcelCode(FULFILMENT, SSCC, 1, 2, "B-14").text()
    assert text == f"CL1:{FULFILMENT.upper()}:{SSCC}:1/2:B-14"
    assert parse_parcel_code(text) == ParcelCode(FULFILMENT, SSCC, 1, 2, "B-14")


def test_what_is_to_be_paid_is_read_off_the_label_and_labels_of_before_are_read_still():
    text = ParcelCode(FULFILMENT, SSCC, 1, 2, "B-14", 12_950).text()
    assert text == f"CL2:{FULFILMENT.upper()}:{SSCC}:1/2:B-14:12950"
    assert parse_parcel_code(text).due_cents == 12_950
    assert parse_parcel_code(ParcelCode(FULFILMENT, SSCC, 1, 2, due_cents=0).text()).due_cents == 0
    assert parse_parcel_code(f"CL1:{FULFILMENT}:{SSCC}:1/2:B-14").due_cents is None


@given(
    fulfilment_id=st.one_of(
        st.uuids().map(str), st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
    ),
    serial=st.integers(0, 10**9 - 1),
    count=st.integers(1, 99),
    bin_=st.text(st.characters(codec="utf-8"), max_size=5),
    due_cents=st.none() | st.integers(0, 99_999_999),
    data=st.data(),
)
def test_what_is_written_is_what_is_read(fulfilment_id, serial, count, bin_, due_cents, data):
    number = data.draw(st.integers(1, count))
    code = ParcelCode(fulfilment_id, build_sscc("7610425", serial), number, count, bin_, due_cents)
    assert code.text().isascii()
    assert parse_parcel_code(code.text()) == code


def test_a_usual_code_stays_in_the_letters_that_keep_a_qr_code_small():
    text = ParcelCode(FULFILMENT, SSCC, 12, 12, "B-14", 99_999_999).text()
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert len(text) <= 90, "the most that version 4 holds at level M"


def test_a_scan_is_told_from_others_by_its_beginning():
    assert is_parcel_code(" CL1:anything")
    assert not is_parcel_code("BIN-14")
    assert not is_parcel_code(f"(00){SSCC}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BIN-14",
        "CL1:",
        f"CL1:{FULFILMENT}:{SSCC}",
        f"CL1::{SSCC}:1/2:B",
        f"CL1:{FULFILMENT}:{SSCC}:3/2:B",
        f"CL1:{FULFILMENT}:{SSCC}:0/0:B",
        f"CL1:{FULFILMENT}:{SSCC}:1/2:B:C",
        f"CL2:{FULFILMENT}:{SSCC}:1/2:B",
        f"CL2:{FULFILMENT}:{SSCC}:1/2:B:129,50",
        f"CL2:{FULFILMENT}:{SSCC}:1/2:B:-1",
        f"CL1:{FULFILMENT}:{SSCC}:1/2:" + "B" * 300,
    ],
)
def test_half_a_code_is_refused(text):
    with pytest.raises(BadInput, match="parcel_code_malformed"):
        parse_parcel_code(text)


def test_a_misread_number_is_refused_by_its_check_digit():
    with pytest.raises(BadInput, match="sscc_check_digit"):
        parse_parcel_code(f"CL1:{FULFILMENT}:376104250021234560:1/2:B-14")


def test_a_bin_beyond_any_label_is_refused():
    with pytest.raises(BadInput, match="parcel_code_too_long"):
        ParcelCode(FULFILMENT, SSCC, 1, 2, "B" * 200).text()
