"""What is compiled once is found compiled: by each worker of a run, and by the programs that tests start.

An environment may forbid Python to keep what it has compiled (PYTHONDONTWRITEBYTECODE). Then every worker
rewrites the assertions of every test anew, and every program that a test starts compiles the whole house: a
hundred seconds of a processor in one run.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

TESTS = Path(__file__).parents[1]


def keep_what_is_compiled() -> None:
    """For this process and those that it starts, whatever the environment says."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def rewrite_a_share(config: pytest.Config) -> None:
    """In a worker: rewrite its part of the tests before it collects all of them.

    Workers collect the same files in the same order at the same time: in a fresh checkout each would rewrite
    all of them, a moment before it could have found them.
    """
    worker = getattr(config, "workerinput", None)
    if worker is None:
        return
    place, workers = int(worker["workerid"].removeprefix("gw")), int(worker["workercount"])
    for path in sorted(TESTS.rglob("test_*.py"))[place::workers]:
        _rewrite(path, config)


def _rewrite(path: Path, config: pytest.Config) -> None:
    """As the importing hook of pytest does it, which has no public way to it."""
    folder = rewrite.get_cache_dir(path)
    kept = folder / f"{path.stem}{rewrite.PYC_TAIL}"
    if rewrite._read_pyc(path, kept) is None and rewrite.try_makedirs(folder):
        source, code = rewrite._rewrite_test(path, config)
        rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, source, kept)
