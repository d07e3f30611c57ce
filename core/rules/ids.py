"""Identifiers: types, and how a command's children get theirs.

A handler never draws an identifier: what it makes is named after the command that made it, so the workstation
and the core give the same row the same name, and a label printed before the sync stays true.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Final, NewType

ArticleId = NewType("ArticleId", int)
LocationId = NewType("LocationId", int)
FulfilmentId = NewType("FulfilmentId", str)
OrderId = NewType("OrderId", str)
StaffId = NewType("StaffId", str)
DeviceId = NewType("DeviceId", str)
CommandId = NewType("CommandId", str)

NAMES_KEPT: Final = 4_096
"""Names that were derived last: a request asks for the same ones several times."""
_VARIANTS: Final = "89ab"
_DERIVED: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def derive(parent: str, *parts: str | int) -> str:
    """A UUID (version 8, RFC 9562 section 5.8) that follows from its parent and its place under it.

    Shape: 36 characters. SHA-256 over the parts, each preceded by its length, so that ("ab", "c") and
    ("a", "bc") differ.
    """
    return _derived(parent, *parts)


@lru_cache(NAMES_KEPT)
def _derived(*parts: str | int) -> str:
    said = bytearray()
    for part in parts:
        text = str(part).encode()
        said += len(text).to_bytes(4, "big") + text
    return as_uuid(hashlib.sha256(said).digest()[:16], version=8)


def is_derived(name: str) -> bool:
    """Whether `derive` may have made it."""
    return _DERIVED.fullmatch(name) is not None


def uuid7(at_ms: int, entropy: bytes) -> str:
    """A UUIDv7 (RFC 9562 section 5.7) from a time in milliseconds and 10 bytes of randomness."""
    if len(entropy) < 10:
        raise ValueError("a UUIDv7 needs 10 bytes of randomness")
    return as_uuid(at_ms.to_bytes(6, "big") + entropy[:10], version=7)


def as_uuid(raw: bytes, version: int) -> str:
    """Sixteen bytes as text, with the version and variant bits of RFC 9562 set."""
    text = raw.hex()
    variant = _VARIANTS[int(text[16], 16) & 3]
    return f"{text[:8]}-{text[8:12]}-{version:x}{text[13:16]}-{variant}{text[17:20]}-{text[20:]}"
