"""Work done by this program in a process of its own, which is ended when the program ends."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Sequence
from typing import Final

from core.rules.errors import CoulisseError

AT_MOST_S: Final = 300
"""How long work that is done apart may take."""
UNFINISHED: Final = -1


class EndedHere(CoulisseError):
    """The program ends: what was done apart was ended, and is not to be done here instead."""


class Apart:
    """Starts `program` with more words; one process at a time. `end` is for any thread."""

    def __init__(self, program: Sequence[str], at_most_s: float = AT_MOST_S) -> None:
        self._program = tuple(program)
        self._at_most_s = at_most_s
        self._changing = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ended = False

    def run(self, words: Sequence[str]) -> bool:
        """Wait for its end, and say whether it has done its work.

        Raises:
            EndedHere: `end` was called meanwhile.
        """
        try:
            process = subprocess.Popen(
                [*self._program, *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # No window of a console flashes up on Windows.
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, subprocess.SubprocessError):
            return False
        with self._changing:
            self._process, self._is_ended = process, False
        try:
            code = process.wait(self._at_most_s)
        except subprocess.TimeoutExpired:
            code = UNFINISHED
        finally:
            with self._changing:
                self._process = None
            process.kill()
            process.wait()
        if self._is_ended:
            raise EndedHere("ended_here")
        return code == 0

    def end(self) -> None:
        """End what is being done now. It is one transaction: nothing of it stays."""
        with self._changing:
            if self._process is not None:
                self._is_ended = True
                self._process.kill()
