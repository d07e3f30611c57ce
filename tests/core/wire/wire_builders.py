"""Small builders for what travels."""

from __future__ import annotations

from typing import Any

from core.rules.ids import uuid7
from core.rules.time import Instant
from core.wire import (
    NOTHING_BEFORE,
    Envelope,
    PieceRef,
    SignedEnvelope,
    SigningKey,
    body_hash,
    pack_arguments,
    seal,
)

KEY = SigningKey(bytes(range(32)))
OTHER_KEY = SigningKey(bytes(range(1, 33)))


def envelope(**changes: Any) -> Envelope:
    """An envelope that is right in all its fields, but for `changes`."""
    fields: dict[str, Any] = {
        "id": uuid7(1_700_000_000_000, bytes(10)),
        "device_id": "till-3",
        "sequence": 1,
        "previous": NOTHING_BEFORE,
        "aggregate": "fulfilment:f1",
        "base_version": 7,
        "name": "PickLine",
        "version": 1,
        "arguments": pack_arguments({"line_id": "l1", "quantity": 2}),
        "author": "staff-1",
        "at": Instant(1_700_000_000_000),
    }
    return Envelope(**(fields | changes))


def chain(length: int) -> list[SignedEnvelope]:
    """Envelopes one after the other, as a device makes them."""
    sealed: list[SignedEnvelope] = []
    previous = NOTHING_BEFORE
    for sequence in range(1, length + 1):
        made = seal(
            envelope(id=uuid7(sequence, bytes(10)), sequence=sequence, previous=previous),
            KEY,
        )
        sealed.append(made)
        previous = body_hash(made.body)
    return sealed


def piece(first: int, last: int, size_bytes: int = 1000) -> PieceRef:
    """A piece of a stream, of some size."""
    return PieceRef(
        name=f"network/0/e1-{first}-{last}-00000000.delta",
        from_version=first,
        to_version=last,
        size_bytes=size_bytes,
        raw_bytes=size_bytes * 4,
        sha256="0" * 64,
        rows=10,
    )
