"""Changes of the network's copy, with its row hashes kept in step: the old rows' hashes are taken out and the
new ones put in, in the transaction of the change.

Of a table of integers, which has nearly all rows, only what differs is written: its rows come as arrays, are
compared with the old ones as arrays, and columns that no row changes are left alone. That pays for reading
the old rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Table

from core.model import network_file, row_hashes, row_sums
from core.model.network_file import SqliteConnection
from core.model.row_hashes import Ints, Sums
from core.model.row_sums import columns_of
from core.numpy_later import np


def change(
    connection: SqliteConnection,
    table: Table,
    columns: Sequence[str],
    values: Sequence[Any],
    deleted_keys: Sequence[Sequence[Any]],
    deleted_by: Sequence[str] = (),
) -> None:
    """Delete rows, then write last values, given by column (lists, or arrays where all are integers).

    `deleted_by` names the columns of `deleted_keys`; the table's primary key if it is empty.
    """
    sums = row_sums.kept(connection, table)
    if deleted_keys:
        by = deleted_by or [column.name for column in table.primary_key.columns]
        row_sums.count(sums, table, list(_rows_at(connection, table, by, deleted_keys)), row_hashes.take)
        network_file.delete_rows(connection, table, deleted_keys, by)
    if values and len(values[0]):
        is_all_integers = not any(isinstance(column, list) for column in values)
        if is_all_integers and row_hashes.is_integral(table) and set(columns) == set(columns_of(table)):
            by_name = dict(zip(columns, values, strict=True))
            _write_integers(connection, table, [by_name[name] for name in columns_of(table)], sums)
        else:
            _write_rows(connection, table, columns, values, sums)
    row_sums.keep(connection, table, sums)


def _write_rows(
    connection: SqliteConnection, table: Table, columns: Sequence[str], values: Sequence[Any], sums: Sums
) -> None:
    by_name = {name: list(map(_plain, column)) for name, column in zip(columns, values, strict=True)}
    by = network_file.file_key(table)
    keys = list(zip(*(by_name[name] for name in by), strict=True))
    row_sums.count(sums, table, list(_rows_at(connection, table, by, keys)), row_hashes.take)
    network_file.upsert_rows(connection, table, list(by_name), zip(*by_name.values(), strict=True))
    # As they stand now: a file may have a boolean as a number.
    row_sums.count(sums, table, list(_rows_at(connection, table, by, keys)), row_hashes.add)


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _write_integers(connection: SqliteConnection, table: Table, new: Sequence[Ints], sums: Sums) -> None:
    """Write rows of an integral table, given by column in its order."""
    names = columns_of(table)
    key_names = network_file.file_key(table)
    keys = [new[names.index(name)] for name in key_names]
    places, old = _old_integers(connection, table, key_names, keys)
    here = [column[places] for column in new]
    by = names.index(row_hashes.shard_column(table))
    row_hashes.take(sums, row_hashes.shards(old[by]), row_hashes.hashes_of_integers(table, old))
    row_hashes.add(sums, row_hashes.shards(new[by]), row_hashes.hashes_of_integers(table, new))

    differs = [one != other for one, other in zip(here, old, strict=True)]
    changed = [place for place, where in enumerate(differs) if where.any()]
    if changed:
        rows = np.flatnonzero(np.logical_or.reduce([differs[place] for place in changed]))
        written = [here[place][rows].tolist() for place in changed]
        at = [key[places][rows].tolist() for key in keys]
        assigned = ", ".join(f"{names[place]} = ?" for place in changed)
        where = " AND ".join(f"{name} = ?" for name in key_names)
        sql = f"UPDATE {table.name} SET {assigned} WHERE {where}"
        connection.executemany(sql, zip(*written, *at, strict=True))
    is_new = np.ones(len(new[0]), dtype=bool)
    is_new[places] = False
    if is_new.any():
        sql = f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(names))})"
        connection.executemany(sql, zip(*(column[is_new].tolist() for column in new), strict=True))


def _old_integers(
    connection: SqliteConnection, table: Table, by: Sequence[str], keys: Sequence[Ints]
) -> tuple[Ints, list[Ints]]:
    """The rows that are there: the places of their keys among `keys`, and their values by column."""
    _want(connection, by, zip(*(key.tolist() for key in keys), strict=True))
    names = ", ".join(f"t.{name}" for name in columns_of(table))
    cursor = connection.execute(f"SELECT w.rowid, {names} {_wanted_of(table, by)}")
    flat = np.fromiter(chain.from_iterable(cursor), dtype=np.int64)
    by_column = flat.reshape(-1, 1 + len(table.columns)).T
    return by_column[0] - 1, [np.ascontiguousarray(column) for column in by_column[1:]]


def _rows_at(
    connection: SqliteConnection, table: Table, by: Sequence[str], keys: Iterable[Sequence[Any]]
) -> Iterator[tuple[Any, ...]]:
    _want(connection, by, keys)
    names = ", ".join(f"t.{name}" for name in columns_of(table))
    return connection.execute(f"SELECT {names} {_wanted_of(table, by)}")  # type: ignore[no-any-return]


def _want(connection: SqliteConnection, by: Sequence[str], keys: Iterable[Sequence[Any]]) -> None:
    """Put keys where a statement can be joined with them; in this order they are looked up."""
    parts = [f"k{place}" for place, _ in enumerate(by)]
    connection.execute("DROP TABLE IF EXISTS temp.wanted")
    connection.execute(f"CREATE TEMP TABLE wanted ({', '.join(parts)})")
    connection.executemany(f"INSERT INTO temp.wanted VALUES ({', '.join('?' * len(parts))})", keys)


def _wanted_of(table: Table, by: Sequence[str]) -> str:
    matches = (f"t.{name} = w.k{place}" for place, name in enumerate(by))
    # CROSS: SQLite is not to turn the loops around.
    return f"FROM temp.wanted w CROSS JOIN {table.name} t WHERE {' AND '.join(matches)}"
