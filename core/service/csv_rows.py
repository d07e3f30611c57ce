"""Rows of CSV as spreadsheets write them. A row that is none is told by its line, and the rest is read.

A cell that a spreadsheet would take for a formula is written with an apostrophe before it, and read without.
Bytes that are no UTF-8 come as Python's `surrogateescape` leaves them.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, TextIO, TypeVar, get_type_hints

import msgspec

from core.rules.errors import BadInput
from core.service.line_faults import CUT_OFF, TOO_MANY_CELLS, Fault, Why

MAX_ROW_CHARS: Final = 16 * 1024
"""Longer than any record. A quotation that goes on for longer was never closed."""
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_OTHER_DELIMITERS: Final = (";", "\t")
"""What spreadsheets put between cells where the comma stands in numbers, as in French; or instead of it."""
_NOT_UTF8: Final = re.compile("[\udc80-\udcff]")
_COMMA_NUMBER: Final = re.compile(r"-?[0-9]+,[0-9]+")
"""A number as it stands in a spreadsheet that puts no commas between cells."""

T = TypeVar("T", bound=msgspec.Struct)


class Heading(msgspec.Struct, frozen=True):
    """The columns of a file, and what stands between its cells."""

    names: tuple[str, ...]
    delimiter: str = ","

    @classmethod
    def of(cls, line: str, kind: type[msgspec.Struct]) -> Heading:
        """The heading of a file of records of this kind.

        Raises:
            BadInput: `bad_heading` for columns that no such record has, or has once, and for those missing
                that each has to tell; `bad_encoding`.
        """
        if not is_utf8(line):
            raise BadInput("bad_encoding", wanted="UTF-8")
        delimiter = next((one for one in _OTHER_DELIMITERS if one in line and "," not in line), ",")
        names = tuple(name.strip() for name in cells_of(line, delimiter) or ())
        unknown = set(names) - set(kind.__struct_fields__)
        if unknown or not names:
            raise BadInput("bad_heading", unknown=sorted(unknown))
        if twice := {name for name in names if names.count(name) > 1}:
            raise BadInput("bad_heading", twice=sorted(twice))
        if missing := _required(kind) - set(names):
            raise BadInput("bad_heading", missing=sorted(missing))
        return cls(names, delimiter)

    def record(self, cells: Sequence[str], kind: type[T]) -> T:
        """The record of a row's cells; empty ones are left to its defaults, or are empty where there is none.

        Raises:
            msgspec.ValidationError: they are none.
        """
        if any(cells[len(self.names) :]):
            raise msgspec.ValidationError(TOO_MANY_CELLS)
        empty = _has_to_say(kind)
        fractions = _fractions(kind) if self.delimiter != "," else ()
        told = {
            name: _pointed(cell) if name in fractions else unquoted(cell)
            for name, cell in zip(self.names, cells, strict=False)
            if cell or name in empty
        }
        return msgspec.convert(told, kind, strict=False)


@cache
def _required(kind: type[msgspec.Struct]) -> frozenset[str]:
    """Columns without which no row is a record."""
    return frozenset(field.name for field in msgspec.structs.fields(kind) if field.required)


@cache
def _fractions(kind: type[msgspec.Struct]) -> frozenset[str]:
    """Columns of numbers that may have a fraction."""
    return frozenset(name for name, hint in get_type_hints(kind).items() if hint is float)


def _pointed(cell: str) -> str:
    return cell.replace(",", ".") if _COMMA_NUMBER.fullmatch(cell) else unquoted(cell)


@cache
def _has_to_say(kind: type[msgspec.Struct]) -> frozenset[str]:
    """Texts without a default that may be empty, as the badge of who has none: an empty cell says so."""
    return frozenset(
        field.name for field in msgspec.structs.fields(kind) if field.required and _may_be_empty(field.type)
    )


def _may_be_empty(kind: Any) -> bool:
    try:
        return bool(msgspec.convert("", kind, strict=False) == "")
    except msgspec.ValidationError:
        return False


def is_utf8(text: str) -> bool:
    """Whether all bytes of a text could be read."""
    return _NOT_UTF8.search(text) is None


def cells_of(line: str, delimiter: str) -> list[str] | None:
    """The cells of one line; None of what is no line of CSV."""
    try:
        return next(csv.reader([line.strip("\r\n")], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None


def unquoted(cell: str) -> str:
    """A cell as it was before it was kept from being taken for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_STARTS else cell


class BadRow(msgspec.Struct, frozen=True):
    """Why a row was left out."""

    code: str
    detail: str = ""
    fault: Fault | None = None


def rows(file: TextIO, heading: Heading) -> Iterator[tuple[int, list[str] | BadRow]]:
    """The rows under a heading that has been read, each with the line on which it begins; none that is empty.

    Spreadsheets leave empty cells at the end of a row out. Where the file ends as well, it may be cut off in
    the middle of a word: such a row is none. A file that is cut off within its last column has all its cells,
    and is read: of files by other programs many end without the end of a line, and to warn of each would be
    to warn of none.

    The file is read as it stands (`newline=""`), in bounded memory.
    """
    lines, number = _Lines(file), 2
    reader = csv.reader(lines, delimiter=heading.delimiter, strict=True)
    while True:
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, BadRow("line_too_long" if lines.is_too_long else "bad_record", str(error))
            # Where a quotation was not closed, the lines after it were never meant to be within it.
            lines.put_back()
            number += 1
            continue
        if any(cell.strip() for cell in cells):
            yield number, _judged(cells, is_cut_off=lines.is_at_end and len(cells) < len(heading.names))
        number += lines.taken


def _judged(cells: list[str], *, is_cut_off: bool) -> list[str] | BadRow:
    if is_cut_off:
        return BadRow("bad_record", CUT_OFF, Fault(Why.CUT_OFF))
    return cells if is_utf8("".join(cells)) else BadRow("bad_encoding")


class _Lines:
    """The lines of a file, for `csv.reader`; those of a row that was none come again.

    Attributes:
        is_too_long: the row's first line is longer than any.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._chars = 0
        self.is_too_long = False

    @property
    def is_at_end(self) -> bool:
        """The row's last line has no end: it is the file's last."""
        return bool(self._row) and not self._row[-1].endswith(("\n", "\r"))

    @property
    def taken(self) -> int:
        """Lines that the row has taken."""
        return len(self._row)

    def begin_row(self) -> None:
        """What comes next is of another row."""
        self._row, self._chars, self.is_too_long = [], 0, False

    def put_back(self) -> None:
        """All lines of the row but the first are of others."""
        self._again.extendleft(reversed(self._row[1:]))

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._from_file()
        if not line:
            raise StopIteration
        self._row.append(line)
        self._chars += len(line)
        if self._chars >= MAX_ROW_CHARS:
            self.is_too_long = len(self._row) == 1
            raise csv.Error("a row without an end")
        return line

    def _from_file(self) -> str:
        line = rest = self._file.readline(MAX_ROW_CHARS)
        while len(rest) == MAX_ROW_CHARS and not rest.endswith(("\n", "\r")):
            rest = self._file.readline(MAX_ROW_CHARS)
        return line
