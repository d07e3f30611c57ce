"""Where this program's own files are: beside the source, or inside the frozen program."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[1]))
RESOURCES = ROOT / "resources"
TRANSLATIONS = RESOURCES / "translations"


def default_profile() -> Path:
    """The replica's folder on this machine, as the platform keeps such things."""
    return Path(platformdirs.user_data_dir("coulisse", appauthor=False)) / "workstation"


def demo_folder() -> Path:
    """Where `coulisse demo` keeps its network: under the source, or with the platform's caches."""
    if hasattr(sys, "_MEIPASS"):
        return Path(platformdirs.user_cache_dir("coulisse", appauthor=False)) / "demo"
    return ROOT / "var" / "demo"
