"""Scan codes: which key went down, whatever the layout makes of it.

Scanners are made with the US layout. On a French workstation their keys type ``"à&è`` for digits; the scan
code is the same under both. Codes are those of set 1 (what Windows gives); for the keys below, Linux's evdev
has the same numbers, and X11 and Wayland give evdev's plus 8.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

_ROWS: Final = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
"""First code, then the characters of the codes that follow it, without and with Shift."""

_PLAIN: Final = {first + n: char for first, plain, _ in _ROWS for n, char in enumerate(plain)}
_SHIFTED: Final = {first + n: char for first, _, shifted in _ROWS for n, char in enumerate(shifted)}
_CODES: Final = {char: (code, False) for code, char in _PLAIN.items()} | {
    char: (code, True) for code, char in _SHIFTED.items() if char != " "
}
SEPARATOR_CODE: Final = 27
"""The key of ``]``: with Ctrl, what scanners send for FNC1 (ASCII 29)."""


class ScanCodes(Enum):
    """What a platform's native scan codes are; the value is what is added to set 1.

    Attributes:
        SET_1: Windows.
        XKB: X11 and Wayland.
        NONE: the platform gives none (macOS): keys are read by what they type.
    """

    SET_1 = 0
    XKB = 8
    NONE = None


def codes_of(platform_name: str) -> ScanCodes:
    """What `QGuiApplication.platformName()` gives; one without a keyboard sends code 0, which is none."""
    if platform_name in ("windows", "direct2d"):
        return ScanCodes.SET_1
    return ScanCodes.NONE if platform_name == "cocoa" else ScanCodes.XKB


def character(codes: ScanCodes, native_code: int, *, shifted: bool) -> str | None:
    """The US character of a key; None if the key has none or the code says nothing.

    Caps Lock is passed over: a scanner presses Shift for its capitals and knows nothing of it.
    """
    if codes.value is None or native_code <= codes.value:
        return None
    return (_SHIFTED if shifted else _PLAIN).get(native_code - codes.value)


def is_separator(codes: ScanCodes, native_code: int) -> bool:
    """Whether the key is that of ``]`` on the US layout."""
    return codes.value is not None and native_code - codes.value == SEPARATOR_CODE


def key_for(codes: ScanCodes, char: str) -> tuple[int, bool]:
    """Native code of a US character's key, and whether Shift is held; (0, False) where there is none."""
    code, shifted = _CODES.get(char, (0, False))
    return (code + (codes.value or 0), shifted) if code else (0, False)
