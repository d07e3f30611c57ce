"""Scan codes say which key it was."""

import string

import pytest

from desktop.devices.scanner.scan_codes import ScanCodes, character, codes_of, is_separator, key_for


@pytest.mark.parametrize("codes", [ScanCodes.SET_1, ScanCodes.XKB])
def test_every_printable_character_has_a_key_and_comes_back(codes: ScanCodes) -> None:
    for char in string.ascii_letters + string.digits + string.punctuation + " ":
        code, shifted = key_for(codes, char)
        assert character(codes, code, shifted=shifted) == char


def test_the_known_codes_of_both_platforms() -> None:
    assert key_for(ScanCodes.SET_1, "1") == (0x02, False)
    assert key_for(ScanCodes.SET_1, "Q") == (0x10, True)
    assert key_for(ScanCodes.XKB, "1") == (10, False)
    assert key_for(ScanCodes.XKB, "m") == (58, False)


@pytest.mark.parametrize("codes", list(ScanCodes))
@pytest.mark.parametrize("native_code", [0, 1, 36, 0x11C, 5000])
def test_other_keys_have_no_character(codes: ScanCodes, native_code: int) -> None:
    if (codes, native_code) != (ScanCodes.SET_1, 36):
        assert character(codes, native_code, shifted=False) is None


def test_the_separators_key() -> None:
    assert is_separator(ScanCodes.SET_1, 27) and is_separator(ScanCodes.XKB, 35)
    assert not is_separator(ScanCodes.NONE, 27)


@pytest.mark.parametrize(
    ("platform", "codes"),
    [
        ("windows", ScanCodes.SET_1),
        ("xcb", ScanCodes.XKB),
        ("wayland", ScanCodes.XKB),
        ("offscreen", ScanCodes.XKB),
        ("cocoa", ScanCodes.NONE),
    ],
)
def test_each_platform_has_its_codes(platform: str, codes: ScanCodes) -> None:
    assert codes_of(platform) is codes
    assert key_for(ScanCodes.XKB, "é") == (0, False)
