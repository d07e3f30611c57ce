"""What the command line decides about one run of the desktop."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

INTERRUPTED = 130
"""Exit code of a program that Ctrl-C ended, as shells have it: 128 and the signal's number."""

WindowSize = tuple[int, int]
"""Width and height of a window, px."""
TOUR_WINDOW: WindowSize = (1440, 900)
LEAST_WINDOW: WindowSize = (1024, 768)
WIDEST_WINDOW: WindowSize = (7680, 4320)


def window_size(text: str) -> WindowSize:
    """The size that "1024x768" names.

    Raises:
        ValueError: it names none, or one that the program is not made for.
    """
    found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text)
    if not found:
        raise ValueError(f"{text} is no size such as 1024x768")
    size = int(found[1]), int(found[2])
    least, most = LEAST_WINDOW, WIDEST_WINDOW
    if not all(low <= px <= high for low, px, high in zip(least, size, most, strict=True)):
        raise ValueError(f"{text} is not between {said_size(least)} and {said_size(most)}")
    return size


def said_size(size: WindowSize) -> str:
    """A size as it is typed."""
    return f"{size[0]}x{size[1]}"


class Options(msgspec.Struct, frozen=True):
    """One run.

    Attributes:
        profile: the replica's folder.
        core_url, enrolment_code: for a profile that is no device yet; without both a person is asked, with
            `core_url` or else `suggested_core` filled in already.
        language: "fr", "en", or "" for the system's; until a person chooses one at this workstation.
        look: "light", "dark", "system", or "" for the system's; until a person chooses one.
        device_name: what the core calls this workstation.
        lock_after_s: idle seconds after which the window is locked; 0 for never.
    """

    profile: Path
    core_url: str = ""
    enrolment_code: str = ""
    language: str = ""
    look: str = ""
    device_name: str = "workstation"
    lock_after_s: int = 600
    suggested_core: str = ""
