"""Where in the source something happened: file and line of each frame, never a value, never a message."""

from __future__ import annotations

import faulthandler
import hashlib
import re
import tempfile
import traceback
from collections.abc import Iterable
from pathlib import PurePath

from core.rules.errors import CoulisseError

OUR_ROOMS = ("core", "sync", "desktop")
MOST_FRAMES = 60
MOST_CAUSES = 5
NUMBER_BYTES = 3
_THREAD = re.compile(r"(?:Current thread|Thread) 0x([0-9a-fA-F]+)")
_FRAME = re.compile(r'^  File "(.*)", line (\d+) in (.*)$', re.MULTILINE)


def frame_lines(frames: Iterable[traceback.FrameSummary]) -> list[str]:
    """One line a frame: `desktop/app.py:58 open`."""
    return [f"{short_path(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames][-MOST_FRAMES:]


def short_path(filename: str) -> str:
    """A file from our room on, or by its last two names: where somebody's home is does not matter."""
    parts = PurePath(filename).parts
    for place in range(len(parts) - 1, -1, -1):
        if parts[place] in OUR_ROOMS:
            return "/".join(parts[place:])
    return "/".join(parts[-2:])


def trace_of(error: BaseException) -> str:
    """An error with what caused it, as lines: each kind, its code (ours or the database's), its frames."""
    said: list[str] = []
    seen: BaseException | None = error
    for _ in range(MOST_CAUSES):
        if seen is None:
            break
        said.append(_named(seen))
        said += [f"  {line}" for line in frame_lines(traceback.extract_tb(seen.__traceback__))]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
        if seen is not None:
            said.append("caused by")
    return "\n".join(said)


def stack_of(thread: int) -> list[str]:
    """The lines of another thread's stack, outermost first; none if it has ended.

    Written down by `faulthandler`, in C. A frame object of a running thread must not be held: it would keep
    what a function of the GUI has made, such as a painter, past its return, and let it go on this thread.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        faulthandler.dump_traceback(said, all_threads=True)
        said.seek(0)
        stacks = said.read().split("\n\n")
    own = next((stack for stack in stacks if _thread_of(stack) == thread), "")
    lines = [f"{short_path(file)}:{line} {name}" for file, line, name in _FRAME.findall(own)]
    return lines[:MOST_FRAMES][::-1]


def _thread_of(stack: str) -> int:
    """Whose stack it is; -1 if it does not say. The width of the number differs between systems."""
    said = _THREAD.match(stack.strip())
    return int(said[1], 16) if said else -1


def number_of(trace: str) -> str:
    """Six characters that name a bug: the same one has the same number on every machine."""
    return hashlib.blake2b(trace.encode(), digest_size=NUMBER_BYTES).hexdigest().upper()


def _named(error: BaseException) -> str:
    """The kind of an error, with a code where its kind has one. What it says may be about a person."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    code = error.code if isinstance(error, CoulisseError) else ""
    code = code or str(getattr(getattr(error, "orig", error), "sqlite_errorname", ""))
    if not code and isinstance(error, OSError) and error.errno is not None:
        code = f"errno {error.errno}"
    return f"{kind} [{code}]" if code else kind
