"""Movements in bulk: a stream over HTTP and a file by the command line's door, on both databases.

``python -m benchmarks.intake [LINES [sqlite|postgresql]]`` (1,000,000, both). Limits of the same run: the
same lines decoded and put into a bare table, by executemany on SQLite and by COPY on PostgreSQL.

``_cpu_s`` is of the core's process, ``_server_cpu_s`` of PostgreSQL's; ``_cpu_rows_s`` are lines for a second
of both together. The stream's peak of memory is told after a tenth of the lines and after all of them.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import httpx
import msgspec
import psycopg

from benchmarks.databases import database
from benchmarks.processor import busy, peak_mib
from benchmarks.reporting import Figures, report
from benchmarks.workstations import serving_core
from core.service.demo_core import PLANS, Demo, DemoSize, make_demo
from core.service.folder import CoreFolder
from core.service.importing import import_file
from core.service.movement_lines import MovementRecord

LINES = 1_000_000
FIRST_PART = 10
"""The stream is sent in two: a tenth of it, and the rest."""
STREAM_TIMEOUT_S = 1_800
LEAST_S = 0.01


def main() -> None:
    """Both databases, one after the other."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    figures: Figures = {"lines_rows": lines}
    for kind in sys.argv[2:] or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="coulisse-intake-") as name, database(kind) as url:
            _measure(kind, url, Path(name), lines, figures)
    report("intake", figures)


def _measure(kind: str, url: str, folder: Path, lines: int, figures: Figures) -> None:
    core = CoreFolder(folder / "core")
    demo = make_demo(core, PLANS[DemoSize.SHOP], url=url)
    streamed, filed = folder / "streamed.jsonl", folder / "filed.jsonl"
    for path in (streamed, filed):
        _write(path, core, lines)
    with busy(figures, f"{kind}_bare", [os.getpid()]):
        _bare(url, folder, streamed)
    _stream(core, demo, streamed, lines, figures, kind)
    with core.core() as opened, busy(figures, f"{kind}_file", [os.getpid()]):
        assert import_file(opened, "movements", filed).changed == lines
    with core.core() as opened, busy(figures, f"{kind}_file_again", [os.getpid()]):
        assert import_file(opened, "movements", filed).changed == 0
    for way in ("bare", "http", "file", "file_again"):
        cpu_s = float(figures[f"{kind}_{way}_cpu_s"]) + float(figures[f"{kind}_{way}_server_cpu_s"])
        figures[f"{kind}_{way}_rows_s"] = lines / float(figures[f"{kind}_{way}_s"])
        figures[f"{kind}_{way}_cpu_rows_s"] = lines / max(cpu_s, LEAST_S)


def _stream(core: CoreFolder, demo: Demo, path: Path, lines: int, figures: Figures, kind: str) -> None:
    """The lines over HTTP, a tenth of them first: the core's memory does not depend on how many there are."""
    begun = path.with_suffix(".begun")
    with path.open("rb") as whole, begun.open("wb") as out:
        out.writelines(islice(whole, lines // FIRST_PART))
    with serving_core(core) as (address, pid):
        _post(address, demo, begun, lines // FIRST_PART, 0)
        figures[f"{kind}_http_tenth_peak_mib"] = peak_mib(pid)
        with busy(figures, f"{kind}_http", [pid]):
            _post(address, demo, path, lines - lines // FIRST_PART, lines // FIRST_PART)
        figures[f"{kind}_http_peak_mib"] = peak_mib(pid)


def _write(path: Path, core: CoreFolder, lines: int) -> None:
    with core.core() as opened, path.open("w", encoding="utf-8") as out:
        places = opened.read(
            lambda session: (
                session.connection()
                .exec_driver_sql(
                    "SELECT a.sku, l.code FROM position p JOIN article a ON a.id = p.article_id"
                    " JOIN location l ON l.id = p.location_id WHERE NOT a.is_serialised ORDER BY 1, 2"
                )
                .all()
            )
        )
        at = opened.clock.now()
        for n in range(lines):
            # Neighbours lie far apart, as sales do.
            sku, location = places[n * 7_919 % len(places)]
            line = {"id": f"{path.stem}-{n:08d}", "at": at, "kind": "sold", "sku": sku, "location": location}
            out.write(json.dumps({**line, "quantity": 1}) + "\n")


def _post(address: str, demo: Demo, path: Path, accepted: int, duplicate: int) -> None:
    headers = {"Authorization": f"Bearer {demo.shop_token}", "Content-Type": "application/x-ndjson"}
    answer = httpx.post(
        f"{address}/v1/stock/movements", content=_chunks(path), headers=headers, timeout=STREAM_TIMEOUT_S
    )
    counted = answer.json()
    assert (counted["accepted"], counted["duplicate"]) == (accepted, duplicate), answer.text[:500]


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(64 * 1024):
            yield chunk


def _bare(url: str, folder: Path, path: Path) -> None:
    """The floor: decode, and put what was decoded into a table that nobody asks anything."""
    decoder = msgspec.json.Decoder(MovementRecord)
    with path.open("rb") as file:
        rows = (
            (one.id, one.at, one.kind.value, one.sku, one.location, one.quantity)
            for one in map(decoder.decode, file)
        )
        if not url:
            with closing(sqlite3.connect(folder / "bare.db")) as bare, bare:
                bare.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, at, kind, sku, location, quantity)")
                bare.executemany("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?)", rows)
            return
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE bare (id TEXT PRIMARY KEY, at BIGINT, kind TEXT, sku TEXT, location TEXT,"
                " quantity INTEGER)"
            )
            with cursor.copy("COPY bare FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


if __name__ == "__main__":
    main()
