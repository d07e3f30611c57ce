"""An envelope without what named a customer: what is left is read as before, and signed no more.

The hash and the signature that are kept beside it are of the body as it came, so the chain goes on over it:
the next envelope names that hash.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec

from core.wire.envelope import Envelope, read_own


def without(body: bytes, fields: Collection[str]) -> bytes:
    """The body with these arguments empty. The same once more changes nothing.

    Raises:
        BadInput: it is not an envelope.
    """
    return msgspec.msgpack.encode(without_words(read_own(body), fields))


def without_words(envelope: Envelope, fields: Collection[str]) -> Envelope:
    """The envelope with these arguments empty."""
    arguments: dict[str, Any] = msgspec.msgpack.decode(envelope.arguments)
    kept = {name: _emptied(value) if name in fields else value for name, value in arguments.items()}
    return msgspec.structs.replace(envelope, arguments=msgspec.msgpack.encode(kept))


def _emptied(value: Any) -> Any:
    """Nothing of the same sort: of several words together none, as if they had not been said."""
    return None if isinstance(value, dict) else "" if value else value
