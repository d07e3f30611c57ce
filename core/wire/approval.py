"""An approval of a refund: what a manager signs, over the exact amounts, so that a changed cent voids it.

The bytes are MessagePack of one array, in this order: return, refund, the parts as [means, cents] sorted by
means, the units sorted, proposer, manager, device, time in milliseconds. The signature binds them to their
context (`core.wire.signing`). The private half never leaves the device; whoever has the public half verifies.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from core.rules.errors import NotAuthentic
from core.rules.refund import Part
from core.rules.time import Instant
from core.wire.signing import SigningKey, verify

APPROVAL_CONTEXT: Final = b"coulisse approval 1"


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """All that an approval is about. Made by `approval`, which puts parts and units in their one order."""

    return_id: str
    refund_id: str
    parts: tuple[Part, ...]
    units: tuple[str, ...]
    proposer: str
    manager: str
    device_id: str
    at: Instant


def approval(
    return_id: str,
    refund_id: str,
    *,
    parts: Iterable[Part],
    units: Iterable[str],
    proposer: str,
    manager: str,
    device_id: str,
    at: Instant,
) -> Approval:
    """An approval with its parts and units in order."""
    return Approval(
        return_id=return_id,
        refund_id=refund_id,
        parts=tuple(sorted(parts, key=lambda part: (part.means.value, part.cents))),
        units=tuple(sorted(units)),
        proposer=proposer,
        manager=manager,
        device_id=device_id,
        at=at,
    )


def approval_bytes(given: Approval) -> bytes:
    """The bytes that are signed."""
    parts = [[part.means.value, part.cents] for part in given.parts]
    return msgspec.msgpack.encode(
        [
            given.return_id,
            given.refund_id,
            parts,
            list(given.units),
            given.proposer,
            given.manager,
            given.device_id,
            given.at,
        ]
    )


def make_approval(key: SigningKey, given: Approval) -> bytes:
    """The signature, 64 bytes, of the manager's key on this device."""
    return key.sign(APPROVAL_CONTEXT, approval_bytes(given))


def verify_approval(public_key: bytes, given: Approval, signature: bytes) -> None:
    """Say nothing if the manager's key signed exactly this.

    Raises:
        NotAuthentic: `approval_not_signed`.
    """
    try:
        verify(public_key, APPROVAL_CONTEXT, approval_bytes(given), signature)
    except NotAuthentic as error:
        raise NotAuthentic("approval_not_signed") from error
