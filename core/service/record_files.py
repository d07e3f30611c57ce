"""Files of records: JSON lines, or CSV with a heading; read line by line, in bounded memory."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO, TypeVar

import msgspec

from core.rules.errors import BadInput
from core.service.csv_rows import FORMULA_STARTS, MAX_ROW_CHARS, BadRow, Heading, rows
from core.service.line_faults import Fault, fault_of
from core.service.whole_files import written_whole

MAX_LINE_BYTES = 1_000_000
"""Longer than any record; a file that is not lines is not read whole."""
CSV_SUFFIX = ".csv"

T = TypeVar("T", bound=msgspec.Struct)


class LineError(msgspec.Struct, frozen=True):
    """Why a line was left out. Lines count from 1, a heading included; of a row of several, the first.

    Attributes:
        detail: what a program, or its maker, makes of it.
        fault: what a person is told, where the code alone says too little.
    """

    line: int
    code: str
    detail: str = ""
    fault: Fault | None = None


Line = tuple[int, T | LineError]


def read(path: Path, kind: type[T]) -> Iterator[Line[T]]:
    """The records of a file with their line numbers, and an error for each line that is none.

    Raises:
        BadInput: `no_such_file`; `bad_heading` or `bad_encoding` for the heading of a CSV file.
    """
    try:
        yield from _read_csv(path, kind) if path.suffix.lower() == CSV_SUFFIX else _read_lines(path, kind)
    except FileNotFoundError as error:
        raise BadInput("no_such_file", path=str(path)) from error


def _read_lines(path: Path, kind: type[T]) -> Iterator[Line[T]]:
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(kind)
    with path.open("rb") as file:
        number, is_rest = 0, False
        while text := file.readline(MAX_LINE_BYTES):
            is_whole = text.endswith(b"\n") or len(text) < MAX_LINE_BYTES
            number += not is_rest
            text = text.removeprefix(BOM_UTF8) if number == 1 else text
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
        return LineError(number, "bad_record", str(error), fault_of(error))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return LineError(number, "bad_json", str(error))


def _read_csv(path: Path, kind: type[T]) -> Iterator[Line[T]]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        heading = Heading.of(file.readline(MAX_ROW_CHARS), kind)
        for number, row in rows(file, heading):
            if isinstance(row, BadRow):
                yield number, LineError(number, row.code, row.detail, row.fault)
            else:
                yield number, _from_cells(number, heading, row, kind)


def _from_cells(number: int, heading: Heading, cells: Sequence[str], kind: type[T]) -> T | LineError:
    try:
        return heading.record(cells, kind)
    except msgspec.ValidationError as error:
        return LineError(number, "bad_record", str(error), fault_of(error))


def write(path: Path, kind: type[msgspec.Struct], records: Iterable[msgspec.Struct]) -> int:
    """Write records as CSV or JSON lines, by the file's suffix, whole or not at all; returns how many."""
    with written_whole(path) as file:
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
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
