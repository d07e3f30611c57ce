"""Search at full size: every keystroke of 500 questions, with the rows that it shows, beside one FTS5 query.

The replica is opened as the desktop opens it: `store.db` encrypted, the network's plain copy attached. The
floor is the best single FTS5 query (prefix index, `rank` left out, forty rows) by the bare driver on the same
engine: it neither ranks by stock, nor forgives typing errors, nor reads the rows.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.search_queries import Known, Wanted, wanted
from benchmarks.search_world import ARTICLES, HERE, NOW, STORES, Size, network_copy, workstation
from desktop.screens.stock.reading import load_article
from sync import Workstation
from sync.search import Found, search_everything
from sync.search_words import words_of

QUERIES = 500
ROWS = 40
TOP = 3
PAGES = 500
FTS = ("name", "brand", "category", "colour", "size", "sku", "gtin")


def main() -> None:
    """Print one line of JSON, last."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=ARTICLES)
    options.add_argument("--stores", type=int, default=STORES)
    options.add_argument("--queries", type=int, default=QUERIES)
    given = options.parse_args()
    size = Size(given.articles, given.stores)
    copy = network_copy(size)
    with tempfile.TemporaryDirectory() as folder:
        station = workstation(Path(folder), copy)
        known = station.read(lambda reader: _known(reader.session.connection().connection.driver_connection))
        asked = list(wanted(known, given.queries))
        figures = _searches(station, asked) | _pages(station, known) | _floor(copy, Path(folder), asked)
        station.replica.close()
    figures["articles"], figures["stores"] = size.articles, size.stores
    print(json.dumps(figures))


def _known(raw: Any) -> list[Known]:
    """Articles that this store has, each with a piece and an order to go with it."""
    articles = raw.execute(
        "SELECT a.id, a.sku, a.gtin, a.name, a.brand, a.colour, a.size FROM article a JOIN position p"
        " ON p.article_id = a.id WHERE p.location_id = ? AND p.sellable > 0 AND a.size <> ''"
        " ORDER BY a.id * 7919 % 100003 LIMIT 1000",
        (HERE,),
    ).fetchall()
    pieces = raw.execute("SELECT serial, article_id FROM piece ORDER BY serial LIMIT 1000").fetchall()
    orders = raw.execute("SELECT order_number, customer_name FROM fulfilment ORDER BY id").fetchall()
    return [
        Known(*article, *pieces[n % len(pieces)], *orders[n % len(orders)])
        for n, article in enumerate(articles)
    ]


def _searches(station: Workstation, asked: Sequence[Wanted]) -> dict[str, Any]:
    """Each text letter by letter; the first keystroke of all, which opens the file, is told apart.

    Times are the wall's; beside them those of the processor alone, which hold on a machine with other work.
    """
    times: list[float] = []
    busy: list[float] = []
    hits: dict[str, list[bool]] = defaultdict(list)
    first_ms = _timed(lambda: station.read(lambda reader: search_everything(reader, "a", NOW)))[0]
    slowest: list[tuple[float, str]] = []
    for one in asked:
        found = Found()
        for length in range(1, len(one.text) + 1):
            text = one.text[:length]
            began_s = time.thread_time()
            took_ms, found = _timed(
                lambda text=text: station.read(lambda reader: search_everything(reader, text, NOW, ROWS))
            )
            times.append(took_ms)
            busy.append((time.thread_time() - began_s) * 1000)
            slowest.append((round(took_ms, 1), text))
        hits[one.kind].append(one.is_met(found, TOP))
    for kind, met in sorted(hits.items()):
        print(f"{kind}: {sum(met)} of {len(met)} in the first {TOP}")
    print("slowest:", sorted(slowest, reverse=True)[:12])
    slips = [met for kind in ("slip", "brand_slip") for met in hits[kind]]
    every = [met for kind in hits for met in hits[kind]]
    return {
        "keystrokes": len(times),
        "search_first_ms": round(first_ms, 2),
        "search_p50_ms": _percentile(times, 50),
        "search_p99_ms": _percentile(times, 99),
        "search_cpu_p50_ms": _percentile(busy, 50),
        "search_cpu_p99_ms": _percentile(busy, 99),
        "search_max_ms": round(max(times), 2),
        "found_top3_pct": round(100 * float(np.mean(slips)), 1),
        "found_all_top3_pct": round(100 * float(np.mean(every)), 1),
    }


def _pages(station: Workstation, known: Sequence[Known]) -> dict[str, Any]:
    times = [
        _timed(lambda one=one: station.read(lambda reader: load_article(reader, one.id, NOW, "")))[0]
        for one in known[:PAGES]
    ]
    return {"article_p50_ms": _percentile(times, 50), "article_p99_ms": _percentile(times, 99)}


def _floor(copy: Path, folder: Path, asked: Sequence[Wanted]) -> dict[str, Any]:
    """The same keystrokes as one FTS5 query each."""
    columns = ", ".join(FTS)
    path = folder / "floor.db"
    with closing(sqlcipher.connect(str(path))) as file:
        file.execute("ATTACH ? AS network KEY ''", (str(copy),))
        file.execute(
            f"CREATE VIRTUAL TABLE found USING fts5({columns},"
            " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
        )
        start = time.perf_counter()
        file.execute(f"INSERT INTO found(rowid, {columns}) SELECT id, {columns} FROM network.article")
        file.commit()
        build_s = time.perf_counter() - start
        times = []
        for one in asked:
            for length in range(1, len(one.text) + 1):
                match = " AND ".join(f'"{word}" *' for word in words_of(one.text[:length]))
                if match:
                    sql = f"SELECT rowid, {columns} FROM found WHERE found MATCH ? LIMIT {ROWS}"
                    times.append(_timed(lambda m=match, s=sql: file.execute(s, (m,)).fetchall())[0])
    return {
        "floor_p50_ms": _percentile(times, 50),
        "floor_p99_ms": _percentile(times, 99),
        "floor_build_s": round(build_s, 2),
        "sqlite": sqlcipher.sqlite_version,
    }


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1000, result


def _percentile(times_ms: Sequence[float], share: float) -> float:
    return round(float(np.percentile(times_ms, share)), 2)


if __name__ == "__main__":
    main()
