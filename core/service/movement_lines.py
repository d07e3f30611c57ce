"""Movements as they are sent: a JSON array, one JSON object a line, or CSV with a heading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated

import msgspec
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema

from core.orchestration.stock_intake import MovementDraft
from core.rules.errors import BadInput
from core.rules.stock import Bucket, MovementKind
from core.rules.time import Instant
from core.service.csv_rows import Heading, cells_of, is_utf8
from core.service.line_faults import Fault, fault_of
from core.service.record_types import InstantMs

MAX_MOVEMENTS = 2_000
"""Movements in one array, and in one transaction. Lines come without end."""

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f]+$")]
Units = Annotated[int, msgspec.Meta(ge=-(2**31), lt=2**31)]


class MovementRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What happened to stock. `id` is the sender's and unique for ever; `at` in milliseconds since the epoch.

    `quantity` is in units, negative only for corrections (`adjusted`).
    """

    id: Word
    at: InstantMs
    kind: MovementKind
    sku: Word
    location: Word
    quantity: Units
    bucket: Bucket = Bucket.SELLABLE
    to_bucket: Bucket | None = None
    serial: Word | None = None
    reason: Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[^\x00-\x1f]*$")] = ""


class NoMovement(msgspec.Struct, frozen=True):
    """What is no movement: why, and what is wrong with it where it can be said."""

    code: str
    fault: Fault | None = None


Read = MovementDraft | NoMovement
"""A movement, or why it is none."""
Reader = Callable[[Iterable[bytes | msgspec.Raw]], list[Read]]
"""Reads some whole lines, in their order."""

_decoder = msgspec.json.Decoder(MovementRecord)
_array = msgspec.json.Decoder(list[msgspec.Raw])
_BAD_JSON = NoMovement("bad_json")
_BAD_RECORD = NoMovement("bad_record")
_BAD_ENCODING = NoMovement("bad_encoding")


def read_array(body: bytes) -> list[bytes | msgspec.Raw]:
    """The elements of a JSON array, as they stand.

    Raises:
        BadInput: `bad_json`, `too_many_movements`.
    """
    try:
        texts = _array.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("bad_json", reason=str(error)) from error
    if len(texts) > MAX_MOVEMENTS:
        raise BadInput("too_many_movements", limit=MAX_MOVEMENTS)
    return list(texts)


def read_json(lines: Iterable[bytes | msgspec.Raw]) -> list[Read]:
    """One movement a line."""
    return [_from_json(line) for line in lines]


def _from_json(line: bytes | msgspec.Raw) -> Read:
    try:
        return draft_of(_decoder.decode(line))
    except msgspec.ValidationError as error:
        return NoMovement("bad_record", fault_of(error))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _BAD_JSON


class CsvReader:
    """One movement a line under a heading, which comes first. No cell holds a line's end."""

    def __init__(self, heading: bytes) -> None:
        """BadInput `bad_heading` for columns that no movement has; `bad_encoding`."""
        self._heading = Heading.of(_decoded(heading), MovementRecord)

    def __call__(self, lines: Iterable[bytes | msgspec.Raw]) -> list[Read]:
        return [self._from_line(_decoded(bytes(line))) for line in lines]

    def _from_line(self, text: str) -> Read:
        if not is_utf8(text):
            return _BAD_ENCODING
        cells = cells_of(text, self._heading.delimiter)
        if cells is None:
            return _BAD_RECORD
        try:
            return draft_of(self._heading.record(cells, MovementRecord))
        except msgspec.ValidationError as error:
            return NoMovement("bad_record", fault_of(error))


def _decoded(line: bytes) -> str:
    return line.decode("utf-8-sig", "surrogateescape")


def draft_of(record: MovementRecord) -> MovementDraft:
    """The movement as the ledger takes it."""
    return MovementDraft(
        record.id,
        Instant(record.at),
        record.kind,
        record.sku,
        record.location,
        record.quantity,
        record.bucket,
        record.to_bucket,
        record.serial,
        record.reason,
    )


_OPTIONAL = frozenset({"bucket", "to_bucket", "serial", "reason"})
_NUMBERS = frozenset({"at", "quantity"})
_CHOICES: Mapping[str, list[str | None]] = MappingProxyType(
    {
        "kind": [kind.value for kind in MovementKind],
        "bucket": [bucket.value for bucket in Bucket],
        "to_bucket": [None, *(bucket.value for bucket in Bucket)],
    }
)


def _schema() -> Schema:
    """The record for the API's description."""
    names = MovementRecord.__struct_fields__
    return Schema(
        type=OpenAPIType.OBJECT,
        description=MovementRecord.__doc__,
        required=[name for name in names if name not in _OPTIONAL],
        properties={name: _property(name) for name in names},
        additional_properties=False,
    )


def _property(name: str) -> Schema:
    if name in _CHOICES:
        return Schema(enum=_CHOICES[name])
    return Schema(type=OpenAPIType.INTEGER if name in _NUMBERS else OpenAPIType.STRING)


@dataclass
class MovementsOperation(Operation):
    """The description of the batch, which Litestar cannot read off a body of bytes."""

    def __post_init__(self) -> None:
        batch = Schema(type=OpenAPIType.ARRAY, items=_schema(), max_items=MAX_MOVEMENTS)
        lines = Schema(type=OpenAPIType.STRING)
        self.request_body = RequestBody(
            required=True,
            content={
                "application/json": OpenAPIMediaType(schema=batch),
                "application/x-ndjson": OpenAPIMediaType(schema=lines),
                "text/csv": OpenAPIMediaType(schema=lines),
            },
        )
