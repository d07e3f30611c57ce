"""A batch of movements as it is sent: a JSON array, or one JSON object a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated

import msgspec
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema

from core.orchestration.stock_intake import LineAnswer, LineStatus, MovementDraft
from core.rules.errors import BadInput
from core.rules.stock import Bucket, MovementKind
from core.rules.time import Instant
from core.service.records import InstantMs

MAX_MOVEMENTS = 2_000
"""Movements in one batch, and in one transaction."""

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


_decoder = msgspec.json.Decoder(MovementRecord)
_array = msgspec.json.Decoder(list[msgspec.Raw])


def read_movements(body: bytes) -> tuple[dict[int, MovementDraft], dict[int, LineAnswer]]:
    """The movements by their place from 1, and the answers to what is none.

    Raises:
        BadInput: `bad_json`, for a body that is neither; `too_many_movements`.
    """
    texts = _texts(body)
    if len(texts) > MAX_MOVEMENTS:
        raise BadInput("too_many_movements", limit=MAX_MOVEMENTS)
    drafts: dict[int, MovementDraft] = {}
    refused: dict[int, LineAnswer] = {}
    for number, text in enumerate(texts, 1):
        try:
            record = _decoder.decode(text)
        except msgspec.ValidationError:
            refused[number] = LineAnswer("", LineStatus.REFUSED, "bad_record")
        except (msgspec.DecodeError, UnicodeDecodeError):
            refused[number] = LineAnswer("", LineStatus.REFUSED, "bad_json")
        else:
            drafts[number] = _draft(record)
    return drafts, refused


def _texts(body: bytes) -> list[bytes | msgspec.Raw]:
    text = body.strip()
    if not text:
        raise BadInput("bad_json", reason="nothing was sent")
    if not text.startswith(b"["):
        return [line for line in text.split(b"\n") if line.strip()]
    try:
        return list(_array.decode(text))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("bad_json", reason=str(error)) from error


def _draft(record: MovementRecord) -> MovementDraft:
    return MovementDraft(
        id=record.id,
        at=Instant(record.at),
        kind=record.kind,
        sku=record.sku,
        location=record.location,
        quantity=record.quantity,
        bucket=record.bucket,
        to_bucket=record.to_bucket,
        serial=record.serial,
        reason=record.reason,
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
            },
        )
