"""What is read or compiled once is found so: by each worker of a run, and by the programs that tests start.

An environment may forbid Python to keep what it has compiled (PYTHONDONTWRITEBYTECODE). Then every worker
rewrites the assertions of every test anew, and every program that a test starts compiles the whole house: a
hundred seconds of a processor in one run.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import sysconfig
from pathlib import Path

import pytest
from _pytest.assertion import rewrite
from hypothesis.internal.charmap import charmap_file
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import constants_from_module

TESTS = Path(__file__).parents[1]
PACKAGES = ("core", "sync", "desktop")
_NOT_THE_HOUSE = (
    f"{TESTS}{os.sep}",
    *(sysconfig.get_path(kind) for kind in ("stdlib", "purelib", "platlib")),
)

_IN_UTF_8 = [[0, 0xD7FF], [0xE000, sys.maxunicode]]
"""All but the halves of pairs that UTF-16 needs (RFC 3629)."""


def keep_what_is_compiled() -> None:
    """For this process and those that it starts, whatever the environment says."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def rewrite_a_share(config: pytest.Config) -> None:
    """In a worker: rewrite its part of the tests before it collects all of them.

    Workers collect the same files in the same order at the same time: in a fresh checkout each would rewrite
    all of them, a moment before it could have found them.
    """
    for path in sorted(TESTS.rglob("test_*.py"))[_share(config)]:
        _rewrite(path, config)


def read_a_share(config: pytest.Config) -> None:
    """In a worker: take the constants out of its part of the house, before hypothesis asks for all of them.

    Each worker has imported the same modules and would parse all of them, at the same time; what was taken
    out of one is kept beside hypothesis' examples.
    """
    ours = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in PACKAGES}
    for name in sorted(ours)[_share(config)]:
        constants_from_module(ours[name])
    providers._seen_modules.update(id(module) for module in [*sys.modules.values()] if _has_none(module))


def tell_what_utf_8_has() -> None:
    """Write down for hypothesis which characters there are to draw a text of.

    It finds out by trying each of a million, a second of each worker in a fresh checkout, and keeps that so.
    """
    kept = charmap_file("codec-v2-utf-8")
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        ours = kept.with_suffix(f".{os.getpid()}")
        # And none of them comes back from UTF-8 as another.
        ours.write_bytes(gzip.compress(json.dumps([_IN_UTF_8, []]).encode(), mtime=1))
        ours.replace(kept)


def _has_none(module: object) -> bool:
    """Whether hypothesis takes no constants from it, which it finds by asking the disk for each path."""
    file = getattr(module, "__file__", None)
    return not isinstance(file, str) or file.startswith(_NOT_THE_HOUSE)


def _share(config: pytest.Config) -> slice:
    """Which of a sorted list of things is this worker's; none where one process does everything anyway."""
    worker = getattr(config, "workerinput", None)
    if worker is None:
        return slice(0)
    return slice(int(worker["workerid"].removeprefix("gw")), None, int(worker["workercount"]))


def _rewrite(path: Path, config: pytest.Config) -> None:
    """As the importing hook of pytest does it, which has no public way to it."""
    folder = rewrite.get_cache_dir(path)
    kept = folder / f"{path.stem}{rewrite.PYC_TAIL}"
    if rewrite._read_pyc(path, kept) is None and rewrite.try_makedirs(folder):
        source, code = rewrite._rewrite_test(path, config)
        rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, source, kept)
