"""Files that take their place once all of them is written and on the disk: a full disk costs no file that was
there."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final, TextIO, TypeVar

_OF_THE_SYSTEM: Final = (Path("/dev"), Path("/proc"))
"""What stands here is the system's, though it may look like a file: `/dev/stdout` is where a shell has put
it."""
_MEMORY: Final = Path("/dev/shm")
"""But for this: files like any others, in memory."""
F = TypeVar("F", bound=IO[Any])

_MOST_LINKS: Final = 40
"""As Linux has it (path_resolution(7))."""


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """A text file that takes its place in the end, or leaves what was there; its mode and owner stay, and of
    a link what it leads to is written. A pipe or a device is written as it is, and so is a file in a folder
    where no other can be made."""
    target = target_of(path)
    known = _stat_of(target) if target is not None else None
    if target is None or (known is not None and not stat.S_ISREG(known.st_mode)):
        with path.open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    try:
        draft = _draft_beside(target, 0o666 if known is None else stat.S_IMODE(known.st_mode) | stat.S_IWUSR)
    except OSError:
        if known is None:
            raise
        with target.open("w", encoding="utf-8", newline="") as file:
            yield file
            _make_durable(file)
        return
    with _taking_its_place(draft, target, known, _as_text) as file:
        yield file


def write_private(path: Path, content: bytes) -> None:
    """Write a file at once and whole, readable by its owner alone; on a full disk nothing is left of it."""
    draft = _draft_beside(path, 0o600)
    with _taking_its_place(draft, path, None, lambda handle: os.fdopen(handle, "wb")) as file:
        file.write(content)


def is_replaceable(path: Path) -> bool:
    """Whether a file may take the place of what stands there: nothing does, or a file does."""
    target = target_of(path)
    return target is not None and (not target.exists() or target.is_file())


def target_of(path: Path) -> Path | None:
    """What a path leads to by whatever links; None for what is the system's."""
    path = path.absolute()
    for _ in range(_MOST_LINKS):
        place = path.parent.resolve() / path.name
        is_file_system = place.is_relative_to(_MEMORY)
        if not is_file_system and any(place.is_relative_to(folder) for folder in _OF_THE_SYSTEM):
            return None
        if not place.is_symlink():
            return place
        path = place.parent / place.readlink()
    return None


def _stat_of(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _draft_beside(path: Path, mode: int) -> tuple[Path, int]:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    return draft, os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)


def _as_text(handle: int) -> TextIO:
    return os.fdopen(handle, "w", encoding="utf-8", newline="")


def _make_durable(file: IO[Any]) -> None:
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _taking_its_place(
    made: tuple[Path, int], target: Path, known: os.stat_result | None, opened: Callable[[int], F]
) -> Iterator[F]:
    draft, handle = made
    try:
        file = opened(handle)
        with file:
            yield file
            _make_durable(file)
        if known is not None:
            if hasattr(os, "chown"):
                # Whose it was may give it to nobody else: then it is written by who writes it.
                with suppress(PermissionError):
                    os.chown(draft, known.st_uid, known.st_gid)
            draft.chmod(stat.S_IMODE(known.st_mode))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
