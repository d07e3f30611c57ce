"""Two quick presses of the pointer are one: the second is meant for what the first was on, and for nothing
that has come there since."""

from __future__ import annotations

import weakref

from PySide6.QtWidgets import QWidget


class _LastPress:
    """What the pointer was pressed on last, anywhere in the program."""

    def __init__(self) -> None:
        self._on: weakref.ref[QWidget] | None = None
        self._part = ""

    def begin(self, on: QWidget, part: str = "") -> None:
        """The pointer is pressed on this, or on this part of it."""
        self._on, self._part = weakref.ref(on), part

    def was_on(self, on: QWidget, part: str = "") -> bool:
        """Whether a press that follows at once is the second one on the same."""
        return self._on is not None and self._on() is on and self._part == part


last_press = _LastPress()
"""There is one pointer."""
