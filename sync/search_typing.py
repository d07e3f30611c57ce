"""What was meant by what machines make of it: a scanner's own characters, a row of keys without its shift."""

from __future__ import annotations

import re
from typing import Final

from stdnum import ean

_DIGITS_ROW: Final = str.maketrans("&é\"'(-è_çà§!", "123456789068")
"""What the row of digits types on a French keyboard without shift; the last two keys as on a Belgian one."""
_ROW: Final = frozenset(map(chr, _DIGITS_ROW))
_LETTERS_OF_ROW: Final = frozenset("éèçà")
LEAST_ROW_CHARS: Final = 4
"""So many of that row's characters, some of them letters and no others beside them, are no word."""
_SYMBOLOGY: Final = re.compile(r"\x1d?\][A-Za-z][0-9A-Za-z]\x1d?")
"""Before what was scanned: which kind of barcode it was (ISO/IEC 15424)."""
_ELEMENTS: Final = re.compile(r"\(?01\)?([0-9]{14})(?=[0-9(\x1d]|$)")
"""A GS1 element string that begins with its article (GS1 General Specifications 7.8)."""


def as_meant(text: str) -> str:
    """The text, or what was meant where it can only be that: digits, or the article of a whole barcode."""
    typed = text.strip()
    if scanned := _SYMBOLOGY.match(typed):
        typed = typed[scanned.end() :]
    elements = _ELEMENTS.match(typed)
    if elements and ean.is_valid(elements[1]):
        return elements[1]
    keys = "".join(typed.split())
    if len(keys) >= LEAST_ROW_CHARS and _LETTERS_OF_ROW.intersection(keys) and _ROW.issuperset(keys):
        return keys.translate(_DIGITS_ROW)
    return typed
