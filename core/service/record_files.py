"""Files of records: JSON lines, or CSV with a heading; read line by line, in bounded memory.

A cell of a CSV file that a spreadsheet would take for a formula is written with an apostrophe before it, and
read without it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO, TypeVar

import msgspec

from core.rules.errors import BadInput

MAX_LINE_BYTES = 1_000_000
"""Longer than any record; a file that is not lines is not read whole."""
CSV_SUFFIX = ".csv"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

T = TypeVar("T", bound=msgspec.Struct)


class LineError(msgspec.Struct, frozen=True):
    """Why a line was left out. Lines count from 1, a heading included."""

    line: int
    code: str
    detail: str = ""


Line = tuple[int, T | LineError]


def read(path: Path, kind: type[T]) -> Iterator[Line[T]]:
    """The records of a file with their line numbers, and an error for each line that is none.

    Raises:
        BadInput: `no_such_file`, `bad_encoding`, or `bad_heading` for a CSV file.
    """
    try:
        yield from _read_csv(path, kind) if path.suffix.lower() == CSV_SUFFIX else _read_lines(path, kind)
    except FileNotFoundError as error:
        raise BadInput("no_such_file", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise BadInput("bad_encoding", path=str(path), wanted="UTF-8") from error


def _read_lines(path: Path, kind: type[T]) -> Iterator[Line[T]]:
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(kind)
    with path.open("rb") as file:
        number, is_rest = 0, False
        while text := file.readline(MAX_LINE_BYTES):
            is_whole = text.endswith(b"\n") or len(text) < MAX_LINE_BYTES
            number += not is_rest
            if is_rest or not is_whole:
                if not is_rest:
                    yield number, LineError(number, "line_too_long")
                is_rest = not is_whole
            elif text.strip():
                yield number, _decoded(number, text, decoder)


def _decoded(number: int, text: bytes, decoder: msgspec.json.Decoder[Any]) -> Any:
    try:
        return decoder.decode(text)
    except msgspec.ValidationError as error:
        return LineError(number, "bad_record", str(error))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return LineError(number, "bad_json", str(error))


def _read_csv(path: Path, kind: type[T]) -> Iterator[Line[T]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        unknown = set(rows.fieldnames or ()) - set(kind.__struct_fields__)
        if unknown or not rows.fieldnames:
            raise BadInput("bad_heading", path=str(path), unknown=sorted(map(str, unknown)))
        for row in rows:
            yield rows.line_num, _from_cells(rows.line_num, row, kind)


def _from_cells(number: int, row: dict[str, str], kind: type[T]) -> T | LineError:
    # Empty cells are left to the record's defaults.
    cells = {name: unquoted(cell) for name, cell in row.items() if cell}
    try:
        return msgspec.convert(cells, kind, strict=False)
    except (msgspec.ValidationError, TypeError) as error:
        return LineError(number, "bad_record", str(error))


def unquoted(cell: str) -> str:
    """A cell as it was before it was kept from being taken for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA_STARTS else cell


def write(path: Path, kind: type[msgspec.Struct], records: Iterable[msgspec.Struct]) -> int:
    """Write records as CSV or JSON lines, by the file's suffix; returns how many."""
    with path.open("w", encoding="utf-8", newline="") as file:
        return write_to(file, kind, records, is_csv=path.suffix.lower() == CSV_SUFFIX)


def write_to(
    file: TextIO, kind: type[msgspec.Struct], records: Iterable[msgspec.Struct], *, is_csv: bool
) -> int:
    """Write records to an open text file."""
    count = 0
    encoder = msgspec.json.Encoder()
    out = csv.writer(file, lineterminator="\n")
    if is_csv:
        out.writerow(kind.__struct_fields__)
    for record in records:
        if is_csv:
            out.writerow([_cell(value) for value in msgspec.structs.astuple(record)])
        else:
            file.write(encoder.encode(record).decode() + "\n")
        count += 1
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
