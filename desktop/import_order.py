"""What the program imports before its window, in the order that costs the least time."""

from __future__ import annotations

import importlib


def import_program() -> None:
    """Import all that the window needs. Half a second sooner than in the order in which it comes.

    WORKAROUND: PySide6 reads the source of every module that is imported after it (shibokensupport.feature),
    so it comes after those that do not know Qt. The first of these is `sync`, which leaves out what is for
    terminals (`sync.lean_imports`).
    """
    importlib.import_module("sync")
    # Which leaves it for later (`core.numpy_later`); a window that is there is not to wait for it.
    importlib.import_module("numpy")
    importlib.import_module("desktop.app")
