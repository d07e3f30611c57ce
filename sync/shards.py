"""The network's copy, shard by shard: what its rows add up to, and one shard's rows put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from core.model import network_file, network_rows, row_hashes, row_sums, search_stock
from core.model.search_stock import ANYWHERE
from core.rules.errors import Damaged
from core.wire import Delta
from sync.network_copy import NETWORK_TABLES, opened, unfit_is_damaged
from sync.ports import World

Rows = Mapping[tuple[Any, ...], Sequence[Any]]
"""Rows of one table by primary key, values in the order of its columns."""
DIVERGED: Final = "network_diverged"


class Shard(msgspec.Struct, frozen=True, order=True):
    """One of the 256 shares of a table."""

    table: str
    number: int


class Kept(msgspec.Struct, frozen=True):
    """What a copy says of itself: its version, and by table the sums that its rows should have."""

    version: int
    epoch: str
    sums: dict[str, bytes]

    def totals(self) -> dict[str, int]:
        """The sums of whole tables."""
        return {name: row_hashes.total(row_hashes.unpack(sums)) for name, sums in self.sums.items()}

    def differing(self, sums: Mapping[str, bytes]) -> list[Shard]:
        """The shards in which these sums are others; tables that one side does not know are left out."""
        return [
            Shard(name, number)
            for name in sorted(self.sums.keys() & sums.keys())
            for number in row_hashes.differing(
                row_hashes.unpack(self.sums[name]), row_hashes.unpack(sums[name])
            )
        ]


def kept(path: Path) -> Kept:
    """The sums that the copy has kept.

    Raises:
        Damaged: `network_damaged`.
    """
    with unfit_is_damaged(), opened(path, "ro") as connection:
        connection.execute("BEGIN")
        return _kept(connection)


def _kept(connection: Any) -> Kept:
    version, epoch = connection.execute("SELECT version, epoch FROM network_state").fetchone()
    sums = {name: row_hashes.pack(row_sums.kept(connection, table)) for name, table in NETWORK_TABLES.items()}
    return Kept(version, epoch, sums)


def as_they_are(path: Path) -> Kept:
    """The sums of the rows as they are. Reads all of them: seconds for a million.

    Raises:
        Damaged: `network_damaged`.
    """
    with unfit_is_damaged(), opened(path, "ro") as connection:
        connection.execute("BEGIN")
        found = _kept(connection)
        sums = {
            name: row_hashes.pack(row_sums.scanned(connection, table))
            for name, table in NETWORK_TABLES.items()
        }
        return msgspec.structs.replace(found, sums=sums)


def examine(path: Path, number: int) -> list[Shard]:
    """Hold one shard of each table against its rows; what the rows really add up to is kept from now on.

    Returns:
        The shards whose rows were changed behind the copy's back.

    Raises:
        Damaged: `network_damaged`.
    """
    found = []
    with unfit_is_damaged(), opened(path, "ro") as connection:
        connection.execute("BEGIN")
        for name, table in NETWORK_TABLES.items():
            rows = row_sums.rows_of_shard(connection, table, number)
            if row_sums.shard_sum(table, rows, number) != row_sums.kept(connection, table)[number]:
                found.append(Shard(name, number))
    if found:
        with unfit_is_damaged(), opened(path, "rw") as connection:
            connection.execute("BEGIN IMMEDIATE")
            for shard in found:
                _keep_as_it_is(connection, shard)
            connection.execute("COMMIT")
    return found


def _keep_as_it_is(connection: Any, shard: Shard) -> int:
    """Keep the sum that a shard's rows have; returns it."""
    table = NETWORK_TABLES[shard.table]
    sums = row_sums.kept(connection, table)
    rows = row_sums.rows_of_shard(connection, table, shard.number)
    sums[shard.number] = row_sums.shard_sum(table, rows, shard.number)
    row_sums.keep(connection, table, sums)
    return int(sums[shard.number])


def rows_then(answer: Delta, shard: Shard, deltas: Iterable[Delta]) -> Rows:
    """A shard's rows as the core told them, brought on by the deltas since.

    Raises:
        Damaged: `network_diverged`: they are not this shard's rows.
    """
    table = NETWORK_TABLES[shard.table]
    names = row_sums.columns_of(table)
    by = names.index(row_hashes.shard_column(table))
    keys = [names.index(column.name) for column in table.primary_key.columns]
    rows: dict[tuple[Any, ...], Sequence[Any]] = {}
    for delta in (answer, *deltas):
        for change in delta.tables:
            if change.name != shard.table:
                continue
            if set(change.columns) != set(names):
                raise Damaged(DIVERGED, table=shard.table, shard=shard.number)
            for key in change.deleted_keys:
                rows.pop(tuple(key), None)
            order = [change.columns.index(name) for name in names]
            for values in change.rows():
                row = [values[place] for place in order]
                rows.pop(tuple(row[place] for place in keys), None)
                if row[by] % row_hashes.SHARDS == shard.number:
                    rows[tuple(row[place] for place in keys)] = row
    return rows


def differing_rows(path: Path, shard: Shard, rows: Rows) -> int:
    """How many rows of a shard are not as they should be."""
    with unfit_is_damaged(), opened(path, "ro") as connection:
        wrong, missing = _compared(connection, shard, rows)
    return len(wrong | missing.keys())


def _compared(connection: Any, shard: Shard, rows: Rows) -> tuple[set[tuple[Any, ...]], dict[Any, list[Any]]]:
    """The file's keys of rows that are to go, and the rows to come; one that changes is among both."""
    table = NETWORK_TABLES[shard.table]
    names = row_sums.columns_of(table)
    keys = [names.index(name) for name in network_file.file_key(table)]
    rows = {tuple(row[part] for part in keys): row for row in rows.values()}
    old = row_sums.rows_of_shard(connection, table, shard.number)
    there = {tuple(row[part] for part in keys): list(row) for row in old}
    wrong = {key for key, row in there.items() if key not in rows or list(rows[key]) != row}
    return wrong, {key: list(row) for key, row in rows.items() if there.get(key) != list(row)}


def mend(
    world: World, path: Path, at: Kept, shard: Shard, rows: Rows, expected: int, place: int = ANYWHERE
) -> int:
    """Put a shard's rows in order, all or nothing; returns how many were not as they should be.

    Args:
        at: the copy as it was when `rows` were put together: of that version they are.
        expected: what they add up to, by the manifest.
        place: the location whose stock search is to put first.

    Raises:
        Damaged: `network_diverged`: the copy has moved on, or the rows do not add up; nothing was written.
    """
    table = NETWORK_TABLES[shard.table]
    with unfit_is_damaged(), opened(path, "rw") as connection:
        connection.execute("BEGIN IMMEDIATE")
        if (found := _kept(connection)).version != at.version or found.epoch != at.epoch:
            raise Damaged(DIVERGED, table=shard.table, shard=shard.number)
        wrong, missing = _compared(connection, shard, rows)
        columns = [list(column) for column in zip(*missing.values(), strict=True)]
        names = row_sums.columns_of(table) if columns else []
        network_rows.change(connection, table, names, columns, sorted(wrong), network_file.file_key(table))
        if _keep_as_it_is(connection, shard) != expected:
            raise Damaged(DIVERGED, table=shard.table, shard=shard.number)
        if shard.table == "position":
            search_stock.recount(connection, {key[0] for key in (*wrong, *rows)})
        network_file.settle(connection, place)
        with world.commit("network.mended"):
            connection.execute("COMMIT")
    return len(wrong | missing.keys())
