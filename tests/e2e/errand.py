"""What a desktop's process is sent to do, and the moment at which it ends itself."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from pathlib import Path

import msgspec

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
"""Where there is no SIGKILL (Windows), SIGTERM ends a process just as abruptly."""


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to serve, where, and when to be killed over it.

    Attributes:
        profile: the replica's folder; core, code: for its first start.
        person, pin: who signs in.
        order, pickup: the order's number, and the code that its customer has.
        network_version: of the network's copy, to be reached before the work is called done.
        stop_at: "NAME" or "NAME:PASSAGE" of a commit point at which the process kills itself.
        stop_after_ms: milliseconds after which it does.
        language: of the screens.
        passed: file to which the names of the points are written as they are passed.
    """

    profile: Path
    core: str
    code: str
    person: str
    pin: str
    order: str
    pickup: str
    network_version: int = 0
    language: str = "en"
    stop_at: str = ""
    stop_after_ms: int = 0
    passed: Path | None = None


class Points:
    """The commit points of one process: written down as they are passed, and fatal at the one named."""

    def __init__(self, errand: Errand) -> None:
        self._name, _, passage = errand.stop_at.partition(":")
        self._passage = int(passage or 1)
        self._passed = errand.passed
        self._counted: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __call__(self, name: str) -> None:
        """Pass a point."""
        with self._lock:
            self._counted[name] += 1
            if self._passed is not None:
                with self._passed.open("a") as out:
                    out.write(f"{name}\n")
            if name == self._name and self._counted[name] == self._passage:
                end_now()


def end_now() -> None:
    """End this process as a power cut does."""
    os.kill(os.getpid(), KILL)
    threading.Event().wait()  # where the signal takes a moment, nothing more happens here
