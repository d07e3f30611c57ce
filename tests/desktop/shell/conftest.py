"""Every test of the shell begins in the light theme, with the house's fonts."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desktop.shell.theme import theme


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
