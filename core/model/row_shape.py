"""How the rows of a table look to a database, and the statements about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Dialect, Float, LargeBinary, Table

from core.model.capture import Image

Values = tuple[Any, ...]
"""A row's columns in the order of its table."""
_Processor = Callable[[Any], Any]
_encode = msgspec.json.Encoder().encode


class Shape:
    """How the rows of a table look to one database.

    Attributes:
        name: the table's, as plain text.
        names: its columns.
        keys: the primary key's columns.
        values: a row's columns out of its `__dict__` or its image.
        key: the primary key out of the same: a value, or a tuple where there are several columns.
        defaults: by column, what a new row has that does not say; called, where it is a function.
    """

    def __init__(self, table: Table, dialect: Dialect) -> None:
        self.table = table
        self.name = str(table.name)
        self.is_sqlite = dialect.name == "sqlite"
        self.mark = "?" if self.is_sqlite else "%s"
        self.names = tuple(column.name for column in table.columns)
        self.keys = tuple(column.name for column in table.primary_key.columns)
        self.values: Callable[[Any], Values] = itemgetter(*self.names)
        self.key: Callable[[Any], Any] = itemgetter(*self.keys)
        self.defaults = {column.name: _default(column) for column in table.columns}
        types = {column.name: column.type.dialect_impl(dialect) for column in table.columns}
        self._from_database = [
            (place, processor)
            for place, name in enumerate(self.names)
            # Drivers give floats as they are; SQLAlchemy would ask what kind of number the column says it is.
            if not isinstance(types[name], Float)
            and (processor := types[name].result_processor(dialect, None))
        ]
        self._binary = frozenset(
            column.name for column in table.columns if isinstance(column.type, LargeBinary)
        )
        self._to_database: dict[str, _Processor] = {
            name: processor
            for name, kind in types.items()
            if (processor := kind.bind_processor(dialect)) is not None
        }

    def read(self, row: Values) -> Values:
        """The values of a row as the program knows them."""
        if not self._from_database:
            return row
        values = list(row)
        for place, processor in self._from_database:
            values[place] = processor(values[place])
        return tuple(values)

    def as_json(self, names: Sequence[str], images: Iterable[Image]) -> str:
        """Columns of several rows in one text, as PostgreSQL takes whole rows out of it."""
        binary = self._binary
        rows = [
            {name: _as_hex(image[name]) if name in binary else image[name] for name in names}
            for image in images
        ]
        return _encode(rows).decode()

    def written(self, names: Sequence[str], image: Image) -> list[Any]:
        """Columns of a row as the database takes them."""
        to_database = self._to_database
        return [to_database[name](image[name]) if name in to_database else image[name] for name in names]


def _as_hex(value: bytes | None) -> str | None:
    """Bytes as PostgreSQL reads them (its documentation, "bytea Hex Format")."""
    return None if value is None else f"\\x{value.hex()}"


def _default(column: Any) -> Any:
    default = column.default
    if default is None or not (default.is_scalar or default.is_callable):
        return None
    return (lambda: default.arg(None)) if default.is_callable else default.arg


@cache
def shape_of(table: Table, dialect: Dialect) -> Shape:
    """The shape of a table's rows; made once."""
    return Shape(table, dialect)


@cache
def select_of(shape: Shape, condition: str) -> str:
    """All columns of the rows for which a condition holds, in the order of their keys."""
    names, order = ", ".join(shape.names), ", ".join(shape.keys)
    return f"SELECT {names} FROM {shape.table.name} WHERE {condition} ORDER BY {order}"


@cache
def select_by_places(shape: Shape, *, lock: bool) -> str:
    """The same of the rows whose keys are given as arrays, a column each; on PostgreSQL."""
    name = shape.table.name
    columns = ", ".join(f"{name}.{column}" for column in shape.names)
    types = [shape.table.c[key].type.compile() for key in shape.keys]
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    keys = ", ".join(shape.keys)
    order = ", ".join(f"{name}.{key}" for key in shape.keys)
    return (
        f"SELECT {columns} FROM unnest({arrays}) AS wanted({keys}) JOIN {name} USING ({keys})"
        f" ORDER BY {order}" + (f" FOR UPDATE OF {name}" if lock else "")
    )


@cache
def insert_of(shape: Shape, columns: tuple[str, ...]) -> str:
    """A new row."""
    marks = ", ".join([shape.mark] * len(columns))
    return f"INSERT INTO {shape.table.name} ({', '.join(columns)}) VALUES ({marks})"


def _row(table: str) -> str:
    """A row of a table as a type. Quoted: some names are words of the language."""
    return f'NULL::"{table}"'


@cache
def insert_from_json(shape: Shape, columns: tuple[str, ...]) -> str:
    """New rows out of one text; on PostgreSQL."""
    name, names = shape.table.name, ", ".join(columns)
    return f"INSERT INTO {name} ({names}) SELECT {names} FROM json_populate_recordset({_row(name)}, %s)"


@cache
def update_from_json(shape: Shape, changed: tuple[str, ...]) -> str:
    """Changed columns of many rows out of one text; on PostgreSQL."""
    name = shape.table.name
    values = ", ".join(f"{column} = said.{column}" for column in changed)
    keys = " AND ".join(f"{name}.{key} = said.{key}" for key in shape.keys)
    return f"UPDATE {name} SET {values} FROM json_populate_recordset({_row(name)}, %s) AS said WHERE {keys}"


@cache
def update_of(shape: Shape, changed: tuple[str, ...]) -> str:
    """Changed columns of a row."""
    values = ", ".join(f"{name} = {shape.mark}" for name in changed)
    return f"UPDATE {shape.table.name} SET {values} WHERE {_by_key(shape)}"


@cache
def delete_of(shape: Shape) -> str:
    """A row that is no more."""
    return f"DELETE FROM {shape.table.name} WHERE {_by_key(shape)}"


def _by_key(shape: Shape) -> str:
    return " AND ".join(f"{name} = {shape.mark}" for name in shape.keys)
