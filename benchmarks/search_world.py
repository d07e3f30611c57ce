"""The replica that search is measured on: the demo chain at full size, as a workstation would have it.

The copy of the network is written straight from the generator and kept in `var/benchmarks`, since it takes
minutes; the encrypted file beside it is made anew each time.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec.structs import asdict

from core.model import Article, ArticlePrice, Fulfilment, Location, Piece, network_file
from core.rules.time import Instant
from core.service.demo import DemoNetwork, generate
from core.service.demo.seeds import people
from sync import Replica, Workstation, system_world
from sync.files import ReplicaFolder
from sync.network_copy import copy_state
from sync.schema import ReplicaState

NOW = Instant(1_795_343_880_000)
HERE = 1
ARTICLES = 200_000
STORES = 1_000
STOCKED_SHARE = 0.025
ORDERS = 600
FOLDER = Path("var/benchmarks")
BATCH_ROWS = 100_000
KEY = bytes(range(32))


class Size(msgspec.Struct, frozen=True):
    """How large the chain is."""

    articles: int = ARTICLES
    stores: int = STORES

    def network(self) -> DemoNetwork:
        """The chain, the same each time."""
        return generate(now=NOW, articles=self.articles, stores=self.stores, stocked_share=STOCKED_SHARE)


def network_copy(size: Size) -> Path:
    """The copy of the network, made if there is none of this size."""
    version = network_file.NETWORK_SCHEMA_VERSION
    path = FOLDER / f"search-{size.articles}x{size.stores}-{version}.db"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = OFF")
        file.execute("PRAGMA synchronous = OFF")
        file.execute("BEGIN")
        network_file.create_tables(file)
        _fill(file, size.network())
        start = time.perf_counter()
        network_file.create_indexes(file)
        print(f"indexes made in {time.perf_counter() - start:.1f} s")
        network_file.set_state(file, 1, "bench", NOW)
        network_file.settle(file, HERE)
        file.execute("COMMIT")
        file.execute("ANALYZE")
        file.execute("PRAGMA journal_mode = WAL")
    draft.rename(path)
    return path


def workstation(folder: Path, copy: Path) -> Workstation:
    """A workstation of the first store with a day of orders, on this copy."""
    replica = Replica(ReplicaFolder(folder), KEY, lambda _point: None)
    (folder / "network-bench.db").symlink_to(copy.absolute())
    assert copy_state(folder / "network-bench.db")[0] == 1
    with replica.writing("bench") as session:
        state = session.get_one(ReplicaState, 1)
        state.location_id, state.network_file = HERE, "network-bench.db"
        session.add_all(_orders())
    replica.close()
    return Workstation(Replica(ReplicaFolder(folder), KEY, lambda _point: None), system_world())


def _orders() -> Iterator[Fulfilment]:
    names = people()
    rng = np.random.default_rng(7)
    for number in range(ORDERS):
        given, family = rng.choice(names.womens_names), rng.choice(names.last_names)
        yield Fulfilment(
            id=f"f{number}",
            order_id=f"o{number}",
            location_id=HERE,
            kind="pickup",
            state="proposed",
            state_at=NOW,
            order_number=f"C-{20_000 + number}",
            customer_name=f"{given} {family}",
            promised_at=NOW,
            created_at=NOW - number,
        )


def _fill(file: sqlite3.Connection, network: DemoNetwork) -> None:
    articles = list(enumerate(network.articles, start=1))
    ids = {article.sku: id_ for id_, article in articles}
    places = {place.code: n for n, place in enumerate(network.locations, start=1)}
    _insert(file, Location, ({"id": places[one.code], **asdict(one)} for one in network.locations))
    _insert(file, Article, ({"id": id_, **asdict(one)} for id_, one in articles))
    _insert(
        file,
        ArticlePrice,
        (_with_ids(asdict(price), ids, places) for price in network.prices()),
    )
    _fill_positions(file, network)
    _insert(
        file,
        Piece,
        (
            {"id": f"p{n}", "sold_at": None, **_with_ids(asdict(piece), ids, places)}
            for n, piece in enumerate(network.pieces())
        ),
    )


def _fill_positions(file: sqlite3.Connection, network: DemoNetwork) -> None:
    names = ("article", "sellable", "display", "damaged", "safety", "counted_at")
    parts = [network.stock(index) for index in range(len(network.locations))]
    place = np.repeat(np.arange(1, len(parts) + 1), [len(part) for part in parts])
    columns = [np.concatenate([getattr(part, name) for part in parts]) for name in names]
    order = np.lexsort((place, columns[0]))
    for start in range(0, len(order), BATCH_ROWS):
        batch = order[start : start + BATCH_ROWS]
        rows = zip(
            (columns[0][batch] + 1).tolist(),
            place[batch].tolist(),
            *(column[batch].tolist() for column in columns[1:]),
            strict=True,
        )
        file.executemany(
            "INSERT INTO position (article_id, location_id, sellable, display, damaged, safety, counted_at,"
            " allocated, soft_held, quarantine, in_repair, transit_in, transit_out, partner_owned, heard_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0)",
            rows,
        )


def _with_ids(record: dict[str, Any], ids: dict[str, int], places: dict[str, int]) -> dict[str, Any]:
    record["article_id"] = ids[record["sku"]]
    if "location" in record:
        record["location_id"] = places[record["location"]]
    return record


def _insert(file: sqlite3.Connection, kind: Any, rows: Iterable[dict[str, Any]]) -> None:
    names = [column.name for column in kind.__table__.columns]
    file.executemany(
        f"INSERT INTO {kind.__tablename__} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        ([row.get(name, "" if name == "opening" else None) for name in names] for row in rows),
    )
