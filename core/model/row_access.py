"""Rows read and written below the ORM: a few prepared statements for many rows of a table.

A statement of the ORM costs some 0.3 ms of processor whatever it does, and a row that its session keeps 0.1.
Values go through the column types' own processors, so that what is read and written here is what the ORM
reads and writes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.attributes import manager_of_class

from core.model.base import Base
from core.model.capture import Image, RowChange
from core.model.row_shape import (
    Shape,
    Values,
    delete_of,
    insert_from_json,
    insert_of,
    select_by_places,
    select_of,
    shape_of,
    update_from_json,
    update_of,
)

R = TypeVar("R", bound=DeclarativeBase)

KEYS_A_STATEMENT: Final = 500


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
        rows = self.fetch(select_of(shape, condition) + (self._for_update if lock else ""), values)
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
        return [shape.read(row) for row in self.fetch(select_of(shape, condition), ())]

    def select_places(self, table: Any, keys: Collection[Values], *, lock: bool = False) -> list[Any]:
        """The values of the rows with these primary keys of several columns, in the order of the keys."""
        shape = self.shape(table)
        if self.is_sqlite:
            # SQLite looks up no index for pairs, but it does for each of many conditions.
            one = f"({' AND '.join(f'{name} = ?' for name in shape.keys)})"
            rows = self.fetch(
                select_of(shape, " OR ".join([one] * len(keys))), [value for key in keys for value in key]
            )
        else:
            rows = self.fetch(
                select_by_places(shape, lock=lock), [list(one) for one in zip(*keys, strict=True)]
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
            self._run_many(delete_of(shape), [list(change.key) for change in some])

    def fill(self, table: Any, values: Image, column: str, keys: Collection[Any]) -> None:
        """Have the rows whose `column` is one of `keys` say `values`; of numbers and texts."""
        shape = self.shape(table)
        condition, bound = self.among(column, keys)
        said = ", ".join(f"{name} = {shape.mark}" for name in values)
        self._run(f"UPDATE {shape.table.name} SET {said} WHERE {condition}", *values.values(), *bound)

    def insert(self, shape: Shape, images: Sequence[Image], names: tuple[str, ...] = ()) -> None:
        """Add rows: these columns of each, or all."""
        names = names or shape.names
        if self.is_sqlite:
            self._run_many(insert_of(shape, names), [shape.written(names, image) for image in images])
        else:
            self._run(insert_from_json(shape, names), shape.as_json(names, images))

    def _update(self, shape: Shape, names: tuple[str, ...], changes: Sequence[RowChange]) -> None:
        images = [change.after for change in changes if change.after is not None]
        if self.is_sqlite:
            rows = [shape.written((*names, *shape.keys), image) for image in images]
            self._run_many(update_of(shape, names), rows)
        else:
            self._run(update_from_json(shape, names), shape.as_json((*names, *shape.keys), images))

    def _run(self, statement: str, *values: Any) -> None:
        try:
            self._cursor.execute(statement, values)
        except self._error as error:
            raise self._told(error, statement, values) from error

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
