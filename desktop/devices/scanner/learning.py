"""The set-up code: scanned once, it shows what a scanner sends before and after each barcode.

A wedge scanner may be set to begin each scan with a character, so that no typing is ever taken for a scan,
and to end it with another. Coulisse prints `SETUP_CODE` (the template `scanner_setup`); whatever comes
around it is the scanner's prefix and suffix, kept for this workstation.
"""

from __future__ import annotations

import re
from typing import Final

from desktop.devices.scanner.wedge import SETUP_CODE as SETUP_CODE
from desktop.devices.scanner.wedge import Scan, WedgeSettings

LONGEST_AFFIX: Final = 8
PREFIX_SETTING, SUFFIX_SETTING = "scanner.prefix", "scanner.suffix"
_AROUND: Final = re.compile(rf"(.{{0,{LONGEST_AFFIX}}}){SETUP_CODE}(.{{0,{LONGEST_AFFIX}}})", re.DOTALL)
_SYMBOLOGY: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]$")


def learned(scan: Scan, kept: WedgeSettings) -> WedgeSettings | None:
    """The settings with what a scan of the set-up code shows; None for any other scan.

    An identifier of the symbology (``]Q1``) is not a prefix: it says which kind of barcode it was.
    """
    for text in (scan.text, scan.typed):
        around = _AROUND.fullmatch(text)
        if around is not None:
            prefix = _SYMBOLOGY.sub("", around[1])
            return WedgeSettings(prefix, kept.max_gap_ms, around[2])
    return None
