"""Imports structlog and httpx without what they take along where it happens to be installed.

WORKAROUND: structlog loads rich to draw traces on a terminal (`structlog.dev`), httpx its own command line
with click, rich and pygments (`httpx._main`), whether or not anybody asks: 6 MB, and a tenth of a second of
each start. Both go on without. Whoever imports rich or click afterwards has them.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Final

LEAN: Final = ("structlog", "httpx")
FOR_TERMINALS: Final = ("rich", "click")


def import_without(wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    """Import these while those cannot be found."""
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    before = {name: modules.get(name) for name in unwanted}
    # None is Python's word for a module that is not here.
    modules.update(dict.fromkeys(unwanted))
    try:
        for name in wanted:
            importlib.import_module(name)
    finally:
        for name, module in before.items():
            if module is None:
                del modules[name]
            else:
                modules[name] = module


import_without(LEAN, FOR_TERMINALS)
