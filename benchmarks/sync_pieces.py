"""A snapshot against the floor, a delta against raw upserts, and reads while a delta is applied."""

from __future__ import annotations

import hashlib
import http.client
import os
import random
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
import zstandard
from sqlalchemy import select

from benchmarks.chain import opened_workstation
from benchmarks.reporting import Figures, say
from core.model import Position
from core.model.search_stock import ANYWHERE
from core.rules.time import Instant
from core.service.folder import CoreFolder
from core.wire import Delta, PieceName, PieceRef, decode_delta, encode_delta, in_columns
from desktop.core_process import desktop_command
from sync import delta_apart, network_copy
from sync.ports import system_world

CHANGES: Final = 100_000
FEW_CHANGES: Final = 1_000
MORE_VERSIONS: Final = 1_000_000
RUNS: Final = 3
COLUMNS: Final = tuple(column.name for column in Position.__table__.columns)
UPSERT: Final = (
    f"INSERT INTO position ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
    " ON CONFLICT (article_id, location_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[2:])
)


def shards_of(core: CoreFolder) -> list[Path]:
    """The shards of the one snapshot that a core has published, in the order of the file."""
    shards = list(core.pieces.rglob("*.shard"))
    return sorted(shards, key=lambda path: PieceName.parse(str(path.relative_to(core.pieces))).from_version)


def ready_file(core: CoreFolder, scratch: Path) -> Path:
    """What a bootstrap brings as one zstd file, which may have several frames."""
    ready = scratch / "network.db.zst"
    ready.write_bytes(b"".join(shard.read_bytes() for shard in shards_of(core)))
    return ready


