"""The core's tests run without what Qt does to Python, and with few looks through all that there is.

pytest's plugin for Qt loads PySide, which has every import of the process go through a function of its own
(`from __feature__ import ...`); Litestar imports within its functions, and an application took a seventh
longer to make. And a worker has so much in memory that Python's collector takes a tenth of a second for all
of it: it looks at the young as ever, and at the old more rarely. (The thresholds of a core that serves,
`GARBAGE_THRESHOLDS`, made no tests quicker.)
"""

from __future__ import annotations

import builtins
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_IMPORT = builtins.__import__
"""As it is before any plugin has loaded PySide."""
OLD_AFTER = 100
"""Looks at what has lasted somewhat before one at all there is; Python's own is 10."""


@contextmanager
def plain_python() -> Iterator[None]:
    """Nothing in between, and few long looks, while it lasts."""
    told, thresholds = builtins.__import__, gc.get_threshold()
    builtins.__import__ = _IMPORT
    gc.set_threshold(*thresholds[:2], OLD_AFTER)
    try:
        yield
    finally:
        builtins.__import__ = told
        gc.set_threshold(*thresholds)


@contextmanager
def no_looking() -> Iterator[None]:
    """Python's collector stands still for a moment, in which much is made that stays."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()
