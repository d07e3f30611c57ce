"""Holds that the GUI's thread makes no call to SQL, cipher, the hash of a PIN, HTTP, signatures or files.

Python itself tells of files, sockets, processes and its own sqlite3 (audit events, PEP 578). What does not is
watched at its door: SQLCipher's connections, argon2, the signatures, httpx, and `os.stat`.

Not held against the window's thread:

* while the program opens (`is_opening`), before there is a window at which somebody waits: what is imported,
  what is read of the program's own resources, and a look whether something is there (`os.stat`: the players
  of sounds, the folder that names the local socket);
* the loop itself (`desktop.loop`): its sockets are the tour's line, which lives on it;
* the tour's own hands (`desktop.tour`): they look into the core, write the report and save pictures.

What Qt opens in C++ (its fonts, its plugins) is not seen.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable
from contextlib import ExitStack
from enum import Enum, auto
from pathlib import Path
from types import FrameType
from typing import Any, Final, Self
from unittest.mock import patch

import msgspec

from desktop.places import RESOURCES
from desktop.tour.doors import doors

OURS: Final = ("desktop", "sync", "core")
INSTRUMENTS: Final = ("desktop.tour.", "desktop.loop")
EVENTS: Final = (
    "open",
    "os.",
    "shutil.",
    "glob.",
    "pathlib.",
    "tempfile.",
    "fcntl.",
    "mmap.",
    "msvcrt.",
    "sqlite3.",
    "socket.",
    "subprocess.",
)
NO_FILES: Final = ("os.putenv", "os.unsetenv", "os.add_dll_directory")
WATCHERS: Final = ("desktop.tour.gui_guard", "desktop.tour.doors")
IMPORTING: Final = "importlib._bootstrap"
MOST_CAUGHT: Final = 50
MOST_FRAMES: Final = 6


class _Role(Enum):
    """What a module in the way of a call is to the guard."""

    STAND_IN = auto()
    IMPORTING = auto()
    OURS = auto()
    OTHER = auto()


class Caught(msgspec.Struct, frozen=True):
    """A call that the GUI's thread should not have made: what, and from where, innermost first."""

    what: str
    where: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.what}\n    " + "\n    ".join(self.where)


class GuiGuard:
    """Watches the thread that enters it, until it leaves.

    Attributes:
        caught: the first calls that break the rule.
        elsewhere: how many calls were seen on other threads: that the guard sees at all.
        is_opening: the window was not shown yet; see the module.
    """

    def __init__(self, stand_ins: Iterable[str] = ()) -> None:
        """`stand_ins` are modules that do at once, in a test, what the program does on another thread."""
        self.caught: list[Caught] = []
        self.elsewhere = 0
        self.is_opening = False
        self._stand_ins = tuple(stand_ins)
        self._roles: dict[str, _Role] = {}
        self._thread = 0
        self._patches = ExitStack()
        self._is_judging = False

    def __enter__(self) -> Self:
        global _hooked
        if not _hooked:
            # An audit hook stays for as long as the process: one serves all guards.
            sys.addaudithook(_on_event)
            _hooked = True
        self._thread = threading.get_ident()
        for target, name, watched in doors(self.see):
            self._patches.enter_context(patch.object(target, name, watched))
        _guards.append(self)
        return self

    def __exit__(self, *_error: object) -> None:
        _guards.remove(self)
        self._patches.close()

    def see(self, what: str) -> None:
        """A call is being made, on this thread."""
        if threading.get_ident() != self._thread:
            self.elsewhere += 1
        elif not self._is_judging:
            self._is_judging = True
            try:
                self._judge(what)
            finally:
                self._is_judging = False

    def _judge(self, what: str) -> None:
        frame: FrameType | None = sys._getframe(2)
        is_import, innermost = False, ""
        ours: list[tuple[str, FrameType]] = []
        while frame is not None:
            module = frame.f_globals.get("__name__", "")
            role = self._roles.get(module) or self._role(str(module))
            if role is _Role.STAND_IN:
                return
            if role is _Role.IMPORTING:
                is_import = is_import or not innermost
            elif role is _Role.OURS:
                innermost = innermost or module
                ours.append((module, frame))
            frame = frame.f_back
        if not innermost or innermost.startswith(INSTRUMENTS):
            return
        if self.is_opening and (is_import or what.startswith("os.stat") or str(RESOURCES) in what):
            return
        if len(self.caught) < MOST_CAUGHT:
            where = (
                f"{module}:{frame.f_lineno} {frame.f_code.co_name}" for module, frame in ours[:MOST_FRAMES]
            )
            self.caught.append(Caught(what, tuple(where)))

    def _role(self, module: str) -> _Role:
        """What a module is here; kept, since each call is judged by the modules of all its callers."""
        if module.startswith(self._stand_ins):
            role = _Role.STAND_IN
        elif module.startswith(IMPORTING):
            role = _Role.IMPORTING
        elif module.partition(".")[0] in OURS and module not in WATCHERS:
            role = _Role.OURS
        else:
            role = _Role.OTHER
        self._roles[module] = role
        return role


_guards: list[GuiGuard] = []
_hooked = False


def _on_event(event: str, arguments: tuple[Any, ...]) -> None:
    if not _guards or not event.startswith(EVENTS) or event in NO_FILES:
        return
    for guard in list(_guards):
        guard.see(f"{event} {_named(arguments)}".strip())


def _named(arguments: tuple[Any, ...]) -> str:
    """The file or address that an event is about."""
    return str(arguments[0]) if arguments and isinstance(arguments[0], str | bytes | Path) else ""
