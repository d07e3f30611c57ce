"""A core in a process of its own, on a folder that was made: to be killed, or to have a neighbour."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


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
    try:
        line = process.stdout.readline()
        assert line.startswith("Serving "), log.read_text(encoding="utf-8")
        yield ServingCore(line.split()[1], process, log)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
