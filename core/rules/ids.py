"""Identifiers: types, and how a command's children get theirs.

A handler never draws an identifier: what it makes is named after the command that made it, so the workstation
and the core give the same row the same name, and a label printed before the sync stays true.
"""

from __future__ import annotations

import hashlib
from typing import NewType

ArticleId = NewType("ArticleId", int)
LocationId = NewType("LocationId", int)
FulfilmentId = NewType("FulfilmentId", str)
OrderId = NewType("OrderId", str)
StaffId = NewType("StaffId", str)
DeviceId = NewType("DeviceId", str)
CommandId = NewType("CommandId", str)


def derive(parent: str, *parts: str | int) -> str:
    """A UUID (version 8, RFC 9562 section 5.8) that follows from its parent and its place under it.

    Shape: 36 characters. SHA-256 over the parts, each preceded by its length, so that ("ab", "c") and
    ("a", "bc") differ.
    """
    digest = hashlib.sha256()
    for part in (parent, *parts):
        text = str(part).encode()
        digest.update(len(text).to_bytes(4, "big"))
        digest.update(text)
    return as_uuid(digest.digest()[:16], version=8)


def uuid7(at_ms: int, entropy: bytes) -> str:
    """A UUIDv7 (RFC 9562 section 5.7) from a time in milliseconds and 10 bytes of randomness."""
    if len(entropy) < 10:
        raise ValueError("a UUIDv7 needs 10 bytes of randomness")
    return as_uuid(at_ms.to_bytes(6, "big") + entropy[:10], version=7)


def as_uuid(raw: bytes, version: int) -> str:
    """Sixteen bytes as text, with the version and variant bits of RFC 9562 set."""
    octets = bytearray(raw)
    octets[6] = (octets[6] & 0x0F) | (version << 4)
    octets[8] = (octets[8] & 0x3F) | 0x80
    text = octets.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
