"""What the tests of the house have in common."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Trees of sources hold no circles: Python's collector would look through each of them in vain."""
    was_on = gc.isenabled()
    gc.disable()
    yield
    if was_on:
        gc.enable()
