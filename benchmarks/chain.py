"""The full-size network, made once: core, published pieces, and a workstation that has all of it.

``python -m benchmarks.chain`` makes it where it is missing and prints what the making took. It is kept under
``var/bench`` by its size and the versions of generator and tables: when they change, it is made anew.
``python -m benchmarks.chain shop`` makes a small one, to try a benchmark out.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from benchmarks.reporting import Figures, measured, report, say
from benchmarks.workstations import REPLICA_KEY
from core.model.network_file import NETWORK_SCHEMA_VERSION
from core.service.demo.network import GENERATOR_VERSION
from core.service.demo_core import Demo, DemoSize
from core.service.folder import CoreFolder
from sync.files import ReplicaFolder
from sync.ports import system_world
from sync.replica import Replica
from sync.workstation import Workstation

ROOT = Path(__file__).resolve().parents[1]
CACHE = Path(os.environ.get("COULISSE_BENCH", ROOT / "var" / "bench"))
"""Where it is kept; COULISSE_BENCH names another folder, such as one that several checkouts share."""
MIGRATIONS = ROOT / "core" / "model" / "migrations" / "versions"
_DONE = "made.json"


class Chain(msgspec.Struct, frozen=True):
    """A network that was made. Its files are shared by all benchmarks: read them, or copy them first.

    Attributes:
        core: the core's folder: database, pieces, `demo.json`.
        replica: the folder of a workstation of the first store, in step with the core.
        figures: what the making took.
    """

    core: Path
    replica: Path
    figures: Figures

    @property
    def core_folder(self) -> CoreFolder:
        """The core's folder, opened with `core_folder.core()`."""
        return CoreFolder(self.core)

    @property
    def demo(self) -> Demo:
        """People, tokens and orders of the demo."""
        return msgspec.json.decode(self.core_folder.demo_file.read_bytes(), type=Demo)

    @contextmanager
    def workstation(self) -> Iterator[Workstation]:
        """The workstation on its replica."""
        with opened_workstation(self.replica) as station:
            yield station


@contextmanager
def opened_workstation(folder: Path) -> Iterator[Workstation]:
    """A workstation on a replica folder of the benchmarks, or on a copy of one."""
    world = system_world()
    replica = Replica(ReplicaFolder(folder), REPLICA_KEY, world.at)
    try:
        yield Workstation(replica, world)
    finally:
        replica.close()


def chain(size: DemoSize = DemoSize.CHAIN) -> Chain:
    """The network of a size, made now if it is not there yet."""
    folder = CACHE / f"{size}-{_version()}"
    if not (folder / _DONE).exists():
        _make(folder, size)
    figures = json.loads((folder / _DONE).read_text(encoding="utf-8"))
    return Chain(folder / "core", folder / "workstation", figures)


def _version() -> str:
    revisions = len(list(MIGRATIONS.glob("rev_*.py")))
    return f"{GENERATOR_VERSION}.{NETWORK_SCHEMA_VERSION}.{revisions}"


def _make(folder: Path, size: DemoSize) -> None:
    for old in CACHE.glob(f"{size}-*"):
        shutil.rmtree(old)
    folder.mkdir(parents=True)
    say(f"making the network {size} in {folder}")
    figures: Figures = {}
    # Processes of their own: each one's time and peak of memory are its own.
    words = ["-m", "core.service", "demo", "--size", size, "--data", str(folder / "core")]
    measured(words, figures, "demo")
    words = ["-m", "benchmarks.workstations", str(folder / "core"), str(folder / "workstation")]
    measured(words, figures, "bootstrap")
    draft = folder / f"{_DONE}.part"
    draft.write_text(json.dumps(figures), encoding="utf-8")
    draft.replace(folder / _DONE)


def main() -> None:
    """Make it, and tell where it is and what it took."""
    made = chain(DemoSize(sys.argv[1]) if len(sys.argv) > 1 else DemoSize.CHAIN)
    sizes: Figures = {
        "core_bytes": (made.core / "core.db").stat().st_size,
        "pieces_bytes": sum(path.stat().st_size for path in made.core.rglob("*.shard")),
        "network_copy_bytes": max(path.stat().st_size for path in made.replica.glob("network-*.db")),
    }
    report("chain", {"core": str(made.core), "replica": str(made.replica), **made.figures, **sizes})


if __name__ == "__main__":
    main()
