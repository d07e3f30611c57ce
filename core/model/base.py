"""The declarative base, the column types, and where each table lives."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, MetaData, String, Table, inspect, text
from sqlalchemy import Text as UnboundedText
from sqlalchemy.orm import DeclarativeBase, mapped_column

HOME_NETWORK = "network"
"""In the network copy: the same rows for every store, written by the pull alone."""
HOME_STORE = "store"
"""In `store.db`: private to one store, written by commands and by the pull."""
HOME_REGION = "region"
"""In `store.db` as well: the same rows for every store of a region, written by the pull alone."""
HOME_CORE = "core"
"""On the core alone."""

Key = Annotated[str, mapped_column(String(64))]
"""A text identifier: UUIDs of 36 characters, and short names of streams."""
Code = Annotated[str, mapped_column(String(64))]
"""A short text that people or machines read: a code, a state, a kind."""
UnitName = Annotated[str, mapped_column(String(120))]
"""A sold unit: the key of its line and its place on it."""
Text = Annotated[str, mapped_column(String(400))]
"""A sentence or a name."""
Picture = Annotated[str, mapped_column(UnboundedText)]
"""A picture in base64."""
InstantColumn = Annotated[int, mapped_column(BigInteger)]
"""Milliseconds since the epoch, UTC."""
Json = Annotated[Any, mapped_column(JSON)]

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every mapped row. `home(...)` in `__table_args__` is required; a test holds it."""

    metadata = MetaData(naming_convention=NAMING)

    def __init__(self, **values: Any) -> None:
        """A new row, which no session knows yet, so that nobody has to be told of each value.

        Rows are made by the dozen for each request, and an ORM's own way of setting a column costs as much as
        what is done with it.

        Raises:
            TypeError: it has no such column.
        """
        names = _names(type(self))
        if not values.keys() <= names:
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(values.keys() - names))}")
        self.__dict__.update(values)


@cache
def _names(kind: type[Base]) -> frozenset[str]:
    """What its columns are called."""
    return frozenset(inspect(kind).column_attrs.keys())


def home(name: str, file_key: tuple[str, ...] = (), **options: Any) -> dict[str, Any]:
    """The table arguments that tell where a table lives on a workstation; for `file_key` see `FILE_KEY`."""
    key = {FILE_KEY: file_key} if file_key else {}
    return {"info": {"home": name, **key}, **options}


CORE_ONLY = {"home": HOME_CORE}
"""The `info` of an index that only the core needs, and no workstation has."""
FILE_KEY = "file_key"
"""In a table's `info`: the columns that cluster its rows in the network's file instead of its key."""


def refers_to(column: str) -> ForeignKey:
    """A foreign key that is checked at the commit.

    Without relationships the unit of work flushes tables in no particular order, so a child may go first.
    """
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


def tables_at_home(name: str) -> list[Table]:
    """The tables of one home, parents before children."""
    return [table for table in Base.metadata.sorted_tables if table.info.get("home") == name]


def index_where(name: str, *columns: str, where: str, info: dict[str, str] | None = None) -> Index:
    """An index of some of a table's rows, on SQLite by this declaration and on PostgreSQL by its migration.

    Told here, `postgresql_where` would have each workstation load that dialect.
    """
    return Index(name, *columns, sqlite_where=text(where), info=info)
