"""A core in a process of its own, on a folder that was made: to be killed, or to have a neighbour."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENDS_WITHIN_S = 300
"""A process that hangs is ended; many others may have the machine."""


@dataclass(frozen=True)
class ServingCore:
    """A core that answers.

    Attributes:
        log: what it tells.
    """

    url: str
    process: subprocess.Popen[str]
    log: Path

    def kill(self) -> None:
        """End it without a word."""
        self.process.kill()
        self.process.wait()


@contextmanager
def core_process(folder: Path, log: Path, port: int = 0) -> Iterator[ServingCore]:
    """Serve a folder; gives the core once it answers."""
    words = [sys.executable, "-m", "core.service", "serve", "--data", str(folder), "--port", str(port)]
    with log.open("w", encoding="utf-8") as told:
        process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=told, text=True)
    assert process.stdout is not None
    watchdog = threading.Timer(ENDS_WITHIN_S, process.kill)
    watchdog.start()
    try:
        line = process.stdout.readline()
        assert line.startswith("Serving "), log.read_text(encoding="utf-8")
        yield ServingCore(line.split()[1], process, log)
    finally:
        watchdog.cancel()
        process.kill()
        process.wait()
        process.stdout.close()
