"""The language that a program speaks at a terminal, and how where that has no sign for some of it."""

from __future__ import annotations

import codecs
import io
import locale
import os
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_PLAIN: Final = "coulisse.plain"
_PLAINER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "\u202f": ("\u00a0", " "),
        "\u00a0": (" ",),
        "\u2019": ("'",),
        "\u2018": ("'",),
        "\u201c": ('"',),
        "\u201d": ('"',),
        "\u2026": ("...",),
        "\u2192": ("->",),
        "\u2013": ("-",),
        "\u2014": ("-",),
        "\u0153": ("oe",),
        "\u0152": ("OE",),
    }
)
"""What stands for a sign, the best first."""


def spoken(chosen: str = "") -> str:
    """The language to speak: the chosen one, else French where the system speaks it, else English."""
    if chosen:
        return chosen
    told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return "fr" if (told or locale.getlocale()[0] or "").lower().startswith("fr") else "en"


def speak_plainly() -> None:
    """What the terminal's encoding has no sign for is said by a plainer one, else `?`: cp1252, latin-1 and
    cp850 have no narrow space, and a sentence is no reason for a trace."""
    codecs.register_error(_PLAIN, _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_PLAIN)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    sign = error.object[error.start]
    for plainer in _PLAINER.get(sign, ()):
        try:
            plainer.encode(error.encoding)
        except UnicodeEncodeError:
            continue
        return plainer, error.start + 1
    return "?", error.start + 1
