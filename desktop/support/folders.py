"""Where the log and the crash reports are: the platform's folder for such things.

Linux `~/.local/state/coulisse/log`, Windows `%LOCALAPPDATA%\\coulisse\\Logs`,
macOS `~/Library/Logs/coulisse`.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs

LOG_FILE = "coulisse.log"
STALLS_FILE = "stalls.json"


def log_folder() -> Path:
    """The folder of the log; what else support asks for lies in it too."""
    return Path(platformdirs.user_log_dir("coulisse", appauthor=False))


def crash_folder(logs: Path) -> Path:
    """Where the crash reports are, beside the log."""
    return logs / "crashes"
