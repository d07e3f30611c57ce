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
_GS1_MARKS: Final = re.compile(r"\](C1|e[0-3]|d2|Q3|J1)")
"""Those of them that say that a GS1 element string follows (GS1 General Specifications 7.1)."""
_MARKED: Final = re.compile(r"01([0-9]{14})")
_BRACKETED: Final = re.compile(r"\(01\)([0-9]{14})(?![0-9])")
_BARE: Final = re.compile(
    r"01([0-9]{14})"
    r"(?:1[1-35-7][0-9]{6}|20[0-9]{2}|3[1-6][0-9]{2}[0-9]{6})*"
    r"(?:$|\x1d|(?:10|21|22|235|24[0-3]|25[0134])[!-z]|30[0-9]|39[0-5][0-9][0-9])"
)
"""A GS1 element string that begins with its article (GS1 General Specifications 7.8). A long number may begin
with 01 too: unmarked it ends with the article or goes on with what stands beside one, dates, measures, a
batch, a serial number, a count, a price."""


def as_meant(text: str) -> str:
    """The text, or what was meant where it can only be that: digits, or the article of a whole barcode."""
    typed = text.strip()
    scanned = _SYMBOLOGY.match(typed)
    if scanned:
        typed = typed[scanned.end() :]
    is_marked = scanned is not None and _GS1_MARKS.search(scanned[0]) is not None
    elements = (_MARKED if is_marked else _BARE).match(typed) or _BRACKETED.match(typed)
    if elements and ean.is_valid(elements[1]):
        return elements[1]
    keys = "".join(typed.split())
    if len(keys) >= LEAST_ROW_CHARS and _LETTERS_OF_ROW.intersection(keys) and _ROW.issuperset(keys):
        return keys.translate(_DIGITS_ROW)
    return typed
