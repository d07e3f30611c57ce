"""A cursor of PostgreSQL that describes its columns only to who reads them.

SQLAlchemy asks each result for its columns, and reads them of a statement's first one alone: the driver's own
cursor makes an object for each of them every time, a tenth of what it takes to get a row by its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

from psycopg import Column, Cursor


class _Columns(Sequence[Column]):
    """The columns of a result, each made when it is read."""

    def __init__(self, cursor: Cursor[Any], count: int) -> None:
        self._cursor = cursor
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Column: ...

    @overload
    def __getitem__(self, place: slice) -> list[Column]: ...

    def __getitem__(self, place: int | slice) -> Column | list[Column]:
        if isinstance(place, slice):
            return [Column(self._cursor, one) for one in range(*place.indices(self._count))]
        return Column(self._cursor, range(self._count)[place])


class QuickCursor(Cursor[Any]):
    """The driver's cursor; see the module."""

    @property
    def description(self) -> Any:
        """The columns of the current result, while it is that; None if it has no rows."""
        result = self.pgresult
        return _Columns(self, result.nfields) if result and result.nfields else super().description
