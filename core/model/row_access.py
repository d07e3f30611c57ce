"""Rows read and written below the ORM: a few prepared statements for many rows of a table.

A statement of the ORM costs some 0.3 ms of processor whatever it does, and a row that its session keeps 0.1.
Values go through the column types' own processors, so that what is read and written here is what the ORM
reads and writes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from operator import itemgetter
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Dialect, Float, LargeBinary, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.attributes import manager_of_class

from core.model.base import Base
from core.model.capture import Image, RowChange

R = TypeVar("R", bound=DeclarativeBase)

KEYS_A_STATEMENT: Final = 500
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


class RowAccess:
    """Reads and writes rows on the connection that a session's transaction is on."""

    def __init__(self, session: Session) -> None:
        connection = session.connection()
        self.dialect = connection.dialect
        self.is_sqlite = self.dialect.name == "sqlite"
        driver: Any = connection.connection.driver_connection
        self._driver = driver
        # One for all statements: to make one costs PostgreSQL's driver as much as a statement.
        self._cursor = driver.cursor()
        self._error: type[Exception] = self.dialect.loaded_dbapi.Error

    def shape(self, table: Any) -> Shape:
        """The shape of a table's rows here."""
        return shape_of(table, self.dialect)

    def fetch(self, statement: str, values: Sequence[Any]) -> list[Values]:
        """All rows of a statement that is written for this database."""
        try:
            found: list[Values] = self._cursor.execute(statement, values).fetchall()
        except self._error as error:
            raise self._told(error, statement, values) from error
        return found

    def _told(self, error: Exception, statement: str, values: Any) -> Exception:
        """As SQLAlchemy tells it: who runs a transaction again looks for that."""
        return DBAPIError.instance(statement, values, error, self._error, dialect=self.dialect)

    def select(self, table: Any, column: str, keys: Collection[Any], *, lock: bool = False) -> list[Any]:
        """The values of all rows whose `column` is one of `keys`, in the order of their primary keys."""
        shape = self.shape(table)
        condition, values = self.among(column, keys)
        rows = self.fetch(_select(shape, condition) + (self._for_update if lock else ""), values)
        return [shape.read(row) for row in rows]

    @property
    def _for_update(self) -> str:
        """SQLite has one writer, and that is us."""
        return "" if self.is_sqlite else " FOR UPDATE"

    def among(self, column: str, keys: Collection[Any]) -> tuple[str, list[Any]]:
        """The condition that a column is one of `keys`, and its parameters."""
        if self.is_sqlite:
            return f"{column} IN ({', '.join('?' * len(keys))})", list(keys)
        return f"{column} = ANY(%s)", [list(keys)]

    def column(self, table: Any, wanted: Sequence[str], column: str, keys: Collection[Any]) -> list[Values]:
        """Some columns, as the driver gives them, of the rows whose `column` is one of `keys`."""
        condition, values = self.among(column, keys)
        names, name = ", ".join(wanted), self.shape(table).table.name
        return self.fetch(f"SELECT {names} FROM {name} WHERE {condition}", values)

    def select_where(self, table: Any, condition: str) -> list[Any]:
        """The values of all rows for which a condition without parameters holds."""
        shape = self.shape(table)
        return [shape.read(row) for row in self.fetch(_select(shape, condition), ())]

    def select_places(self, table: Any, keys: Collection[Values], *, lock: bool = False) -> list[Any]:
        """The values of the rows with these primary keys of several columns, in the order of the keys."""
        shape = self.shape(table)
        if self.is_sqlite:
            # SQLite looks up no index for pairs, but it does for each of many conditions.
            one = f"({' AND '.join(f'{name} = ?' for name in shape.keys)})"
            rows = self.fetch(
                _select(shape, " OR ".join([one] * len(keys))), [value for key in keys for value in key]
            )
        else:
            rows = self.fetch(
                _select_from_arrays(shape, lock=lock), [list(one) for one in zip(*keys, strict=True)]
            )
        return [shape.read(row) for row in rows]

    def wait_at_most(self, lock_ms: int) -> None:
        """Wait so long for one lock in this transaction. SQLite has one lock, which is taken at once."""
        if not self.is_sqlite:
            self._cursor.execute(f"SET LOCAL lock_timeout = {lock_ms}")

    @contextmanager
    def unhurried(self) -> Iterator[None]:
        """Within it, PostgreSQL is told what to write and waited for only where something is read, or at the
        end."""
        if self.is_sqlite:
            yield
            return
        try:
            with self._driver.pipeline():
                yield
        except self._error as error:
            raise self._told(error, "a pipeline", ()) from error

    def write(self, changes: Iterable[RowChange]) -> None:
        """Bring the tables to what these changes say: a few statements for each table."""
        made: dict[Shape, list[Image]] = {}
        changed: dict[tuple[Shape, tuple[str, ...]], list[RowChange]] = {}
        gone: dict[Shape, list[RowChange]] = {}
        for change in changes:
            shape, before, after = self.shape(Base.metadata.tables[change.table]), change.before, change.after
            if after is None:
                gone.setdefault(shape, []).append(change)
            elif before is None:
                made.setdefault(shape, []).append(after)
            elif names := tuple(name for name in shape.names if before[name] != after[name]):
                changed.setdefault((shape, names), []).append(change)
        for shape, images in made.items():
            self.insert(shape, images)
        for (shape, names), some in changed.items():
            self._update(shape, names, some)
        for shape, some in gone.items():
            self._run_many(_delete(shape), [list(change.key) for change in some])

    def insert(self, shape: Shape, images: Sequence[Image], names: tuple[str, ...] = ()) -> None:
        """Add rows: these columns of each, or all."""
        names = names or shape.names
        if self.is_sqlite:
            self._run_many(_insert(shape, names), [shape.written(names, image) for image in images])
        else:
            self._run(_insert_from_json(shape, names), shape.as_json(names, images))

    def _update(self, shape: Shape, names: tuple[str, ...], changes: Sequence[RowChange]) -> None:
        images = [change.after for change in changes if change.after is not None]
        if self.is_sqlite:
            rows = [shape.written((*names, *shape.keys), image) for image in images]
            self._run_many(_update(shape, names), rows)
        else:
            self._run(_update_from_json(shape, names), shape.as_json((*names, *shape.keys), images))

    def _run(self, statement: str, value: Any) -> None:
        try:
            self._cursor.execute(statement, [value])
        except self._error as error:
            raise self._told(error, statement, [value]) from error

    def _run_many(self, statement: str, rows: list[list[Any]]) -> None:
        try:
            self._cursor.executemany(statement, rows)
        except self._error as error:
            raise self._told(error, statement, rows) from error


