"""The core is tried by a Python whose imports are its own."""

from __future__ import annotations

import builtins
from types import BuiltinFunctionType


def test_nothing_stands_between_a_core_and_its_imports() -> None:
    """The plugin for Qt puts a function of PySide's in between, which is built in, too."""
    assert isinstance(builtins.__import__, BuiltinFunctionType)
    assert builtins.__import__.__module__ == "builtins"
