"""The core is tried by a Python whose imports are its own."""

from __future__ import annotations

import builtins
import gc
from types import BuiltinFunctionType

from tests.support.plain_python import no_looking


def test_nothing_stands_between_a_core_and_its_imports() -> None:
    """The plugin for Qt puts a function of PySide's in between, which is built in, too."""
    assert isinstance(builtins.__import__, BuiltinFunctionType)
    assert builtins.__import__.__module__ == "builtins"


def test_who_had_the_collector_stand_still_finds_it_so_after_a_moment_without_it() -> None:
    was_looking = gc.isenabled()
    gc.disable()
    try:
        with no_looking():
            assert not gc.isenabled()
        assert not gc.isenabled()
        gc.enable()
        with no_looking():
            assert not gc.isenabled()
        assert gc.isenabled()
    finally:
        (gc.enable if was_looking else gc.disable)()
