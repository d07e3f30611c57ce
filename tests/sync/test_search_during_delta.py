"""A search while a delta is written: the copy before it or the copy after it, and never neither."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.model import Article, Position, network_file, row_sums
from core.rules.time import Instant
from core.wire import Delta
from core.wire.pieces import TableDelta
from sync import network_copy
from sync.files import ReplicaFolder
from sync.ports import system_world
from sync.reading import Reader
from sync.replica import Replica
from sync.schema import ReplicaState
from sync.search import search_articles
from sync.workstation import Workstation

HERE = 1
NOW = Instant(1_795_343_880_000)
BEFORE, AFTER = [(1, 2), (2, 0)], [(3, 4), (1, 0)]
"""Ids with the units here, as a search for "robe" gives them: the delta moves stock, renames, adds."""


def article(id_: int, name: str) -> list[Any]:
    shown = {"id": id_, "sku": f"S{id_}", "gtin": f"20618036{id_:05d}", "style": f"S{id_}", "name": name}
    numbers = dict.fromkeys(("is_serialised", "tax_rate_bp", "weight_g", "content"), 0)
    return [(numbers | shown).get(column.name, "") for column in Article.__table__.columns]


def position(article_id: int, sellable: int) -> list[int]:
    shown = {"article_id": article_id, "location_id": HERE, "sellable": sellable}
    return [shown.get(column.name, 0) for column in Position.__table__.columns]


def table(kind: Any, *rows: list[Any]) -> TableDelta:
    names = [column.name for column in kind.__table__.columns]
    values = [list(column) for column in zip(*rows, strict=True)]
    return TableDelta(name=kind.__tablename__, columns=names, values=values)


FIRST = Delta(
    stream="network",
    epoch="",
    from_version=0,
    to_version=1,
    tables=[
        table(Article, article(1, "Robe longue"), article(2, "Robe courte")),
        table(Position, position(1, 2)),
    ],
)
SECOND = Delta(
    stream="network",
    epoch="",
    from_version=1,
    to_version=2,
    tables=[
        table(Article, article(2, "Veste"), article(3, "Robe lin")),
        table(Position, position(1, 0), position(3, 4)),
    ],
)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Workstation]:
    folder = ReplicaFolder(tmp_path)
    replica = Replica(folder, bytes(32), lambda _point: None)
    with replica.writing("test") as session:
        session.get_one(ReplicaState, 1).location_id = HERE
    copy = folder.network("network-test.db")
    network_copy.make_empty(copy, folder.files)
    with closing(sqlite3.connect(copy)) as file:
        # As `network_copy.unpack` leaves a snapshot.
        file.execute("PRAGMA journal_mode = WAL")
    network_copy.apply_delta(system_world(), copy, FIRST, NOW, HERE)
    replica.move_network_pointer(copy.name)
    yield Workstation(replica, system_world())
    replica.close()


def found(reader: Reader) -> list[tuple[int, int]]:
    return [(match.id, match.available_here) for match in search_articles(reader, "robe", NOW)]


def test_until_the_commit_a_search_sees_the_copy_before_it(station: Workstation) -> None:
    seen: dict[str, list[tuple[int, int]]] = {}
    world = system_world(lambda point: seen.update({point: station.read(found)}))

    network_copy.apply_delta(world, station.replica.network_path, SECOND, NOW, HERE)

    assert seen == {"network.delta.before_commit": BEFORE, "network.delta.after_commit": AFTER}


def test_a_search_that_has_begun_ends_on_the_copy_that_it_began_on(station: Workstation) -> None:
    def straddling(reader: Reader) -> list[tuple[int, int]]:
        network_copy.apply_delta(system_world(), station.replica.network_path, SECOND, NOW, HERE)
        return found(reader)

    assert station.read(straddling) == BEFORE
    assert station.read(found) == AFTER


@pytest.mark.parametrize(
    ("module", "step"),
    [
        (network_file, "upsert_rows"),
        (row_sums, "keep"),
        (network_file, "settle"),
        (network_file, "set_state"),
    ],
)
def test_every_step_of_a_delta_is_unseen(
    station: Workstation, monkeypatch: pytest.MonkeyPatch, module: Any, step: str
) -> None:
    seen: list[list[tuple[int, int]]] = []
    real = getattr(module, step)

    def watched(*arguments: Any) -> None:
        real(*arguments)
        seen.append(station.read(found))

    monkeypatch.setattr(module, step, watched)
    network_copy.apply_delta(system_world(), station.replica.network_path, SECOND, NOW, HERE)

    assert seen
    assert all(one == BEFORE for one in seen)
