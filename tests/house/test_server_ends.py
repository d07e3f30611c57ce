"""The tests' PostgreSQL ends with the process that has started it, also where that is killed."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from house_tree import ROOT

WITHIN_S = 60
_STARTS = """
import sys
from pathlib import Path
from tests.support.postgresql import PostgreSQL
server = PostgreSQL(Path(sys.argv[1]), lambda url: None)
print((Path(sys.argv[1]) / "postmaster.pid").read_text().split()[0], flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that a user without rights of ours gets to."""
    with tempfile.TemporaryDirectory(prefix="coulisse-ends-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name) / "pg"


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="this system tells of no other's end")
def test_a_run_that_is_killed_leaves_no_server(folder: Path) -> None:
    starts = [sys.executable, "-c", _STARTS, str(folder)]
    with subprocess.Popen(starts, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        server = int(run.stdout.readline())
        watched = os.pidfd_open(server)
        run.kill()
    try:
        ended, _, _ = select.select([watched], [], [], WITHIN_S)
        assert ended == [watched]
    finally:
        os.close(watched)
        with suppress(ProcessLookupError):
            os.kill(server, signal.SIGQUIT)
