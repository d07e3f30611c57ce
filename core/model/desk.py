"""A session that knows what was gathered for it and nothing else: for many requests in one transaction.

Handlers ask it as they ask any session: `get`, `rows_of`, `add`, `delete`. It answers with the rows that were
read for it in advance and with what it was given since, and asks the database nothing: what nobody foresaw is
not answered, but ends the whole attempt (`NotGathered`), and the work is done in the ordinary way. What has
changed is found by comparing, and written once (`core.model.row_access`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, NoReturn, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.model.base import Base
from core.model.capture import RowChange
from core.model.fulfilment import Fulfilment, FulfilmentLine, Parcel
from core.model.gathered import GATHERED
from core.model.orders import Customer, Order, OrderLine
from core.model.plain_rows import kind_of, made_plain, plain_row
from core.model.row_access import KEYS_A_STATEMENT, RowAccess
from core.model.row_shape import Shape, Values
from core.model.stock import Reservation

R = TypeVar("R", bound=Base)

PARENTS: Final[Mapping[tuple[type[Base], str], type[Base]]] = MappingProxyType(
    {
        (Order, "customer_id"): Customer,
        (OrderLine, "order_id"): Order,
        (Fulfilment, "order_id"): Order,
        (Reservation, "holder"): Order,
        (FulfilmentLine, "fulfilment_id"): Fulfilment,
        (Parcel, "fulfilment_id"): Fulfilment,
    }
)
"""Columns that name a row of another table. Of one that is new, all of them are new."""


class NotGathered(Exception):
    """Something was asked that nobody foresaw: this is for an ordinary transaction."""


class Desk(Session):
    """One transaction over gathered rows; see the module.

    Rows are plain objects of the mapped kinds (`core.model.plain_rows`), and belong to no session of the ORM.

    Attributes:
        access: reads and writes rows on the transaction's connection.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, autoflush=False, expire_on_commit=False)
        # A transaction of its own: the ORM would keep a state of it for rows that it does not have.
        self._own_connection = engine.connect()
        try:
            self._own_transaction = self._own_connection.begin()
        except BaseException:
            self._own_connection.close()
            raise
        self.access = RowAccess(self)
        self.info[GATHERED] = self
        self._shapes: dict[type[Base], Shape] = {}
        self._rows: dict[type[Base], dict[Hashable, Base]] = {}
        self._before: dict[type[Base], dict[Hashable, Values]] = {}
        self._found: dict[tuple[type[Base], str], dict[Hashable, list[Base]]] = {}
        self._made: dict[type[Base], dict[Hashable, Base]] = {}
        self._gone: set[tuple[type[Base], Hashable]] = set()
        self._absent: dict[type[Base], set[Hashable]] = {}
        self._locked: set[tuple[type[Base], Hashable]] = set()

    def connection(self, *_args: Any, **_options: Any) -> Connection:
        """The one that the transaction is on."""
        return self._own_connection

    def commit(self) -> None:
        """Commit what was written."""
        self._own_transaction.commit()

    def rollback(self) -> None:
        """Take back what was written."""
        self._own_transaction.rollback()

    def close(self) -> None:
        """Give the connection back; what was not committed is taken back."""
        self._own_connection.close()

    @cached_property
    def beside(self) -> Session:
        """An ordinary session on the same connection, for statements about what nothing here changes."""
        return Session(self.connection(), autoflush=False)

    # What is read in advance.

    def take(self, column: InstrumentedAttribute[Any], keys: Iterable[Any], *, lock: bool = False) -> None:
        """Read all rows whose `column` is one of `keys`; locked, in the one order that avoids deadlocks."""
        kind, name = _named(column)
        known = self._found.setdefault((kind, name), {})
        wanted = sorted(set(keys) - known.keys())
        known.update({key: [] for key in wanted})
        for start in range(0, len(wanted), KEYS_A_STATEMENT):
            some = wanted[start : start + KEYS_A_STATEMENT]
            for values in self.access.select(kind.__table__, name, some, lock=lock):
                row = self._keep(kind, values, lock=lock)
                known[getattr(row, name)].append(row)

    def take_places(self, kind: type[Base], keys: Iterable[Values], *, lock: bool = False) -> None:
        """Read the rows with these primary keys of several columns."""
        wanted = sorted(set(keys) - self._rows.get(kind, {}).keys() - self._absent.get(kind, set()))
        for start in range(0, len(wanted), KEYS_A_STATEMENT):
            some = wanted[start : start + KEYS_A_STATEMENT]
            for values in self.access.select_places(kind.__table__, some, lock=lock):
                self._keep(kind, values, lock=lock)
        there = self._rows.get(kind, {})
        self._absent.setdefault(kind, set()).update(key for key in wanted if key not in there)

    def know(self, column: InstrumentedAttribute[Any], keys: Iterable[Any]) -> None:
        """Say that all rows whose `column` is one of `keys` have been read, by another column of theirs."""
        kind, name = _named(column)
        known = self._found.setdefault((kind, name), {})
        wanted = set(keys) - known.keys()
        known.update({key: [] for key in wanted})
        for row in self._rows.get(kind, {}).values():
            key = row.__dict__[name]
            if key in wanted:
                known[key].append(row)

    def read_beside(self, kind: type[R], condition: str) -> list[R]:
        """Rows that nothing here changes, by a condition that both databases know; they are not kept."""
        shape = self._shape(kind)
        rows: list[Any] = [
            plain_row(kind, shape.names, values)
            for values in self.access.select_where(kind.__table__, condition)
        ]
        return rows

    def _keep(self, kind: type[Base], values: Values, *, lock: bool) -> Base:
        shape = self._shape(kind)
        image = dict(zip(shape.names, values, strict=True))
        key = shape.key(image)
        rows = self._rows.setdefault(kind, {})
        row = rows.get(key)
        if row is None:
            row = rows[key] = plain_row(kind, shape.names, values)
            self._before.setdefault(kind, {})[key] = values
        elif self._before[kind][key] != values:
            raise NotGathered("changed between a look and its lock")
        if lock:
            self._locked.add((kind, key))
        return row

    def _shape(self, kind: type[Base]) -> Shape:
        shape = self._shapes.get(kind)
        if shape is None:
            shape = self._shapes[kind] = self.access.shape(kind.__table__)
        return shape

    # What handlers ask.

    def get(self, entity: Any, ident: Any, **_options: Any) -> Any:
        """The row, or None where it was looked for and is not there."""
        row = self._rows.get(entity, {}).get(ident)
        if row is not None:
            return None if (entity, ident) in self._gone else row
        if ident in self._absent.get(entity, ()):
            return None
        keys = self._shape(entity).keys
        if len(keys) == 1 and ident in self._found.get((entity, keys[0]), {}):
            return None
        raise NotGathered(entity.__tablename__)

    def get_one(self, entity: Any, ident: Any, **options: Any) -> Any:
        """The row, which is there."""
        row = self.get(entity, ident, **options)
        if row is None:
            raise NotGathered(entity.__tablename__)
        return row

    def find(self, column: InstrumentedAttribute[Any], keys: Iterable[Any]) -> list[Any]:
        """All rows whose `column` is one of `keys`, for `core.model.gathered.rows_of`."""
        kind, name = _named(column)
        found = self._found.get((kind, name), {})
        new = self._made.get(kind, {}).values()
        rows: list[Base] = []
        for key in keys:
            if key in found:
                rows += [row for row in found[key] if self._is_there(kind, row)]
            elif not self._is_new(PARENTS.get((kind, name)), key):
                row = self.get(kind, key) if (name,) == self._shape(kind).keys else None
                if row is None:
                    raise NotGathered(kind.__tablename__, name)
                rows.append(row)
                continue
            rows += [row for row in new if row.__dict__[name] == key]
        return rows

    def _is_there(self, kind: type[Base], row: Base) -> bool:
        return not self._gone or (kind, self._shape(kind).key(row.__dict__)) not in self._gone

    def _is_new(self, kind: type[Base] | None, key: Hashable) -> bool:
        return kind is not None and key in self._made.get(kind, {})

    def is_locked(self, kind: type[Base], key: Hashable) -> bool:
        """Whether nobody else can change the row before the commit."""
        return self.access.is_sqlite or (kind, key) in self._locked or self._is_new(kind, key)

    # What handlers change.

    def add(self, instance: Any, *, _warn: bool = True) -> None:
        """A new row, with its columns' defaults at once."""
        kind: type[Base] = kind_of(instance)
        shape, values = self._shape(kind), instance.__dict__
        for name, default in shape.defaults.items():
            if name not in values:
                values[name] = default() if callable(default) else default
        key = shape.key(values)
        if key is None or key in self._rows.get(kind, {}):
            raise NotGathered("a number of the database's, or a row that is there")
        self._rows.setdefault(kind, {})[key] = instance
        self._made.setdefault(kind, {})[key] = instance
        made_plain(instance)

    def add_all(self, instances: Iterable[object]) -> None:
        """Several new rows."""
        for one in instances:
            self.add(one)

    def delete(self, instance: Any) -> None:
        """A row is no more."""
        kind: type[Base] = kind_of(instance)
        key = self._shape(kind).key(instance.__dict__)
        if self._made.get(kind, {}).pop(key, None) is not None:
            del self._rows[kind][key]
            self._absent.setdefault(kind, set()).add(key)
        else:
            self._gone.add((kind, key))

    def flush(self, objects: Any = None) -> None:
        """Nothing: all is written at the end, once."""

    def changes(self) -> list[RowChange]:
        """What has changed since the rows were read."""
        made = []
        for kind, rows in self._rows.items():
            shape, before, new = self._shape(kind), self._before.get(kind, {}), self._made.get(kind, {})
            for key, row in rows.items():
                change = self._change(kind, shape, key, row, None if key in new else before[key])
                if change is not None:
                    made.append(change)
        return made

    def _change(
        self, kind: type[Base], shape: Shape, key: Any, row: Base, before: Values | None
    ) -> RowChange | None:
        is_deleted = (kind, key) in self._gone
        now = shape.values(row.__dict__)
        if now == before and not is_deleted:
            return None
        return RowChange(
            shape.name,
            key if isinstance(key, tuple) else (key,),
            None if before is None else dict(zip(shape.names, before, strict=True)),
            None if is_deleted else dict(zip(shape.names, now, strict=True)),
        )

    # What only an ordinary session does.

    def _unforeseen(self, *_args: Any, **_options: Any) -> NoReturn:
        raise NotGathered("a statement of its own")

    execute = scalars = scalar = query = merge = refresh = begin_nested = _unforeseen


def beside(session: Session) -> Session:
    """For statements about what a transaction does not change: of gathered rows they see nothing."""
    return session.beside if isinstance(session, Desk) else session


def _named(column: InstrumentedAttribute[Any]) -> tuple[type[Base], str]:
    kind: Any = column.class_
    return kind, column.key
