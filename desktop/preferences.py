"""What a person has chosen about the window at this machine. Kept beside the replica in a plain file: it is
read before the replica can be opened, and the page that says why it cannot speaks the same language."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import msgspec

from sync.faults import database_faults

FILE = "window.json"
SCALES = (100, 125, 150, 175, 200)
"""Sizes of everything on the screen, in percent."""
SCALE_VARIABLE = "QT_SCALE_FACTOR"
_keeping = threading.Lock()


class Preferences(msgspec.Struct, frozen=True):
    """The window's language, look and size, as a person has chosen them.

    Attributes:
        language: "fr", "en", or "" while nobody has chosen one.
        look: "light", "dark", "system", or "" while nobody has chosen one.
        scale_percent: one of `SCALES`.
    """

    language: str = ""
    look: str = ""
    scale_percent: int = SCALES[0]


def load(profile: Path) -> Preferences:
    """What was chosen; the defaults where nothing was, or where the file is not what was written."""
    try:
        kept = msgspec.json.decode((profile / FILE).read_bytes(), type=Preferences)
    except (OSError, msgspec.MsgspecError):
        return Preferences()
    return kept if kept.scale_percent in SCALES else msgspec.structs.replace(kept, scale_percent=SCALES[0])


def keep(profile: Path, chosen: Preferences) -> None:
    """Keep a choice: whole, or as it was.

    Raises:
        StorageFull, Damaged: the disk does not take it.
    """
    with _keeping, database_faults("disk_error"):
        _write(profile, chosen)


def keep_changes(profile: Path, **changes: object) -> None:
    """Keep a choice of some of it, beside what was chosen before.

    Raises:
        StorageFull, Damaged: the disk does not take it.
    """
    with _keeping, database_faults("disk_error"):
        _write(profile, msgspec.structs.replace(load(profile), **changes))


def _write(profile: Path, chosen: Preferences) -> None:
    profile.mkdir(parents=True, exist_ok=True)
    draft = profile / f"{FILE}.new"
    draft.write_bytes(msgspec.json.encode(chosen))
    draft.replace(profile / FILE)


def scale_window(profile: Path) -> None:
    """Let Qt draw everything in the size that was chosen. Good only before there is an application."""
    percent = load(profile).scale_percent
    if percent != SCALES[0]:
        os.environ.setdefault(SCALE_VARIABLE, str(percent / 100))
