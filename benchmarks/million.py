"""A network of a million stock rows, made once, with a busy day in one of its stores.

``python -m benchmarks.million`` makes it where it is missing; with the word `large` one of 25 million, which
takes 10 GB. It is kept beside the full-size one (see
`benchmarks.chain`) and made anew when the generator or the tables change. In proportion it is a fifth of that
one: 200 stores, 40,000 articles.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import msgspec

from benchmarks.chain import CACHE, MIGRATIONS
from benchmarks.reporting import measured, say
from core.model.network_file import NETWORK_SCHEMA_VERSION
from core.service.demo.network import GENERATOR_VERSION
from core.service.demo_core import Demo, DemoPlan, make_demo
from core.service.folder import CoreFolder

PLAN = DemoPlan(stores=200, articles=40_000, orders=1_000, stocked_share=0.125, placed_stores=40)
LARGE_PLAN = DemoPlan(stores=1_000, articles=200_000, orders=600, stocked_share=0.125)
LARGE = "large"
SMALL = DemoPlan(stores=10, articles=4_000, orders=1_000)
"""For what is measured on PostgreSQL, which is made anew each time."""
_DONE = "demo.json"


def million() -> Path:
    """The core's folder. Its files are shared by all runs: copy it first."""
    return _made("million")


def large() -> Path:
    """The same with 25 million stock rows."""
    return _made(LARGE)


def _made(what: str) -> Path:
    revisions = len(list(MIGRATIONS.glob("rev_*.py")))
    name = f"{what}-{GENERATOR_VERSION}.{NETWORK_SCHEMA_VERSION}.{revisions}"
    folder = CACHE / name
    if not (folder / _DONE).exists():
        for old in CACHE.glob(f"{what}-*"):
            shutil.rmtree(old)
        say(f"making the network {what} in {folder}")
        draft = folder.with_name(f"{name}.part")
        shutil.rmtree(draft, ignore_errors=True)
        measured(["-m", "benchmarks.million", str(draft), what], {}, what)
        draft.replace(folder)
    return folder


def demo_of(folder: CoreFolder) -> Demo:
    """People, tokens and orders of a core that `make_demo` made."""
    return msgspec.json.decode(folder.demo_file.read_bytes(), type=Demo)


def main() -> None:
    """Make it in the folder that is named, or where it is kept."""
    words = sys.argv[1:]
    plan = LARGE_PLAN if LARGE in words else PLAN
    if len(words) > 1:
        make_demo(CoreFolder(Path(words[0])), plan)
    else:
        say(str(large() if LARGE in words else million()))


if __name__ == "__main__":
    main()
