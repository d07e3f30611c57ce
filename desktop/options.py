"""What the command line decides about one run of the desktop."""

from __future__ import annotations

from pathlib import Path

import msgspec

INTERRUPTED = 130
"""Exit code of a program that Ctrl-C ended, as shells have it: 128 and the signal's number."""


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
