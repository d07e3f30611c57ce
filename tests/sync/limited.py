"""A process whose files may not grow: does things until it cannot, and tells how many went through."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from sync_world import ASSOCIATE, open_workstation

from core.commands import ClaimFulfilment, ReleaseFulfilment
from core.rules.errors import CoulisseError

SPARE_BYTES = 256 * 1024


def main(home: Path, head: str) -> None:
    """Claim and release until the disk says no."""
    workstation = open_workstation(home)
    most_bytes = max(path.stat().st_size for path in home.iterdir() if path.name.startswith("store.db"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes + SPARE_BYTES, resource.RLIM_INFINITY))
    for done in range(100_000):
        kind = ReleaseFulfilment if done % 2 == 0 else ClaimFulfilment
        try:
            workstation.execute(kind(fulfilment_id=head), ASSOCIATE)
        except CoulisseError as error:
            print(json.dumps([done, type(error).__name__, error.code]))
            return


main(Path(sys.argv[1]), sys.argv[2])
