"""The first snapshot of the full-size network, and a workstation's bootstrap from it.

``python -m benchmarks.publish [shop|demo|chain]``: on a copy of the network that `benchmarks.chain` keeps.
Limits of the same run: copying the copy of the network; and what a bootstrap cannot do without, which is to
bring the piece to the disk, unpack it and be sure that it is there.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import zstandard

from benchmarks.chain import chain
from benchmarks.processor import busy
from benchmarks.reporting import Figures, measured, report, timed
from benchmarks.sync_pieces import ready_file
from core.service.demo_core import DemoSize
from core.service.folder import CoreFolder

ONCE = "--once"


def main() -> None:
    """Publish and bootstrap, and tell."""
    if sys.argv[1:2] == [ONCE]:
        publish_once(CoreFolder(Path(sys.argv[2])))
        return
    made = chain(DemoSize(sys.argv[1]) if len(sys.argv) > 1 else DemoSize.CHAIN)
    figures: Figures = {}
    with tempfile.TemporaryDirectory(prefix="coulisse-publish-") as name:
        core = Path(name) / "core"
        shutil.copytree(made.core, core)
        measure(CoreFolder(core), Path(name), figures)
    report("publish", figures)


def publish_once(folder: CoreFolder) -> None:
    """Publish a snapshot of a core's network again."""
    with folder.core() as core:
        folder.publisher(core).publish_snapshot()


def measure(core: CoreFolder, folder: Path, figures: Figures) -> None:
    """Publish again and bootstrap, each in a process of its own, and the limits.

    Args:
        folder: where the workstation and copies may be written.
    """
    measured(["-m", "benchmarks.publish", ONCE, str(core.path)], figures, "publish")
    measured(["-m", "benchmarks.workstations", str(core.path), str(folder / "ws")], figures, "bootstrap")
    network = max((folder / "ws").glob("network-*.db"), key=lambda path: path.stat().st_size)
    piece = ready_file(core, folder)
    figures["network_copy_bytes"] = network.stat().st_size
    figures["snapshot_bytes"] = piece.stat().st_size
    with timed(figures, "copy_s"):
        shutil.copyfile(network, folder / "copied.db")
    with busy(figures, "fetch", [os.getpid()]):
        _fetch(piece, folder)
    figures["bootstrap_per_fetch_ratio"] = float(figures["bootstrap_s"]) / float(figures["fetch_s"])


def _fetch(piece: Path, folder: Path) -> None:
    with piece.open("rb") as source, (folder / "fetched.zst").open("wb") as fetched:
        shutil.copyfileobj(source, fetched)
        fetched.flush()
        os.fsync(fetched.fileno())
    with (folder / "fetched.zst").open("rb") as packed, (folder / "unpacked.db").open("wb") as out:
        zstandard.ZstdDecompressor().copy_stream(packed, out)
        out.flush()
        os.fsync(out.fileno())


if __name__ == "__main__":
    main()
