"""The spool without waiting: each printer gets what waits for it, one after the other."""

from __future__ import annotations

from desktop.devices.spooler import Spooler
from tests.desktop.screens.at_once import now


def print_waiting(spooler: Spooler) -> None:
    """What is printed until a printer cannot go on; none is tried again."""
    for place, jobs in now(spooler._waiting()).items():
        now(spooler._print_all(place, jobs))
