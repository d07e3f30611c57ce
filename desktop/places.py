"""Where things are on this machine: the program's own files, its folders, a display."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from core.folder_lock import FolderLock

ROOT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[1]))
RESOURCES = ROOT / "resources"
TRANSLATIONS = RESOURCES / "translations"
NEEDS_NO_SERVER = ("vnc", "linuxfb", "eglfs", "vkkhrdisplay")
"""Qt's platforms that bring a display of their own."""


def has_no_display(system: str, environment: Mapping[str, str]) -> bool:
    """Whether there is nothing here to show a window on."""
    if not system.startswith("linux"):
        return False
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    return platform not in NEEDS_NO_SERVER and not (
        environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    )


HAS_NO_DISPLAY = has_no_display(sys.platform, os.environ)


def default_profile() -> Path:
    """The replica's folder on this machine, as the platform keeps such things."""
    return Path(platformdirs.user_data_dir("coulisse", appauthor=False)) / "workstation"


def configured_core() -> str:
    """The address of headquarters that whoever installed this machine wrote into the chain's file
    (`coulisse.toml` with `core = "https://…"`, in the platform's folder for all users); empty for none."""
    path = Path(platformdirs.site_config_dir("coulisse", appauthor=False)) / "coulisse.toml"
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8")).get("core", "")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""
    return told if isinstance(told, str) else ""


def demo_folder() -> Path:
    """Where `coulisse demo` keeps its network: under the source, or with the platform's caches."""
    if hasattr(sys, "_MEIPASS"):
        return Path(platformdirs.user_cache_dir("coulisse", appauthor=False)) / "demo"
    return ROOT / "var" / "demo"


def replica_lock(profile: Path) -> FolderLock:
    """The lock of the one process that may open the replica in this folder."""
    return FolderLock(profile / "in-use.lock")
