"""Publishes a snapshot of a core's network again: ``python -m benchmarks.publish CORE_FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.chain import chain
from benchmarks.reporting import Figures, report, timed
from core.service.folder import CoreFolder


def main() -> None:
    """Publish, and tell how long it took and how large it is."""
    folder = CoreFolder(Path(sys.argv[1])) if len(sys.argv) > 1 else chain().core_folder
    figures: Figures = {}
    with folder.core() as core:
        publisher = folder.publisher(core)
        with timed(figures, "snapshot_s"):
            piece = publisher.publish_snapshot()
    report(
        "publish",
        figures | {"piece_bytes": piece.size_bytes, "raw_bytes": piece.raw_bytes, "rows": piece.rows},
    )


if __name__ == "__main__":
    main()
