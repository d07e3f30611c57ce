"""What the program imports before its window, in the order and the extent that cost the least time."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

FOR_TERMINALS = ("rich", "click")


def import_program() -> None:
    """Import all that the window needs. Half a second sooner than in the order in which it comes.

    WORKAROUND: structlog and httpx load rich and click where they are there, for terminals that this program
    does not write to; both go on without. And PySide6 reads the source of every module that is imported after
    it (shibokensupport.feature), so it comes after those that do not know Qt.
    """
    with _without(FOR_TERMINALS):
        importlib.import_module("structlog")
        importlib.import_module("httpx")
    importlib.import_module("sync")
    importlib.import_module("desktop.app")


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """Let these not be found meanwhile."""
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]
    before = {name: modules.get(name) for name in names}
    # None is Python's word for a module that is not here.
    modules.update(dict.fromkeys(names))
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del modules[name]
            else:
                modules[name] = module
