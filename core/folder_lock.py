"""One process at a time in a folder: a lock of the operating system on a file in it.

The system lets go of it however the process ends, so there is no stale lock to judge. The file itself stays.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """The lock of one folder, by the path of its file. Not shared with child processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds it."""
        return self._handle is not None

    def take(self) -> bool:
        """Hold it from now on; False if another process does. The folder is made where it is missing.

        Raises:
            OSError: the file cannot be made (no room, no right to).
        """
        if self._handle is not None:
            return True
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(handle)
        except OSError:
            # What else could be wrong with the file has been told by the opening.
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Let go of it; nothing if it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
