"""A core that writes down when its commits were made: ``python -m benchmarks.sync_core CORE_FOLDER LOG``.

With writers: ``python -m benchmarks.sync_core CORE_FOLDER write SECONDS`` commits to the database beside it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import select

from benchmarks.workstations import STARTS_WITHIN_S
from core.model import Location, Movement, Position
from core.orchestration import Core, UnitOfWork
from core.rules.stock import MovementKind
from core.service.app import create_app
from core.service.folder import CoreFolder
from core.service.serving import CoreServer

WRITERS: Final = 8
WRITER_REST_S: Final = 0.1
"""A till's day in a second: eight writers, some 80 commits a second between them."""


class Commit(msgspec.Struct, frozen=True):
    """One commit: when, on the machine's monotonic clock, and the versions it made."""

    ns: int
    versions: dict[str, int]


@contextmanager
def logging_core(folder: CoreFolder, log: Path) -> Iterator[str]:
    """A core in a process of its own, which writes its commits to `log`; gives its address."""
    folder.port_file.unlink(missing_ok=True)
    with _process("benchmarks.sync_core", str(folder.path), str(log)) as process:
        end = time.monotonic() + STARTS_WITHIN_S
        while not folder.port_file.exists():
            assert process.poll() is None and time.monotonic() < end, "the core did not start"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{folder.port_file.read_text()}"


@contextmanager
def writers(folder: CoreFolder, seconds: int) -> Iterator[None]:
    """Eight others who write to the same database meanwhile, for so many seconds at most."""
    with _process("benchmarks.sync_core", str(folder.path), "write", str(seconds)):
        yield


@contextmanager
def _process(module: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", module, *words], stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def commits(log: Path) -> list[Commit]:
    """What was written down."""
    return [msgspec.json.decode(line, type=Commit) for line in log.read_bytes().splitlines()]


def _serve(folder: CoreFolder, log: Path) -> None:
    with folder.core() as core, log.open("wb", buffering=0) as out:
        core.on_commit(
            lambda versions: _write_down(out.write, Commit(time.monotonic_ns(), versions)),
        )
        server = CoreServer(
            create_app(core, folder.publisher(core)),
            on_started=lambda url: folder.announce(int(url.rpartition(":")[2])),
        )
        server.run()


def _write_down(write: object, commit: Commit) -> None:
    assert callable(write)
    write(msgspec.json.encode(commit) + b"\n")


def _write(folder: CoreFolder, seconds: int) -> None:
    end = time.monotonic() + seconds
    with folder.core() as core:
        places = core.read(
            lambda s: s.execute(
                select(Position.article_id, Position.location_id)
                .join(Location, Location.id == Position.location_id)
                .where(Position.sellable > 0)
                .limit(WRITERS * 200)
            ).all()
        )
        threads = [
            threading.Thread(target=_sell, args=(core, [tuple(row) for row in places[n::WRITERS]], end))
            for n in range(WRITERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def _sell(core: Core, places: list[tuple[int, int]], end: float) -> None:
    n = 0
    while time.monotonic() < end:
        place = places[n % len(places)]
        n += 1

        def work(unit: UnitOfWork, place: tuple[int, int] = place) -> None:
            unit.ledger.append(
                Movement(
                    id=unit.ids.new(),
                    at=unit.at,
                    kind=MovementKind.SOLD.value,
                    article_id=place[0],
                    location_id=place[1],
                    quantity=1,
                    bucket="sellable",
                )
            )

        core.transact(work)
        time.sleep(WRITER_REST_S)


def main() -> None:
    """Serve, or write."""
    folder = CoreFolder(Path(sys.argv[1]))
    if sys.argv[2] == "write":
        _write(folder, int(sys.argv[3]))
    else:
        _serve(folder, Path(sys.argv[2]))


if __name__ == "__main__":
    main()
