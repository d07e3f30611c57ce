"""The elements of a GS1 text by their application identifiers, for a person to read."""

from __future__ import annotations

from desktop.devices.scanner.parse import bare, gs1_reading
from desktop.gs1 import Element, Reading

__all__ = ["Element", "elements_of", "reading_of"]


def reading_of(text: str) -> Reading | None:
    """The elements of an element string or a Digital Link, and the first fault; None for anything else."""
    reading = gs1_reading(bare(text))
    return reading if reading is not None and reading.elements else None


def elements_of(text: str) -> tuple[Element, ...]:
    """The elements of a GS1 text that could be taken apart; none for anything else."""
    reading = reading_of(text)
    return reading.elements if reading is not None and reading.is_whole else ()