def access_of(session: Session) -> RowAccess:
    """A session's own, or a new one."""
    own: RowAccess | None = getattr(session, "access", None)
    return own or RowAccess(session)


def instance(kind: type[R], names: Sequence[str], values: Sequence[Any]) -> R:
    """A mapped row that no session knows, with these values."""
    row: R = manager_of_class(kind).new_instance()
    row.__dict__.update(zip(names, values, strict=True))
    return row


@cache
def _select(shape: Shape, condition: str) -> str:
    names, order = ", ".join(shape.names), ", ".join(shape.keys)
    return f"SELECT {names} FROM {shape.table.name} WHERE {condition} ORDER BY {order}"


@cache
def _select_from_arrays(shape: Shape, *, lock: bool) -> str:
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
def _insert(shape: Shape, columns: tuple[str, ...]) -> str:
    marks = ", ".join([shape.mark] * len(columns))
    return f"INSERT INTO {shape.table.name} ({', '.join(columns)}) VALUES ({marks})"


def _row(table: str) -> str:
    """A row of a table as a type. Quoted: some names are words of the language."""
    return f'NULL::"{table}"'


@cache
def _insert_from_json(shape: Shape, columns: tuple[str, ...]) -> str:
    name, names = shape.table.name, ", ".join(columns)
    return f"INSERT INTO {name} ({names}) SELECT {names} FROM json_populate_recordset({_row(name)}, %s)"


@cache
def _update_from_json(shape: Shape, changed: tuple[str, ...]) -> str:
    name = shape.table.name
    values = ", ".join(f"{column} = said.{column}" for column in changed)
    keys = " AND ".join(f"{name}.{key} = said.{key}" for key in shape.keys)
    return f"UPDATE {name} SET {values} FROM json_populate_recordset({_row(name)}, %s) AS said WHERE {keys}"


@cache
def _update(shape: Shape, changed: tuple[str, ...]) -> str:
    values = ", ".join(f"{name} = {shape.mark}" for name in changed)
    return f"UPDATE {shape.table.name} SET {values} WHERE {_by_key(shape)}"


@cache
def _delete(shape: Shape) -> str:
    return f"DELETE FROM {shape.table.name} WHERE {_by_key(shape)}"


def _by_key(shape: Shape) -> str:
    return " AND ".join(f"{name} = {shape.mark}" for name in shape.keys)
