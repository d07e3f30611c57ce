"""What a benchmark of the window has happen at the core, each in a process of its own: what the core's work
leaves behind for Python's collector would be looked through by the window's thread, which it is no part of.

``python -m benchmarks.ui_changes sell CORE_FOLDER SCRATCH_FILE`` prints how many rows have changed;
``begin-anew CORE_FOLDER`` prints nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from sqlalchemy import select

from core.feed.streams import NETWORK
from core.model import Location
from core.orchestration import UnitOfWork
from core.service.folder import CoreFolder
from core.service.importing import import_file

CHANGES: Final = 100_000
_SELL: Final = "sell"
_BEGIN_ANEW: Final = "begin-anew"


def sell_everywhere(core: CoreFolder, path: Path) -> int:
    """Let the tills of the whole chain sell one unit at 100,000 positions, by way of the file `path`."""
    return int(_apart(_SELL, core.path, path).split()[-1])


def begin_anew(core: CoreFolder) -> None:
    """As after rows that were loaded in bulk: a new snapshot, and no delta leads to it."""
    _apart(_BEGIN_ANEW, core.path)


def _apart(*words: object) -> bytes:
    command = [sys.executable, "-m", "benchmarks.ui_changes", *map(str, words)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def _sell(core: CoreFolder, path: Path) -> int:
    with core.core() as opened:
        places = opened.read(
            lambda session: (
                session.connection()
                .exec_driver_sql(
                    "SELECT a.sku, l.code FROM position p JOIN article a ON a.id = p.article_id"
                    " JOIN location l ON l.id = p.location_id WHERE NOT a.is_serialised"
                    f" ORDER BY p.article_id * 7919 % 100003 LIMIT {CHANGES}"
                )
                .all()
            )
        )
        at = opened.clock.now()
        lines = (
            {"id": f"ui-{n}", "at": at, "kind": "sold", "sku": sku, "location": location, "quantity": 1}
            for n, (sku, location) in enumerate(places)
        )
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return import_file(opened, "movements", path).changed


def _begin_anew(folder: CoreFolder) -> None:
    def work(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Location).limit(1)).one().name += "."
        unit.raise_floor(NETWORK)

    with folder.core() as core:
        core.transact(work)
        folder.publisher(core).publish_snapshot()


def main() -> None:
    """Do one of the two."""
    what, core, *scratch = sys.argv[1:]
    folder = CoreFolder(Path(core))
    if what == _SELL:
        print(_sell(folder, Path(*scratch)))
    else:
        _begin_anew(folder)


if __name__ == "__main__":
    main()
