"""Where an envelope stands in its device's chain: next, known already, after a gap, or on a fork."""

from __future__ import annotations

from enum import Enum

from core.wire.envelope import Envelope


class Place(Enum):
    """Where an envelope stands.

    Attributes:
        NEXT: right after the last one that was taken in.
        KNOWN: taken in before, byte for byte: answer with its outcome again.
        GAP: something before it is missing: the device is asked to send again from there.
        FORK: another body has this place, or its past is not ours: the device is held.
    """

    NEXT = "next"
    KNOWN = "known"
    GAP = "gap"
    FORK = "fork"


def place(
    envelope: Envelope, hash_: bytes, *, last_sequence: int, last_hash: bytes, kept_hash: bytes | None
) -> Place:
    """Tell an envelope's place from what is kept of its device.

    Args:
        envelope: the envelope, opened.
        hash_: hash of its own body.
        last_sequence: sequence of the last envelope taken in; 0 if none.
        last_hash: hash of that envelope's body; `NOTHING_BEFORE` if none.
        kept_hash: hash of the body kept at this very sequence, if there is one.
    """
    if envelope.sequence > last_sequence + 1:
        return Place.GAP
    if envelope.sequence == last_sequence + 1:
        return Place.NEXT if envelope.previous == last_hash else Place.FORK
    return Place.KNOWN if hash_ == kept_hash else Place.FORK
