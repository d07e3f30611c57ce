"""What a workstation sends: commands in signed envelopes, and what the core answers.

The bytes that were signed are the envelope: they are kept, hashed, sent and verified as they are, and never
encoded anew. Each envelope holds the hash of the body before it on the same device, so a gap, a change or a
fork shows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Any, Final

import msgspec

from core.rules.errors import BadInput
from core.rules.time import Instant
from core.wire.signing import SIGNATURE_BYTES, SigningKey, verify

ENVELOPE_CONTEXT: Final = b"coulisse envelope 1"
NOTHING_BEFORE: Final = bytes(32)
"""The hash that stands before a device's first envelope."""

MAX_BODY_BYTES: Final = 64 * 1024
MAX_BATCH_ENVELOPES: Final = 100
MAX_BATCH_BYTES: Final = 1024 * 1024
MAX_ANSWER_BYTES: Final = 4 * 1024 * 1024
MAX_ARGUMENTS_BYTES: Final = 60 * 1024
ENVELOPE_OVERHEAD_BYTES: Final = SIGNATURE_BYTES + 16
"""Upper bound of what a signed envelope takes in a batch beyond its body."""

_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
_Uuid = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
_Hash = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
_Count = Annotated[int, msgspec.Meta(ge=0)]
_FromOne = Annotated[int, msgspec.Meta(ge=1)]


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """One command on its way.

    Attributes:
        id: the command's identifier (UUIDv7 text), made on the device.
        device_id: the device that made it.
        sequence: its place among the device's envelopes, from 1, without gaps.
        previous: SHA-256 of the body before it; `NOTHING_BEFORE` for the first.
        aggregate: what it acts on, such as ``fulfilment:<id>``; order is kept within it.
        base_version: version of the store stream that it was made on.
        base_network_version: version of the network stream that it was made on, where that matters.
        name: the command's name.
        version: the version of the command's arguments, from 1.
        arguments: msgpack of the arguments, a map.
        author: the staff member who did it.
        at: when it was done, by the device's clock.
    """

    id: _Uuid
    device_id: _Text
    sequence: _FromOne
    previous: _Hash
    aggregate: _Text
    base_version: _Count
    name: _Text
    version: _FromOne
    arguments: Annotated[bytes, msgspec.Meta(max_length=MAX_ARGUMENTS_BYTES)]
    author: _Text
    at: Instant
    base_network_version: _Count | None = None


class SignedEnvelope(msgspec.Struct, frozen=True, array_like=True):
    """The bytes of an envelope as they were signed, with the signature."""

    body: Annotated[bytes, msgspec.Meta(max_length=MAX_BODY_BYTES)]
    signature: Annotated[bytes, msgspec.Meta(min_length=SIGNATURE_BYTES, max_length=SIGNATURE_BYTES)]


class OutcomeStatus(StrEnum):
    """What became of a command on the core."""

    APPLIED = "applied"
    ADJUSTED = "adjusted"
    REFUSED = "refused"
    RECORDED = "recorded"
    QUARANTINED = "quarantined"


class OutcomeRow(msgspec.Struct, frozen=True, kw_only=True):
    """The core's answer to one command.

    Attributes:
        id: the command's identifier.
        sequence: its place on the device.
        status: what became of it: an `OutcomeStatus`, or one that only a newer core knows.
        code: why, in snake case; empty when it was applied as it was made.
        data: what a sentence about it needs.
        store_version: version of the store stream that holds its effects.
        network_version: version of the network stream that holds its movements.
        decided_at: when the core decided, by its own clock.
    """

    id: str
    sequence: _FromOne
    status: _Text
    code: str
    data: dict[str, Any]
    store_version: _Count
    network_version: _Count
    decided_at: Instant


class CommandsAnswer(msgspec.Struct, frozen=True):
    """What ``POST /v1/commands`` answers: outcomes, and the last sequence with nothing missing before it."""

    outcomes: list[OutcomeRow]
    accepted_through: _Count


_envelopes = msgspec.msgpack.Decoder(Envelope)
_batches = msgspec.msgpack.Decoder(list[SignedEnvelope])
_answers = msgspec.msgpack.Decoder(CommandsAnswer)


def body_hash(body: bytes) -> bytes:
    """SHA-256 of a body: what the next envelope calls `previous`."""
    return hashlib.sha256(body).digest()


def seal(envelope: Envelope, key: SigningKey) -> SignedEnvelope:
    """Encode and sign.

    Raises:
        BadInput: a field lies outside its bounds (the core would refuse to read it).
    """
    body = msgspec.msgpack.encode(envelope)
    _decode(body)
    return SignedEnvelope(body, key.sign(ENVELOPE_CONTEXT, body))


def open_envelope(signed: SignedEnvelope, public_key: bytes) -> Envelope:
    """Verify the original bytes, then read them. Nothing is read before the signature holds.

    Raises:
        NotAuthentic: the signature is not this key's for these bytes.
        BadInput: authentic, and yet not an envelope.
    """
    verify(public_key, ENVELOPE_CONTEXT, signed.body, signed.signature)
    return _decode(signed.body)


def read_own(body: bytes) -> Envelope:
    """Read a body that this very device signed and kept.

    Raises:
        BadInput: it is not an envelope.
    """
    return _decode(body)


def _decode(body: bytes) -> Envelope:
    if len(body) > MAX_BODY_BYTES:
        raise BadInput("envelope_too_large", size_bytes=len(body), most_bytes=MAX_BODY_BYTES)
    try:
        return _envelopes.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("bad_envelope", reason=str(error)) from error


def fill_batch(waiting: Iterable[SignedEnvelope]) -> list[SignedEnvelope]:
    """The longest head of what waits that one request may carry."""
    batch: list[SignedEnvelope] = []
    room_bytes = MAX_BATCH_BYTES - 16
    for signed in waiting:
        room_bytes -= len(signed.body) + ENVELOPE_OVERHEAD_BYTES
        if room_bytes < 0 or len(batch) == MAX_BATCH_ENVELOPES:
            break
        batch.append(signed)
    return batch


def encode_batch(batch: Sequence[SignedEnvelope]) -> bytes:
    """The body of ``POST /v1/commands``: a msgpack list, in the order of the device's sequence.

    Raises:
        BadInput: more than one request may carry (see `fill_batch`).
    """
    data = msgspec.msgpack.encode(list(batch))
    _bound_batch(len(batch), len(data))
    return data


def decode_batch(data: bytes) -> list[SignedEnvelope]:
    """Read the body of ``POST /v1/commands``.

    Raises:
        BadInput: not a batch, or too large.
    """
    _bound_batch(0, len(data))
    try:
        batch = _batches.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("bad_batch", reason=str(error)) from error
    _bound_batch(len(batch), len(data))
    return batch


def _bound_batch(envelopes: int, size_bytes: int) -> None:
    if envelopes > MAX_BATCH_ENVELOPES or size_bytes > MAX_BATCH_BYTES:
        raise BadInput("batch_too_large", envelopes=envelopes, size_bytes=size_bytes)


def encode_answer(answer: CommandsAnswer) -> bytes:
    """The body of the answer to ``POST /v1/commands``."""
    return msgspec.msgpack.encode(answer)


def decode_answer(data: bytes) -> CommandsAnswer:
    """Read the answer to ``POST /v1/commands``.

    Raises:
        BadInput: something else answered, or it is too large.
    """
    if len(data) > MAX_ANSWER_BYTES:
        raise BadInput("answer_too_large", size_bytes=len(data), most_bytes=MAX_ANSWER_BYTES)
    try:
        return _answers.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("bad_answer", reason=str(error)) from error
