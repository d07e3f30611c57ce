"""What a test leaves of its windows goes with it, on the thread to which Qt's objects belong.

A widget in a cycle lives until Python's collector meets it, whichever test and thread that happens in: a
stylesheet is then set on what is half gone, and timers are stopped from a thread that may not. Both ended the
whole run, now and then, with the order of the tests.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget


@contextmanager
def windows_as_found() -> Iterator[None]:
    """Delete each window that is made inside, and let Python's collector work on this thread alone.

    Windows that were there before (of a fixture that serves a whole file) stay.
    """
    before, was_on = _windows(), gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        for window in _windows():
            if not any(window is one for one in before):
                shiboken6.delete(window)
        # Whatever else of Qt's is left in a cycle: timers, painters, actions.
        gc.collect(1)
        if was_on:
            gc.enable()


def _windows() -> list[QWidget]:
    """Every window that belongs to no other."""
    return [window for window in QApplication.topLevelWidgets() if window.parent() is None]