def floor_s(piece: Path, scratch: Path) -> tuple[float, float]:
    """Seconds, and of a processor, to fetch a ready piece over loopback, unpack it, fsync it, open it and
    read a row."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "-d", str(piece.parent)]
    server = subprocess.Popen(words, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            time.sleep(0.05)
        return sorted(_fetch_s(port, piece.name, scratch) for _ in range(RUNS))[RUNS // 2]
    finally:
        server.terminate()
        server.wait()


def _fetch_s(port: int, name: str, scratch: Path) -> tuple[float, float]:
    target = scratch / "floor.db"
    target.unlink(missing_ok=True)
    began, cpu_began = time.perf_counter(), time.process_time()
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", f"/{name}")
    with target.open("wb") as out:
        zstandard.ZstdDecompressor().copy_stream(connection.getresponse(), out)
        out.flush()
        os.fsync(out.fileno())
    with closing(sqlite3.connect(target)) as file:
        file.execute("SELECT version FROM network_state").fetchone()
    return time.perf_counter() - began, time.process_time() - cpu_began


def delta_of(copy: Path, version: int, epoch: str, changes: int = CHANGES) -> Delta:
    """A delta of so many positions of a copy, drawn at random, each a unit fewer and heard of just now."""
    with closing(sqlite3.connect(copy)) as file:
        every = file.execute(f"SELECT {', '.join(COLUMNS)} FROM position").fetchall()
    drawn = sorted(random.Random(version).sample(every, min(changes, len(every))))
    rows = [(*row[:2], row[2] - 1, *row[3:-1], 1_780_000_000_000 + row[1] * 977) for row in drawn]
    table = in_columns("position", COLUMNS, rows)
    return Delta(stream="network", epoch=epoch, from_version=version, to_version=version + 1, tables=[table])


def deltas_in_place(replica: Path) -> list[bytes]:
    """Deltas that a replica takes one after the other, at whatever version it has come to since, and applies
    in the process that syncs: of 1,000 positions, of as many as are applied there at most, and of 1,000
    articles with other names."""
    source = max(replica.glob("network-*.db"), key=lambda path: path.stat().st_size)
    version, epoch, _ = network_copy.copy_state(source)
    made = [delta_of(source, version, epoch, changes) for changes in (FEW_CHANGES, delta_apart.ROWS - 1)]
    made.append(_renaming(source, epoch))
    return [
        encode_delta(msgspec.structs.replace(one, from_version=0, to_version=version + place * MORE_VERSIONS))
        for place, one in enumerate(made, 1)
    ]


def _renaming(copy: Path, epoch: str) -> Delta:
    columns = tuple(column.name for column in network_copy.NETWORK_TABLES["article"].columns)
    with closing(sqlite3.connect(copy)) as file:
        every = file.execute(f"SELECT {', '.join(columns)} FROM article ORDER BY id").fetchall()
    drawn = sorted(random.Random(1).sample(every, min(FEW_CHANGES, len(every))))
    name = columns.index("name")
    rows = [(*row[:name], f"{row[name]} nouveau", *row[name + 1 :]) for row in drawn]
    table = in_columns("article", columns, rows)
    return Delta(stream="network", epoch=epoch, from_version=0, to_version=1, tables=[table])


def deltas(replica: Path, scratch: Path, figures: Figures) -> None:
    """Apply, hashes and search kept in step, against raw sorted upserts into a copy of the same file; the
    median of three pairs. `delta_vs_bare` is against upserts into one without the triggers of search."""
    source = max(replica.glob("network-*.db"), key=lambda path: path.stat().st_size)
    ours, raw, bare_s = [], [], []
    for run in range(RUNS):
        mine, bare = scratch / f"mine-{run}.db", scratch / f"bare-{run}.db"
        shutil.copyfile(source, mine)
        shutil.copyfile(source, bare)
        version, epoch, _ = network_copy.copy_state(mine)
        data = encode_delta(delta_of(mine, version, epoch))
        figures["delta_mb"] = len(data) / 1e6
        raw.append(_raw_s(bare, decode_delta(data)))
        shutil.copyfile(source, bare)
        _drop_triggers(bare)
        bare_s.append(_raw_s(bare, decode_delta(data)))
        ours.append(_apply_s(mine, data))
        say(f"delta: {ours[-1]:.2f} s, raw {raw[-1]:.2f} s")
        mine.unlink()
        bare.unlink()
    figures["delta_s"], figures["delta_raw_s"] = statistics.median(ours), statistics.median(raw)
    figures["delta_vs_raw"] = statistics.median(a / b for a, b in zip(raw, ours, strict=True))
    figures["delta_vs_bare"] = statistics.median(a / b for a, b in zip(bare_s, ours, strict=True))


def _drop_triggers(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")


def _apply_s(path: Path, data: bytes) -> float:
    began = time.perf_counter()
    hashlib.sha256(data).hexdigest()
    network_copy.apply_delta(system_world(), path, decode_delta(data), Instant(0))
    return time.perf_counter() - began


def _raw_s(path: Path, delta: Delta) -> float:
    rows = list(delta.tables[0].rows())
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = NORMAL")
        began = time.perf_counter()
        file.execute("BEGIN IMMEDIATE")
        file.executemany(UPSERT, rows)
        file.execute("COMMIT")
        return time.perf_counter() - began


def reads_during_apply(replica: Path, figures: Figures) -> None:
    """Read one article's stock everywhere, again and again, while a delta is applied as the desktop does it.

    The same reads before it tell what the machine gives at rest.
    """
    with opened_workstation(replica) as station:
        copy = station.replica.network_path
        version, epoch, _ = network_copy.copy_state(copy)
        data = encode_delta(delta_of(copy, version, epoch))
        piece = PieceRef(
            name="network/0/delta",
            from_version=version,
            to_version=version + 1,
            size_bytes=len(data),
            raw_bytes=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            rows=CHANGES,
        )
        downloads = station.replica.folder.downloads
        world = system_world(program=desktop_command())
        words = (world, copy, piece, data, Instant(0), ANYWHERE, downloads)
        applying = threading.Thread(target=delta_apart.apply, args=words)
        pick = random.Random(1)

        def read_ms() -> float:
            article = pick.randrange(1, 40_000)
            began = time.perf_counter()
            station.read(
                lambda reader: reader.session.execute(
                    select(Position.location_id, Position.sellable).where(Position.article_id == article)
                ).all()
            )
            return (time.perf_counter() - began) * 1000

        at_rest = sorted(read_ms() for _ in range(500))
        applying.start()
        during = []
        while applying.is_alive():
            during.append(read_ms())
        applying.join()
    during.sort()
    figures["read_p99_ms_at_rest"] = at_rest[int(len(at_rest) * 0.99)]
    figures["read_p50_ms_during_apply"] = during[len(during) // 2]
    figures["read_p99_ms_during_apply"] = during[int(len(during) * 0.99)]
    figures["reads_during_apply"] = len(during)
