"""The language that a program speaks at a terminal."""

from __future__ import annotations

import locale
import os


def spoken(chosen: str = "") -> str:
    """The language to speak: the chosen one, else French where the system speaks it, else English."""
    if chosen:
        return chosen
    told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return "fr" if (told or locale.getlocale()[0] or "").lower().startswith("fr") else "en"
