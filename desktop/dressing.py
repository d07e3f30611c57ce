"""How the whole program looks and speaks, as was chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop import preferences
from desktop.devices.scanner.parse import read_beforehand
from desktop.preferences import Preferences
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from desktop.shell.amounts import zone_of
from desktop.shell.language import language, system_language
from desktop.shell.theme import theme
from desktop.shell.theme.icons import drawings
from desktop.shell.theme.theme import Mode

LOOKS: tuple[Mode, ...] = ("light", "dark", "system")


def read_for_painting(profile: Path) -> Preferences:
    """What the window is painted with, read beforehand: later the GUI's thread opens no file. Blocks."""
    drawings()
    zone_of(FALLBACK_TIMEZONE)
    read_beforehand()
    return preferences.load(profile)


def dress(application: QApplication, chosen: Preferences) -> None:
    """Look and speak like this; as the system does where nothing was chosen."""
    language.use(chosen.language or system_language())
    theme.apply(application, _look_of(chosen.look))


def _look_of(text: str) -> Mode:
    """A look by its name; the system's for anything else."""
    for look in LOOKS:
        if text == look:
            return look
    return "system"
