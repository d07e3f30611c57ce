"""Search at full size: every keystroke of 500 questions, with the rows that it shows, beside one FTS5 query.

The replica is opened as the desktop opens it: `store.db` encrypted, the network's plain copy attached. Times
are the wall's and, beside them, the processor's alone (`_cpu_`), which tell more on a machine that has other
work; `load_ratio` is how many processes wanted a core meanwhile, for each that there is. What is found is
told by kind: that the very style that was meant, by name and brand, stands among the first three rows.

An article's page is what is read before it is first painted: the article, its variants, why so many, and the
first rows of the places. The floor is the best single FTS5 query (prefix index, `rank` left out, forty rows)
by the bare driver on the same engine: it neither ranks by stock, nor forgives typing errors, nor reads rows.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.chain import chain
from benchmarks.reporting import Figures, report, say
from benchmarks.search_queries import Known, Wanted, wanted
from benchmarks.search_world import busy_workstation
from core.rules.time import Instant
from core.service.demo_core import DemoSize
from desktop.screens.stock.presenter import opened_article
from desktop.screens.stock.state import Side
from sync import Workstation
from sync.reading import Reader
from sync.search import Found, search_everything
from sync.search_words import words_of

QUERIES = 500
ROWS = 40
TOP = 3
PAGES = 500
FTS = ("name", "brand", "category", "colour", "size", "sku", "gtin")


class Timed(msgspec.Struct):
    """How long each of many took, in milliseconds: by the wall's clock, and of the processor."""

    wall: list[float] = msgspec.field(default_factory=list)
    cpu: list[float] = msgspec.field(default_factory=list)

    def __call__(self, work: Callable[[], Any]) -> Any:
        """Do it and note what it took."""
        began_s, began_cpu_s = time.perf_counter(), time.thread_time()
        result = work()
        self.wall.append((time.perf_counter() - began_s) * 1000)
        self.cpu.append((time.thread_time() - began_cpu_s) * 1000)
        return result

    def figures(self, name: str) -> Figures:
        """The percentiles."""
        figures: Figures = {f"{name}_max_ms": round(max(self.wall), 2)}
        for clock, times in (("", self.wall), ("cpu_", self.cpu)):
            for share in (50, 99):
                figures[f"{name}_{clock}p{share}_ms"] = round(float(np.percentile(times, share)), 2)
        return figures


def main() -> None:
    """Print one line of JSON, last. The size of the network may be given: chain, demo or shop."""
    made = chain(DemoSize(sys.argv[1]) if len(sys.argv) > 1 else DemoSize.CHAIN)
    # As the desktop does before its loop runs.
    gc.freeze()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with busy_workstation(made, folder, made.demo.made_at) as station:
            at = station.world.clock.now()
            known = station.read(_known)
            asked = list(wanted(known, QUERIES))
            figures = _sizes(station) | _searches(station, asked, at) | _pages(station, known, at)
            figures |= _floor(station.replica.network_path, folder, asked)
    report("search", figures | {"load_ratio": round(os.getloadavg()[0] / (os.cpu_count() or 1), 2)})


def _sizes(station: Workstation) -> Figures:
    counts = ("location", "article", "position")
    return station.read(
        lambda reader: {
            f"{table}_rows": reader.raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in counts
        }
    )


def _known(reader: Reader) -> list[Known]:
    """Articles that this store has, each with a piece and an order to go with it."""
    here = (reader.location_id,)
    articles = reader.raw.execute(
        "SELECT a.id, a.sku, a.gtin, a.name, a.brand, a.colour, a.size FROM article a JOIN position p"
        " ON p.article_id = a.id WHERE p.location_id = ? AND p.sellable > 0 AND a.size <> ''"
        " ORDER BY a.id * 7919 % 100003 LIMIT 1000",
        here,
    ).fetchall()
    pieces = reader.raw.execute("SELECT serial, article_id FROM piece ORDER BY serial LIMIT 1000").fetchall()
    orders = reader.raw.execute(
        "SELECT order_number, customer_name FROM fulfilment WHERE location_id = ? ORDER BY id", here
    ).fetchall()
    return [
        Known(*article, *pieces[n % len(pieces)], *orders[n % len(orders)])
        for n, article in enumerate(articles)
    ]


def _searches(station: Workstation, asked: Sequence[Wanted], at: Instant) -> Figures:
    """Each text letter by letter; the first keystroke of all, which opens the file, is told apart."""

    def search(text: str) -> Found:
        return station.read(lambda reader: search_everything(reader, text, at, ROWS))

    first, times = Timed(), Timed()
    first(partial(search, "a"))
    hits: dict[str, list[bool]] = defaultdict(list)
    texts: list[str] = []
    for one in asked:
        found = Found()
        for length in range(1, len(one.text) + 1):
            texts.append(one.text[:length])
            found = times(partial(search, texts[-1]))
        hits[one.kind].append(one.is_met(found, TOP))
        if not hits[one.kind][-1]:
            say(f"not among the first {TOP}: {one.kind} {one.text!r}")
    say(f"slowest (ms of processor): {sorted(zip(times.cpu, texts, strict=True), reverse=True)[:8]}")
    every = [met for kind in hits.values() for met in kind]
    return {
        "keystrokes": len(texts),
        "search_first_ms": round(first.wall[0], 2),
        **times.figures("search"),
        "found_top3_pct": _percent(every),
        **{f"found_top3_{kind}_pct": _percent(met) for kind, met in sorted(hits.items())},
    }


def _pages(station: Workstation, known: Sequence[Known], at: Instant) -> Figures:
    times = Timed()
    for one in known[:PAGES]:
        read = partial(opened_article, article_id=one.id, serial="", side=Side(), at=at)
        times(partial(station.read, read))
    return times.figures("article")


def _floor(copy: Path, folder: Path, asked: Sequence[Wanted]) -> Figures:
    """The same keystrokes as one FTS5 query each."""
    columns = ", ".join(FTS)
    with closing(sqlcipher.connect(str(folder / "floor.db"))) as file:
        file.execute("ATTACH ? AS network KEY ''", (str(copy),))
        file.execute(
            f"CREATE VIRTUAL TABLE found USING fts5({columns},"
            " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
        )
        start = time.perf_counter()
        file.execute(f"INSERT INTO found(rowid, {columns}) SELECT id, {columns} FROM network.article")
        file.commit()
        build_s = time.perf_counter() - start
        sql = f"SELECT rowid, {columns} FROM found WHERE found MATCH ? LIMIT {ROWS}"
        times = Timed()
        for one in asked:
            for length in range(1, len(one.text) + 1):
                match = " AND ".join(f'"{word}" *' for word in words_of(one.text[:length]))
                if match:
                    times(lambda match=match: file.execute(sql, (match,)).fetchall())  # type: ignore[misc]
    return {
        **times.figures("floor"),
        "floor_build_s": round(build_s, 2),
        "sqlcipher_sqlite": sqlcipher.sqlite_version,
    }


def _percent(met: Sequence[bool]) -> float:
    return round(100 * float(np.mean(met)), 1)


if __name__ == "__main__":
    main()
