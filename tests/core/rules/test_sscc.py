import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from core.rules.errors import BadInput
from core.rules.sscc import build_sscc, check_digit, is_sscc, parse_sscc, serial_capacity


def test_the_example_of_the_gs1_specifications_has_its_check_digit():
    # GS1 General Specifications, section 7.9.1: 37610425002123456 -> 9
    assert check_digit("37610425002123456") == "9"


def test_a_number_is_extension_prefix_serial_and_check_digit():
    assert build_sscc("376104250", 2123456, extension_digit=0).startswith("03761042502123456")
    assert build_sscc("7610425", 2123456, extension_digit=3) == "376104250021234569"


@given(
    prefix=st.from_regex(r"[0-9]{4,12}", fullmatch=True),
    extension_digit=st.integers(0, 9),
    data=st.data(),
)
def test_what_is_built_is_valid_for_stdnum_and_reads_back(prefix, extension_digit, data):
    serial = data.draw(st.integers(0, serial_capacity(prefix) - 1))
    number = build_sscc(prefix, serial, extension_digit)
    assert len(number) == 18
    assert ean.calc_check_digit(number[:-1]) == number[-1]
    assert parse_sscc(f"(00) {number[:9]} {number[9:]}") == number


@given(first=st.integers(0, 999_999_999), second=st.integers(0, 999_999_999))
def test_two_serials_never_give_one_number(first, second):
    assert (build_sscc("7610425", first) == build_sscc("7610425", second)) == (first == second)


@given(position=st.integers(0, 17), shift=st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(position, shift):
    number = build_sscc("7610425", 42)
    wrong = str((int(number[position]) + shift) % 10)
    damaged = number[:position] + wrong + number[position + 1 :]
    assert not is_sscc(damaged)
    with pytest.raises(BadInput, match="sscc_check_digit"):
        parse_sscc(damaged)


@pytest.mark.parametrize("text", ["", "123", "37610425002123456x", "3761042500212345699", "٣" * 18])
def test_what_is_not_eighteen_digits_is_malformed(text):
    with pytest.raises(BadInput, match="sscc_malformed"):
        parse_sscc(text)


@pytest.mark.parametrize(
    ("prefix", "serial", "extension_digit", "code"),
    [
        ("123", 1, 0, "sscc_prefix_invalid"),
        ("12a4567", 1, 0, "sscc_prefix_invalid"),
        ("1" * 13, 1, 0, "sscc_prefix_invalid"),
        ("7610425", 10**9, 0, "sscc_serial_out_of_range"),
        ("7610425", -1, 0, "sscc_serial_out_of_range"),
        ("7610425", 1, 10, "sscc_extension_invalid"),
    ],
)
def test_what_cannot_be_built_is_refused_by_name(prefix, serial, extension_digit, code):
    with pytest.raises(BadInput, match=code):
        build_sscc(prefix, serial, extension_digit)
